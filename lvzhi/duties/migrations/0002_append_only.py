from django.db import migrations

from lvzhi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_initial"), ("core", "0002_append_only")]

    operations = append_only("duties_proof", "duties_notice")

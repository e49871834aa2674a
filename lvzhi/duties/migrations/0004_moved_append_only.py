from django.db import migrations

from lvzhi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("duties", "0003_changes")]

    operations = append_only("duties_moved")

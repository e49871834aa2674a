from django.db import migrations

from lvzhi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("secrecy", "0003_unmasking_and_exports"), ("core", "0002_append_only")]

    operations = append_only("secrecy_unmasking", "secrecy_export")

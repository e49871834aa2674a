from django.db import migrations

from lvzhi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("records", "0004_record_instead_of_withdrawal"), ("core", "0002_append_only")]

    operations = append_only("records_withdrawal")

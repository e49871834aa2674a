from django.db import migrations

from lvzhi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial"), ("core", "0002_append_only")]

    operations = append_only("records_record", "records_filing", "records_attachment", "records_task", "records_taskdone")

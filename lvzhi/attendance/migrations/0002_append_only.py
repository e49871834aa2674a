from django.db import migrations

from lvzhi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_initial"), ("core", "0002_append_only")]

    operations = append_only("attendance_leave", "attendance_leaveend", "attendance_leaveconfirmation")

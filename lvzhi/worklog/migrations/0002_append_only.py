from django.db import migrations

from lvzhi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("worklog", "0001_initial"), ("core", "0002_append_only")]

    operations = append_only(
        "worklog_worklog",
        "worklog_logline",
        "worklog_difficulty",
        "worklog_planitem",
        "worklog_planoutcome",
        "worklog_lognote",
        "worklog_logreading",
        "worklog_logcomment",
    )

from django.db import migrations

from lvzhi.core.calendar_table import seed


def lay_out(apps, schema_editor):
    seed(apps.get_model("core", "CalendarDay"))


class Migration(migrations.Migration):
    dependencies = [("core", "0002_append_only")]

    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]

from django.db import migrations

from lvzhi.core.append_only import append_only, define


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [define(), *append_only("core_trailline", "core_seal", "core_parametervalue", "core_banktext")]

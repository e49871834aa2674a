from django.db import migrations

from lvzhi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("secrecy", "0001_initial"), ("core", "0002_append_only")]

    operations = append_only(
        "secrecy_agreement",
        "secrecy_agreementversion",
        "secrecy_agreementdecision",
    )

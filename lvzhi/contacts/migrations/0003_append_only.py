from django.db import migrations

from lvzhi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("contacts", "0002_initial"), ("core", "0002_append_only")]

    operations = append_only(
        "contacts_absence",
        "contacts_absencechange",
        "contacts_absencereturn",
        "contacts_spotcheck",
        "contacts_contact",
        "contacts_promise",
        "contacts_promisekept",
        "contacts_contactreview",
        "contacts_appointment",
        "contacts_appointmentoff",
    )

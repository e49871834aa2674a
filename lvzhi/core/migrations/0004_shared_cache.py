from django.db import migrations

# The table of Django's database cache: what the machines of one bank count together, such as wrong codes.
TABLE = """
CREATE TABLE django_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX django_cache_expires ON django_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_calendar")]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE django_cache")]

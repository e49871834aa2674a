import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lvzhi.people.lasting import held_alone


class Migration(migrations.Migration):
    dependencies = [("people", "0002_next_up")]

    operations = [
        migrations.AddField("unit", "closed_on", models.DateField(null=True)),
        migrations.AddConstraint(
            "unit",
            models.UniqueConstraint(
                fields=("parent",),
                condition=models.Q(("parent", None)),
                nulls_distinct=False,
                name="one_unit_at_the_top",
            ),
        ),
        migrations.AddConstraint("post", held_alone(80, "auditor_holds_no_other_post")),
        migrations.AddConstraint("post", held_alone(90, "administrator_holds_no_other_post")),
        migrations.AddConstraint(
            "post",
            models.CheckConstraint(condition=models.Q(("during__lower_inf", False)), name="post_has_a_first_day"),
        ),
        migrations.AddConstraint(
            "deputy",
            models.CheckConstraint(
                condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                name="deputy_has_a_first_day",
            ),
        ),
        migrations.CreateModel(
            name="PeopleImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=150)),
                ("rows", models.JSONField(default=dict)),
                ("done_at", models.DateTimeField(null=True)),
                ("counts", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]

"""Sums by place alone and by block: as small as a report needs. They are made anew from the dossiers."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = (("reports", "0004_issued_append_only"),)
    operations = (
        migrations.DeleteModel("DayFigure"),
        migrations.DeleteModel("CountedDossier"),
        migrations.CreateModel(
            name="CountedDossier",
            fields=[
                ("day", models.DateField()),
                ("unit_id", models.TextField()),
                ("desk_id", models.BigIntegerField()),
                ("programme", models.TextField(default="")),
                ("dossier_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("facts", models.IntegerField()),
                ("overdue_from", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit_id", "day"], name="counted_of_unit"),
                    models.Index(
                        condition=Q(("overdue_from__isnull", False)),
                        fields=["day", "overdue_from"],
                        name="counted_owed_by_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DayFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("unit_id", models.TextField()),
                ("desk_id", models.BigIntegerField()),
                ("programme", models.TextField(default="")),
                ("received", models.IntegerField(default=0)),
                ("same_day", models.IntegerField(default=0)),
                ("same_day_due", models.IntegerField(default=0)),
                ("after_cut_off", models.IntegerField(default=0)),
                ("next_day", models.IntegerField(default=0)),
                ("early", models.IntegerField(default=0)),
                ("on_time", models.IntegerField(default=0)),
                ("late", models.IntegerField(default=0)),
                ("prolonged", models.IntegerField(default=0)),
                ("no_due", models.IntegerField(default=0)),
                ("open", models.IntegerField(default=0)),
                ("without_result", models.IntegerField(default=0)),
                ("online", models.IntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["unit_id", "day"], name="day_figure_of_unit_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "unit_id", "desk_id", "programme"), name="day_figure_of_place_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BlockFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("block", models.TextField()),
                ("programme", models.TextField(default="")),
                ("received", models.IntegerField(default=0)),
                ("same_day", models.IntegerField(default=0)),
                ("same_day_due", models.IntegerField(default=0)),
                ("after_cut_off", models.IntegerField(default=0)),
                ("next_day", models.IntegerField(default=0)),
                ("early", models.IntegerField(default=0)),
                ("on_time", models.IntegerField(default=0)),
                ("late", models.IntegerField(default=0)),
                ("prolonged", models.IntegerField(default=0)),
                ("no_due", models.IntegerField(default=0)),
                ("open", models.IntegerField(default=0)),
                ("without_result", models.IntegerField(default=0)),
                ("online", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "block", "programme"), name="block_figure_once")
                ],
            },
        ),
        migrations.RunSQL("DELETE FROM reports_rollupmark", migrations.RunSQL.noop),
        migrations.AddField(
            "RollUpMark",
            "blocks",
            models.CharField(
                default="", help_text="Which agency was in which block then.", max_length=32
            ),
        ),
    )

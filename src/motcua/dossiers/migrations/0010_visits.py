"""Visits and their wishes: written once, never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_append_only"),
        ("dossiers", "0009_custody_append_only"),
        ("organisation", "0003_people_and_offices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("applicant_kind", models.CharField(max_length=12)),
                ("applicant_name", models.TextField()),
                ("applicant_fold", models.TextField()),
                ("id_type", models.CharField(default="", max_length=20)),
                ("id_number", models.TextField(default="")),
                ("phone", models.TextField(default="")),
                ("email", models.TextField(default="")),
                ("address", models.TextField(default="")),
                (
                    "representative",
                    models.TextField(default="", help_text="Who stands at the desk for an organisation."),
                ),
                ("counter", models.TextField(default="", help_text="As it is called at the desk.")),
                ("opened_at", models.DateTimeField()),
                ("day", models.DateField(help_text="The day of `opened_at` on the office's wall calendar.")),
                ("opened_by_name", models.TextField()),
                (
                    "one_stop_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="organisation.onestopunit",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "day", "id"], name="visit_by_day")],
            },
        ),
        migrations.CreateModel(
            name="VisitWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "dossier",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit_wish",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "intake",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit_wish",
                        to="dossiers.intake",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="dossiers.visit",
                    ),
                ),
            ],
            options={
                "ordering": ("visit_id", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dossier__isnull", False), ("intake__isnull", True)),
                            models.Q(("dossier__isnull", True), ("intake__isnull", False)),
                            _connector="OR",
                        ),
                        name="wish_has_one_subject",
                    )
                ],
            },
        ),
        append_only("dossiers_visit"),
        append_only("dossiers_visitwish"),
    ]

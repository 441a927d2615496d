"""What officials wrote down at people's homes, each once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_append_only"),
        ("dossiers", "0031_drafts_protected"),
        ("organisation", "0010_second_factors"),
        ("procedures", "0009_online_forms_fixed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RoadEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("outcome", models.CharField(max_length=12)),
                ("happened_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(help_text="When the office got it.")),
                (
                    "clock_off",
                    models.IntegerField(
                        default=0, help_text="By how many seconds the device's clock was behind."
                    ),
                ),
                ("number", models.TextField(default="")),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedure",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="road_entries",
                        to="dossiers.homerequest",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="road_entries",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["unit", "sent_at"], name="road_entry_by_day"),
                    models.Index(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=["number"],
                        name="road_entry_by_number",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("official", "key"), name="road_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["received", "incomplete", "waiting", "nobody_there", "refused"]),
                            models.Q(("key", ""), _negated=True),
                        ),
                        name="road_entry_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dossier__isnull", False), ("outcome", "received")),
                            models.Q(
                                ("dossier__isnull", True),
                                ("outcome__in", ["incomplete", "waiting"]),
                                models.Q(("number", ""), _negated=True),
                            ),
                            models.Q(
                                ("outcome__in", ["nobody_there", "refused"]), ("request__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="road_entry_whole",
                    ),
                ],
            },
        ),
        append_only("dossiers_roadentry"),
    ]

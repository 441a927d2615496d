"""A person has a store of papers; what is done with them stays on record."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0001_initial"),
        ("core", "0003_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.TextField()),
                ("title_fold", models.TextField()),
                ("number", models.TextField()),
                ("issuer", models.TextField()),
                ("unit_id", models.TextField()),
                ("procedure", models.TextField()),
                ("issued_on", models.DateField()),
                (
                    "valid_to",
                    models.DateField(help_text="The first day on which it is good no more.", null=True),
                ),
                ("source", models.TextField()),
                ("check_code", models.CharField(max_length=12, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("placed_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("state", models.CharField(default="in_force", max_length=9)),
                ("over_at", models.DateTimeField(null=True)),
                ("over_reason", models.TextField(default="")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="applicants.account",
                    ),
                ),
            ],
            options={
                "ordering": ("-placed_at", "-id"),
                "indexes": [
                    models.Index(fields=["account", "title_fold"], name="stored_paper_by_title"),
                    models.Index(fields=["source"], name="stored_paper_by_source"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["in_force", "replaced", "revoked"])),
                        name="stored_paper_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("over_at__isnull", True), ("state", "in_force")),
                            models.Q(
                                models.Q(("state", "in_force"), _negated=True),
                                ("over_at__isnull", False),
                                models.Q(("over_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="stored_paper_over_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$"), ("size__gt", 0)),
                        name="stored_paper_of_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredPaperEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("by", models.TextField(default="", help_text="The official; empty: the person.")),
                ("detail", models.JSONField(default=dict)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="applicants.storedpaper",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["placed", "opened", "downloaded", "confirmed", "used", "withdrawn"])
                        ),
                        name="paper_event_known",
                    )
                ],
            },
        ),
        append_only("applicants_storedpaperevent"),
    ]

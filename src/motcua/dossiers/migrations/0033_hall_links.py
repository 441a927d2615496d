"""Which dossiers and visits belong to which ticket of the hall; links are only added."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_append_only"),
        ("dossiers", "0032_road_entries"),
        ("queueing", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="TicketDossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="dossiers.intake",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="queueing.ticket",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dossier__isnull", False), ("intake__isnull", True)),
                            models.Q(("dossier__isnull", True), ("intake__isnull", False)),
                            _connector="OR",
                        ),
                        name="ticket_has_one_subject",
                    ),
                    models.UniqueConstraint(fields=("ticket", "dossier"), name="ticket_dossier_once"),
                    models.UniqueConstraint(fields=("ticket", "intake"), name="ticket_intake_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="queueing.ticket",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="dossiers.visit",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "visit"), name="ticket_visit_once")
                ],
            },
        ),
        append_only("dossiers_ticketdossier"),
        append_only("dossiers_ticketvisit"),
    ]

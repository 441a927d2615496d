"""Calls for help at a counter."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("organisation", "0010_second_factors"), ("queueing", "0003_kiosks"))
    operations = (
        migrations.CreateModel(
            name="EmergencyCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("caller_name", models.TextField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_name", models.TextField(default="")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "caller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "counter",
                    models.ForeignKey(
                        help_text="Where the caller sat; null: in the hall.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.counter",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.onestopunit",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["desk", "-at"], name="emergency_of_desk")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            answered_at__isnull=True, answered_by__isnull=True, answered_name=""
                        )
                        | models.Q(answered_at__gte=models.F("at"), answered_by__isnull=False)
                        & ~models.Q(answered_name=""),
                        name="emergency_answered",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(answered_at__isnull=True),
                        fields=("caller",),
                        name="emergency_once",
                    ),
                ],
            },
        ),
    )

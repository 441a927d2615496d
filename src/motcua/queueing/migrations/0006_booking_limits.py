"""What a unit decides over its bookings is never changed: a new decision takes its place."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_append_only"),
        ("organisation", "0011_roster_deputies"),
        ("queueing", "0005_appointments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BookingLimits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("furthest_days", models.PositiveSmallIntegerField()),
                ("closes_minutes", models.PositiveSmallIntegerField()),
                ("offer_minutes", models.PositiveSmallIntegerField()),
                (
                    "most_open",
                    models.PositiveSmallIntegerField(
                        help_text="Of one telephone or account, at whatever desk."
                    ),
                ),
                (
                    "most_of_address",
                    models.PositiveSmallIntegerField(help_text="Of one address a day, at whatever desk."),
                ),
                ("document", models.TextField()),
                ("valid_from", models.DateField()),
                ("stated_at", models.DateTimeField()),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="booking_limits",
                        to="organisation.onestopunit",
                    ),
                ),
                (
                    "stated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("desk_id", "-valid_from", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_minutes__range", (5, 1440)),
                            ("furthest_days__range", (1, 365)),
                            ("most_of_address__range", (1, 1000)),
                            ("most_open__range", (1, 20)),
                            ("offer_minutes__gte", models.F("closes_minutes")),
                            ("offer_minutes__range", (5, 2880)),
                        ),
                        name="booking_limits_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="booking_limits_decided"
                    ),
                ],
            },
        ),
        append_only("queueing_bookinglimits"),
    ]

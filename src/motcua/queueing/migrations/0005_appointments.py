"""Appointments: what is offered, what is booked, who waits; what happened to one is never changed."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import motcua.legal_basis.models
import motcua.queueing.appointment_tables
from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0002_store"),
        ("core", "0003_append_only"),
        ("organisation", "0010_second_factors"),
        ("procedures", "0009_online_forms_fixed"),
        ("queueing", "0004_emergency"),
    ]

    operations = [
        migrations.CreateModel(
            name="AppointmentPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointment_plans",
                        to="organisation.onestopunit",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="queueing.servicegroup",
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(help_text="Monday 0")),
                ("starts", models.PositiveSmallIntegerField(help_text="Minute of the day")),
                ("ends", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("capacity", models.PositiveSmallIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("document", models.TextField()),
                (
                    "stated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("stated_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("desk_id", "group_id", "weekday", "starts", "valid_from"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekday__lte", 6),
                            ("ends__gt", models.F("starts")),
                            ("ends__lte", 1440),
                            ("minutes__gte", 5),
                            ("minutes__lte", 240),
                            ("capacity__gte", 1),
                            ("capacity__lte", 100),
                        ),
                        name="plan_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="plan_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="plan_decided"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("desk", "="),
                            ("group", "="),
                            ("weekday", "="),
                            (motcua.queueing.appointment_tables.MinuteRange("starts", "ends"), "&&"),
                            (motcua.legal_basis.models.DateRange("valid_from", "valid_to"), "&&"),
                        ],
                        name="plans_do_not_overlap",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AppointmentDayOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointment_days_off",
                        to="organisation.onestopunit",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="queueing.servicegroup",
                    ),
                ),
                ("day", models.DateField()),
                ("reason", models.TextField()),
                (
                    "stated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("stated_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("day", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "group", "day"), name="day_off_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="day_off_reason"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.TextField(unique=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisation.onestopunit",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="queueing.servicegroup",
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
                ("slot_from", models.DateTimeField()),
                ("slot_to", models.DateTimeField()),
                ("state", models.CharField(max_length=10)),
                ("name", models.TextField()),
                ("name_fold", models.TextField()),
                ("phone", models.TextField()),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="applicants.account",
                    ),
                ),
                ("secret", models.CharField(max_length=12)),
                ("channel", models.CharField(max_length=6)),
                (
                    "source_key",
                    models.CharField(
                        default="", help_text="Keyed hash of the address it came from.", max_length=64
                    ),
                ),
                ("booked_at", models.DateTimeField()),
                (
                    "ticket",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointment",
                        to="queueing.ticket",
                    ),
                ),
                ("reason", models.TextField(default="")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "to_phone",
                    models.BooleanField(
                        default=False, help_text="The office moved or dropped it: somebody phones."
                    ),
                ),
                ("event_count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("slot_from", "id"),
                "indexes": [
                    models.Index(fields=["desk", "slot_from"], name="appointment_by_day"),
                    models.Index(
                        condition=models.Q(("state", "booked")), fields=["phone"], name="appointment_of_phone"
                    ),
                    models.Index(fields=["source_key", "booked_at"], name="appointment_of_source"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["booked", "arrived", "missed", "cancelled"]),
                            ("channel__in", ["web", "phone", "desk"]),
                            ("slot_to__gt", models.F("slot_from")),
                        ),
                        name="appointment_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "arrived"), ("ticket__isnull", False)),
                            models.Q(models.Q(("state", "arrived"), _negated=True), ("ticket__isnull", True)),
                            _connector="OR",
                        ),
                        name="appointment_arrived_with_ticket",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "booked"), ("ended_at__isnull", False), _connector="OR"),
                        name="appointment_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppointmentEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="queueing.appointment",
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("act", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("actor_name", models.TextField(default="")),
                ("data", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ("appointment_id", "seq"),
                "constraints": [
                    models.UniqueConstraint(fields=("appointment", "seq"), name="appointment_event_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="WaitingWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.TextField(unique=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting_wishes",
                        to="organisation.onestopunit",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="queueing.servicegroup",
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
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("name", models.TextField()),
                ("phone", models.TextField()),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="applicants.account",
                    ),
                ),
                ("secret", models.CharField(max_length=12)),
                ("source_key", models.CharField(default="", max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("state", models.CharField(max_length=10)),
                ("offered_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "appointment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waited",
                        to="queueing.appointment",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["desk", "group", "state", "id"], name="wish_in_line")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "offered", "taken", "lapsed", "withdrawn"]),
                            ("last_day__gte", models.F("first_day")),
                            models.Q(
                                models.Q(("state", "offered"), _negated=True),
                                ("offered_at__isnull", False),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("state", "taken"), _negated=True),
                                ("appointment__isnull", False),
                                _connector="OR",
                            ),
                        ),
                        name="wish_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SlotPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="queueing.servicegroup",
                    ),
                ),
                ("slot_from", models.DateTimeField()),
                ("slot_to", models.DateTimeField()),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "appointment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="queueing.appointment",
                    ),
                ),
                (
                    "wish",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slot_place",
                        to="queueing.waitingwish",
                    ),
                ),
                ("held_until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("group", "slot_from", "place"), name="slot_place_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("appointment__isnull", False),
                                ("held_until__isnull", True),
                                ("wish__isnull", True),
                            ),
                            models.Q(
                                ("appointment__isnull", True),
                                ("held_until__isnull", False),
                                ("wish__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="slot_place_of_one",
                    ),
                    models.CheckConstraint(condition=models.Q(("place__gte", 1)), name="slot_place_counts"),
                ],
                "indexes": [],
            },
        ),
        append_only("queueing_appointmentevent"),
    ]

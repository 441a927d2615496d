import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0010_second_factors"),
        ("organisation", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceGroup",
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
                        related_name="service_groups",
                        to="organisation.onestopunit",
                    ),
                ),
                (
                    "letter",
                    models.CharField(
                        help_text="One of A to Z: the first letter of its tickets.", max_length=1
                    ),
                ),
                ("name", models.TextField()),
                (
                    "procedures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=list,
                        help_text="Codes of procedures.",
                        size=None,
                    ),
                ),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        default=list,
                        help_text="Fields of procedures (lĩnh vực).",
                        size=None,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
            ],
            options={
                "ordering": ("position", "letter"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="group_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("letter__regex", "^[A-Z]$")), name="group_letter"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("desk", "letter"),
                        name="group_letter_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HallRule",
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
                        related_name="hall_rules",
                        to="organisation.onestopunit",
                    ),
                ),
                ("elderly_age", models.PositiveSmallIntegerField(default=60)),
                ("ageing_minutes", models.PositiveSmallIntegerField(default=45)),
                ("booked_minutes", models.PositiveSmallIntegerField(default=30)),
                ("late_minutes", models.PositiveSmallIntegerField(default=15)),
                ("wait_limit_minutes", models.PositiveSmallIntegerField(default=30)),
                (
                    "opens_before_minutes",
                    models.PositiveSmallIntegerField(
                        default=30, help_text="How long before a session tickets are issued."
                    ),
                ),
                (
                    "kiosk_per_minute",
                    models.PositiveSmallIntegerField(
                        default=20,
                        help_text="How many tickets a kiosk, or one source on the web, may take in a minute.",
                    ),
                ),
                (
                    "estimate_days",
                    models.PositiveSmallIntegerField(
                        default=60, help_text="How many days back service times are measured."
                    ),
                ),
                (
                    "estimate_least",
                    models.PositiveSmallIntegerField(
                        default=20, help_text="How many measurements an estimate needs."
                    ),
                ),
                (
                    "document",
                    models.TextField(
                        default="", help_text="The document that decided it; empty: the default."
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "stated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("stated_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("desk_id", "-valid_from", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="hall_rule_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ageing_minutes__range", (1, 480)),
                            ("booked_minutes__lte", models.F("ageing_minutes")),
                            ("elderly_age__range", (50, 100)),
                            ("estimate_days__range", (1, 730)),
                            ("kiosk_per_minute__gte", 1),
                            ("late_minutes__lte", 120),
                            ("wait_limit_minutes__range", (1, 480)),
                        ),
                        name="hall_rule_possible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HallApproval",
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
                        related_name="hall_approvals",
                        to="organisation.onestopunit",
                    ),
                ),
                ("what", models.CharField(max_length=12)),
                ("document", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
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
                "ordering": ("desk_id", "what", "-valid_from", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="hall_approval_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="hall_approval_document"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["kiosk", "appointments", "web_tickets"])),
                        name="hall_approval_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kiosk",
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
                        related_name="kiosks",
                        to="organisation.onestopunit",
                    ),
                ),
                ("mark", models.CharField(help_text="One of A to Z, once for each desk.", max_length=1)),
                ("name", models.TextField(default="", help_text="Where it stands.")),
                (
                    "key_hash",
                    models.CharField(
                        default="",
                        help_text="SHA-256 of the key by which it is known; empty: not yet set up.",
                        max_length=64,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="kiosk_period",
                    ),
                    models.CheckConstraint(condition=models.Q(("mark__regex", "^[A-Z]$")), name="kiosk_mark"),
                    models.UniqueConstraint(fields=("desk", "mark"), name="kiosk_mark_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CounterDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "counter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="organisation.counter",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "classes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.TextField(default="", help_text="Why it was closed while somebody was there."),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["counter", "-opened_at"], name="duty_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            ("closed_at__gte", models.F("opened_at")),
                            _connector="OR",
                        ),
                        name="duty_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("counter",),
                        name="duty_one_at_counter",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("official",),
                        name="duty_one_of_official",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketSeries",
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
                        related_name="+",
                        to="organisation.onestopunit",
                    ),
                ),
                ("day", models.DateField()),
                ("series", models.CharField(max_length=2)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "day", "series"), name="ticket_series_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(help_text="For addresses; random.", max_length=16, unique=True),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="organisation.onestopunit",
                    ),
                ),
                ("day", models.DateField()),
                ("series", models.CharField(max_length=2)),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(help_text="As it is printed and called: A042.", max_length=12)),
                (
                    "priority",
                    models.CharField(default="", help_text="PriorityReason; empty: none.", max_length=10),
                ),
                ("priority_confirmed", models.BooleanField(default=False)),
                ("channel", models.CharField(max_length=12)),
                (
                    "phone",
                    models.TextField(default="", help_text="Where the person wants a message; else empty."),
                ),
                (
                    "secret",
                    models.CharField(
                        help_text="Printed on the ticket: lets its holder give it back.", max_length=12
                    ),
                ),
                (
                    "offline_key",
                    models.CharField(
                        default="",
                        help_text="Of a ticket that a kiosk gave without network: merged once.",
                        max_length=64,
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("in_line_since", models.DateTimeField()),
                ("state", models.CharField(max_length=10)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="queueing.servicegroup",
                    ),
                ),
                (
                    "counter",
                    models.ForeignKey(
                        help_text="Where it is, or was last.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.counter",
                    ),
                ),
                (
                    "wanted_counter",
                    models.ForeignKey(
                        help_text="Where it was transferred to; null: any that serves the group.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.counter",
                    ),
                ),
                ("slot_from", models.DateTimeField(null=True)),
                ("slot_to", models.DateTimeField(null=True)),
                ("event_count", models.PositiveIntegerField(default=0)),
                (
                    "last_at",
                    models.DateTimeField(help_text="When the last event was: none may be before it."),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["desk", "day", "in_line_since"],
                        name="ticket_line",
                    ),
                    models.Index(fields=["desk", "day", "state"], name="ticket_by_state"),
                    models.Index(
                        condition=models.Q(("phone", ""), _negated=True),
                        fields=["phone", "day"],
                        name="ticket_by_phone",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "day", "series", "number"), name="ticket_number_once"
                    ),
                    models.UniqueConstraint(fields=("desk", "day", "code"), name="ticket_code_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("offline_key", ""), _negated=True),
                        fields=("desk", "offline_key"),
                        name="ticket_offline_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["called", "serving"])),
                        fields=("counter",),
                        name="ticket_one_at_counter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["waiting", "called", "serving", "on_hold", "missed", "finished", "left"],
                            ),
                            ("channel__in", ["kiosk", "desk", "web", "appointment"]),
                            ("priority__in", ["", "elderly", "pregnant", "disabled", "merit", "infant"]),
                        ),
                        name="ticket_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("slot_from__isnull", True), ("slot_to__isnull", True)),
                            models.Q(("slot_from__isnull", False), ("slot_to__gt", models.F("slot_from"))),
                            _connector="OR",
                        ),
                        name="ticket_slot",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["called", "serving"]), _negated=True),
                            ("counter__isnull", False),
                            _connector="OR",
                        ),
                        name="ticket_counter_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_at__gte", models.F("issued_at")), ("number__gte", 1)),
                        name="ticket_times",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="queueing.ticket",
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
                ("position", models.PositiveSmallIntegerField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("ticket_id", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "position"), name="ticket_service_once"),
                    models.UniqueConstraint(fields=("ticket", "group"), name="ticket_service_group_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="queueing.ticket",
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("act", models.CharField(max_length=16)),
                ("state", models.CharField(max_length=10)),
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
                (
                    "counter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.counter",
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
                ("reason", models.TextField(default="")),
                ("data", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ("ticket_id", "seq"),
                "indexes": [models.Index(fields=["counter", "-at"], name="ticket_event_at_counter")],
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "seq"), name="ticket_event_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "act__in",
                                [
                                    "issue",
                                    "call",
                                    "recall",
                                    "start",
                                    "hold",
                                    "resume",
                                    "miss",
                                    "reinsert",
                                    "transfer",
                                    "finish",
                                    "leave",
                                    "confirm_priority",
                                    "revoke_priority",
                                ],
                            ),
                            (
                                "state__in",
                                ["waiting", "called", "serving", "on_hold", "missed", "finished", "left"],
                            ),
                        ),
                        name="ticket_event_known",
                    ),
                ],
            },
        ),
    ]

"""Parcels, visits at home, the day log of helpers, results in the store of a person."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.core.append_only import append_only

ERASABLE = """
    CREATE FUNCTION dossiers_consignmentevent_erased() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'data') = (to_jsonb(OLD) - 'data') AND NEW.data = '{}'::jsonb
            AND dossier_being_disposed((SELECT dossier_id FROM dossiers_consignment WHERE id = OLD.consignment_id))
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'raise_exception';
    END $$;
    DROP TRIGGER dossiers_consignmentevent_no_change ON dossiers_consignmentevent;
    CREATE TRIGGER dossiers_consignmentevent_no_change BEFORE UPDATE OR DELETE ON dossiers_consignmentevent
        FOR EACH ROW EXECUTE FUNCTION dossiers_consignmentevent_erased();
"""
KEPT = """
    DROP TRIGGER dossiers_consignmentevent_no_change ON dossiers_consignmentevent;
    CREATE TRIGGER dossiers_consignmentevent_no_change BEFORE UPDATE OR DELETE ON dossiers_consignmentevent
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
    DROP FUNCTION dossiers_consignmentevent_erased();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0002_store"),
        ("core", "0003_append_only"),
        ("documents", "0002_pages_of_a_file"),
        ("dossiers", "0028_rating_codes"),
        ("organisation", "0009_postal_units"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("procedures", "0009_online_forms_fixed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("direction", models.CharField(max_length=3)),
                ("number", models.TextField()),
                ("carrier", models.TextField()),
                ("carrier_person", models.TextField()),
                ("official_name", models.TextField()),
                (
                    "handed_over_at",
                    models.DateTimeField(help_text="Out: to the carrier; in: by the carrier to the office."),
                ),
                ("party", models.TextField(help_text="Receiver, or who sent it.")),
                ("phone", models.TextField(default="")),
                ("address", models.TextField(default="")),
                ("payer", models.CharField(default="receiver", max_length=8)),
                (
                    "cost",
                    models.PositiveIntegerField(help_text="Postage in đồng, where it is known.", null=True),
                ),
                ("state", models.CharField(max_length=12)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("delivered_to", models.TextField(default="")),
                (
                    "ended_at",
                    models.DateTimeField(
                        help_text="Delivered, came back or lost: when it was told.", null=True
                    ),
                ),
                ("asked_at", models.DateTimeField(help_text="When the carrier was last asked.", null=True)),
                ("event_count", models.PositiveIntegerField(default=0)),
                ("head_hash", models.CharField(default="", max_length=64)),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consignments",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consignments",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["unit", "direction", "state", "id"], name="consignment_by_state"),
                    models.Index(fields=["number"], name="consignment_by_number"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("carrier", "number", "direction"), name="consignment_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("direction", "out"), ("state", "on_the_road")),
                        fields=("dossier",),
                        name="consignment_one_on_the_road",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("direction", "in")),
                        fields=("dossier",),
                        name="consignment_one_in",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["on_the_road", "delivered", "came_back", "lost"]),
                            ("direction__in", ["out", "in"]),
                            ("payer__in", ["receiver", "sender", "office"]),
                        ),
                        name="consignment_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction", "in"), ("dossier__isnull", False), _connector="OR"),
                        name="consignment_out_has_dossier",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True),
                            models.Q(("carrier", ""), _negated=True),
                            models.Q(("carrier_person", ""), _negated=True),
                            models.Q(("official_name", ""), _negated=True),
                        ),
                        name="consignment_both_names",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("delivered_at__gte", models.F("handed_over_at")),
                                ("state", "delivered"),
                                models.Q(("delivered_to", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "delivered"), _negated=True),
                                ("delivered_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="consignment_delivered_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("helper_name", models.TextField()),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=12)),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "filing",
                    models.TextField(default="", help_text="Number of the filing, where one came of it."),
                ),
                ("written_at", models.DateTimeField()),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="help_given",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="help_given",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["unit", "day"], name="help_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["declaration", "account", "submission", "payment", "guidance"]),
                            ("minutes__gte", 1),
                            ("minutes__lte", 480),
                        ),
                        name="help_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("filing", ""), _negated=True),
                        fields=("filing",),
                        name="help_filing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), size=None
                    ),
                ),
                (
                    "procedures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, size=None
                    ),
                ),
                ("area", models.TextField(default="", help_text="Where it comes, in words.")),
                ("document", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("stated_at", models.DateTimeField()),
                (
                    "stated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="home_approvals",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("-valid_from", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="home_approval_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", ""), _negated=True), models.Q(("kinds", []), _negated=True)
                        ),
                        name="home_approval_document",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.TextField(unique=True)),
                ("kind", models.CharField(max_length=8)),
                ("name", models.TextField()),
                ("name_fold", models.TextField()),
                ("phone", models.TextField()),
                ("address", models.TextField()),
                ("wished_from", models.DateTimeField()),
                ("wished_to", models.DateTimeField()),
                ("note", models.TextField(default="")),
                ("secret", models.CharField(max_length=12)),
                ("asked_at", models.DateTimeField()),
                ("state", models.CharField(max_length=10)),
                ("visit_from", models.DateTimeField(null=True)),
                ("visit_to", models.DateTimeField(null=True)),
                (
                    "missed",
                    models.PositiveSmallIntegerField(default=0, help_text="How often nobody was there."),
                ),
                ("reason", models.TextField(default="")),
                ("ended_at", models.DateTimeField(null=True)),
                ("event_count", models.PositiveIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="applicants.account",
                    ),
                ),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedure",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="home_requests",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["unit", "state", "wished_from"], name="home_by_state"),
                    models.Index(fields=["unit", "visit_from"], name="home_by_visit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "scheduled", "done", "refused", "dropped"]),
                            ("kind__in", ["receive", "help", "return"]),
                        ),
                        name="home_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wished_to__gt", models.F("wished_from")),
                            models.Q(
                                ("visit_to__isnull", True),
                                ("visit_to__gt", models.F("visit_from")),
                                _connector="OR",
                            ),
                        ),
                        name="home_window",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "scheduled"), _negated=True),
                            models.Q(("official__isnull", False), ("visit_from__isnull", False)),
                            _connector="OR",
                        ),
                        name="home_scheduled_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("dossier__isnull", False), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="home_done_with_dossier",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(models.Q(("reason", ""), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="home_refused_with_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "done"), models.Q(("kind", "return"), _negated=True)),
                        fields=("dossier",),
                        name="home_dossier_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("placed_at", models.DateTimeField()),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stored",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="result",
                        to="applicants.storedpaper",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stored",
                        to="dossiers.resultdocument",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("result", "file"), name="stored_result_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsignmentEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("by", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                ("told_at", models.DateTimeField()),
                ("told_id", models.TextField(default="")),
                ("counts", models.BooleanField()),
                ("actor_name", models.TextField(default="")),
                ("data", models.JSONField(default=dict)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="dossiers.consignment",
                    ),
                ),
            ],
            options={
                "ordering": ("consignment_id", "seq"),
                "constraints": [
                    models.UniqueConstraint(fields=("consignment", "seq"), name="consignment_event_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("told_id", ""), _negated=True),
                        fields=("consignment", "told_id"),
                        name="consignment_told_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("act", models.CharField(max_length=12)),
                ("state", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("actor_name", models.TextField(default="")),
                ("data", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="dossiers.homerequest",
                    ),
                ),
            ],
            options={
                "ordering": ("request_id", "seq"),
                "constraints": [models.UniqueConstraint(fields=("request", "seq"), name="home_event_once")],
            },
        ),
        append_only("dossiers_consignmentevent"),
        append_only("dossiers_homeevent"),
        append_only("dossiers_helpentry"),
        append_only("dossiers_storedresult"),
        migrations.RunSQL(ERASABLE, KEPT),
    ]

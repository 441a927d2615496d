"""Results of dossiers, their templates, and the stock of blank forms."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_stored_files"),
        ("dossiers", "0013_lists_find_the_short_way"),
        ("organisation", "0007_assigned_work"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BlankSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField(help_text="As the form is called: Phôi giấy khai sinh…")),
                ("prefix", models.CharField(default="", max_length=20)),
                (
                    "digits",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Serials are padded to so many digits."
                    ),
                ),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                ("received_from", models.TextField(default="")),
                ("document", models.TextField(default="", help_text="The paper of the hand-over.")),
                ("received_by_name", models.TextField()),
                ("received_at", models.DateTimeField()),
                (
                    "received_by",
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
                        related_name="blank_series",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "prefix", "first"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last__gte", models.F("first")), models.Q(("kind", ""), _negated=True)
                        ),
                        name="blank_series_runs",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("kind", "="),
                            ("prefix", "="),
                            (
                                models.Func(
                                    models.F("first"),
                                    models.F("last"),
                                    models.Value("[]"),
                                    function="int4range",
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="blank_series_do_not_overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResultTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80)),
                ("name", models.TextField()),
                ("kind", models.CharField(max_length=16)),
                (
                    "procedures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, size=None
                    ),
                ),
                (
                    "confidence",
                    models.TextField(default="", help_text="How sure the wording is, and from where it is."),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="result_templates",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("key",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "unit"), name="template_key_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("state", models.CharField(default="draft", max_length=10)),
                ("content", models.JSONField()),
                ("digest", models.CharField(help_text="Hash of the content.", max_length=64)),
                ("note", models.TextField(default="", help_text="What was changed, and why.")),
                (
                    "edited_by_name",
                    models.TextField(default="", help_text="Empty: came with the product's data."),
                ),
                ("edited_at", models.DateTimeField()),
                ("approved_by_name", models.TextField(default="")),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="dossiers.resulttemplate",
                    ),
                ),
            ],
            options={
                "ordering": ("template_id", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("template", "number"), name="template_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")),
                        fields=("template",),
                        name="template_one_in_force",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("template",),
                        name="template_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "in_force", "retired"])),
                        name="template_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            ("edited_by__isnull", True),
                            models.Q(("approved_by", models.F("edited_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="template_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("approved_at__isnull", False), _connector="OR"
                        ),
                        name="template_in_force_is_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResultDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.TextField()),
                (
                    "fields",
                    models.JSONField(default=dict, help_text="What was typed, by the key of the field."),
                ),
                ("state", models.CharField(default="draft", max_length=10)),
                ("number_source", models.CharField(default="own", max_length=8)),
                (
                    "series",
                    models.TextField(default="", help_text="Own numbers: the symbol after the slash."),
                ),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("serial", models.PositiveIntegerField(null=True)),
                ("number", models.TextField(default="")),
                ("foreign_system", models.TextField(default="")),
                ("day", models.DateField(help_text="The date of the paper.", null=True)),
                ("check_code", models.CharField(max_length=12, unique=True)),
                ("signer_name", models.TextField(default="")),
                (
                    "signer_prefix",
                    models.TextField(default="", help_text="Capacity: KT., TM., TL., TUQ. or nothing."),
                ),
                ("signer_title", models.TextField(default="")),
                (
                    "power",
                    models.JSONField(
                        default=dict, help_text="The power as the step of the approval cites it."
                    ),
                ),
                (
                    "imprint",
                    models.TextField(default="", help_text="The imprint in the register of the seal."),
                ),
                (
                    "printed",
                    models.PositiveIntegerField(
                        default=0, help_text="How many copies were printed at the desk."
                    ),
                ),
                ("over_reason", models.TextField(default="", help_text="Why it was replaced or revoked.")),
                ("over_decision", models.TextField(default="", help_text="The document that decided it.")),
                ("over_at", models.DateTimeField(null=True)),
                ("drafted_at", models.DateTimeField()),
                ("numbered_at", models.DateTimeField(null=True)),
                ("event_count", models.PositiveIntegerField(default=0)),
                ("head_hash", models.CharField(default="", max_length=64)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        help_text="The old one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="dossiers.resultdocument",
                    ),
                ),
                (
                    "signed",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "signer",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "unsigned",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="dossiers.templateversion",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["unit", "day"], name="result_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("serial__isnull", False)),
                        fields=("unit", "series", "year", "serial"),
                        name="result_serial_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("number_source", "foreign"),
                            models.Q(("number", ""), _negated=True),
                            models.Q(("state__in", ["revoked", "replaced"]), _negated=True),
                        ),
                        fields=("unit", "foreign_system", "number"),
                        name="result_foreign_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("dossier",), name="result_one_draft"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["issued", "numbered", "sealed", "signed"])),
                        fields=("dossier",),
                        name="result_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "numbered", "signed", "sealed", "issued", "replaced", "revoked"],
                            )
                        ),
                        name="result_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                ("day__isnull", False),
                                ("numbered_at__isnull", False),
                                models.Q(("signer_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="result_numbered_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            ("template__isnull", True),
                            ("unsigned__isnull", False),
                            _connector="OR",
                        ),
                        name="result_of_a_template_is_set",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["replaced", "revoked"]), _negated=True),
                            models.Q(
                                models.Q(("over_reason", ""), _negated=True), ("over_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="result_over_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces__isnull", True),
                            models.Q(("replaces", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="result_replaces_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BlankUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("serial", models.PositiveIntegerField()),
                ("fate", models.CharField(max_length=6)),
                ("reason", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("by_name", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="dossiers.blankseries",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blanks",
                        to="dossiers.resultdocument",
                    ),
                ),
            ],
            options={
                "ordering": ("series_id", "serial", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("series", "serial", "fate"), name="blank_once"),
                    models.CheckConstraint(
                        condition=models.Q(("fate__in", ["used", "spoilt"])), name="blank_known_fate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fate", "used"), _negated=True),
                            ("result__isnull", False),
                            _connector="OR",
                        ),
                        name="blank_used_for_a_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fate", "spoilt"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="blank_spoilt_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResultEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("state", models.CharField(help_text="The state of the result after it.", max_length=10)),
                ("at", models.DateTimeField()),
                ("actor_name", models.TextField(default="")),
                ("place", models.CharField(max_length=8)),
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
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="dossiers.resultdocument",
                    ),
                ),
            ],
            options={
                "ordering": ("result_id", "seq"),
                "constraints": [models.UniqueConstraint(fields=("result", "seq"), name="result_event_once")],
            },
        ),
        migrations.AddField(
            model_name="dossier",
            name="result_document",
            field=models.ForeignKey(
                db_index=False,
                help_text="Set by the approval.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossiers.resultdocument",
            ),
        ),
    ]

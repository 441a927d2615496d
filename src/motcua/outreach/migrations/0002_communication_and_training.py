"""The tables of communication and training: what was registered stays as it was."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_pages_of_a_file"),
        ("legal_basis", "0003_forms_once"),
        ("organisation", "0011_roster_deputies"),
        ("outreach", "0001_initial"),
        ("procedures", "0009_online_forms_fixed"),
        ("programmes", "0008_life_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("title", models.TextField()),
                ("version", models.CharField(max_length=40)),
                ("audience", models.CharField(max_length=10)),
                ("day", models.DateField(help_text="When this version was issued.")),
                (
                    "print_run",
                    models.PositiveIntegerField(default=0, help_text="Copies printed; 0: electronic only."),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        default=list,
                        help_text="Where it is laid out.",
                        size=None,
                    ),
                ),
                (
                    "receivers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        default=list,
                        help_text="The distribution list.",
                        size=None,
                    ),
                ),
                ("file_name", models.TextField(default="")),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        help_text="A leaflet of this procedure, made from the catalogue.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedure",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "title", "version"), name="material_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["people", "business", "staff", "focal"])),
                        name="material_known_audience",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialHandOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("way", models.CharField(max_length=10)),
                ("receiver", models.TextField()),
                ("copies", models.PositiveIntegerField(default=1)),
                ("day", models.DateField()),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_outs",
                        to="outreach.material",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["download", "hand_over"])), name="hand_out_known_way"
                    ),
                    models.CheckConstraint(condition=models.Q(("copies__gte", 1)), name="hand_out_copies"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MediaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("medium", models.CharField(max_length=10)),
                ("genre", models.CharField(max_length=10)),
                (
                    "stance",
                    models.CharField(default="neutral", max_length=10),
                ),
                ("outlet", models.TextField(help_text="Name of the newspaper, station, page.")),
                ("topic", models.TextField()),
                ("title", models.TextField()),
                ("day", models.DateField(help_text="When it is to appear; the step says when it did.")),
                ("link", models.TextField(default="")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "medium__in",
                                ["newspaper", "television", "radio", "portal", "social", "bulletin"],
                            ),
                            ("genre__in", ["news", "article", "column", "reportage"]),
                            ("stance__in", ["neutral", "praise", "criticism"]),
                        ),
                        name="media_item_known_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MediaStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("act", models.CharField(max_length=8)),
                ("day", models.DateField()),
                ("link", models.TextField(default="")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="outreach.mediaitem",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "act"), name="media_step_once"),
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["check", "publish"])), name="media_step_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StruckEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("kind", models.CharField(max_length=10)),
                ("entry", models.BigIntegerField()),
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
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "entry"), name="struck_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "media",
                                    "supplement",
                                    "material",
                                    "hand_out",
                                    "broadcast",
                                    "reach",
                                    "course",
                                    "index",
                                ],
                            )
                        ),
                        name="struck_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplementEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("issue", models.TextField(help_text="Number of the issue.")),
                ("day", models.DateField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="legal_basis.document",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("document", "issue"), name="supplement_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(("issue", ""), _negated=True), name="supplement_entry_issue"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("topic", models.CharField(max_length=20)),
                ("day", models.DateField()),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("topic__in", ["kiem-soat-thu-tuc", "moi-truong-dien-tu", "loi-ich-truc-tuyen"])
                        ),
                        name="topic_review_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingCourse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("topic", models.TextField()),
                ("day", models.DateField()),
                ("last", models.DateField()),
                ("place", models.TextField()),
                ("organiser", models.TextField(default="")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("day"))), name="course_period"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Trainee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("name", models.TextField()),
                ("group", models.CharField(max_length=8)),
                ("attended", models.BooleanField(default=False)),
                (
                    "from_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainees",
                        to="outreach.trainingcourse",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("group__in", ["focal", "settling"])), name="trainee_known_group"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VideoGuide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("folder", models.CharField(max_length=60)),
                ("file", models.TextField(help_text="Name of the film's file.")),
                ("title", models.TextField()),
                (
                    "procedures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        help_text="Empty: no longer tied.",
                        size=None,
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["folder", "file", "-id"], name="video_guide_newest")],
            },
        ),
        migrations.CreateModel(
            name="WellPerforming",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("reason", models.TextField()),
                ("held", models.BooleanField(default=True)),
                (
                    "marked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="programmes.programme",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Broadcast",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("station", models.CharField(max_length=12)),
                ("place", models.TextField(help_text="Name of the station.")),
                ("subject", models.TextField()),
                ("text", models.TextField()),
                ("day", models.DateField()),
                ("last", models.DateField(help_text="The last day on which it was read.")),
                ("times", models.PositiveSmallIntegerField(default=1, help_text="Readings in those days.")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("station__in", ["district", "loudspeaker"]),
                            ("times__gte", 1),
                            ("last__gte", models.F("day")),
                        ),
                        name="broadcast_possible",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignReach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("channel", models.CharField(max_length=10)),
                ("audience", models.CharField(max_length=10)),
                ("reach", models.PositiveIntegerField(help_text="People, businesses or staff reached.")),
                ("day", models.DateField()),
                ("last", models.DateField()),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reaches",
                        to="programmes.programme",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                [
                                    "portal",
                                    "social",
                                    "message",
                                    "radio",
                                    "press",
                                    "screen",
                                    "leaflet",
                                    "meeting",
                                ],
                            ),
                            ("audience__in", ["people", "business", "staff", "focal"]),
                            ("last__gte", models.F("day")),
                        ),
                        name="campaign_reach_possible",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FocalPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("name", models.TextField(help_text="As named; of the person where they have an account.")),
                ("position", models.TextField(default="")),
                ("phone", models.TextField(default="", help_text="Of the office.")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "of_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_points",
                        to="organisation.unit",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_points",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="focal_point_period",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IndexEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                ("name", models.TextField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="about_indices",
                        to="outreach.event",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "event"), name="index_event_once")],
            },
        ),
        migrations.CreateModel(
            name="IndexValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by_name", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("demo", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.TextField(default="", help_text="Document, link or where the proof lies."),
                ),
                ("words", models.TextField(default="")),
                (
                    "index",
                    models.CharField(
                        default="", help_text="A known index; empty: named in words.", max_length=8
                    ),
                ),
                ("name", models.TextField()),
                ("year", models.PositiveSmallIntegerField()),
                ("value", models.DecimalField(decimal_places=3, max_digits=9)),
                ("scale", models.TextField(default="", help_text="For example: điểm, %, trên 100.")),
                ("rank", models.PositiveSmallIntegerField(null=True)),
                ("ranked_of", models.PositiveSmallIntegerField(null=True)),
                ("about", models.TextField(help_text="Which province, agency or district it is of.")),
                ("link", models.TextField(default="")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("evidence", ""), _negated=True), name="index_value_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2005, 2099))), name="index_value_year"
                    ),
                ],
            },
        ),
        append_only("outreach_broadcast"),
        append_only("outreach_campaignreach"),
        append_only("outreach_focalpoint"),
        append_only("outreach_indexevent"),
        append_only("outreach_indexvalue"),
        append_only("outreach_material"),
        append_only("outreach_materialhandout"),
        append_only("outreach_mediaitem"),
        append_only("outreach_mediastep"),
        append_only("outreach_struckentry"),
        append_only("outreach_supplemententry"),
        append_only("outreach_topicreview"),
        append_only("outreach_trainee"),
        append_only("outreach_trainingcourse"),
        append_only("outreach_videoguide"),
        append_only("outreach_wellperforming"),
    ]

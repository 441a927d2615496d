"""What was told to the public, by which way? Media, law supplement, materials, videos, broadcasts, channels."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.documents.models import StoredFile
from motcua.legal_basis.models import Document
from motcua.organisation.models import Unit
from motcua.outreach.communication_terms import (
    Audience,
    CampaignChannel,
    EntryKind,
    Genre,
    HandOutWay,
    MediaAct,
    Medium,
    Stance,
    Station,
    Topic,
)
from motcua.outreach.told import Told
from motcua.procedures.models import Procedure
from motcua.programmes.models import Programme


class MediaItem(Told):
    """News, an article, a column or a reportage in a medium (R-256); published when its step says so (R-263)."""

    medium = models.CharField(max_length=10)
    genre = models.CharField(max_length=10)
    stance = models.CharField(max_length=10, default=Stance.NEUTRAL.value)
    outlet = models.TextField(help_text="Name of the newspaper, station, page.")
    topic = models.TextField()
    title = models.TextField()
    day = models.DateField(help_text="When it is to appear; the step says when it did.")
    link = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="media_item_known_words",
                condition=Q(medium__in=[one.value for one in Medium])
                & Q(genre__in=[one.value for one in Genre])
                & Q(stance__in=[one.value for one in Stance]),
            ),
        )

    def __str__(self) -> str:
        return self.title


class MediaStep(Told):
    """That the source of an item was checked, or that it appeared; each once."""

    item = models.ForeignKey(MediaItem, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=8)
    day = models.DateField()
    link = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["item", "act"], name="media_step_once"),
            models.CheckConstraint(
                name="media_step_known", condition=Q(act__in=[one.value for one in MediaAct])
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.act}"


class SupplementEntry(Told):
    """A decision printed in the law supplement of a newspaper: issue and date (R-257)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    issue = models.TextField(help_text="Number of the issue.")
    day = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["document", "issue"], name="supplement_entry_once"),
            models.CheckConstraint(name="supplement_entry_issue", condition=~Q(issue="")),
        )

    def __str__(self) -> str:
        return f"{self.document_id} in {self.issue}"


class Material(Told):
    """A written material in one version: for whom, how many printed, where it lies, who gets it (R-235, R-258)."""

    title = models.TextField()
    version = models.CharField(max_length=40)
    audience = models.CharField(max_length=10)
    day = models.DateField(help_text="When this version was issued.")
    print_run = models.PositiveIntegerField(default=0, help_text="Copies printed; 0: electronic only.")
    places = ArrayField(models.TextField(), default=list, help_text="Where it is laid out.")
    receivers = ArrayField(models.TextField(), default=list, help_text="The distribution list.")
    procedure = models.ForeignKey(
        Procedure,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="A leaflet of this procedure, made from the catalogue.",
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "title", "version"], name="material_version_once"),
            models.CheckConstraint(
                name="material_known_audience", condition=Q(audience__in=[one.value for one in Audience])
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class MaterialHandOut(Told):
    """That somebody downloaded a material, or that printed copies were handed over (R-235)."""

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="hand_outs")
    way = models.CharField(max_length=10)
    receiver = models.TextField()
    copies = models.PositiveIntegerField(default=1)
    day = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="hand_out_known_way", condition=Q(way__in=[one.value for one in HandOutWay])
            ),
            models.CheckConstraint(name="hand_out_copies", condition=Q(copies__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.material_id} → {self.receiver}"


class VideoGuide(Told):
    """Which procedures a film of the hall's screens guides through; the newest about a film holds (R-259)."""

    folder = models.CharField(max_length=60)
    file = models.TextField(help_text="Name of the film's file.")
    title = models.TextField()
    procedures = ArrayField(models.CharField(max_length=12), help_text="Empty: no longer tied.")

    class Meta:
        indexes = (models.Index(fields=["folder", "file", "-id"], name="video_guide_newest"),)

    def __str__(self) -> str:
        return self.title


class Broadcast(Told):
    """A text that was read out: by whom, when, how often, word for word (R-261)."""

    station = models.CharField(max_length=12)
    place = models.TextField(help_text="Name of the station.")
    subject = models.TextField()
    text = models.TextField()
    day = models.DateField()
    last = models.DateField(help_text="The last day on which it was read.")
    times = models.PositiveSmallIntegerField(default=1, help_text="Readings in those days.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="broadcast_possible",
                condition=Q(station__in=[one.value for one in Station])
                & Q(times__gte=1)
                & Q(last__gte=F("day")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} ({self.day:%d/%m/%Y})"


class CampaignReach(Told):
    """A channel by which a campaign was told to somebody, and how many it reached (R-262)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reaches")
    channel = models.CharField(max_length=10)
    audience = models.CharField(max_length=10)
    reach = models.PositiveIntegerField(help_text="People, businesses or staff reached.")
    day = models.DateField()
    last = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="campaign_reach_possible",
                condition=Q(channel__in=[one.value for one in CampaignChannel])
                & Q(audience__in=[one.value for one in Audience])
                & Q(last__gte=F("day")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.channel}: {self.reach}"


class WellPerforming(Told):
    """A unit marked for telling a campaign well; `held` false takes the mark off (R-262)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="marks")
    marked = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    held = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.programme_id} {self.marked_id}: {self.held}"


class TopicReview(Told):
    """That somebody read a public page and found it right on a day (R-264)."""

    topic = models.CharField(max_length=20)
    day = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="topic_review_known", condition=Q(topic__in=[one.value for one in Topic])
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.day:%d/%m/%Y}"


class StruckEntry(Told):
    """An entry written by mistake: it stays, is shown struck out and counts no more."""

    kind = models.CharField(max_length=10)
    entry = models.BigIntegerField()
    reason = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kind", "entry"], name="struck_once"),
            models.CheckConstraint(
                name="struck_known_kind", condition=Q(kind__in=[one.value for one in EntryKind])
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.entry}"

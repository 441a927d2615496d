"""Who is the focal point of a unit, who was trained in what, how do the indices stand?"""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Person, Unit
from motcua.outreach.communication_terms import TraineeGroup
from motcua.outreach.event_tables import Event
from motcua.outreach.told import Told


class FocalPoint(Told):
    """The named focal point of a unit for procedure control between two days; the newest holds (R-233)."""

    of_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="focal_points")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="focal_points")
    name = models.TextField(help_text="As named; of the person where they have an account.")
    position = models.TextField(default="")
    phone = models.TextField(default="", help_text="Of the office.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="focal_point_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.of_unit_id}: {self.name}"


class TrainingCourse(Told):
    """A training conference: topic, days, place (R-234)."""

    topic = models.TextField()
    day = models.DateField()
    last = models.DateField()
    place = models.TextField()
    organiser = models.TextField(default="")

    class Meta:
        constraints = (models.CheckConstraint(name="course_period", condition=Q(last__gte=F("day"))),)

    def __str__(self) -> str:
        return self.topic


class Trainee(Told):
    """A participant of a course and whether they came; the newest about the same person holds (R-234)."""

    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="trainees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.TextField()
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=8)
    attended = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="trainee_known_group", condition=Q(group__in=[one.value for one in TraineeGroup])
            ),
        )

    def __str__(self) -> str:
        return f"{self.course_id}: {self.name}"


class IndexValue(Told):
    """The value of an index in use for a year, with its source (R-247)."""

    index = models.CharField(max_length=8, default="", help_text="A known index; empty: named in words.")
    name = models.TextField()
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=9, decimal_places=3)
    scale = models.TextField(default="", help_text="For example: điểm, %, trên 100.")
    rank = models.PositiveSmallIntegerField(null=True)
    ranked_of = models.PositiveSmallIntegerField(null=True)
    about = models.TextField(help_text="Which province, agency or district it is of.")
    link = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(name="index_value_source", condition=~Q(evidence="")),
            models.CheckConstraint(name="index_value_year", condition=Q(year__range=(2005, 2099))),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.year}: {self.value}"


class IndexEvent(Told):
    """An event that was about an index (R-247); the index by the name its values carry."""

    name = models.TextField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="about_indices")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "event"], name="index_event_once"),)

    def __str__(self) -> str:
        return f"{self.name}: {self.event_id}"

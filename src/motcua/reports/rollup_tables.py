"""What is kept of the dossiers so that figures need no look at each: sums by day, and what each dossier gave to them.

The steps stay the truth. These tables are written by one job and can be made anew at any time (`motcua recount`).
"""

from django.db import models
from django.db.models import Q


class RollUpMark(models.Model):
    """How far the sums reach: every step of a transaction before `xid`, or numbered up to `floor`, is in them.

    `waiting` holds later floors, each with what must end before it is sure: [{floor, xid, holders}].
    `cluster` names the server whose transaction numbers these are: on another one they mean nothing.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    xid = models.BigIntegerField(default=0)
    floor = models.BigIntegerField(default=0)
    waiting = models.JSONField(default=list)
    cluster = models.TextField(default="")
    blocks = models.CharField(max_length=32, default="", help_text="Which agency was in which block then.")
    folded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"roll-up up to transaction {self.xid}, step {self.floor}"


class _Place(models.Model):
    """Day of reception, agency, desk, programme that promised ("" none)."""

    day = models.DateField()
    unit_id = models.TextField()
    desk_id = models.BigIntegerField()
    programme = models.TextField(default="")

    class Meta:
        abstract = True


class CountedDossier(_Place):
    """What one dossier gave to the sums when it was last counted; `facts` has one bit for each `Measure`.

    `overdue_from`: the first minute at which it is overdue; null where nothing is owed or its clock stands.
    """

    dossier_id = models.BigIntegerField(primary_key=True)
    facts = models.IntegerField()
    overdue_from = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["unit_id", "day"], name="counted_of_unit"),
            models.Index(
                fields=["day", "overdue_from"],
                name="counted_owed_by_day",
                condition=Q(overdue_from__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"dossier {self.dossier_id} as counted"


class _Sums(models.Model):
    """One column for each `Measure`."""

    received = models.IntegerField(default=0)
    same_day = models.IntegerField(default=0)
    same_day_due = models.IntegerField(default=0)
    after_cut_off = models.IntegerField(default=0)
    next_day = models.IntegerField(default=0)
    early = models.IntegerField(default=0)
    on_time = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    prolonged = models.IntegerField(default=0)
    no_due = models.IntegerField(default=0)
    open = models.IntegerField(default=0)
    without_result = models.IntegerField(default=0)
    online = models.IntegerField(default=0)

    class Meta:
        abstract = True


class DayFigure(_Place, _Sums):
    """Sums of one day, desk and programme."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["day", "unit_id", "desk_id", "programme"], name="day_figure_of_place_once"
            ),
        )
        indexes = (models.Index(fields=["unit_id", "day"], name="day_figure_of_unit_by_day"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.programme}: {self.received}"


class BlockFigure(_Sums):
    """The same of all agencies of a block; made anew where an agency came into another block (`RollUpMark.blocks`)."""

    day = models.DateField()
    block = models.TextField()
    programme = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["day", "block", "programme"], name="block_figure_once"),
        )

    def __str__(self) -> str:
        return f"{self.block} {self.day} {self.programme}: {self.received}"

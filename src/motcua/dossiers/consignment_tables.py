"""Which parcels went out with results and came in with dossiers, and what was told of each? (R-133)

`Consignment` is the present state; `ConsignmentEvent` its history, hash-chained and append-only.
"""

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.consignment_terms import ConsignmentState, Direction, Payer
from motcua.organisation.models import Person, PostalUnit, Unit


class Consignment(models.Model):
    """One parcel (bưu gửi) between the office and a person.

    `number` is the carrier's own, as printed. One that came in waits for its dossier (`dossier` null) until the
    reception names it. `carrier` is the postal unit that took or brought it, `carrier_person` its worker by name;
    `postal_unit` is that unit by its key, where somebody wrote it down: parcels are found by it, not by a name.
    """

    direction = models.CharField(max_length=3)
    number = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="consignments")
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="consignments"
    )
    carrier = models.TextField()
    postal_unit = models.ForeignKey(
        PostalUnit, on_delete=models.PROTECT, null=True, related_name="consignments"
    )
    carrier_person = models.TextField()
    official = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    official_name = models.TextField()
    handed_over_at = models.DateTimeField(help_text="Out: to the carrier; in: by the carrier to the office.")
    party = models.TextField(help_text="Receiver, or who sent it.")
    phone = models.TextField(default="")
    address = models.TextField(default="")
    payer = models.CharField(max_length=8, default=Payer.RECEIVER.value)
    cost = models.PositiveIntegerField(null=True, help_text="Postage in đồng, where it is known.")
    state = models.CharField(max_length=12)
    delivered_at = models.DateTimeField(null=True)
    delivered_to = models.TextField(default="")
    ended_at = models.DateTimeField(null=True, help_text="Delivered, came back or lost: when it was told.")
    asked_at = models.DateTimeField(null=True, help_text="When the carrier was last asked.")
    event_count = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["carrier", "number", "direction"], name="consignment_number_once"
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                name="consignment_one_on_the_road",
                condition=Q(direction="out", state="on_the_road"),
            ),
            models.UniqueConstraint(
                fields=["dossier"], name="consignment_one_in", condition=Q(direction="in")
            ),
            models.CheckConstraint(
                name="consignment_known",
                condition=Q(state__in=[state.value for state in ConsignmentState])
                & Q(direction__in=[way.value for way in Direction])
                & Q(payer__in=[payer.value for payer in Payer]),
            ),
            models.CheckConstraint(
                name="consignment_out_has_dossier", condition=Q(direction="in") | Q(dossier__isnull=False)
            ),
            models.CheckConstraint(
                name="consignment_both_names",
                condition=~Q(number="") & ~Q(carrier="") & ~Q(carrier_person="") & ~Q(official_name=""),
            ),
            models.CheckConstraint(
                name="consignment_delivered_whole",
                condition=Q(state="delivered", delivered_at__gte=F("handed_over_at")) & ~Q(delivered_to="")
                | ~Q(state="delivered") & Q(delivered_at__isnull=True),
            ),
        )
        indexes = (
            models.Index(fields=["unit", "direction", "state", "id"], name="consignment_by_state"),
            models.Index(fields=["number"], name="consignment_by_number"),
        )

    def __str__(self) -> str:
        return self.number


class ConsignmentEvent(models.Model):
    """One thing that was told of a consignment: never changed, never deleted, linked to the one before.

    `at` is when it happened as told, `told_at` when the office learnt it. `told_id` is the carrier's own mark of the
    event: the same told twice is kept once. `counts` is false for what did not change the state (late, doubtful).
    """

    consignment = models.ForeignKey(Consignment, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    by = models.CharField(max_length=8)
    at = models.DateTimeField()
    told_at = models.DateTimeField()
    told_id = models.TextField(default="")
    counts = models.BooleanField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.TextField(default="")
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("consignment_id", "seq")
        constraints = (
            models.UniqueConstraint(fields=["consignment", "seq"], name="consignment_event_once"),
            models.UniqueConstraint(
                fields=["consignment", "told_id"], name="consignment_told_once", condition=~Q(told_id="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.consignment_id}/{self.seq} {self.kind}"

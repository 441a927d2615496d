"""Which parcels are on the road, delivered, come back, and where does a result go? (R-133, R-134)"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from motcua.core.moments import end_of, start_of
from motcua.dossiers.consignment_terms import ConsignmentState, Direction, ToldKind
from motcua.dossiers.models import Consignment, ConsignmentEvent, Dossier, OnlineFiling, Step
from motcua.dossiers.terms import Act, ReturnChannel, State
from motcua.organisation.models import PostalMember

ASK_AGAIN = timedelta(minutes=25)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a result is to go: to whom, by which telephone, to what address, who pays."""

    receiver: str
    phone: str
    address: str
    payer: str = ""


def delivery_of(dossier: Dossier) -> Delivery:
    """What the person said last of the address; what the dossier says of them where nothing was."""
    return deliveries_of([dossier])[dossier.pk]


def deliveries_of(dossiers: Sequence[Dossier]) -> dict[int, Delivery]:
    """The same for many, by the id of the dossier."""
    steps = Step.objects.filter(dossier__in=dossiers, data__has_key="delivery")
    last = steps.order_by("dossier_id", "-seq").distinct("dossier_id")
    said: dict[int, Any] = dict(last.values_list("dossier_id", "data__delivery"))
    silent = [dossier for dossier in dossiers if not said.get(dossier.pk)]
    said |= _said_online(silent) if silent else {}
    return {dossier.pk: _delivery(dossier, said.get(dossier.pk) or {}) for dossier in dossiers}


def _said_online(dossiers: Sequence[Dossier]) -> dict[int, dict[str, str]]:
    """The address said when each was filed online."""
    filings = OnlineFiling.objects.filter(dossier__in=dossiers).values_list("dossier_id", "wishes")
    return {key: {"address": str((wishes or {}).get("return_address") or "")} for key, wishes in filings}


def _delivery(dossier: Dossier, said: Mapping[str, Any]) -> Delivery:
    return Delivery(
        receiver=said.get("receiver") or dossier.applicant_name,
        phone=said.get("phone") or dossier.phone,
        address=said.get("address") or dossier.address,
        payer=said.get("payer") or "",
    )


def parcel_out(dossier: Dossier) -> Consignment | None:
    """The parcel with this result that was handed over last."""
    return dossier.consignments.filter(direction=Direction.OUT).order_by("-id").first()


def _closing_steps() -> Exists:
    """For a query of parcels: did the delivery close its dossier already (it may have been taken back since)?"""
    closing = Step.objects.filter(dossier=OuterRef("dossier"), act=Act.RETURN_RESULT)
    named = closing.annotate(named=KeyTextTransform("number", KeyTransform("parcel", "data")))
    return Exists(named.filter(named=OuterRef("number")))


def _delivered_not_closed() -> QuerySet[Consignment]:
    found = Consignment.objects.filter(direction=Direction.OUT, state=ConsignmentState.DELIVERED)
    return found.filter(~_closing_steps())


def on_the_road() -> Q:
    """For a query of dossiers: is the result with the carrier, or delivered and the dossier not closed yet?"""
    away = Consignment.objects.filter(direction=Direction.OUT, state=ConsignmentState.ON_THE_ROAD)
    here = OuterRef("pk")
    return Q(Exists(away.filter(dossier=here))) | Q(Exists(_delivered_not_closed().filter(dossier=here)))


def road_of(dossier: Dossier) -> Consignment | None:
    """The parcel that has the result now, or brought it without the dossier closing; None where it lies here."""
    out = dossier.consignments.filter(direction=Direction.OUT)
    away = out.filter(state=ConsignmentState.ON_THE_ROAD) | out.filter(
        pk__in=_delivered_not_closed().values("pk")
    )
    return away.order_by("-id").first()


def away_by_post(dossier: Dossier) -> str:
    """The number of the parcel that has the result; asked only of one that may go by post."""
    if dossier.state != State.READY or dossier.return_channel != ReturnChannel.POST:
        return ""
    parcel = road_of(dossier)
    return parcel.number if parcel else ""


def last_carrier(unit_id: str) -> tuple[str, str]:
    """The postal unit and worker of the last hand-over, offered again; before the first, who served the unit."""
    found = parcels(unit_id, Direction.OUT).values_list("carrier", "carrier_person").first()
    return found or _worker_of_the_post(unit_id)


def _worker_of_the_post(unit_id: str) -> tuple[str, str]:
    served = PostalMember.objects.filter(unit_id=unit_id).order_by("-valid_from", "-id")
    return served.values_list("postal_unit__name", "person__full_name").first() or ("", "")


def to_hand_over(unit_id: str) -> QuerySet[Dossier]:
    """Results that wait at the desk for the carrier."""
    found = Dossier.objects.filter(unit_id=unit_id, state=State.READY, return_channel=ReturnChannel.POST)
    return found.filter(~on_the_road()).select_related("version").order_by("ready_at", "id")


def parcels(unit_id: str, direction: Direction, *states: ConsignmentState) -> QuerySet[Consignment]:
    """Parcels of a unit, the newest first."""
    found = Consignment.objects.filter(unit_id=unit_id, direction=direction)
    found = found.filter(state__in=states) if states else found
    return found.select_related("dossier__version").order_by("-id")


def parcels_of_carrier(unit_id: str, postal_unit_id: str) -> QuerySet[Consignment]:
    """What a postal unit took from the unit: those still on the road first, then the newest."""
    found = (
        parcels(unit_id, Direction.OUT)
        .filter(postal_unit_id=postal_unit_id or None)
        .exclude(postal_unit=None)
    )
    waits = Case(When(state=ConsignmentState.ON_THE_ROAD, then=0), default=1)
    return found.order_by(waits, "-id")


def turned_back(unit_id: str) -> QuerySet[Consignment]:
    """On the road, and the carrier says that they come back."""
    told = ConsignmentEvent.objects.filter(consignment=OuterRef("pk"), kind=ToldKind.TURNED_BACK)
    return parcels(unit_id, Direction.OUT, ConsignmentState.ON_THE_ROAD).filter(Exists(told))


def not_closed(unit_id: str) -> QuerySet[Consignment]:
    """Delivered while something kept the dossier from closing."""
    found = _delivered_not_closed().filter(unit_id=unit_id, dossier__state=State.READY)
    return found.select_related("dossier__version").order_by("-id")


def last_told(rows: Iterable[Consignment]) -> dict[int, ConsignmentEvent]:
    """What was told last of each parcel, by its id."""
    told = ConsignmentEvent.objects.filter(consignment__in=[parcel.pk for parcel in rows])
    last = told.order_by("consignment_id", "-seq").distinct("consignment_id")
    return {event.consignment_id: event for event in last}


def doubtful(unit_id: str) -> QuerySet[ConsignmentEvent]:
    """What was told and not believed, or not understood: somebody should ask the carrier."""
    found = ConsignmentEvent.objects.filter(consignment__unit_id=unit_id, counts=False)
    return found.select_related("consignment__dossier").order_by("-id")


def handed_over_on(unit_id: str, day: date) -> QuerySet[Consignment]:
    """Everything handed to the carrier that day, in the order it was."""
    found = parcels(unit_id, Direction.OUT)
    within = found.filter(handed_over_at__gte=start_of(day), handed_over_at__lt=end_of(day))
    return within.order_by("handed_over_at", "id")


def to_ask(now: datetime) -> QuerySet[Consignment]:
    """Parcels on the road that the carrier was not asked about lately."""
    found = Consignment.objects.filter(direction=Direction.OUT, state=ConsignmentState.ON_THE_ROAD)
    return found.exclude(asked_at__gt=now - ASK_AGAIN).order_by("id")


def incoming_without_dossier(unit_id: str) -> QuerySet[Consignment]:
    """Parcels the carrier brought whose dossier was not received yet."""
    found = Consignment.objects.filter(unit_id=unit_id, direction=Direction.IN, dossier__isnull=True)
    return found.order_by("handed_over_at", "id")


def acts_of_the_post(dossiers: Iterable[int]) -> QuerySet[Step]:
    """Steps that a worker of the post did, each with its postal unit (R-132)."""
    found = Step.objects.filter(dossier_id__in=dossiers, data__has_key="postal_unit")
    return found.filter(act__in=[Act.RECEIVE, Act.RETURN_RESULT])

"""What does a thing told of a parcel change, and what is not believed? Pure.

R-133, R-134: the hand-over and the delivery are stored, and a dossier closes with a confirmed delivery only. What a
carrier says is kept whatever it is; it changes the state only where it can be true.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.dossiers.consignment_terms import ConsignmentState, ToldKind

# A clock of the carrier may run a little before ours.
AHEAD = timedelta(minutes=5)
_NUMBER = re.compile(r"[A-Z0-9]{6,30}")
_LEADS: dict[ToldKind, ConsignmentState] = {
    ToldKind.DELIVERED: ConsignmentState.DELIVERED,
    ToldKind.CAME_BACK: ConsignmentState.CAME_BACK,
    ToldKind.LOST: ConsignmentState.LOST,
}
# What the carrier may say itself; that a parcel is back at the office only the office says.
CARRIER_SAYS = frozenset(
    {ToldKind.MOVING, ToldKind.NOT_REACHED, ToldKind.TURNED_BACK, ToldKind.DELIVERED, ToldKind.LOST}
)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of a parcel: what, when it happened, to whom it was given, the carrier's own mark and words."""

    kind: ToldKind
    at: datetime
    receiver: str = ""
    mark: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """The state after it; `counts`: it is believed and understood, `doubt`: why it is not believed."""

    state: ConsignmentState
    counts: bool
    doubt: str = ""


def judged(state: ConsignmentState, handed_over_at: datetime, told: Told, *, now: datetime) -> Judged:
    """What the thing told does to a parcel in that state."""
    if doubt := _doubt(state, handed_over_at, told, now):
        return Judged(state, counts=False, doubt=doubt)
    return Judged(_LEADS.get(told.kind, state), counts=told.kind is not ToldKind.UNKNOWN)


def _doubt(state: ConsignmentState, handed_over_at: datetime, told: Told, now: datetime) -> str:
    if told.at > now + AHEAD:
        return "Giờ báo ở tương lai"
    if told.at < handed_over_at:
        return "Giờ báo trước lúc giao bưu chính"
    if state is ConsignmentState.ON_THE_ROAD:
        return ""
    leads = _LEADS.get(told.kind)
    return "" if leads is state or leads is None else "Báo trái với điều đã ghi"


def parcel_number(text: str, *, field: str = "consignment") -> str:
    """The number as it is kept: capitals and digits without spaces, 6 to 30 of them. Refused: parcel_number_wrong."""
    number = clean_line(text, 60, field=field, what="Số hiệu bưu gửi").upper()
    number = number.replace(" ", "").replace("-", "").replace(".", "")
    if not _NUMBER.fullmatch(number):
        raise refuse(
            "parcel_number_wrong",
            "Số hiệu bưu gửi gồm 6 đến 30 chữ cái, chữ số như in trên bưu gửi. Hãy xem lại.",
            field=field,
        )
    return number

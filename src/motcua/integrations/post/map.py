"""What does the carrier's answer say of a parcel? Its words become ours; what is not understood is kept as such."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.refusals import Refused
from motcua.core.vntext import clean_line
from motcua.dossiers.consignment_terms import ToldKind
from motcua.dossiers.consignments.rules import Told

MOST_EVENTS = 200
_KINDS: Mapping[str, ToldKind] = {
    "accepted": ToldKind.MOVING,
    "in_transit": ToldKind.MOVING,
    "out_for_delivery": ToldKind.MOVING,
    "delivery_failed": ToldKind.NOT_REACHED,
    "returning": ToldKind.TURNED_BACK,
    "delivered": ToldKind.DELIVERED,
    "lost": ToldKind.LOST,
}


def events_of(said: Any) -> list[Told]:
    """The events of an answer; raises OSError for an answer that is none, so that it is asked again."""
    events = said.get("events") if isinstance(said, dict) else None
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        raise OSError("the carrier's answer cannot be read")
    return [told for told in map(_event, events) if told is not None]


def _event(one: Any) -> Told | None:
    """An event without a mark or a moment with its zone says nothing that could be kept."""
    if not isinstance(one, dict):
        return None
    mark, status, at = one.get("id"), one.get("status"), _moment(one.get("at"))
    if not isinstance(mark, str) or not 0 < len(mark) <= 100 or not isinstance(status, str) or at is None:
        return None
    kind = _KINDS.get(status, ToldKind.UNKNOWN)
    words = _line(one.get("text"), 300) or ("" if kind is not ToldKind.UNKNOWN else status[:100])
    return Told(kind, at, receiver=_line(one.get("receiver"), 200), mark=mark, words=_line(words, 300))


def _moment(said: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo and 2000 <= moment.year < 2100 else None


def _line(said: Any, limit: int) -> str:
    """One line as it is stored; what hides marks or is too long is left out, never believed."""
    try:
        return clean_line(said, limit, field="text", what="Lời báo") if isinstance(said, str) else ""
    except Refused:
        return ""

"""How many blank forms does the unit have, which were used or spoilt, and what is the balance of a day?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, Sum

from motcua.core.moments import end_of, start_of
from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.dossiers.models import BlankSeries, BlankUse

MOST_BLANKS = 10_000
_SERIAL = re.compile(r"([^0-9]{0,20})([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Balance:
    """One kind on one day: what lay there in the morning, came, was used, spoilt, lies there in the evening."""

    kind: str
    before: int
    received: int
    used: int
    spoilt: int

    @property
    def after(self) -> int:
        return self.before + self.received - self.used - self.spoilt


def split_serial(text: str, *, field: str) -> tuple[str, int, int]:
    """`AB 0001` as prefix, number, digits. Refused: `serial_wrong`."""
    found = _SERIAL.fullmatch(clean_line(text, 40, field=field, what="Số phôi"))
    if found is None:
        raise refuse(
            "serial_wrong", "Số phôi gồm ký hiệu rồi đến số, ví dụ AB0001. Hãy nhập lại.", field=field
        )
    return found[1].strip(), int(found[2]), len(found[2])


def lock_blank(unit_id: str, said: Mapping[str, Any]) -> tuple[BlankSeries, int]:
    """The blank form that is meant by `kind` and `serial`, its series held. Refused: serial_wrong, blank_unknown."""
    prefix, number, _digits = split_serial(str(said.get("serial") or ""), field="serial")
    kind = clean_line(str(said.get("kind") or ""), 200, field="kind", what="Loại phôi")
    found = BlankSeries.objects.filter(
        unit_id=unit_id, kind=kind, prefix=prefix, first__lte=number, last__gte=number
    )
    series = found.select_for_update().first()
    if series is None:
        raise refuse(
            "blank_unknown", "Cơ quan không nhận phôi số này. Hãy xem lại loại và số phôi.", field="serial"
        )
    return series, number


def series_of_unit(unit_id: str) -> Sequence[BlankSeries]:
    """Every run received, the latest first."""
    return list(BlankSeries.objects.filter(unit_id=unit_id).order_by("-received_at", "-id"))


def uses_on(unit_id: str, day: date) -> Sequence[BlankUse]:
    """What became of blank forms on a day."""
    found = BlankUse.objects.filter(series__unit_id=unit_id, at__gte=start_of(day), at__lt=end_of(day))
    return list(found.select_related("series", "result__dossier").order_by("at", "id"))


def balances_on(unit_id: str, day: date) -> list[Balance]:
    """Each kind of the unit on that day; a form used and then spoilt left the stock once, when it was used."""
    kinds = BlankSeries.objects.filter(unit_id=unit_id).order_by("kind").values_list("kind", flat=True)
    return [_balance(unit_id, kind, start_of(day), end_of(day)) for kind in dict.fromkeys(kinds)]


def _balance(unit_id: str, kind: str, start: datetime, end: datetime) -> Balance:
    came = BlankSeries.objects.filter(unit_id=unit_id, kind=kind)
    gone = BlankUse.objects.filter(series__unit_id=unit_id, series__kind=kind)
    left_first = gone.exclude(Q(fate="spoilt") & Q(result__isnull=False))
    today = left_first.filter(at__gte=start, at__lt=end)
    return Balance(
        kind=kind,
        before=_how_many(came.filter(received_at__lt=start)) - left_first.filter(at__lt=start).count(),
        received=_how_many(came.filter(received_at__gte=start, received_at__lt=end)),
        used=today.filter(fate="used").count(),
        spoilt=today.filter(fate="spoilt").count(),
    )


def _how_many(series: Any) -> int:
    return series.aggregate(n=Sum(F("last") - F("first") + 1))["n"] or 0

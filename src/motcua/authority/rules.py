"""May this person sign here today? Pure: powers in, a reason or None out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.authority.capacity import Capacity
from motcua.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Power:
    """The power to sign of an office held; `prefix` is "KT. CHỦ TỊCH" for a deputy (30/2020/NĐ-CP art. 13).

    A lent power (TUQ., TL.) names its `delegation`, the `instrument` it rests on, the agency that lends it where
    that is another, and the only `procedures` it is for; None: any.
    """

    unit_id: str
    capacity: str
    title: str
    prefix: str
    valid_from: date
    valid_to: date | None
    delegation: str = ""
    instrument: str = ""
    agency: str = ""
    procedures: frozenset[str] | None = None

    def holds_on(self, day: date) -> bool:
        """Half-open [valid_from, valid_to)."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def covers(self, procedure: str) -> bool:
        """An office covers everything, a lent power its procedures."""
        return self.procedures is None or procedure in self.procedures


_ORDER = (Capacity.HEAD, Capacity.DEPUTY, Capacity.ORDER, Capacity.DELEGATED)


def power_on(powers: Sequence[Power], *, unit_id: str, on: date, procedure: str = "") -> Power | None:
    """The power a person signs with that day: the head's before a deputy's, an office before what is lent.

    Without a procedure only offices count.
    """
    held = [
        power
        for power in powers
        if power.unit_id == unit_id and power.holds_on(on) and power.covers(procedure)
    ]
    return min(held, key=lambda power: _ORDER.index(Capacity(power.capacity)), default=None)


def why_not_sign(powers: Sequence[Power], *, unit_id: str, on: date, procedure: str = "") -> Refusal | None:
    """Nobody approves without power on that day (30/2020/NĐ-CP art. 13)."""
    if power_on(powers, unit_id=unit_id, on=on, procedure=procedure) is not None:
        return None
    return Refusal(
        "no_signing_power",
        f"Ông/bà không có thẩm quyền ký tại cơ quan này ngày {on:%d/%m/%Y}. "
        "Hãy trình người đứng đầu hoặc cấp phó được giao ký thay.",
    )

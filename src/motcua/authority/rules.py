"""May this person sign here today? Pure: powers in, a reason or None out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Power:
    """The power to sign of an office held; `prefix` is "KT. CHỦ TỊCH" for a deputy (30/2020/NĐ-CP art. 13)."""

    unit_id: str
    capacity: str
    title: str
    prefix: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Half-open [valid_from, valid_to)."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def power_on(powers: Sequence[Power], *, unit_id: str, on: date) -> Power | None:
    """The power a person signs with that day: the head's before a deputy's."""
    held = [power for power in powers if power.unit_id == unit_id and power.holds_on(on)]
    return min(held, key=lambda power: power.capacity != "head", default=None)


def why_not_sign(powers: Sequence[Power], *, unit_id: str, on: date) -> Refusal | None:
    """Nobody approves without power on that day (30/2020/NĐ-CP art. 13)."""
    if power_on(powers, unit_id=unit_id, on=on) is not None:
        return None
    return Refusal(
        "no_signing_power",
        f"Ông/bà không có thẩm quyền ký tại cơ quan này ngày {on:%d/%m/%Y}. "
        "Hãy trình người đứng đầu hoặc cấp phó được giao ký thay.",
    )

"""When did it happen at somebody's home, may it be sent now, in which order are people visited? Pure (R-025).

An official on the road has no line: what is written there reaches the office later (docs/adr/0035).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.core.moments import local
from motcua.core.refusals import Refusal
from motcua.core.vntext import fold
from motcua.dossiers.block_rules import LATE_ENTRY_AFTER

_OPEN_FOR = timedelta(hours=2)
_ALMOST_NOW = timedelta(minutes=1)
KEY_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Told:
    """What the device says: when the form was opened and sent off there, and what its clock shows now."""

    opened_at: datetime
    pressed_at: datetime
    clock: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """The same by the office's clock; `clock_off`: by how much the device's clock was behind."""

    opened_at: datetime
    pressed_at: datetime
    clock_off: timedelta = timedelta()


def by_office_clock(told: Told, now: datetime) -> Happened:
    """How long before it was sent counts, so that a device whose clock is wrong does no harm.

    A form that lay open too long, or was opened after it was pressed, counts from the press.
    """
    off = now - told.clock
    waited = told.pressed_at - told.opened_at
    opened = told.opened_at if timedelta() <= waited <= _OPEN_FOR else told.pressed_at
    return Happened(opened + off, told.pressed_at + off, off)


def why_not_key(key: str) -> Refusal | None:
    """A key of the device's own: letters, digits and hyphens."""
    if 8 <= len(key) <= KEY_LIMIT and key.isascii() and key.replace("-", "").isalnum():
        return None
    return Refusal("key_wrong", "Mã lượt ghi không đúng. Hãy tải lại trang rồi ghi lại.")


def why_not_moment(pressed_at: datetime, *, number: str, now: datetime) -> Refusal | None:
    """Not yet to come; without a paper slip's number not older than a quarter of an hour."""
    if pressed_at > now + _ALMOST_NOW:
        return Refusal(
            "received_in_future", "Giờ ghi trên máy ở tương lai. Hãy xem lại giờ của máy rồi gửi lại."
        )
    if not number and now - pressed_at > LATE_ENTRY_AFTER:
        return Refusal(
            "paper_number_missing",
            f"Đã nhận lúc {local(pressed_at):%H:%M ngày %d/%m/%Y}, quá 15 phút trước khi gửi. Hãy ghi số của giấy "
            "tiếp nhận viết tay đã giao người nộp (lô số dự phòng) và lý do, rồi gửi lại.",
            "number",
        )
    return None


def area_of(address: str) -> str:
    """The part of an address that neighbours share: its last two parts without the first; else all of it."""
    parts = [" ".join(part.split()) for part in address.split(",") if part.strip()]
    return ", ".join((parts[1:] or parts)[-2:])


def place_in_route(start: datetime, end: datetime, address: str, number: str) -> tuple[object, ...]:
    """Where a visit stands in a day: by the start of the time agreed; of those who wait from the same time,
    neighbours one after the other."""
    return (start, fold(area_of(address)), end, fold(address), number)

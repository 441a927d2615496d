"""How many numbers, for which day, and what may be entered from paper? The rules of reserved numbers, pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.core.moments import end_of, local, local_day, printed_minute, start_of
from motcua.core.refusals import Refusal
from motcua.dossiers.terms import BlockState

MOST_NUMBERS = 200
# promises 1, 3 and interface.md: a moment further back, at the desk or at home, is a late entry: the number of a paper
# slip, a reason and a second person.
LATE_ENTRY_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Due:
    """A due time; `strict`: ready at `at` is late."""

    at: datetime
    strict: bool = False

    @property
    def earliness(self) -> tuple[datetime, bool]:
        """Earliest first; "before 09:00" is earlier than "by 09:00"."""
        return self.at, not self.strict

    @property
    def text(self) -> str:
        """`trước 09:00 ngày 17/05/2022`."""
        return f"{'trước ' if self.strict else ''}{local(self.at):%H:%M ngày %d/%m/%Y}"


def whole_code(typed: str, codes: Iterable[str]) -> str:
    """The code of these whose last digits were typed: they are enough on a keyboard; else what was typed."""
    text = typed.strip().upper()
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return text
    return next((code for code in codes if int(code.rsplit("-", 1)[-1]) == int(text)), text)


def block_state(*, size: int, used: int, waiting: int) -> BlockState:
    """Reserved until the first number is accounted for (or typed in), settled once all are."""
    if used >= size:
        return BlockState.SETTLED
    return BlockState.IN_USE if used or waiting else BlockState.RESERVED


def why_not_size(size: int) -> Refusal | None:
    """Between one number and as many as a day without power can need."""
    if 1 <= size <= MOST_NUMBERS:
        return None
    return Refusal(
        "block_size",
        f"Mỗi lô từ 1 đến {MOST_NUMBERS} số. Hãy nhập lại; cần thêm thì lập thêm lô.",
        field="size",
    )


def why_not_day(day: date, *, today: date, next_working_day: date) -> Refusal | None:
    """Numbers carry their day, so they are taken for today or up to the next working day only."""
    if today <= day <= next_working_day:
        return None
    return Refusal(
        "block_day",
        f"Chỉ để dành số cho hôm nay hoặc đến ngày làm việc kế tiếp ({next_working_day:%d/%m/%Y}). Hãy chọn lại ngày.",
        field="day",
    )


def why_not_on_paper(received: datetime, *, day: date, reserved_at: datetime, at: datetime) -> Refusal | None:
    """The moment on the paper: on the day of its number, after the number was reserved, not yet to come."""
    minute = printed_minute(received)
    if minute > at:
        return Refusal(
            "received_in_future",
            "Giờ nhận ghi trên giấy ở tương lai. Hãy xem lại giấy rồi nhập lại.",
            field="received",
        )
    if not start_of(day) <= minute < end_of(day):
        return Refusal(
            "other_day_than_number",
            f"Số này thuộc ngày {day:%d/%m/%Y} nên chỉ dùng cho hồ sơ nhận trong ngày đó, không phải "
            f"{local_day(received):%d/%m/%Y}. Hãy xem lại giờ nhận và số trên giấy.",
            field="received",
        )
    if minute < printed_minute(reserved_at):
        return Refusal(
            "before_number_was_reserved",
            f"Số này chỉ được để dành lúc {local(reserved_at):%H:%M ngày %d/%m/%Y}, sau giờ nhận đã ghi. "
            "Hãy xem lại giờ nhận và số trên giấy.",
            field="received",
        )
    return None


def why_not_written(written: Due | None, *, received: datetime) -> Refusal | None:
    """A due time written before the reception is a slip of the pen or of the keyboard."""
    if written is None or written.at >= printed_minute(received):
        return None
    return Refusal(
        "due_written_before_received",
        "Giờ hẹn trả ghi trên giấy sớm hơn giờ nhận. Hãy xem lại giấy rồi nhập lại.",
        field="due_written",
    )


def binding(counted: Due, written: Due | None) -> Due:
    """The earlier of what the rules give and what the person was told in writing (docs/adr/0016)."""
    return counted if written is None else min(counted, written, key=lambda due: due.earliness)


def difference(counted: Due, written: Due | None) -> str:
    """The line of the explanation where paper and rule differ; empty where they agree or nothing was written."""
    if written is None or written.earliness == counted.earliness:
        return ""
    if binding(counted, written) == written:
        return (
            f"Giấy tiếp nhận viết tay hẹn {written.text}, sớm hơn hạn tính theo quy định ({counted.text}): "
            "giữ giờ đã hẹn với người nộp."
        )
    return (
        f"Giấy tiếp nhận viết tay hẹn {written.text}, muộn hơn hạn tính theo quy định: "
        f"trả theo hạn quy định {counted.text}."
    )

"""What does a line of a file of recorded dossiers say, and what is wrong with it?

A good line becomes one row in the text form of COPY, in a few microseconds: days and minutes are looked up, written
as PostgreSQL writes them, so that they compare as text. Nothing is made up: a time without its minute is refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from unicodedata import is_normalized

from motcua.core.moments import local
from motcua.core.vntext import nfc
from motcua.dossiers.recorded.terms import (
    CHANNEL,
    CHANNEL_WORDS,
    CODE,
    COLUMNS,
    DUE,
    ENDED_AT,
    MAY_BE_EMPTY,
    MOMENTS,
    OUTCOME,
    OUTCOME_WORDS,
    PROCEDURE,
    READY,
    RECEIVED,
    UNIT,
)

NOTHING = r"\N"  # how COPY writes what is not there; it sorts after every moment
MOST_FAULTS = 100
_FIRST_YEAR = 1990  # the zone has been +07 since 1975
_DAY = 10  # letters of a day
# What most codes are made of, and one line of any text that COPY needs no escape for.
_BARE = re.compile(r"[!-\[\]-~]{1,60}").fullmatch
_PLAIN = re.compile(
    "[^\\s\\\\\x00-\x1f\x7f-\x9f](?:[^\\\\\x00-\x1f\x7f-\x9f]{0,58}[^\\s\\\\\x00-\x1f\x7f-\x9f])?"
)
# Numbers of lines, their cells in the order of `COLUMNS`.
Lines = Iterable[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line ("" column: with the line as a whole)."""

    line: int
    column: str
    text: str

    @property
    def words(self) -> str:
        """As the operator reads it."""
        where = f"Dòng {self.line}, cột {self.column}" if self.column else f"Dòng {self.line}"
        return f"{where}: {self.text}"


@dataclass(slots=True)
class Reader:
    """Reads lines into rows and gathers what is wrong; after the first fault no row is given any more.

    `procedures`: the codes of procedures that were met.
    """

    units: Mapping[str, str]
    before: int  # the number of line 0
    now: datetime
    count: int = 0
    procedures: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    _days: dict[str, str] = field(default_factory=dict)
    _minutes: dict[str, str] = field(default_factory=dict)
    _now: str = ""

    def __post_init__(self) -> None:
        self._days, self._minutes = _known_days(local(self.now).date()), _known_minutes()
        self._now = f"{local(self.now):%Y-%m-%d %H:%M:59}+07"

    def rows(self, lines: Lines) -> Iterator[str]:
        """A row of COPY for each line."""
        for number, cells in lines:
            try:
                row = self._row(number, cells)
            except (KeyError, ValueError):
                row = self._otherwise(number, cells)
            if not self.faults:
                self.count += 1
                yield row
            elif len(self.faults) >= MOST_FAULTS:
                return

    def _row(self, number: int, cells: Sequence[str]) -> str:
        """Raises KeyError, ValueError: something is not as it should be."""
        code, unit, procedure, channel, received, due, ready, ended, outcome = cells
        days, minutes = self._days, self._minutes
        begun = days[received[:_DAY]] + minutes[received[_DAY:]]
        over = days[ended[:_DAY]] + minutes[ended[_DAY:]]
        promised = days[due[:_DAY]] + minutes[due[_DAY:]] if due else NOTHING
        done = days[ready[:_DAY]] + minutes[ready[_DAY:]] if ready else NOTHING
        if not (_BARE(code) or _plain(code)) or not begun <= over <= self._now or promised < begun:
            raise ValueError(number)
        if ready and not begun <= done <= over:
            raise ValueError(number)
        kind = self.procedures.get(procedure) or self._procedure(procedure)
        return (
            f"{self.before + number}\t{self.units[unit]}\t{code}\t{kind}\t{CHANNEL_WORDS[channel]}\t{begun}\t"
            f"{promised}\t{done}\t{over}\t{OUTCOME_WORDS[outcome]}\n"
        )

    def _procedure(self, written: str) -> str:
        if not _plain(written):
            raise ValueError(written)
        self.procedures[written] = written
        return written

    def _otherwise(self, number: int, cells: Sequence[str]) -> str:
        """The same line with its cells tidied; where that does not help, what is wrong with it."""
        clean = [" ".join(nfc(cell).split()) for cell in cells]
        try:
            return self._row(number, clean)
        except (KeyError, ValueError):
            found = [Fault(number, *one) for one in self._wrong(clean)]
            self.faults += found or [Fault(number, "", "không đọc được; hãy kiểm tra lại từng cột.")]
            return ""

    def _wrong(self, cells: Sequence[str]) -> Iterator[tuple[str, str]]:
        if len(cells) != len(COLUMNS):
            yield (
                "",
                "số ô khác với dòng tiêu đề; hãy sửa cho đủ ô, ô có dấu phân cách phải đặt trong dấu nháy kép.",
            )
            return
        said = dict(zip(COLUMNS, cells, strict=True))
        for column in (CODE, PROCEDURE):
            if not _plain(said[column]):
                yield column, f"“{said[column]}” trống, dài quá 60 ký tự hoặc có ký tự lạ; hãy ghi đúng mã."
        if said[UNIT] not in self.units:
            yield UNIT, f"không có cơ quan “{said[UNIT]}”; hãy ghi mã cơ quan như trong danh sách cơ quan."
        for column, words in ((CHANNEL, CHANNEL_WORDS), (OUTCOME, OUTCOME_WORDS)):
            if said[column] not in words:
                allowed = ", ".join(sorted(set(words.values())))
                yield column, f"“{said[column]}” không phải một trong: {allowed}; hãy ghi một từ đó."
        yield from self._wrong_moments(said)

    def _wrong_moments(self, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        moments = {column: self._moment(said[column]) for column in MOMENTS}
        unread = [column for column, moment in moments.items() if moment is None]
        for column in unread:
            if said[column] or column not in MAY_BE_EMPTY:
                yield column, f"“{said[column]}” không phải thời điểm; hãy ghi ngày/tháng/năm giờ:phút."
        if all(column in MAY_BE_EMPTY and not said[column] for column in unread):
            known = {column: moment for column, moment in moments.items() if moment}
            yield from _wrong_order(known, self._now)

    def _moment(self, text: str) -> str | None:
        try:
            return self._days[text[:_DAY]] + self._minutes[text[_DAY:]]
        except KeyError:
            return None


def _known_days(last: date) -> dict[str, str]:
    """Every day up to some years on, as people and as machines write it."""
    first = date(_FIRST_YEAR, 1, 1)
    days = [first + timedelta(days=place) for place in range((last - first).days + 3660)]
    return {word: f"{day:%Y-%m-%d}" for day in days for word in (f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}")}


def _known_minutes() -> dict[str, str]:
    clocks = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)]
    return {
        before + clock + after: f" {clock}:00+07"
        for clock in clocks
        for before in " T"
        for after in ("", ":00")
    }


def _plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and (text.isascii() or is_normalized("NFC", text))


def _wrong_order(known: Mapping[str, str], now: str) -> Iterator[tuple[str, str]]:
    begun, over = known[RECEIVED], known[ENDED_AT]
    if over > now:
        yield ENDED_AT, "chưa tới; chỉ nhập hồ sơ đã kết thúc, hồ sơ còn dở hãy tiếp nhận trong hệ thống này."
    if over < begun:
        yield ENDED_AT, "trước lúc tiếp nhận; hãy sửa lại thời điểm."
    if known.get(DUE, begun) < begun:
        yield DUE, "hẹn trả trước lúc tiếp nhận; hãy sửa lại thời điểm."
    if not begun <= known.get(READY, begun) <= max(begun, over):
        yield READY, "không nằm giữa lúc tiếp nhận và lúc kết thúc; hãy sửa lại thời điểm."

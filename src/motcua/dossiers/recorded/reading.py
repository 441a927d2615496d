"""What does a line of a file of recorded dossiers say, and what is wrong with it?

A line in the plain form is taken as it is after one look, in a few microseconds; whether its days exist and follow each
other the database says. Any other line, and every line once the database said no, is read cell by cell. Nothing is made
up: a time without its minute is refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
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
from motcua.dossiers.terms import ENDED, Channel

NOTHING = r"\N"  # how COPY writes what is not there; it sorts after every moment
MOST_FAULTS = 100
_GAP, _NOTHING_THERE = "\t\t", f"\t{NOTHING}\t"
_UNIT, _PROCEDURE = COLUMNS.index(UNIT), COLUMNS.index(PROCEDURE)
_FIRST_YEAR = 1990  # the zone has been +07 since 1975
_DAY = 10  # letters of a day
# What most codes are made of, and one line of any text that COPY needs no escape for.
_BARE = re.compile(r"[!-\[\]-~]{1,60}").fullmatch
_PLAIN = re.compile(
    "[^\\s\\\\\x00-\x1f\x7f-\x9f](?:[^\\\\\x00-\x1f\x7f-\x9f]{0,58}[^\\s\\\\\x00-\x1f\x7f-\x9f])?"
)
# A line of words of the code, as the row it becomes; times as the office writes them.
_TIME = r"[0-3]\d/[01]\d/(?:199|20\d)\d (?:[01]\d|2[0-3]):[0-5]\d"
_AS_IT_IS = re.compile(
    rf"[!-\[\]-~]{{1,60}}\t[!-\[\]-~]{{1,60}}\t[!-\[\]-~]{{1,60}}\t(?:{'|'.join(Channel)})"
    rf"\t{_TIME}\t(?:{_TIME})?\t(?:{_TIME})?\t{_TIME}\t(?:{'|'.join(sorted(ENDED))})"
).fullmatch
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
    careful: bool = False
    count: int = 0
    procedures: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    _now: str = ""

    def __post_init__(self) -> None:
        self._now = f"{local(self.now):%Y-%m-%d %H:%M:59}+07"

    def rows(self, lines: Lines) -> Iterator[str]:
        """A row of COPY for each line."""
        units, known, before = self.units, self.procedures, self.before
        for number, cells in lines:
            if not self.careful and _AS_IT_IS(row := "\t".join(cells)) and cells[_UNIT] in units:
                known[cells[_PROCEDURE]] = cells[_PROCEDURE]
                self.count += 1
                yield f"{before + number}\t{_filled(row) if _GAP in row else row}\n"
                continue
            try:
                row = self._row(number, cells)
            except (KeyError, ValueError):
                row = self._otherwise(number, cells)
            if not self.faults:
                self.count += 1
                yield row
                continue
            self.careful = True
            if len(self.faults) >= MOST_FAULTS:
                return

    def _row(self, number: int, cells: Sequence[str]) -> str:
        """Raises KeyError, ValueError: something is not as it should be."""
        code, unit, procedure, channel, received, due, ready, ended, outcome = cells
        days, minutes = _known_days(self.now.year), _known_minutes()
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
            f"{self.before + number}\t{code}\t{self.units[unit]}\t{kind}\t{CHANNEL_WORDS[channel]}\t"
            f"{_said(begun)}\t{_said(promised)}\t{_said(done)}\t{_said(over)}\t{OUTCOME_WORDS[outcome]}\n"
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
            return _known_days(self.now.year)[text[:_DAY]] + _known_minutes()[text[_DAY:]]
        except KeyError:
            return None


def _filled(row: str) -> str:
    """With the word of COPY for what is empty: two cells side by side at most."""
    return row.replace(_GAP, _NOTHING_THERE).replace(_GAP, _NOTHING_THERE)


def _said(moment: str) -> str:
    """As the office writes it."""
    return moment if moment == NOTHING else f"{moment[8:10]}/{moment[5:7]}/{moment[:4]}{moment[10:16]}"


@lru_cache(maxsize=1)
def _known_days(year: int) -> dict[str, str]:
    """Every day up to ten years on, as people and as machines write it."""
    first = date(_FIRST_YEAR, 1, 1)
    days = [first + timedelta(days=place) for place in range((date(year + 10, 1, 1) - first).days)]
    return {word: f"{day:%Y-%m-%d}" for day in days for word in (f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}")}


@lru_cache(maxsize=1)
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

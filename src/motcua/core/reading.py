"""Is a data file what it should be? Typed parts of plain data; every fault is a Vietnamese sentence.

A reader goes through the whole file and collects all faults, so that a person mends them in one go.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar


@dataclass(slots=True)
class Findings:
    """What a reader has to say about one file: refusals stop the load, warnings stay visible."""

    file: str
    refused: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def refuse(self, item: str, what: str) -> None:
        """A fault that stops the whole file; `what` says what is wrong and what to do."""
        self.refused.append(f"{self.file}, {item}: {what}")

    def warn(self, item: str, what: str) -> None:
        """Something a person should look at; the file is loaded all the same."""
        self.warnings.append(f"{self.file}, {item}: {what}")


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading a file did. With anything `refused`, nothing at all was written."""

    kind: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    warnings: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()  # what a document prints beside how it is read

    @classmethod
    def of_refusal(cls, kind: str, findings: Findings) -> "LoadReport":
        """Nothing was written: only what was found wrong."""
        return cls(kind, warnings=tuple(findings.warnings), refused=tuple(findings.refused))

    def __add__(self, other: "LoadReport") -> "LoadReport":
        return LoadReport(
            self.kind,
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.warnings + other.warnings,
            self.refused + other.refused,
            self.readings + other.readings,
        )

    def lines(self) -> list[str]:
        """The report as a person reads it, one sentence a line."""
        if self.refused:
            head = "Không nạp: tệp có lỗi, dữ liệu cũ giữ nguyên. Hãy sửa các mục sau rồi nạp lại."
            return [head, *(f"Từ chối: {what}" for what in self.refused), *self._warned()]
        return [
            *(f"Thêm: {what}" for what in self.added),
            *(f"Đổi: {what}" for what in self.changed),
            *(f"Đọc: {what}" for what in self.readings),
            *self._warned(),
            f"Đã nạp: thêm {len(self.added)}, đổi {len(self.changed)}, giữ nguyên {self.unchanged}, "
            f"cảnh báo {len(self.warnings)}.",
        ]

    def _warned(self) -> list[str]:
        return [f"Cảnh báo: {what}" for what in self.warnings]


T = TypeVar("T")
_MISSING: Any = object()


@dataclass(frozen=True, slots=True)
class Part:
    """One mapping of a file. A wrong or missing value is reported and an empty one of the right type returned."""

    raw: Mapping[str, Any]
    label: str
    findings: Findings

    def text(self, key: str, default: Any = _MISSING) -> str:
        """A text; numbers are not taken for texts."""
        value = self._get(key, default)
        if isinstance(value, str) and (value.strip() or default is not _MISSING):
            return value.strip()
        return "" if value is default is not _MISSING else self._wrong(key, "phải là một dòng chữ", "")

    def maybe_text(self, key: str) -> str | None:
        """A text, or None where the file has null or nothing."""
        return None if self.raw.get(key) is None else self.text(key)

    def day(self, key: str) -> date:
        """A date, written 2022-05-15."""
        value = self._get(key)
        try:
            return as_day(value)
        except (TypeError, ValueError):
            return self._wrong(key, "phải là ngày dạng 2022-05-15", date.min)

    def maybe_day(self, key: str) -> date | None:
        """A date, or None where the file has null or nothing."""
        return None if self.raw.get(key) is None else self.day(key)

    def number(self, key: str, default: Any = _MISSING) -> int:
        """A whole number, zero or more."""
        value = self._get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        return self._wrong(key, "phải là số nguyên không âm", 0)

    def maybe_number(self, key: str) -> int | None:
        """A whole number, or None where the file has null or nothing."""
        return None if self.raw.get(key) is None else self.number(key)

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self.raw.get(key, default)
        return value if isinstance(value, bool) else self._wrong(key, "phải là true hoặc false", default)

    def choice(self, key: str, allowed: Iterable[str], default: Any = _MISSING) -> str:
        """One word of a closed list."""
        words = tuple(allowed)
        value = self._get(key, default)
        if value in words or value is default is not _MISSING:
            return str(value)
        return self._wrong(key, f"phải là một trong: {', '.join(words)}; tệp ghi “{value}”", words[0])

    def texts(self, key: str, default: Any = _MISSING) -> tuple[str, ...]:
        """A list of texts without doubles."""
        value = self._get(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item for item in value):
            return self._wrong(key, "phải là một danh sách các dòng chữ", ())
        doubles = sorted({item for item in value if value.count(item) > 1})
        if doubles:
            return self._wrong(key, f"ghi trùng {', '.join(doubles)}; hãy xóa dòng thừa", ())
        return tuple(value)

    def part(self, key: str) -> "Part":
        """A mapping within this one."""
        value = self._get(key)
        if isinstance(value, Mapping):
            return Part(value, f"{self.label}, mục {key}", self.findings)
        self._wrong(key, "phải là một nhóm có các mục con", None)
        return Part({}, f"{self.label}, mục {key}", Findings(self.findings.file))

    def maybe_part(self, key: str) -> "Part | None":
        """A mapping, or None where the file has null or nothing."""
        return None if self.raw.get(key) is None else self.part(key)

    def parts(self, key: str, name: str = "", default: Any = _MISSING) -> list["Part"]:
        """A list of mappings; each is labelled by its value of `name`, or by its place in the list."""
        value = self._get(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(item, Mapping) for item in value):
            return self._wrong(key, "phải là một danh sách các nhóm", [])
        return [
            Part(item, f"{self.label}, {key} {item.get(name) or place}".removeprefix(", "), self.findings)
            for place, item in enumerate(value, start=1)
        ]

    def refuse(self, what: str) -> None:
        """A fault of this part."""
        self.findings.refuse(self.label, what)

    def _get(self, key: str, default: Any = _MISSING) -> Any:
        value = self.raw.get(key, default)
        return default if value is None and default is not _MISSING else value

    def _wrong(self, key: str, what: str, instead: T) -> T:
        missing = "còn thiếu; " if self.raw.get(key) is None else ""
        self.findings.refuse(self.label or "tệp", f"mục {key} {missing}{what}.")
        return instead


def as_day(value: object) -> date:
    """2022-05-15 as a date or a text. Raises ValueError."""
    if isinstance(value, datetime):
        raise ValueError("a moment is no day")
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def as_clock(value: object) -> time:
    """'15:00', or the 900 that YAML makes of an unquoted 15:00. Raises ValueError."""
    if isinstance(value, int) and not isinstance(value, bool):
        return time(value // 60, value % 60)
    return time.fromisoformat(str(value))


def plain(value: Any) -> Any:
    """The same data as JSON holds it: dates as texts, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


def digest(value: Any) -> str:
    """One hash over plain data, whatever the order of its keys."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()

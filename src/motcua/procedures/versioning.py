"""What becomes of the versions when a procedure changes? History stays, a change starts a version.

A dossier keeps the version of its reception (R-009), so a version that was in force is never rewritten: it is
closed, and what is new begins. Only a version that has not begun yet may still be replaced.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol


class Wanted(Protocol):
    """A version as the file states it."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def digest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored version."""

    id: int
    valid_from: date
    valid_to: date | None
    digest: str


@dataclass(slots=True)
class Plan:
    """What to do; `place` is the index among the wanted versions. Ends are moved before versions are added."""

    ends: dict[int, date | None] = field(default_factory=dict)
    replace: dict[int, int] = field(default_factory=dict)
    add: list[tuple[int, date, date | None]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything is written."""
        return bool(self.ends or self.replace or self.add)


def plan_versions(kept: Sequence[Kept], wanted: Sequence[Wanted], *, on: date) -> Plan:
    """Compare what is stored with what the file states on the day of loading."""
    plan = Plan()
    for place, version in enumerate(wanted):
        inside = [old for old in kept if _overlap(old, version)]
        if not inside:
            plan.add.append((place, version.valid_from, version.valid_to))
            continue
        last = max(inside, key=lambda old: old.valid_from)
        if last.digest == version.digest:
            _move_end(plan, last, version.valid_to, on)
        else:
            _change(plan, last, place, version, on)
    _end_what_the_file_ends(plan, kept, wanted, on)
    return plan


def _overlap(old: Kept, version: Wanted) -> bool:
    return (version.valid_to is None or old.valid_from < version.valid_to) and (
        old.valid_to is None or version.valid_from < old.valid_to
    )


def _move_end(plan: Plan, last: Kept, end: date | None, on: date) -> None:
    if last.valid_to == end:
        return
    over = last.valid_to is not None and last.valid_to <= on
    if over or (end is not None and end <= max(on, last.valid_from)):
        plan.notes.append("ngày hết hiệu lực đã qua không sửa lùi được; bản đã áp dụng giữ nguyên")
        return
    plan.ends[last.id] = end


def _change(plan: Plan, last: Kept, place: int, version: Wanted, on: date) -> None:
    if last.valid_to is not None and last.valid_to <= on:
        plan.notes.append(
            f"bản hết hiệu lực ngày {last.valid_to:%d/%m/%Y} khác với tệp nhưng đã áp dụng nên giữ nguyên"
        )
        return
    start = _start(last, version, on)
    if start <= last.valid_from:
        plan.replace[last.id] = place
        return
    if any(end is not None and start >= end for end in (last.valid_to, version.valid_to)):
        plan.notes.append("thay đổi bắt đầu sau khi bản này hết hiệu lực nên không áp dụng")
        return
    plan.ends[last.id] = start
    plan.add.append((place, start, version.valid_to))


def _start(last: Kept, version: Wanted, on: date) -> date:
    """The named day, never before today; the day after where a version already began today."""
    if last.valid_from > on:
        return max(version.valid_from, on + timedelta(days=1)) if version.valid_from > last.valid_from else on
    return max(version.valid_from, on if last.valid_from < on else on + timedelta(days=1))


def _end_what_the_file_ends(plan: Plan, kept: Sequence[Kept], wanted: Sequence[Wanted], on: date) -> None:
    """A procedure that the file ends stops no later than that, and no earlier than today."""
    ends = [version.valid_to for version in wanted]
    final = None if not ends or None in ends else max(end for end in ends if end is not None)
    if final is None:
        return
    for old in kept:
        after_it = old.valid_from >= final and (old.valid_to is None or old.valid_to > on)
        if after_it and old.valid_from < on:
            plan.ends[old.id] = on
            plan.notes.append(f"tệp ghi hết hiệu lực từ ngày {final:%d/%m/%Y} đã qua; kết thúc từ hôm nay")

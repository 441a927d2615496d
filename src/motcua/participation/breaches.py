"""Which results were late although a unit pledged that none would be? Derived from dossiers (R-101, R-161)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from motcua.core.moments import local_day, start_of
from motcua.dossiers.lateness import CAME_LATE, by_minute, owed_late
from motcua.dossiers.models import Dossier
from motcua.participation.models import NoLatePledge
from motcua.procedures.queries import versions_near

_NEVER = date(9999, 1, 1)


@dataclass(frozen=True, slots=True)
class Breach:
    """A late result: `ready_at` null is still owed, `overdue_before` fell due before the pledge began."""

    code: str
    unit_id: str
    procedure: str
    due_at: datetime
    ready_at: datetime | None
    overdue_before: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A pledge within the days asked for: results that fell due in it and are known, and those that were late.

    `until` is the first day on which it no longer holds; null where nothing ends it.
    """

    registration_id: int
    unit_id: str
    unit_name: str
    procedure: str
    procedure_name: str
    pledged_from: date
    until: date | None
    withdrawn: bool
    due: int
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Breaches:
    """All pledges of a programme and of those made of it, and what was late in spite of them."""

    programme_id: str
    first: date
    last: date
    pledges: tuple[Kept, ...]

    @property
    def found(self) -> tuple[Breach, ...]:
        """Each late result once, however many pledges it breaks; the first due first."""
        once = {one.code: one for kept in self.pledges for one in kept.breaches}
        return tuple(sorted(once.values(), key=lambda one: (one.due_at, one.code)))


@dataclass(frozen=True, slots=True)
class _Window:
    """A pledge and its days within those asked for: [start, end)."""

    pledge: NoLatePledge
    start: date
    end: date
    until: date | None

    @property
    def mine(self) -> Q:
        """Dossiers of the unit and procedure."""
        return Q(unit_id=self.pledge.unit_id, procedure_id=self.pledge.procedure_id)

    def within(self, moment: datetime | None) -> bool:
        """Whether the moment lies in it."""
        return moment is not None and start_of(self.start) <= moment < start_of(self.end)

    def q(self, name: str) -> Q:
        """The same for a column."""
        return Q(**{f"{name}__gte": start_of(self.start), f"{name}__lt": start_of(self.end)})


def breaches_of(
    programme_id: str, pledges: Sequence[NoLatePledge], first: date, last: date, now: datetime
) -> Breaches:
    """Late results of pledged procedures: given late on one of those days, or due then and late or still owed.

    "Từ ngày cam kết mọi kết quả trễ hạn đều tính": a result given late counts also where it fell due before the
    pledge; it is marked then.
    """
    windows = [_window(pledge, first, last) for pledge in pledges]
    late, due = _late(windows, now), _due(windows, now)
    names = versions_near({one.procedure_id for one in pledges}, last)
    kept = []
    for place, window in enumerate(windows):
        pledge = window.pledge
        version = names.get(pledge.procedure_id)
        kept.append(
            Kept(
                registration_id=pledge.registration_id,
                unit_id=pledge.unit_id,
                unit_name=pledge.unit.name,
                procedure=pledge.procedure_id,
                procedure_name=version.name if version else "",
                pledged_from=pledge.pledged_from,
                until=window.until,
                withdrawn=pledge.registration.withdrawn_at is not None,
                due=due[f"due_{place}"] if due else 0,
                breaches=_breaches(window, late),
            )
        )
    return Breaches(programme_id, first, last, tuple(kept))


def _window(pledge: NoLatePledge, first: date, last: date) -> _Window:
    programme, ended = pledge.registration.programme, pledge.registration.withdrawn_at
    ends = [programme.period_to, local_day(ended) + timedelta(days=1) if ended else None]
    until = min((end for end in ends if end is not None), default=None)
    start = max(first, pledge.pledged_from, programme.period_from)
    end = min(last + timedelta(days=1), until or _NEVER)
    return _Window(pledge, start, max(start, end), until)


def _late(windows: Sequence[_Window], now: datetime) -> list[Dossier]:
    """Candidates of all windows in one question."""
    wanted = Q(pk__in=[])
    for window in windows:
        wanted |= window.mine & (
            (window.q("ready_at") | window.q("due_at")) & CAME_LATE | window.q("due_at") & owed_late(now)
        )
    return list(by_minute().filter(wanted).order_by("due_at", "id"))


def _due(windows: Sequence[_Window], now: datetime) -> dict[str, int]:
    known = Q(ready_at__isnull=False) | owed_late(now)
    sums = {
        f"due_{place}": Count("id", filter=window.mine & window.q("due_at") & known)
        for place, window in enumerate(windows)
    }
    units = {window.pledge.unit_id for window in windows}
    return by_minute().filter(unit_id__in=units).aggregate(**sums) if sums else {}


def _breaches(window: _Window, late: Sequence[Dossier]) -> tuple[Breach, ...]:
    pledge = window.pledge
    return tuple(
        Breach(
            code=str(one),
            unit_id=one.unit_id,
            procedure=one.procedure_id,
            due_at=one.due_at,
            ready_at=one.ready_at,
            overdue_before=local_day(one.due_at) < window.start,
        )
        for one in late
        if one.unit_id == pledge.unit_id
        and one.procedure_id == pledge.procedure_id
        and one.due_at is not None
        and (window.within(one.due_at) or window.within(one.ready_at))
    )

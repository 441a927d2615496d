"""Which share of the dossiers came in online, by procedure, unit and month, and how did it change? (R-127, R-136)

Online share: of all dossiers accepted in the days. Beside it the share of those that could have come in online: whose
procedure stood at level 3 or 4 at their unit on the day they came in (000 II.1.1).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from motcua.core.moments import VN, end_of, start_of
from motcua.core.vntext import sort_key
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Channel
from motcua.organisation.models import Unit
from motcua.organisation.queries import lines_of_command
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.online_levels.queries import Decided, levels_decided
from motcua.procedures.online_levels.rules import filed_online, level_that_holds


@dataclass(slots=True)
class Share:
    """Dossiers accepted, those that came in online, and those that could have."""

    received: int = 0
    online: int = 0
    offered: int = 0

    def add(self, n: int, *, online: bool, offered: bool) -> None:
        """Count so many more."""
        self.received += n
        self.online += n if online else 0
        self.offered += n if online or offered else 0

    @property
    def tenths(self) -> int | None:
        """The share of all in tenths of a percent, cut; None where nothing came in."""
        return self.online * 1000 // self.received if self.received else None

    @property
    def words(self) -> str:
        """`37,5%`, or a dash."""
        return tenths_words(self.tenths)

    @property
    def offered_words(self) -> str:
        """The share of those that could have come in online."""
        return tenths_words(self.online * 1000 // self.offered if self.offered else None)


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One procedure, unit or month (its `key`), with the stretch of days before it."""

    key: str
    name: str
    now: Share
    before: Share

    @property
    def change(self) -> str:
        """`+12,5 điểm` against the days before; a dash where one of them has nothing."""
        now, before = self.now.tenths, self.before.tenths
        if now is None or before is None:
            return "–"
        points = now - before
        return (
            f"{'+' if points > 0 else '−' if points < 0 else ''}{abs(points) // 10},{abs(points) % 10} điểm"
        )


@dataclass(frozen=True, slots=True)
class OnlineShare:
    """The shares of `first` to `last`, both in it, and of as many days before them."""

    first: date
    last: date
    before_first: date
    before_last: date
    total: ShareLine
    procedures: tuple[ShareLine, ...]
    units: tuple[ShareLine, ...]
    months: tuple[ShareLine, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    unit: str
    procedure: str
    day: date
    online: bool
    offered: bool
    n: int


def online_share(unit_ids: Collection[str], first: date, last: date) -> OnlineShare:
    """Counted by the day of acceptance; months are compared with the month before each."""
    days = last - first + timedelta(days=1)
    before_first, before_last = first - days, first - timedelta(days=1)
    month_before = (first.replace(day=1) - timedelta(days=1)).replace(day=1)
    rows = list(_rows(unit_ids, min(before_first, month_before), last))
    now = [row for row in rows if first <= row.day <= last]
    before = [row for row in rows if before_first <= row.day <= before_last]
    return OnlineShare(
        first=first,
        last=last,
        before_first=before_first,
        before_last=before_last,
        total=_lines(now, before, lambda row: "", {"": "Tổng"})[0],
        procedures=_lines(now, before, lambda row: row.procedure, _procedure_names(now, before)),
        units=_lines(now, before, lambda row: row.unit, _unit_names(unit_ids)),
        months=tuple(_months(rows, first, last)),
    )


def accepted_in(
    unit_ids: Collection[str], first: date, last: date, *, procedure: str = "", online: bool = False
) -> QuerySet[Dossier]:
    """The dossiers behind a figure, by code."""
    found = Dossier.objects.filter(
        unit_id__in=unit_ids,
        code__isnull=False,
        accepted_at__gte=start_of(first),
        accepted_at__lt=end_of(last),
    )
    found = found.filter(procedure_id=procedure) if procedure else found
    return (found.filter(channel=Channel.ONLINE) if online else found).order_by("accepted_at", "id")


def share_between(unit_ids: Collection[str], first: date, last: date) -> Share:
    """One share, for the days before, of and after a campaign."""
    share = Share()
    for row in _rows(unit_ids, first, last):
        share.add(row.n, online=row.online, offered=row.offered)
    return share


def tenths_words(tenths: int | None) -> str:
    """`37,5%`, cut and never rounded up; a dash for nothing."""
    return "–" if tenths is None else f"{tenths // 10},{tenths % 10}%"


def _rows(unit_ids: Collection[str], first: date, last: date) -> Iterator[_Row]:
    counted = (
        accepted_in(unit_ids, first, last)
        .order_by()
        .annotate(day=TruncDate("accepted_at", tzinfo=VN))
        .values_list("unit_id", "procedure_id", "version__online_level", "day", "channel")
        .annotate(n=Count("id"))
    )
    lines = lines_of_command(unit_ids)
    decided = levels_decided({unit for line in lines.values() for unit in line})
    for unit, code, level, day, channel, n in counted:
        of_line: Decided = tuple(one for above in lines[unit] for one in decided.get((above, code), ()))
        offered = filed_online(level_that_holds(of_line, day, level))
        yield _Row(unit, code, day, channel == Channel.ONLINE, offered, n)


def _lines(
    now: list[_Row], before: list[_Row], key: Callable[[_Row], str], names: Mapping[str, str]
) -> tuple[ShareLine, ...]:
    shares: dict[str, tuple[Share, Share]] = defaultdict(lambda: (Share(), Share()))
    for place, rows in enumerate((now, before)):
        for row in rows:
            shares[key(row)][place].add(row.n, online=row.online, offered=row.offered)
    if not shares and "" in names:
        shares[""] = (Share(), Share())
    lines = [ShareLine(one, names.get(one, one), *pair) for one, pair in shares.items()]
    return tuple(sorted(lines, key=lambda line: (-line.now.received, sort_key(line.name))))


def _months(rows: list[_Row], first: date, last: date) -> Iterator[ShareLine]:
    shares: dict[str, Share] = defaultdict(Share)
    for row in rows:
        shares[f"{row.day:%Y-%m}"].add(row.n, online=row.online, offered=row.offered)
    month = first.replace(day=1)
    while month <= last:
        before = (month - timedelta(days=1)).replace(day=1)
        key = f"{month:%Y-%m}"
        yield ShareLine(key, f"{month:%m/%Y}", shares[key], shares[f"{before:%Y-%m}"])
        month = (month + timedelta(days=32)).replace(day=1)


def _procedure_names(*parts: list[_Row]) -> dict[str, str]:
    codes = {row.procedure for rows in parts for row in rows}
    rows = ProcedureVersion.objects.filter(procedure_id__in=codes).order_by("number")
    return dict(rows.values_list("procedure_id", "name"))


def _unit_names(unit_ids: Collection[str]) -> dict[str, str]:
    return dict(Unit.objects.filter(pk__in=unit_ids).values_list("pk", "name"))

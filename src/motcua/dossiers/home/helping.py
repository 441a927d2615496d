"""What did helpers do, day by day, and how many filings were assisted beside those unaided? (R-029, R-135)"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from motcua.core.moments import end_of, start_of
from motcua.dossiers.home_terms import HELP_LABELS, HelpKind
from motcua.dossiers.models import HelpEntry, OnlineFiling

HEADER = ("Ngày", "Người hỗ trợ", "Việc", "Thủ tục", "Số lượt", "Số phút")
HEADER_OF_DAYS = ("Ngày", "Người hỗ trợ", "Số lượt", "Số phút", "Số giờ")


@dataclass(frozen=True, slots=True)
class HelpDay:
    """What one helper did on a day with one kind of help in one procedure."""

    day: date
    helper: str
    kind: str
    procedure: str
    count: int
    minutes: int

    @property
    def cells(self) -> tuple[str, ...]:
        """As a row of a spreadsheet."""
        return (
            f"{self.day:%d/%m/%Y}",
            self.helper,
            self.kind,
            self.procedure or "–",
            str(self.count),
            str(self.minutes),
        )


@dataclass(frozen=True, slots=True)
class HelperDay:
    """A helper's day as a whole: how many cases, how long."""

    day: date
    helper: str
    count: int
    minutes: int

    @property
    def hours(self) -> str:
        """Hours to a tenth, a half rounded up: `1,3`."""
        tenths = (self.minutes + 3) // 6
        return f"{tenths // 10},{tenths % 10}"

    @property
    def cells(self) -> tuple[str, ...]:
        """As a row of a spreadsheet."""
        return (f"{self.day:%d/%m/%Y}", self.helper, str(self.count), str(self.minutes), self.hours)


@dataclass(frozen=True, slots=True)
class Filed:
    """Filings online of a period: `assisted` with a helper, `unaided` without; together all of them."""

    assisted: int
    unaided: int

    @property
    def whole(self) -> int:
        """All of them."""
        return self.assisted + self.unaided


def help_log(unit_id: str, first: date, last: date, helper_id: int | None = None) -> list[HelpDay]:
    """The day log of those days, both in it, the newest first; of one helper where asked."""
    found = HelpEntry.objects.filter(unit_id=unit_id, day__gte=first, day__lte=last)
    found = found.filter(helper_id=helper_id) if helper_id is not None else found
    rows = found.values("day", "helper_name", "kind", "procedure_id").annotate(
        count=Count("id"), minutes=Sum("minutes")
    )
    return [
        HelpDay(
            day=row["day"],
            helper=row["helper_name"],
            kind=HELP_LABELS[HelpKind(row["kind"])],
            procedure=row["procedure_id"] or "",
            count=row["count"],
            minutes=row["minutes"],
        )
        for row in rows.order_by("-day", "helper_name", "kind", "procedure_id")
    ]


def helper_days(rows: Iterable[HelpDay]) -> list[HelperDay]:
    """The same log by day and helper, in its order."""
    found: dict[tuple[date, str], tuple[int, int]] = {}
    for row in rows:
        count, minutes = found.get((row.day, row.helper), (0, 0))
        found[row.day, row.helper] = (count + row.count, minutes + row.minutes)
    return [HelperDay(day, helper, *sums) for (day, helper), sums in found.items()]


def totals(rows: Iterable[HelpDay]) -> tuple[int, int]:
    """How often and how many minutes: the sums of the list."""
    listed = list(rows)
    return sum(row.count for row in listed), sum(row.minutes for row in listed)


def filed_online(unit_id: str, first: date, last: date) -> Filed:
    """Filings online to the unit on those days, assisted ones apart (R-135)."""
    helped = Q(assisted_by__isnull=False)
    counts = OnlineFiling.objects.filter(
        dossier__unit_id=unit_id, filed_at__gte=start_of(first), filed_at__lt=end_of(last)
    ).aggregate(assisted=Count("id", filter=helped), unaided=Count("id", filter=~helped))
    return Filed(counts["assisted"], counts["unaided"])

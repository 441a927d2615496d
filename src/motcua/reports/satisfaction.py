"""How many answered at each desk, and how many were satisfied? Few answers stay closed. (R-287)"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from motcua.documents.report_paper import Share, Value
from motcua.feedback.models import Rating
from motcua.feedback.report import SMALL
from motcua.feedback.rules import rating_rule


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of some months, and how many of them were satisfied."""

    count: int = 0
    satisfied: int = 0

    @property
    def share(self) -> Value:
        """The share, or the words that mark a small number; nothing where nobody answered."""
        if not self.count:
            return None
        return SMALL if rating_rule().is_small(self.count) else Share(self.satisfied, self.count)


def answers_by_desk(unit_ids: Collection[str], first: date, last: date) -> dict[int, Answers]:
    """Of the whole months of those days, by the id of the desk."""
    return {desk: answers for (_unit, desk), answers in _answers(unit_ids, first, last).items()}


def answers_by_unit(unit_ids: Collection[str], first: date, last: date) -> dict[str, Answers]:
    """The same by agency."""
    found: dict[str, Answers] = {}
    for (unit, _desk), one in _answers(unit_ids, first, last).items():
        found[unit] = together((found.get(unit, Answers()), one))
    return found


def together(parts: Iterable[Answers]) -> Answers:
    """Several as one."""
    some = list(parts)
    return Answers(sum(one.count for one in some), sum(one.satisfied for one in some))


def _answers(unit_ids: Collection[str], first: date, last: date) -> dict[tuple[str, int], Answers]:
    happy = Count("pk", filter=Q(satisfaction__gte=rating_rule().satisfied))
    rows = (
        Rating.objects.filter(unit_id__in=unit_ids, month__gte=first.replace(day=1), month__lte=last)
        .order_by()
        .values_list("unit_id", "desk_id")
        .annotate(answers=Count("pk"), happy=happy)
    )
    return {(unit, desk): Answers(count, satisfied) for unit, desk, count, satisfied in rows}

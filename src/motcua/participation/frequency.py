"""Which procedures are frequently used at a desk, by which threshold, and what share runs under the process?"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from motcua.core.moments import end_of, start_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import State
from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of
from motcua.participation.classes import classes_on
from motcua.participation.models import FrequencyRule
from motcua.participation.rules import Share, months_before
from motcua.procedures.models import OnTheSpotList

# 144/KH-UBND I.2 and 985/QĐ-TTg say fifty; a list in force may say otherwise in its own `minimum_share`.
_PERCENT = 50


@dataclass(frozen=True, slots=True)
class Frequent:
    """A frequently used procedure: dossiers of the period, and how it runs that day (None: not under the process)."""

    code: str
    dossiers: int
    path: str | None


@dataclass(frozen=True, slots=True)
class Measured:
    """The share of a desk on a day with the rule it was measured by and the days counted, both in them."""

    rule: FrequencyRule
    first: date
    last: date
    rows: tuple[Frequent, ...]
    share: Share


def rule_of(unit: Unit, day: date) -> FrequencyRule | None:
    """The threshold of the unit, else of the nearest superior that set one (R-048)."""
    rules = FrequencyRule.objects.filter(valid_from__lte=day).order_by("valid_from", "pk")
    for unit_id in (unit.pk, *ancestors_of(unit)):
        found = rules.filter(unit_id=unit_id).last()
        if found is not None:
            return found
    return None


def rules_over(unit: Unit) -> list[FrequencyRule]:
    """Every threshold ever set for the unit or above it, newest first."""
    line = [unit.pk, *ancestors_of(unit)]
    return list(FrequencyRule.objects.filter(unit_id__in=line).select_related("unit").order_by("-pk"))


def counted(unit: Unit, first: date, last: date) -> dict[str, int]:
    """Code → dossiers received in those days, both in them; what was received by mistake is not counted."""
    rows = Dossier.objects.filter(of_days(first, last), unit=unit).values_list("procedure_id")
    return dict(rows.annotate(n=Count("id")))


def of_days(first: date, last: date) -> Q:
    """Dossiers received in those days with a code of their own."""
    received = Q(received_at__gte=start_of(first), received_at__lt=end_of(last), code__isnull=False)
    return received & ~Q(state=State.CANCELLED)


def measured(unit: Unit, day: date) -> Measured | None:
    """The share of the desk on a day (R-047), or None where nobody set a threshold."""
    rule = rule_of(unit, day)
    if rule is None:
        return None
    first = months_before(day, rule.months) + timedelta(days=1)
    paths = classes_on(unit, day)
    rows = [
        Frequent(code, n, paths.get(code))
        for code, n in counted(unit, first, day).items()
        if n >= rule.dossiers
    ]
    rows.sort(key=lambda row: (-row.dossiers, row.code))
    under = sum(1 for row in rows if row.path is not None)
    return Measured(rule, first, day, tuple(rows), Share(under, len(rows), _percent(unit, day)))


def _percent(unit: Unit, day: date) -> int:
    lists = OnTheSpotList.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, entries__unit=unit
    )
    said = [row.get("percent") for row in lists.values_list("minimum_share", flat=True) if row]
    return max((int(one) for one in said if one), default=_PERCENT)

"""Which dossiers count for agencies and officials in some days, and what do the other registers say of them?

Everything is read once for all agencies asked: dossiers, who did a step of them, ratings, findings, answers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import TruncDate

from motcua.core.moments import VN, end_of, end_of_month, start_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.promises import OF_A_DAY, DueReason
from motcua.dossiers.terms import RUNS_ON, Act, Channel, State
from motcua.evaluation.models import DisciplineFinding, ObjectionAnswer
from motcua.evaluation.reading import settings
from motcua.evaluation.rules import period_of
from motcua.evaluation.tally import Line, Marked, Window, cleaned_up, marked
from motcua.feedback.models import Rating
from motcua.feedback.rules import rating_rule
from motcua.feedback.terms import FOUR_ALWAYS, FOUR_PLEASE

# Whoever did one of these on a dossier has a part in it: the five steps, and saying no.
PART_IN = (
    Act.RECEIVE, Act.ACCEPT, Act.APPRAISE, Act.APPROVE, Act.STAMP, Act.RETURN_RESULT, Act.REFUSE_RESULT,
)  # fmt: skip
_COLUMNS = (
    "id", "code", "unit_id", "procedure_id", "received_at", "accepted_at", "due_at", "due_original", "due_strict",
    "due_reason", "due_rule", "path", "channel", "ready_at", "ended_at", "paused_at", "state",
    "version__after_supplement",
)  # fmt: skip
_MOST_AT_ONCE = 20_000
# The promise as it was given, where it was changed since (prolonged, papers added, also to the same time again):
# as `reports.rollup_sql` reads it.
_PROMISES = Step.objects.filter(dossier_id=OuterRef("pk"), data__has_key="promise").order_by("-seq")
_GIVEN = Case(
    When(
        ~Q(due_at=F("due_original"))
        | Q(due_reason=DueReason.PROLONGED)
        | (Q(due_reason__in=OF_A_DAY) & ~Q(received_at__date=TruncDate("due_original", tzinfo=VN))),
        then=Subquery(_PROMISES.values("data__promise")[:1]),
    )
)


@dataclass(frozen=True, slots=True)
class Said:
    """What people said of an agency's desks: answers, satisfied ones; good marks of "4 xin, 4 luôn" of all given.

    `marked`: the answers that gave any such mark.
    """

    answers: int = 0
    satisfied: int = 0
    good: int = 0
    marks: int = 0
    marked: int = 0


def lines_of(unit_ids: Collection[str], window: Window) -> list[Line]:
    """The dossiers that could count: due, settled, ended or accepted in the days, or overdue before them."""
    first, after = start_of(window.first), end_of(window.last)
    days = Q()
    for moment in ("due_at", "ready_at", "ended_at", "accepted_at"):
        days |= Q(**{f"{moment}__gte": first, f"{moment}__lt": after})
    owed_before = Q(due_at__lt=first) & (
        Q(ready_at__gte=first)
        | Q(ready_at__isnull=True, ended_at__gte=first)
        | Q(ready_at__isnull=True, ended_at__isnull=True)
    )
    found = Dossier.objects.filter(
        days | owed_before,
        unit_id__in=unit_ids,
        code__isnull=False,
        due_at__isnull=False,
        due_original__isnull=False,
    )
    rows = found.annotate(given=_GIVEN).order_by("due_at", "id").values_list(*_COLUMNS, "given")
    return [_line(row) for row in rows.iterator(chunk_size=5000)]


def _line(row: Sequence[Any]) -> Line:
    *facts, reason, rule, path, channel, ready_at, ended_at, paused_at, state, after_supplement, given = row
    promised = (given["reason"], given["rule"]) if given else (reason, rule)
    # As `Dossier.clock_stopped` says: the clock runs on while papers are awaited where the version says so.
    runs_on = state == State.AWAITING_SUPPLEMENT and after_supplement == RUNS_ON
    clock = (ready_at, ended_at, None if runs_on else paused_at)
    return Line(*[*facts, *promised, path, channel == Channel.ONLINE, *clock, reason == DueReason.PROLONGED])


def marked_lines(unit_ids: Collection[str], window: Window) -> list[Marked]:
    """The same with their marks, the first due first."""
    lines, rule = lines_of(unit_ids, window), settings()
    return marked(
        lines, window, cleaned=cleaned_up(lines, least=rule.bulk_least, days_overdue=rule.bulk_days)
    )


def parts_in(lines: Iterable[Line]) -> Mapping[int, frozenset[int]]:
    """By dossier, the officials who did a step of it."""
    ids = [line.id for line in lines]
    found: dict[int, set[int]] = {}
    for start in range(0, len(ids), _MOST_AT_ONCE):
        steps = Step.objects.filter(
            dossier_id__in=ids[start : start + _MOST_AT_ONCE], act__in=PART_IN, actor__isnull=False
        )
        for dossier, actor in steps.order_by().values_list("dossier_id", "actor_id").distinct():
            found.setdefault(dossier, set()).add(actor)
    return {dossier: frozenset(actors) for dossier, actors in found.items()}


def said_of_units(unit_ids: Collection[str], first: date, last: date) -> dict[str, Said]:
    """By agency, for the whole months of the days, as a rating has no day (R-289)."""
    items = [item.value for item in (*FOUR_PLEASE, *FOUR_ALWAYS)]
    sums = {f"asked_{item}": Count(item) for item in items}
    sums |= {f"good_{item}": Count("pk", filter=Q(**{item: 3})) for item in items}
    of_months = Rating.objects.filter(
        unit_id__in=unit_ids, month__gte=first.replace(day=1), month__lte=end_of_month(last)
    )
    sums |= {
        "answers": Count("pk"),
        "satisfied": Count("pk", filter=Q(satisfaction__gte=rating_rule().satisfied)),
        "marked": Count("pk", filter=~Q(**{f"{item}__isnull": True for item in items})),
    }
    rows: Any = of_months.order_by().values("unit_id").annotate(**sums)
    return {
        row["unit_id"]: Said(
            row["answers"],
            row["satisfied"],
            sum(row[f"good_{item}"] for item in items),
            sum(row[f"asked_{item}"] for item in items),
            row["marked"],
        )
        for row in rows
    }


def findings_between(unit_ids: Collection[str], first: date, last: date) -> list[DisciplineFinding]:
    """Those that stand, the newest day first."""
    found = DisciplineFinding.objects.filter(
        unit_id__in=unit_ids, day__gte=first, day__lte=last, cancels__isnull=True, cancelled_by__isnull=True
    )
    return list(found.select_related("unit", "person").order_by("-day", "-pk"))


def left_out_between(
    unit_ids: Collection[str], first: date, last: date
) -> dict[tuple[str, int | None], frozenset[str]]:
    """By agency and person (None: the agency itself), the codes that answers left out of ratings of those days."""
    found: dict[tuple[str, int | None], set[str]] = {}
    answers = ObjectionAnswer.objects.filter(objection__unit_id__in=unit_ids).exclude(left_out=[])
    for answer in answers.select_related("objection"):
        period = period_of(answer.objection.period)
        if period is not None and period.first <= last and first <= period.last:
            key = (answer.objection.unit_id, answer.objection.person_id)
            found.setdefault(key, set()).update(answer.left_out)
    return {key: frozenset(codes) for key, codes in found.items()}

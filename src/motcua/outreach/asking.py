"""Which surveys and contests are there, how do they stand, what came of them?"""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from motcua.core.vntext import fold
from motcua.outreach.asking_rules import Asked, full_points, standing_of
from motcua.outreach.models import AnsweredMark, ContestEntry, Questionnaire, SurveyAnswer
from motcua.outreach.ranking import Entry, Ranked, ranked
from motcua.outreach.summing_up import Summed, sum_up
from motcua.outreach.terms import AnswerKind, AskingStanding


def standing_on(row: Questionnaire, today: date) -> AskingStanding:
    """How it stands that day."""
    return standing_of(
        published=row.published_at is not None,
        closed=row.closed_at is not None,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        today=today,
    )


def asked_of(row: Questionnaire) -> tuple[Asked, ...]:
    """Its questions in order."""
    return tuple(
        Asked(
            str(one.pk),
            AnswerKind(one.kind),
            one.text,
            tuple(one.choices),
            one.required,
            one.right,
            one.points,
        )
        for one in row.questions.all()
    )


def mark_of(row: Questionnaire, number: str) -> str:
    """What is kept of a browser that answered: nothing from which the number or the answer could be found."""
    return hashlib.sha256(f"{row.pk}:{number}".encode()).hexdigest()


def has_answered(row: Questionnaire, number: str) -> bool:
    """Whether the browser with this number answered already."""
    return bool(number) and AnsweredMark.objects.filter(mark=mark_of(row, number)).exists()


def kept_by(unit_ids: Iterable[str], *, words: str = "") -> QuerySet[Questionnaire]:
    """Those of these units, newest first; `words` are sought without accents."""
    found = Questionnaire.objects.filter(unit_id__in=unit_ids).select_related("unit")
    for word in fold(words).split():
        found = found.filter(search_fold__contains=word)
    return found.order_by("-opens_on", "-pk")


def public_on(today: date) -> QuerySet[Questionnaire]:
    """Published ones that take answers that day."""
    found = Questionnaire.objects.filter(published_at__isnull=False, closed_at__isnull=True)
    return (
        found.filter(opens_on__lte=today, closes_on__gte=today).select_related("unit").order_by("closes_on")
    )


def over_on(today: date) -> QuerySet[Questionnaire]:
    """Published ones that are over."""
    found = Questionnaire.objects.filter(published_at__isnull=False)
    over = found.filter(Q(closed_at__isnull=False) | Q(closes_on__lt=today))
    return over.select_related("unit").order_by("-closes_on")


def summed(row: Questionnaire) -> tuple[int, tuple[Summed, ...]]:
    """How many answered, and each question with its figures (R-248)."""
    said = list(SurveyAnswer.objects.filter(questionnaire=row).values_list("said", flat=True))
    return len(said), sum_up(asked_of(row), said)


def ranking_of(row: Questionnaire) -> tuple[Ranked, ...]:
    """All entries of a contest in their order (R-253)."""
    entries = [
        Entry(str(one.pk), one.alias, one.points, one.guess, one.entered_at)
        for one in ContestEntry.objects.filter(questionnaire=row)
    ]
    return ranked(entries, full=full_points(asked_of(row)))


def claimed(row: Questionnaire, code: str) -> Ranked | None:
    """The place of the entry whose code somebody shows; None where the code is of none."""
    digest = hashlib.sha256(code.strip().upper().replace("-", "").encode()).hexdigest()
    found = ContestEntry.objects.filter(questionnaire=row, claim=digest).first()
    if found is None:
        return None
    return next(one for one in ranking_of(row) if one.entry.key == str(found.pk))

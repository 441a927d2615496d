"""Which objections, drives, rewards are there; whose rating may the actor see; who is rated in an agency?"""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal
from motcua.evaluation.criteria import criteria_for, criteria_of
from motcua.evaluation.figures import findings_between
from motcua.evaluation.models import EmulationDrive, Objection, Reward
from motcua.evaluation.policies import why_not_answer
from motcua.evaluation.rating import OF_DESKS, Judgement, Ranking, rate_persons, rate_units
from motcua.evaluation.rules import RatedPeriod, Score, counted, period_of, points_text, share_text
from motcua.evaluation.tally import Window
from motcua.evaluation.terms import CRITERION_LABELS, Criterion, Rated
from motcua.feedback.rules import rating_rule
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import ancestors_of, units_under


def units_rated(unit: Unit, day: date) -> list[Unit]:
    """The agency and those below it that exist that day, itself first, then by level and name."""
    found = Unit.objects.filter(in_force(day), pk__in=units_under([unit.pk])).select_related("level")
    return sorted(found, key=lambda one: (one.pk != unit.pk, one.level.position, one.name_fold))


def window_of(period: RatedPeriod, now: datetime) -> Window:
    """The days of a period."""
    return Window(period.first, period.last, now)


def window_of_drive(drive: EmulationDrive, now: datetime) -> Window:
    """The same of a drive, with the programme whose results are meant."""
    return Window(drive.first, drive.last, now, programme=drive.programme_id or "")


def units_in(unit: Unit, period: RatedPeriod, now: datetime) -> Ranking:
    """The agencies below, or the agency alone where none is."""
    units = units_rated(unit, period.last)
    return rate_units(
        units[1:] or units, window_of(period, now), criteria_for(unit, Rated.UNITS, period.first)
    )


def unit_in(unit: Unit, period: RatedPeriod, now: datetime) -> Judgement:
    """One agency alone, by the criteria that hold for it."""
    criteria = criteria_for(unit, Rated.UNITS, period.first)
    return rate_units([unit], window_of(period, now), criteria).rows[0]


def persons_in(unit: Unit, period: RatedPeriod, now: datetime) -> Ranking:
    """The officials of an agency."""
    criteria = criteria_for(unit, Rated.PERSONS, period.first)
    return rate_persons(unit, window_of(period, now), criteria)


def person_in(unit: Unit, person_id: int, period: RatedPeriod, now: datetime) -> Judgement:
    """One official alone: without a place, as the others' figures are not theirs to see."""
    criteria = criteria_for(unit, Rated.PERSONS, period.first)
    return rate_persons(unit, window_of(period, now), criteria, only=person_id).rows[0]


def drive_ranking(drive: EmulationDrive, now: datetime) -> Ranking:
    """The ranking of a drive as it stands: among the agencies below, or the officials of the agency."""
    window, criteria = window_of_drive(drive, now), criteria_of(drive)
    if criteria.rated is Rated.PERSONS:
        return rate_persons(drive.unit, window, criteria)
    units = units_rated(drive.unit, drive.last)
    return rate_units(units[1:] or units, window, criteria)


def figure_words(score: Score) -> str:
    """`37 / 40 (92,5%)`, a number, or why there is none."""
    measure = score.measure
    if not measure.kept:
        return measure.why_not
    if score.criterion is Criterion.FINDINGS:
        return f"{measure.part} kết luận"
    if score.criterion is Criterion.SETTLED:
        return f"{measure.part} hồ sơ"
    if score.criterion in OF_DESKS and rating_rule().is_small(answers := counted(measure)):
        return f"{answers} phiếu, chưa đủ số liệu"
    return f"{measure.part} / {measure.whole} ({share_text(measure.part, measure.whole)})"


def seen_of(judgement: Judgement) -> list[dict[str, str]]:
    """The figures as an objection keeps them."""
    rows = [
        {
            "criterion": score.criterion.value,
            "label": CRITERION_LABELS[score.criterion],
            "words": figure_words(score),
            "points": points_text(score.points),
        }
        for score in judgement.scores
    ]
    return [
        *rows,
        {"criterion": "", "label": "Tổng", "words": "", "points": points_text(judgement.total.points)},
    ]


def concerned_by(objection: Objection) -> frozenset[int | None]:
    """Who recorded the findings that count in it, and the criteria it is rated by."""
    period = period_of(objection.period)
    if period is None:
        return frozenset()
    found: set[int | None] = set()
    if objection.criterion in {"", Criterion.FINDINGS}:
        found = {
            one.stated_by_id
            for one in findings_between([objection.unit_id], period.first, period.last)
            if objection.person_id is None or one.person_id == objection.person_id
        }
    rated = Rated(objection.rated)
    return frozenset({*found, criteria_for(objection.unit, rated, period.first).decided_by} - {None})


def why_not_answer_it(actor: Actor, objection: Objection) -> Refusal | None:
    """Why this person does not answer it, by the facts as they stand."""
    return why_not_answer(
        actor,
        rated=Rated(objection.rated),
        objection_unit=objection.unit_id,
        below=units_under([actor.unit_id]),
        objectors=(objection.stated_by_id, objection.person_id),
        concerned=concerned_by(objection),
    )


def objections_to(unit_ids: Collection[str]) -> QuerySet[Objection]:
    """Of these agencies and their officials, the first due first, unanswered before answered."""
    found = Objection.objects.filter(unit_id__in=unit_ids)
    return found.select_related("unit", "person", "answer").order_by(
        F("answer__stated_at").desc(nulls_first=True), "due_on", "pk"
    )


def own_objections(person_id: int) -> QuerySet[Objection]:
    """What the person objected, the newest first."""
    found = Objection.objects.filter(stated_by_id=person_id)
    return found.select_related("unit", "person", "answer").order_by("-pk")


def drives_of(unit: Unit) -> QuerySet[EmulationDrive]:
    """Those of the agency and of the agencies above that rank it, the newest first."""
    ranks_it = Q(unit_id__in=ancestors_of(unit), rated=Rated.UNITS)
    found = EmulationDrive.objects.filter(Q(unit=unit) | ranks_it)
    return found.select_related("unit", "programme").order_by("-first", "-pk")


def rewards_of(unit_ids: Collection[str], first: date, last: date) -> list[Reward]:
    """Those that stand, decided on the days, the newest first."""
    found = Reward.objects.filter(
        unit_id__in=unit_ids,
        decision_day__gte=first,
        decision_day__lte=last,
        cancels__isnull=True,
        cancelled_by__isnull=True,
    )
    return list(found.select_related("unit", "person").order_by("-decision_day", "-pk"))


def provisional(last: date, now: datetime) -> bool:
    """Whether the days are not over, so that the figures still change."""
    return local_day(now) <= last

"""Object to a figure of the own rating, answer as another head; both stay, with the figures as they stood (R-283)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import needed_line
from motcua.dossiers.models import Dossier
from motcua.evaluation.models import Objection, ObjectionAnswer
from motcua.evaluation.policies import why_not_object
from motcua.evaluation.queries import person_in, seen_of, unit_in, why_not_answer_it
from motcua.evaluation.reading import settings
from motcua.evaluation.rules import RatedPeriod, period_of
from motcua.evaluation.terms import Criterion, Rated, Verdict
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.workcalendar.queries import calendar_of

MOST_TEXT = 2000
MOST_LEFT_OUT = 200


@transaction.atomic
def object_to(
    *,
    rated: Rated,
    person_id: int | None,
    unit_id: str,
    period: str,
    criterion: str,
    text: str,
    actor: Actor,
    at: datetime,
) -> Objection:
    """Say what is wrong with a figure (`criterion` empty: with the whole); the answer falls due in working days.

    Refused: period_unknown, not_own_rating, other_unit, no_role, period_not_over, objection_too_late,
    criterion_unknown, text_missing, text_too_long, objected_already.
    """
    asked = _period(period)
    whose: dict[str, Any] = {"rated": rated, "person_id": person_id, "unit_id": unit_id}
    days = settings().objection_days
    refuse_if(why_not_object(actor, period=asked, today=local_day(at), days=days, **whose))
    _check_criterion(criterion)
    said = needed_line(text, MOST_TEXT, field="text", what="Nội dung ý kiến")
    facts = _as_it_stands(rated, asked, actor, at) | {"criterion": criterion, "text": said}
    try:
        with transaction.atomic():
            row = Objection.objects.create(rated=rated, period=asked.code, **facts, **said_by(actor, at))
    except IntegrityError:
        raise refuse(
            "objected_already",
            "Số liệu này của kỳ này đã có ý kiến rồi. Hãy xem ý kiến đã gửi và trả lời.",
            field="criterion",
        ) from None
    note(actor, at, "object", f"objection:{row.pk}", {"period": asked.code, "criterion": criterion})
    return row


@transaction.atomic
def answer_objection(
    *,
    objection_id: int,
    verdict: Verdict,
    text: str,
    decision: str,
    left_out: Iterable[str],
    actor: Actor,
    at: datetime,
) -> ObjectionAnswer:
    """Answer once; `left_out` are codes of dossiers of the agency that no longer count for this rating.

    Refused: as `why_not_answer`, text_missing, decision_missing, left_out_unknown, left_out_dismissed,
    left_out_too_many, answered_already.
    Raises Objection.DoesNotExist.
    """
    objection = Objection.objects.select_related("unit").get(pk=objection_id)
    refuse_if(why_not_answer_it(actor, objection))
    said = {
        "text": needed_line(text, MOST_TEXT, field="text", what="Nội dung trả lời"),
        "decision": needed_line(decision, 300, field="decision", what="Số, ngày văn bản quyết định"),
    }
    codes = _codes(objection, verdict, left_out)
    try:
        with transaction.atomic():
            row = ObjectionAnswer.objects.create(
                objection=objection, verdict=verdict, left_out=codes, **said, **said_by(actor, at)
            )
    except IntegrityError:
        raise refuse("answered_already", "Ý kiến này đã được trả lời rồi. Hãy tải lại trang.") from None
    note(actor, at, "answer_objection", f"objection:{objection.pk}", {"left_out": codes})
    return row


def _as_it_stands(rated: Rated, period: RatedPeriod, actor: Actor, at: datetime) -> dict[str, Any]:
    """Whose rating it is, the figures at this moment, and the last day for the answer."""
    unit = Unit.objects.get(pk=actor.unit_id)
    persons = rated is Rated.PERSONS
    judged = person_in(unit, actor.person_id, period, at) if persons else unit_in(unit, period, at)
    due_on = calendar_of(unit).add_working_days(local_day(at), settings().answer_days)
    return {"person_id": actor.person_id if persons else None, "seen": seen_of(judged), "due_on": due_on}


def _period(code: str) -> RatedPeriod:
    found = period_of(code)
    if found is None:
        raise refuse(
            "period_unknown", "Không có kỳ đánh giá này. Hãy chọn tháng, quý hoặc năm.", field="period"
        )
    return found


def _check_criterion(criterion: str) -> None:
    if criterion and criterion not in {one.value for one in Criterion}:
        raise refuse(
            "criterion_unknown", "Không có tiêu chí này. Hãy chọn trong danh sách.", field="criterion"
        )


def _codes(objection: Objection, verdict: Verdict, said: Iterable[str]) -> list[str]:
    codes = sorted({code.strip().upper() for code in said if code.strip()})
    if codes and verdict is Verdict.DISMISSED:
        raise refuse(
            "left_out_dismissed",
            "Không chấp nhận ý kiến thì không bỏ hồ sơ nào khỏi số liệu. Hãy xóa các mã hồ sơ hoặc chọn lại.",
            field="left_out",
        )
    if len(codes) > MOST_LEFT_OUT:
        raise refuse(
            "left_out_too_many", f"Mỗi lần nhiều nhất {MOST_LEFT_OUT} hồ sơ. Hãy bớt mã.", field="left_out"
        )
    known = set(
        Dossier.objects.filter(unit_id=objection.unit_id, code__in=codes).values_list("code", flat=True)
    )
    if unknown := [code for code in codes if code not in known]:
        raise refuse(
            "left_out_unknown",
            f"Cơ quan này không có hồ sơ {', '.join(one[:40] for one in unknown[:3])}. Hãy kiểm tra lại mã.",
            field="left_out",
        )
    return codes

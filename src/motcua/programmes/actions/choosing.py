"""Judge a procedure for "4 tại chỗ", say how it is done, plan the years, record the plan and the duties."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.procedures.models import Procedure
from motcua.procedures.policies import why_not_announced
from motcua.procedures.queries import desk_list_on
from motcua.programmes.models import DetailedPlan, DutyReport, RoadmapYear, SelectionSheet, SolutionPlan
from motcua.programmes.policies import why_in_future, why_not_keep, why_not_roadmap, why_not_stated
from motcua.programmes.terms import Criterion, Duty, DutyStanding

_LONG = 500
_MOST_SOLUTIONS = 10


@transaction.atomic
def judge_procedure(
    *,
    unit_id: str,
    procedure: str,
    criteria: Mapping[Criterion, bool],
    judged_on: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> SelectionSheet:
    """Fill in a selection sheet; it takes the place of the former, which stays (R-049).

    Refused: `no_role`, `other_unit`, `criteria_missing`, `text_missing`, `day_in_future`, `procedure_unknown`,
    `not_on_province_list`.
    """
    refuse_if(why_not_keep(actor, unit_id))
    if set(criteria) != set(Criterion):
        raise refuse("criteria_missing", "Hãy trả lời có hoặc không cho cả năm tiêu chí.")
    text = clean_line(reason, _LONG, field="reason", what="Lý do")
    refuse_if(
        why_not_stated(text, field="reason", what="lý do")
        or why_in_future(judged_on, local_day(at), field="judged_on")
    )
    _known(procedure)
    announced = desk_list_on(Unit.objects.get(id=unit_id), local_day(at))
    listed = announced is not None and procedure in announced.codes
    refuse_if(why_not_announced(procedure, announced=listed))
    answers = {one.value: answer for one, answer in criteria.items()}
    note(actor, at, "judge_procedure", procedure, answers | {"on": judged_on.isoformat()})
    return SelectionSheet.objects.create(
        procedure_id=procedure, judged_on=judged_on, reason=text, **answers, **said_by(actor, at)
    )


@transaction.atomic
def plan_solutions(
    *,
    unit_id: str,
    procedure: str,
    solutions: Sequence[str],
    staff: str,
    roadmap: str,
    equipment: str,
    actor: Actor,
    at: datetime,
) -> SolutionPlan:
    """Say how a procedure is brought under the process; an incomplete entry is kept and marked (R-056, R-057).

    `solutions` are words of the list or the unit's own. Refused: `no_role`, `other_unit`, `procedure_unknown`,
    `solutions_too_many`.
    """
    refuse_if(why_not_keep(actor, unit_id))
    _known(procedure)
    named = [clean_line(one, 200, field="solutions", what="Giải pháp") for one in solutions]
    chosen = list(dict.fromkeys(one for one in named if one))
    if len(chosen) > _MOST_SOLUTIONS:
        raise refuse("solutions_too_many", "Mỗi thủ tục nhiều nhất mười giải pháp. Hãy gộp bớt.")
    parts = {
        "staff": clean_line(staff, _LONG, field="staff", what="Nhân sự"),
        "roadmap": clean_line(roadmap, _LONG, field="roadmap", what="Lộ trình"),
        "equipment": clean_line(equipment, _LONG, field="equipment", what="Trang thiết bị"),
    }
    note(actor, at, "plan_solutions", procedure, {"solutions": chosen, **parts})
    return SolutionPlan.objects.create(
        procedure_id=procedure, solutions=chosen, **parts, **said_by(actor, at)
    )


@transaction.atomic
def plan_year(
    *, unit_id: str, year: int, planned: int, starts_on: date, actor: Actor, at: datetime
) -> RoadmapYear:
    """Plan how many procedures run under the process by the end of a year (R-058).

    Refused: `no_role`, `other_unit`, `year_wrong`, `start_wrong`, `planned_wrong`.
    """
    refuse_if(why_not_keep(actor, unit_id) or why_not_roadmap(year, starts_on))
    if not 0 <= planned <= 5000:
        raise refuse("planned_wrong", "Số thủ tục phải từ 0 đến 5000. Hãy ghi lại.", field="planned")
    said = {"planned": planned, "starts_on": starts_on.isoformat()}
    note(actor, at, "plan_year", str(year), said)
    return RoadmapYear.objects.create(year=year, planned=planned, starts_on=starts_on, **said_by(actor, at))


@transaction.atomic
def record_plan(
    *, unit_id: str, number: str, issued_on: date, signed_by: str, actor: Actor, at: datetime
) -> DetailedPlan:
    """Record the detailed plan that the Chair issued (R-059).

    Refused: `no_role`, `other_unit`, `text_missing`, `day_in_future`.
    """
    refuse_if(why_not_keep(actor, unit_id))
    text = clean_line(number, 60, field="number", what="Số văn bản")
    refuse_if(
        why_not_stated(text, field="number", what="số văn bản")
        or why_in_future(issued_on, local_day(at), field="issued_on")
    )
    signer = clean_line(signed_by, 200, field="signed_by", what="Người ký")
    note(actor, at, "record_plan", text, {"issued_on": issued_on.isoformat(), "signed_by": signer})
    return DetailedPlan.objects.create(
        number=text, issued_on=issued_on, signed_by=signer, **said_by(actor, at)
    )


@transaction.atomic
def report_duty(
    *,
    unit_id: str,
    duty: Duty,
    standing: DutyStanding,
    reported_on: date,
    text: str,
    actor: Actor,
    at: datetime,
) -> DutyReport:
    """Say how far a duty of part II is on a day (R-063). Refused: `no_role`, `other_unit`, `day_in_future`."""
    refuse_if(why_not_keep(actor, unit_id) or why_in_future(reported_on, local_day(at), field="reported_on"))
    line = clean_line(text, _LONG, field="text", what="Ghi chú")
    said = {"standing": standing.value, "on": reported_on.isoformat(), "note": line}
    note(actor, at, "report_duty", duty.value, said)
    return DutyReport.objects.create(
        duty=duty.value, standing=standing.value, reported_on=reported_on, note=line, **said_by(actor, at)
    )


def _known(procedure: str) -> None:
    if not Procedure.objects.filter(code=procedure).exists():
        raise refuse("procedure_unknown", "Không có thủ tục mã này. Hãy xem lại danh mục.", field="procedure")

"""Say what a desk has and needs: the threshold of frequent use, rooms and equipment, staff, skills."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.organisation.terms import Role
from motcua.participation.models import DeskCondition, FrequencyRule, Skill, StaffPlan
from motcua.participation.terms import ConditionKind, ConditionStanding
from motcua.procedures.models import Procedure
from motcua.programmes.policies import why_not_keep, why_not_stated


@transaction.atomic
def set_frequency(
    *,
    unit_id: str,
    dossiers: int,
    months: int,
    valid_from: date,
    basis: str,
    actor: Actor,
    at: datetime,
) -> FrequencyRule:
    """From how many dossiers in how many months a procedure counts as frequently used, from a day on (R-048).

    It holds for the unit and those below that set none of their own; kept with day and person.
    Refused: `no_role`, `other_unit`, `threshold_wrong`, `backdated`, `text_missing`.
    """
    refuse_if(why_not_keep(actor, unit_id))
    if not (1 <= dossiers <= 1_000_000 and 1 <= months <= 36):
        raise refuse(
            "threshold_wrong",
            "Ngưỡng từ 1 hồ sơ trở lên, trong 1 đến 36 tháng. Hãy ghi lại.",
            field="dossiers",
        )
    if valid_from < local_day(at):
        raise refuse(
            "backdated",
            "Không đổi ngưỡng lùi ngày: số liệu đã báo cáo giữ ngưỡng cũ. Hãy chọn từ hôm nay.",
            field="valid_from",
        )
    text = clean_line(basis, 300, field="basis", what="Căn cứ")
    refuse_if(why_not_stated(text, field="basis", what="căn cứ"))
    said = {"dossiers": dossiers, "months": months, "from": valid_from.isoformat(), "basis": text}
    note(actor, at, "set_frequency", unit_id, said)
    return FrequencyRule.objects.create(
        dossiers=dossiers, months=months, valid_from=valid_from, basis=text, **said_by(actor, at)
    )


@transaction.atomic
def state_condition(
    *,
    unit_id: str,
    kind: ConditionKind,
    name: str,
    standing: ConditionStanding,
    owner: str,
    text: str,
    actor: Actor,
    at: datetime,
) -> DeskCondition:
    """Say how a room or a piece of equipment stands; the same name again takes the former's place (R-062, R-231).

    Refused: `no_role`, `other_unit`, `text_missing`.
    """
    refuse_if(why_not_keep(actor, unit_id))
    named = clean_line(name, 200, field="name", what="Tên")
    owned = clean_line(owner, 200, field="owner", what="Người phụ trách")
    refuse_if(
        why_not_stated(named, field="name", what="tên phòng, thiết bị")
        or why_not_stated(owned, field="owner", what="người phụ trách")
    )
    line = clean_line(text, 300, field="text", what="Ghi chú")
    said = {"kind": kind.value, "standing": standing.value, "owner": owned, "note": line}
    note(actor, at, "state_condition", named, said)
    return DeskCondition.objects.create(name=named, **said, **said_by(actor, at))


@transaction.atomic
def plan_staff(*, unit_id: str, role: Role, planned: int, actor: Actor, at: datetime) -> StaffPlan:
    """How many people of a role the desk needs (R-228). Refused: `no_role`, `other_unit`, `planned_wrong`."""
    refuse_if(why_not_keep(actor, unit_id))
    if not 0 <= planned <= 500:
        raise refuse("planned_wrong", "Số người phải từ 0 đến 500. Hãy ghi lại.", field="planned")
    note(actor, at, "plan_staff", role.value, {"planned": planned})
    return StaffPlan.objects.create(role=role.value, planned=planned, **said_by(actor, at))


@transaction.atomic
def record_skill(
    *,
    unit_id: str,
    person: Person,
    name: str,
    procedures: Sequence[str],
    basis: str,
    held: bool,
    actor: Actor,
    at: datetime,
) -> Skill:
    """Record what a person of the desk is trained for; `held` false takes it back (R-228).

    Refused: `no_role`, `other_unit`, `text_missing`, `procedure_unknown`.
    """
    refuse_if(why_not_keep(actor, unit_id))
    named = clean_line(name, 200, field="name", what="Năng lực")
    refuse_if(why_not_stated(named, field="name", what="năng lực, nghiệp vụ"))
    codes = sorted(set(procedures))
    if Procedure.objects.filter(code__in=codes).count() != len(codes):
        raise refuse(
            "procedure_unknown", "Có mã thủ tục không tồn tại. Hãy xem lại danh mục.", field="procedures"
        )
    text = clean_line(basis, 300, field="basis", what="Căn cứ")
    note(actor, at, "record_skill", person.username, {"name": named, "procedures": codes, "held": held})
    return Skill.objects.create(
        person=person, name=named, procedures=codes, basis=text, held=held, **said_by(actor, at)
    )

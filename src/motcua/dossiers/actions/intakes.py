"""An intake: papers were looked at and something lacked. It has a number, slips 02 and 03, and no dossier yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day, printed_minute
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.dossiers import codes, policies
from motcua.dossiers.actions.attempts import attempt
from motcua.dossiers.actions.moving import Said, move, open_record
from motcua.dossiers.actions.preparing import Prepared, applicant_columns, papers_as_json
from motcua.dossiers.actions.sayings import reason_and_basis
from motcua.dossiers.completeness import Missing
from motcua.dossiers.models import Dossier, Intake
from motcua.dossiers.terms import ACT_LABELS, Act, IntakeState, Place
from motcua.organisation.actors import Actor


def open_intake(prepared: Prepared, again: Intake | None, *, actor: Actor, at: datetime) -> Intake:
    """Open an intake, or list anew what lacks on the one the person came back with."""
    missing = [_as_json(lack) for lack in prepared.missing]
    handed = papers_as_json(prepared.reception.components)
    letter = codes.letter_number(prepared.unit.id, local_day(at), "HDHS")
    said = Said(Act.ASK_SUPPLEMENT, at, actor, Place.DESK, {"items": missing, "letter": letter})
    if again is not None:
        move(again, said, changes={"missing": missing, "handed_in": handed})
        return again
    intake = Intake(
        number=codes.intake_number(prepared.unit, prepared.rule_set, local_day(at)),
        unit=prepared.unit,
        one_stop_unit=prepared.desk,
        version=prepared.version,
        rule_set=prepared.rule_set,
        channel=prepared.channel,
        opened_at=printed_minute(prepared.reception.received_at),
        state=IntakeState.AWAITING_SUPPLEMENT,
        handed_in=handed,
        missing=missing,
        secret=codes.new_secret(),
        **applicant_columns(prepared),
    )
    open_record(intake, said)
    return intake


def completed_intake(prepared: Prepared) -> Intake:
    """The intake that the person came back with, locked; raises Refused where it does not fit."""
    number = prepared.reception.intake or ""
    intake = Intake.objects.select_for_update().filter(number=number, unit=prepared.unit).first()
    if intake is None:
        raise _no_such_intake()
    if intake.state != IntakeState.AWAITING_SUPPLEMENT:
        raise refuse(
            "intake_closed",
            "Lần xem hồ sơ này đã kết thúc. Hãy tiếp nhận mới, không kèm số phiếu cũ.",
            field="intake",
        )
    if intake.version.procedure_id != prepared.version.procedure_id:
        raise refuse(
            "intake_other_procedure",
            "Số phiếu này thuộc thủ tục khác. Hãy chọn đúng thủ tục hoặc bỏ số phiếu.",
            field="intake",
        )
    if not prepared.reception.another_person and not any(_same(intake, prepared)):
        raise refuse(
            "intake_other_person",
            "Họ tên và số giấy tờ đều khác người ghi trên phiếu yêu cầu bổ sung. Hãy xem lại số phiếu; nếu đúng là "
            "người khác nộp tiếp, đánh dấu xác nhận rồi tiếp nhận.",
            field="another_person",
        )
    return intake


def _same(intake: Intake, prepared: Prepared) -> tuple[bool, bool]:
    """Whether the name, and whether the identity number, is that of the slip (Mẫu 02)."""
    who = prepared.applicant
    return intake.applicant_fold == who.fold, bool(who.id_number) and intake.id_number == who.id_number


def other_person_warnings(intake: Intake | None, prepared: Prepared) -> tuple[str, ...]:
    """What the clerk is told where only one of the two is as on the slip, or another person was confirmed."""
    if intake is None:
        return ()
    name, number = _same(intake, prepared)
    if name and (number or not (intake.id_number and prepared.applicant.id_number)):
        return ()
    what = "Số giấy tờ" if name else "Họ tên" if number else "Họ tên và số giấy tờ"
    return (
        f"{what} khác với phiếu {intake.number}. Hãy đối chiếu giấy tờ; nếu ghi sai, dùng “{ACT_LABELS[Act.CORRECT]}”.",
    )


def close_intake(
    intake: Intake, dossier: Dossier, *, actor: Actor, at: datetime, another_person: bool = False
) -> None:
    """The intake became a dossier; kept is that it was confirmed for another person than named on the slip."""
    data = {"code": dossier.code} | ({"another_person": True} if another_person else {})
    said = Said(Act.RECEIVE, at, actor, Place.DESK, data)
    move(intake, said, changes={"state": IntakeState.BECAME_DOSSIER})


def refuse_looked_at(*, number: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Intake:
    """Refuse what was only looked at (Mẫu 03); reason and basis are a must (R-035)."""
    with attempt(Act.REFUSE_INTAKE, number, actor, at):
        return _refuse_looked_at(number, actor, at, said)


def _refuse_looked_at(number: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Intake:
    intake = Intake.objects.select_related("version").filter(number=number, unit_id=actor.unit_id).first()
    if intake is None:
        raise _no_such_intake()
    refuse_if(policies.why_not_by_role(Act.REFUSE_INTAKE, actor))
    if intake.state != IntakeState.AWAITING_SUPPLEMENT:
        raise refuse(
            "intake_closed",
            "Lần xem hồ sơ này đã kết thúc, không từ chối được nữa. Hãy mở lại để xem kết quả.",
        )
    data = reason_and_basis(said) | {"letter": codes.letter_number(intake.unit_id, local_day(at), "PTC")}
    move(intake, Said(Act.REFUSE_INTAKE, at, actor, Place.DESK, data), changes={"state": IntakeState.REFUSED})
    return intake


def _as_json(lack: Missing) -> dict[str, str]:
    return {"key": lack.key, "name": lack.name, "why": lack.why}


def _no_such_intake() -> Refused:
    return refuse(
        "intake_unknown", "Không có số phiếu này tại cơ quan. Hãy xem lại số trên phiếu.", field="intake"
    )

"""Set who is on duty at a desk on a day and who signs then."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, note, term
from motcua.organisation.models import OneStopUnit, Person, Posting, RoleGrant, Roster, Unit, in_force
from motcua.organisation.policies import LEADING, Period
from motcua.organisation.terms import Role


@transaction.atomic
def set_roster(
    *,
    desk: OneStopUnit,
    day: date,
    signer: Person | None,
    officials: Sequence[Person],
    text: str,
    actor: Actor,
    at: datetime,
    deputies: Sequence[Person] = (),
) -> Roster:
    """The roster of a desk for a day; written again it replaces the former one, which stays in the journal.

    `deputies` take the place of the signer or of an official who cannot come (R-230).
    Refused: `roster_in_past`, `signer_without_role`, `official_not_posted`, `roster_empty`, `outside_life`,
    `deputy_on_duty`, `deputy_foreign`.
    """
    allow(actor, desk.unit_id, at, LEADING)
    term(day, None, inside=Period(desk.valid_from, desk.valid_to))
    if day < local_day(at):
        raise refuse(
            "roster_in_past", "Không sửa lịch trực của ngày đã qua. Hãy chọn từ hôm nay.", field="day"
        )
    _may_be_on_it(desk, day, signer, officials, deputies)
    roster, _ = Roster.objects.update_or_create(
        one_stop_unit=desk,
        day=day,
        defaults={"signer": signer, "note": clean_line(text, 200, field="note", what="Ghi chú")},
    )
    roster.officials.set(officials)
    roster.deputies.set(deputies)
    names = {
        "signer": signer.username if signer else "",
        "officials": [person.username for person in officials],
        "deputies": [person.username for person in deputies],
    }
    note(actor, at, desk.unit_id, "set_roster", desk.unit_id, day=day, **names)
    return roster


def _may_be_on_it(
    desk: OneStopUnit,
    day: date,
    signer: Person | None,
    officials: Sequence[Person],
    deputies: Sequence[Person],
) -> None:
    if signer is None and not officials:
        raise refuse("roster_empty", "Chưa có ai trực. Hãy ghi người ký hoặc cán bộ trực.", field="signer")
    _may_sign(signer, desk, day)
    for official in officials:
        _is_posted(official, desk, day)
    for deputy in deputies:
        _may_stand_in(deputy, desk, day, {signer, *officials})


@transaction.atomic
def drop_roster(*, roster_id: int, unit: Unit, actor: Actor, at: datetime) -> None:
    """Nobody is on the roster of that day. Refused: `roster_unknown`, `roster_in_past`."""
    allow(actor, unit.id, at, LEADING)
    roster = Roster.objects.filter(pk=roster_id, one_stop_unit__unit=unit).first()
    if roster is None:
        raise refuse("roster_unknown", "Không có lịch trực này. Hãy tải lại trang.")
    if roster.day < local_day(at):
        raise refuse("roster_in_past", "Không xóa lịch trực của ngày đã qua. Hãy xem lại ngày.")
    roster.officials.clear()
    roster.deputies.clear()
    roster.delete()
    note(actor, at, unit.id, "drop_roster", unit.id, day=roster.day)


def _may_sign(signer: Person | None, desk: OneStopUnit, day: date) -> None:
    if signer is None:
        return
    held = RoleGrant.objects.filter(in_force(day), person=signer, unit_id=desk.unit_id, role=Role.APPROVE)
    if not (signer.is_active and held.exists()):
        raise refuse(
            "signer_without_role",
            f"{signer.full_name} không giữ vai trò phê duyệt ở cơ quan này ngày đó. Hãy chọn người ký khác.",
            field="signer",
        )


def _is_posted(official: Person, desk: OneStopUnit, day: date) -> None:
    posted = Posting.objects.filter(in_force(day), person=official, one_stop_unit=desk)
    if not (official.is_active and posted.exists()):
        raise refuse(
            "official_not_posted",
            f"{official.full_name} không được phân công tại quầy này ngày đó. Hãy phân công trước.",
            field="officials",
        )


def _may_stand_in(deputy: Person, desk: OneStopUnit, day: date, on_duty: Collection[Person | None]) -> None:
    if deputy in on_duty:
        raise refuse(
            "deputy_on_duty",
            f"{deputy.full_name} đã ở trong lịch trực ngày đó. Hãy chọn người thay khác.",
            field="deputies",
        )
    held = RoleGrant.objects.filter(in_force(day), person=deputy, unit_id=desk.unit_id)
    if not (deputy.is_active and held.exists()):
        raise refuse(
            "deputy_foreign",
            f"{deputy.full_name} không giữ vai trò nào ở cơ quan này ngày đó. Hãy chọn người thay khác.",
            field="deputies",
        )

"""State a unit's own plan or steering document, send it to all staff of units, confirm that it was read (R-266)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import RoleGrant, Unit, in_force
from motcua.organisation.noting import note
from motcua.organisation.queries import units_under
from motcua.organisation.stated import said_by
from motcua.programmes.actions.recording import held
from motcua.programmes.life import units_in
from motcua.programmes.life_terms import PlanKind
from motcua.programmes.models import DocumentReceiver, ReadConfirmation, SteeringDocument
from motcua.programmes.policies import why_not_keep, why_not_stated

_TEXT = 5000


@transaction.atomic
def state_document(
    *,
    programme_id: str,
    unit_id: str,
    kind: PlanKind,
    number: str,
    issued_on: date | None,
    title: str,
    text: str,
    actor: Actor,
    at: datetime,
) -> SteeringDocument:
    """A unit's plan or steering document; number and day may lack and are then shown so. The newest holds.

    Refused: `programme_unknown`, `no_role`, `other_unit`, `unit_not_in_scope`, `text_missing`, `day_in_future`.
    """
    programme, today = held(programme_id), local_day(at)
    refuse_if(why_not_keep(actor, unit_id))
    day = max(today, programme.period_from)
    scope = {unit.pk for unit in units_in(programme, day)} | set(programme.definition["scope"]["units"])
    if unit_id not in scope:
        raise refuse(
            "unit_not_in_scope",
            "Cơ quan này không thuộc phạm vi của chương trình. Hãy chọn chương trình khác.",
        )
    name = clean_line(title, 300, field="title", what="Trích yếu")
    refuse_if(why_not_stated(name, field="title", what="trích yếu văn bản"))
    if issued_on is not None and issued_on > today:
        raise refuse("day_in_future", "Ngày ban hành chưa đến. Hãy ghi ngày của văn bản.", field="issued_on")
    line = clean_line(number, 60, field="number", what="Số văn bản")
    note(actor, at, "state_document", programme.pk, {"kind": kind.value, "number": line})
    return SteeringDocument.objects.create(
        programme=programme,
        kind=kind.value,
        number=line,
        issued_on=issued_on,
        title=name,
        text=clean_line(text, _TEXT, field="text", what="Nội dung"),
        **said_by(actor, at),
    )


@transaction.atomic
def send_to_staff(*, document_id: int, unit_ids: Collection[str], actor: Actor, at: datetime) -> int:
    """Send it to everybody who holds a role that day in these units: the sender's own and those below it.

    Sent again, only those get it who have not; how many are new. Refused: `document_unknown`, `no_role`,
    `other_unit`, `unit_foreign`, `nobody_there`.
    """
    document = SteeringDocument.objects.select_for_update().filter(pk=document_id).first()
    if document is None:
        raise refuse("document_unknown", "Không có văn bản này. Hãy tải lại trang.")
    refuse_if(why_not_keep(actor, document.unit_id))
    wanted = set(unit_ids)
    if not wanted or wanted - units_under([actor.unit_id]):
        raise refuse(
            "unit_foreign", "Chỉ gửi cho cơ quan mình và cấp dưới. Hãy chọn lại đơn vị nhận.", field="units"
        )
    staff = _staff(wanted, local_day(at))
    if not staff:
        raise refuse(
            "nobody_there", "Đơn vị này chưa có cán bộ nào. Hãy phân quyền trước rồi gửi.", field="units"
        )
    known = set(document.receivers.values_list("person_id", flat=True))
    new = [
        DocumentReceiver(document=document, person_id=person, unit_id=unit, sent_at=at)
        for person, unit in staff.items()
        if person not in known
    ]
    DocumentReceiver.objects.bulk_create(new)
    note(actor, at, "send_to_staff", str(document.pk), {"units": sorted(wanted), "new": len(new)})
    return len(new)


@transaction.atomic
def confirm_read(*, document_id: int, actor: Actor, at: datetime) -> ReadConfirmation:
    """Say to have read it; said twice, the first stays. Refused: `not_a_receiver`."""
    found = DocumentReceiver.objects.select_for_update().filter(
        document_id=document_id, person_id=actor.person_id
    )
    receiver = found.first()
    if receiver is None:
        raise refuse("not_a_receiver", "Văn bản này không gửi cho ông/bà. Hãy tải lại trang.")
    known = ReadConfirmation.objects.filter(receiver=receiver).first()
    if known is not None:
        return known
    note(actor, at, "confirm_read", str(document_id))
    return ReadConfirmation.objects.create(receiver=receiver, confirmed_at=at)


def _staff(unit_ids: Collection[str], day: date) -> dict[int, str]:
    """Who holds a role in one of the units that day; who holds some in several gets it once."""
    units = Unit.objects.filter(in_force(day), pk__in=unit_ids)
    held_roles = RoleGrant.objects.filter(in_force(day), unit__in=units, person__is_active=True)
    return dict(held_roles.order_by("-unit_id").values_list("person_id", "unit_id"))

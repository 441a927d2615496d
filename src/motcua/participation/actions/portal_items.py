"""Record what came by channel 1022 and when it was answered (104/KH-UBND II.2.4; R-103).

Items are written by hand: nothing in the outbox carries complaints or proposals. An area that takes them from the
portal would stand beside this one and could not call it; it would put each item and each answer into the outbox under
topics of its own, and a job, which may call both, would hand them to the two acts below. Due rule and refusals stay.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import needed_line
from motcua.dossiers.deadlines import same_day_answer_due
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.participation.joining import joining_of
from motcua.participation.models import PortalAnswer, PortalItem
from motcua.participation.registered import own_registration
from motcua.participation.registration_rules import why_not_recorded
from motcua.participation.registration_terms import Option
from motcua.workcalendar.queries import calendar_of


@transaction.atomic
def record_portal_item(
    *, registration_id: int, number: str, subject: str, received_at: datetime, actor: Actor, at: datetime
) -> PortalItem:
    """Take in an item that portal 1022 gave to the unit; it is due by the close of the same working day.

    Refused: `no_role`, `registration_unknown`, `withdrawn_already`, `other_option`, `number_missing`,
    `subject_missing`, `in_future`, `before_registration`, `outside_period`, `item_twice`, `out_of_calendar`.
    """
    row = own_registration(registration_id, actor, option=Option.FEEDBACK_1022, lock=True)
    words = {
        "number": needed_line(number, 40, field="number", what="Mã phản ánh"),
        "subject": needed_line(subject, 300, field="subject", what="Lĩnh vực"),
    }
    if received_at > at:
        raise refuse("in_future", "Thời điểm nhận chưa đến. Hãy ghi lại giờ nhận.", field="received_at")
    due_at = same_day_answer_due(received_at, calendar_of(row.unit))
    registered_on = local_day(row.stated_at)
    joining = joining_of(row.programme, row.unit, at)
    refuse_if(why_not_recorded(local_day(due_at), registered_on=registered_on, joining=joining))
    try:
        with transaction.atomic():
            item = row.portal_items.create(
                received_at=received_at, due_at=due_at, **words, **said_by(actor, at)
            )
    except IntegrityError:
        raise refuse(
            "item_twice", "Mã phản ánh này đã ghi rồi. Hãy tìm trong danh sách.", field="number"
        ) from None
    note(actor, at, "record_portal_item", words["number"], {"due_at": due_at.isoformat()})
    return item


@transaction.atomic
def answer_portal_item(
    *, item_id: int, answered_at: datetime, outcome: str, actor: Actor, at: datetime
) -> PortalAnswer:
    """Say when the result was told to who sent it, and what it was.

    Refused: `no_role`, `item_unknown`, `registration_unknown`, `withdrawn_already`, `in_future`,
    `before_receipt`, `outcome_missing`, `answered_already`.
    """
    item = PortalItem.objects.filter(pk=item_id, unit_id=actor.unit_id).first()
    if item is None:
        raise refuse("item_unknown", "Không có phản ánh này ở đơn vị. Hãy tải lại trang.")
    own_registration(item.registration_id, actor, option=Option.FEEDBACK_1022, lock=True)
    text = needed_line(outcome, 500, field="outcome", what="Kết quả trả lời")
    if answered_at > at:
        raise refuse("in_future", "Thời điểm trả lời chưa đến. Hãy ghi lại giờ.", field="answered_at")
    if answered_at < item.received_at:
        raise refuse(
            "before_receipt", "Thời điểm trả lời trước lúc nhận. Hãy ghi lại giờ.", field="answered_at"
        )
    try:
        with transaction.atomic():
            row = PortalAnswer.objects.create(
                item=item, answered_at=answered_at, outcome=text, **said_by(actor, at)
            )
    except IntegrityError:
        raise refuse("answered_already", "Phản ánh này đã ghi trả lời rồi. Hãy tải lại trang.") from None
    note(actor, at, "answer_portal_item", item.number, {"answered_at": answered_at.isoformat()})
    return row

"""What a carrier tells of a message afterwards: it reached the person, or it did not. Told twice it counts once."""

from datetime import datetime

from django.db import transaction

from motcua.notices.actions.falling_back import another_way
from motcua.notices.models import DeliveryReceipt, Notice
from motcua.notices.terms import NoticeChannel, NoticeState

_SIGNS = 200


@transaction.atomic
def note_receipt(
    *, channel: NoticeChannel, carrier_id: str, reached: bool, actor: None, at: datetime
) -> bool:
    """Keep one receipt; whether it is new and of a message of ours. A failure after “delivered” changes nothing.

    A carrier tells it: nobody of the office acts.
    """
    carrier_id = carrier_id[:_SIGNS]
    ours = Notice.objects.select_for_update().filter(channel=channel, carrier_id=carrier_id)
    if not carrier_id or not (found := list(ours)):
        return False
    state = NoticeState.DELIVERED if reached else NoticeState.FAILED
    _, new = DeliveryReceipt.objects.get_or_create(
        channel=channel, carrier_id=carrier_id, state=state, defaults={"at": at}
    )
    if not new:
        return False
    sent = [one for one in found if one.state == NoticeState.SENT]
    for one in sent:
        one.state = state
    changed = Notice.objects.filter(pk__in=[one.pk for one in sent])
    if reached:
        changed.update(state=state, delivered_at=at)
        return True
    changed.update(state=state, reason="Nhà mạng báo không đến được máy người nhận.")
    for one in sent:
        another_way(one, at)
    return True

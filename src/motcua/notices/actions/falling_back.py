"""What must be heard and could not be sent: by which other way does it go? At last somebody phones."""

from datetime import datetime

from motcua.notices.actions.writing import Told, keep, notice_by, office_ways, templates_in_force
from motcua.notices.models import Notice
from motcua.notices.people import people_of
from motcua.notices.reaching import Person, account_holder, contact
from motcua.notices.terms import NoticeChannel, NoticeEvent, NoticeState, Recipient, Weight
from motcua.notices.way_rules import Chosen, next_way

_ON_ITS_WAY = [NoticeState.WAITING, NoticeState.HELD, NoticeState.SENT, NoticeState.DELIVERED]


def another_way(failed: Notice, at: datetime) -> int:
    """Write the notice anew by the next way, unless another one of the same is on its way; how many are new."""
    if failed.weight != Weight.REQUIRED or failed.event == NoticeEvent.CODE:
        return 0
    same = Notice.objects.filter(source=failed.source, recipient=failed.recipient)
    if same.filter(state__in=_ON_ITS_WAY).exists():
        return 0
    tried = {NoticeChannel(way) for way in same.values_list("channel", flat=True)}
    person = _person(failed)
    way = next_way(tried, person.reach, office_ways())
    told = Told(
        event=NoticeEvent(failed.event),
        weight=Weight.REQUIRED,
        source=failed.source,
        at=at,
        values=failed.values.get("long", {}),
        short=failed.values.get("short", {}),
        subject=failed.subject,
        dossier=failed.dossier,
        unit_id=failed.unit_id,
        must_before=failed.must_before,
    )
    templates = templates_in_force()
    if way in tried or (told.event, way) not in templates:
        return 0
    return keep([notice_by(told, person, way, templates)])


def _person(notice: Notice) -> Person:
    """Whom it was for, as they are reached now."""
    recipient = Recipient(notice.recipient)
    if notice.dossier is not None:
        people = [one for one in people_of(notice.dossier) if one.recipient is recipient]
        if people:
            return people[0]
    if notice.account is not None:
        return account_holder(notice.account, recipient)
    email = notice.to if notice.channel == NoticeChannel.EMAIL else ""
    return Person(recipient, contact(email=email, phone="" if email else notice.to), Chosen())

"""Somebody of the desk phoned: reached, or not. And what failed is let go out once more."""

from datetime import datetime

from django.db import transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.moved_promises import PhoneOutcome
from motcua.notices.models import Notice, NoticeTry
from motcua.notices.policies import why_not_again, why_not_call
from motcua.notices.terms import NoticeChannel, NoticeState
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note

CALLED_ACTION = "notice_called"
AGAIN_ACTION = "notices_again"


@transaction.atomic
def note_call(*, notice_id: int, outcome: str, actor: Actor, at: datetime) -> Notice:
    """Keep what came of a call. Refused: `no_role`, `outcome_unknown`, `nothing_to_tell`, `told_already`."""
    refuse_if(why_not_call(actor))
    if outcome not in {word.value for word in PhoneOutcome}:
        raise refuse("outcome_unknown", "Hãy chọn đã báo hoặc gọi không được.", field="outcome")
    mine = Notice.objects.select_for_update(of=("self",)).select_related("called_by")
    found = mine.filter(pk=notice_id, unit_id=actor.unit_id, channel=NoticeChannel.PHONE).first()
    if found is None:
        raise refuse("nothing_to_tell", "Không có cuộc gọi này trong danh sách. Hãy xem lại danh sách gọi.")
    if found.state == NoticeState.DELIVERED:
        who = found.called_by.full_name if found.called_by else ""
        raise refuse("told_already", f"{who} đã báo cho người này rồi. Hãy gọi người kế tiếp.")
    reached = outcome == PhoneOutcome.REACHED
    NoticeTry.objects.create(notices=[found.pk], channel=found.channel, at=at, went=reached, detail=outcome)
    found.tries += 1
    if reached:
        found.state, found.delivered_at, found.sent_at = NoticeState.DELIVERED, at, at
        found.called_by_id, found.held_reason = actor.person_id, ""
    found.save(update_fields=["tries", "state", "delivered_at", "sent_at", "called_by_id", "held_reason"])
    note(actor, at, CALLED_ACTION, found.subject, {"notice": found.pk, "outcome": outcome})
    return found


@transaction.atomic
def send_again(*, actor: Actor, at: datetime) -> int:
    """Let what was given up in the unit go out once more, from the first try; how many. Refused: `no_role`."""
    refuse_if(why_not_again(actor))
    failed = Notice.objects.filter(unit_id=actor.unit_id, state=NoticeState.FAILED)
    # What somebody was phoned about, or reads elsewhere by now, stays as it is.
    waiting = [one.pk for one in failed.select_for_update() if not _heard(one)]
    count = Notice.objects.filter(pk__in=waiting).update(
        state=NoticeState.WAITING, tries=0, next_try=at, bundle=None, held_reason=""
    )
    if count:
        note(actor, at, AGAIN_ACTION, actor.unit_id, {"count": count})
    return count


def _heard(notice: Notice) -> bool:
    others = Notice.objects.filter(source=notice.source, recipient=notice.recipient).exclude(pk=notice.pk)
    return others.filter(state__in=[NoticeState.SENT, NoticeState.DELIVERED]).exists()

"""Send what is due: gathered by person and way, held at night, bounded by day, tried again, given up at last."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.core.moments import local_day, start_of
from motcua.notices.actions.falling_back import another_way
from motcua.notices.bundling import alone, message_of
from motcua.notices.event_rules import is_over
from motcua.notices.models import Notice, NoticeTemplate, NoticeTry
from motcua.notices.ports import Carrier, NotTaken, Taken
from motcua.notices.quiet_rules import may_go_at, next_morning
from motcua.notices.retry_rules import MOST_A_DAY, next_try
from motcua.notices.terms import HELD_LABELS, MOMENTARY, HeldReason, NoticeChannel, NoticeEvent, NoticeState

MOST_A_RUN = 500
SILENT_AFTER = 3
_OPEN = [NoticeState.WAITING, NoticeState.HELD]


@dataclass(slots=True)
class Delivered:
    """What a run did: messages that went out, that did not, notices held for the morning, no longer needed."""

    sent: int = 0
    failed: int = 0
    held: int = 0
    dropped: int = 0


def deliver(*, at: datetime, carriers: Mapping[NoticeChannel, Carrier], most: int = MOST_A_RUN) -> Delivered:
    """Send what is due by the carriers the office has. Two workers take different people; one that dies between
    sending and noting sends again under the same key, which the carrier takes once."""
    done, answering, silent = Delivered(), dict(carriers), Counter[str]()
    for _ in range(most):
        claimed = _claim(at, answering, done)
        if claimed is None:
            break
        if not claimed:
            continue
        way = NoticeChannel(claimed[0].channel)
        silent[way] = 0 if _send(claimed, answering[way], at, done) else silent[way] + 1
        if (
            silent[way] >= SILENT_AFTER
        ):  # it is down: the others do not wait for it, it is asked again next minute
            del answering[way]
    return done


@transaction.atomic
def _claim(at: datetime, carriers: Mapping[NoticeChannel, Carrier], done: Delivered) -> list[Notice] | None:
    """The notices of the next message, taken for one try; empty where they were put off, None where nothing is due."""
    first = _taken(next_try__lte=at, channel__in=list(carriers)).order_by("next_try", "id").first()
    if first is None:
        return None
    group = _still_good(_needed(_together(first), done), at, done)
    if not group:
        return []
    if put_off := _put_off(group, at):
        moment, reason = put_off
        if reason is HeldReason.FLOOD and group[0].held_reason != reason:
            _tried(group, at, went=False, detail=HELD_LABELS[reason])
        done.held += _set(group, state=NoticeState.HELD, held_reason=reason, next_try=moment)
        return []
    lead = group[0]
    tries = lead.tries + 1
    # The moment of the next try is set before this one: a worker that dies leaves nothing hanging.
    again = next_try(tries, at) or next_morning(at)
    bundle = lead.bundle or lead.pk
    _set(group, state=NoticeState.WAITING, held_reason="", tries=tries, next_try=again, bundle=bundle)
    return group


def _taken(**which: object) -> QuerySet[Notice]:
    """Open notices that no other worker has, with what is asked of each; only they themselves are locked."""
    found = Notice.objects.filter(state__in=_OPEN, **which).select_related("dossier", "template")
    return found.select_for_update(skip_locked=True, of=("self",))


def _together(first: Notice) -> list[Notice]:
    """What goes out with the first: the same message as before, else all that waits for this address by this way."""
    if alone(first):
        return [first]
    same = _taken(channel=first.channel, next_try__isnull=False)
    if first.bundle is not None:
        same = same.filter(bundle=first.bundle)
    else:
        same = same.filter(bundle__isnull=True, to=first.to).exclude(event__in=MOMENTARY)
    return [first, *same.exclude(pk=first.pk).order_by("id")]


def _needed(group: list[Notice], done: Delivered) -> list[Notice]:
    """Without what is no longer so: a result taken meanwhile needs nobody to come. A message tried once stays as it
    is, since the carrier may have it."""
    if group[0].bundle is not None:
        return group
    over = [one for one in group if _over(one)]
    done.dropped += _set(
        over, state=NoticeState.DROPPED, next_try=None, reason="Kết quả đã trả, không cần báo."
    )
    return [one for one in group if one not in over]


def _still_good(group: list[Notice], at: datetime, done: Delivered) -> list[Notice]:
    """A code that has run out is not sent, nor that a turn was near: the one is asked for anew, the other is over."""
    lead = group[0] if group else None
    if lead is None or not alone(lead) or lead.must_before is None or at < lead.must_before:
        return group
    done.dropped += _set(group, state=NoticeState.DROPPED, next_try=None, reason="Đã quá lúc cần báo.")
    _forget_codes(group)
    return []


def _over(notice: Notice) -> bool:
    return notice.dossier is not None and is_over(NoticeEvent(notice.event), notice.dossier.state)


def _put_off(group: list[Notice], at: datetime) -> tuple[datetime, HeldReason] | None:
    """Until when a message must wait and why, or None: at night, and after so many of the day."""
    lead = group[0]
    if lead.event == NoticeEvent.CODE or lead.tries:
        return None
    last = min((one.must_before for one in group if one.must_before), default=None)
    if (moment := may_go_at(at, must_before=last)) > at:
        return moment, HeldReason.QUIET
    if last is None and _sent_today(lead, at) >= MOST_A_DAY[NoticeChannel(lead.channel)]:
        return next_morning(at), HeldReason.FLOOD
    return None


def _sent_today(lead: Notice, at: datetime) -> int:
    """Messages, not notices: several that went out together count once."""
    today = Notice.objects.filter(channel=lead.channel, to=lead.to, sent_at__gte=start_of(local_day(at)))
    return today.exclude(event=NoticeEvent.CODE).values("bundle").distinct().count()


def _send(group: list[Notice], carrier: Carrier, at: datetime, done: Delivered) -> bool:
    """Whether the carrier answered for this message: it took it, or refused it for good."""
    answer = carrier.send(message_of(group, _words_for_several(group), plain=carrier.plain))
    with transaction.atomic():
        if isinstance(answer, Taken):
            done.sent += 1
            _went(group, answer, at)
        else:
            done.failed += 1
            _did_not_go(group, answer, at)
    return isinstance(answer, Taken) or answer.for_good


def _words_for_several(group: list[Notice]) -> NoticeTemplate | None:
    """Asked only where there are several: a single notice goes out as it was written."""
    if len(group) == 1:
        return None
    words = NoticeTemplate.objects.filter(event=NoticeEvent.SEVERAL, channel=group[0].channel, in_force=True)
    return words.first()


def _went(group: list[Notice], answer: Taken, at: datetime) -> None:
    _tried(group, at, went=True, detail="")
    _set(
        group,
        state=NoticeState.SENT,
        sent_at=at,
        next_try=None,
        reason="",
        carrier_id=answer.carrier_id,
    )
    _forget_codes(group)


def _forget_codes(group: list[Notice]) -> None:
    """What was a secret for minutes is not kept for years."""
    codes = [one for one in group if one.event == NoticeEvent.CODE]
    _set(codes, text="", values={})


def _did_not_go(group: list[Notice], answer: NotTaken, at: datetime) -> None:
    _tried(group, at, went=False, detail=answer.detail)
    again = None if answer.for_good else next_try(group[0].tries, at, asked=answer.wait)
    if again is not None:
        _set(group, next_try=again, reason=answer.detail)
        return
    _set(group, state=NoticeState.FAILED, next_try=None, reason=answer.detail)
    for one in group:
        another_way(one, at)
    _forget_codes(group)


def _tried(group: list[Notice], at: datetime, *, went: bool, detail: str) -> None:
    NoticeTry.objects.create(
        notices=[one.pk for one in group], channel=group[0].channel, at=at, went=went, detail=detail
    )


def _set(group: list[Notice], **columns: object) -> int:
    for one in group:
        for name, value in columns.items():
            setattr(one, name, value)
    return Notice.objects.filter(pk__in=[one.pk for one in group]).update(**columns)

"""What was told to whom? For the desk by dossier and day, for a person their own, and what nobody has heard yet."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from motcua.applicants.queries import joined_ids
from motcua.core.moments import end_of, start_of
from motcua.core.phones import phone_text
from motcua.dossiers.models import Dossier
from motcua.notices.models import Notice, NoticeTry, Preference
from motcua.notices.terms import (
    CHANNEL_LABELS,
    EVENT_LABELS,
    HELD_LABELS,
    NOTICE_STATE_LABELS,
    HeldReason,
    NoticeChannel,
    NoticeEvent,
    NoticeState,
    Recipient,
)

MOST = 500
_ARRIVED = [NoticeState.SENT, NoticeState.DELIVERED]


@dataclass(frozen=True, slots=True)
class Entry:
    """One notice as the desk reads it; the address only as far as it is needed to know it again."""

    id: int
    code: str
    event: str
    channel: str
    state: str
    state_code: str
    why: str
    to: str
    title: str
    text: str
    tries: int
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    next_try: datetime | None


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to phone because nothing else reached them: whom, where, and what to say."""

    id: int
    code: str
    name: str
    phone: str
    event: str
    say: str
    created_at: datetime
    tried: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many notices of a day stand how; `failed` and `to_call` are those that somebody must look at."""

    by_state: tuple[tuple[str, str, int], ...]
    by_channel: tuple[tuple[str, int], ...]
    total: int


def notices_of_dossier(dossier: Dossier) -> list[Entry]:
    """Everything told of a dossier, the newest first."""
    return [entry_of(one) for one in dossier.notices.order_by("-created_at", "-id")[:MOST]]


def log_of(unit_id: str, first: date, last: date, *, state: str = "", channel: str = "") -> list[Entry]:
    """The notices of a unit written on these days, the newest first; at most 500."""
    found = _of_days(unit_id, first, last)
    if state:
        found = found.filter(state=state)
    if channel:
        found = found.filter(channel=channel)
    return [entry_of(one) for one in found.order_by("-created_at", "-id")[:MOST]]


def counts_of(unit_id: str, first: date, last: date) -> DayCounts:
    """The same in figures; together they are all of those days."""
    found = _of_days(unit_id, first, last)
    states = dict(found.order_by().values_list("state").annotate(n=Count("pk")))
    ways = dict(found.order_by().values_list("channel").annotate(n=Count("pk")))
    return DayCounts(
        by_state=tuple(
            (state.value, label, states.get(state.value, 0)) for state, label in NOTICE_STATE_LABELS.items()
        ),
        by_channel=tuple((label, ways.get(way.value, 0)) for way, label in CHANNEL_LABELS.items()),
        total=sum(states.values()),
    )


def to_call(unit_id: str) -> list[Call]:
    """Whom the desk must phone, the longest waiting first; at most 500."""
    waiting = _calls(unit_id).select_related("dossier").order_by("created_at", "id")[:MOST]
    found = list(waiting)
    tried: dict[int, list[datetime]] = {}
    for one in NoticeTry.objects.filter(notices__overlap=[notice.pk for notice in found]).order_by("id"):
        for notice_id in one.notices:
            tried.setdefault(notice_id, []).append(one.at)
    return [_call(one, tried.get(one.pk, [])) for one in found]


def calls_waiting(unit_id: str) -> int:
    """How many people wait for a call."""
    return _calls(unit_id).count()


def failed_of(unit_id: str | None) -> int:
    """How many notices were given up and are not answered for by another way; `None`: of the whole installation."""
    failed = Notice.objects.filter(state=NoticeState.FAILED)
    return (failed.filter(unit_id=unit_id) if unit_id is not None else failed).count()


def messages_of(account_id: int, dossier: Dossier | None = None) -> list[Entry]:
    """What a person was told by their account (of one dossier where given), the newest first."""
    mine = Q(account_id__in=joined_ids(account_id))
    if (
        dossier is not None
    ):  # whose dossier it is reads what went to the contact on it, not to who filed for them
        mine = Q(dossier=dossier) & (mine | Q(account__isnull=True, recipient=Recipient.APPLICANT))
    mine_only = Notice.objects.filter(mine).exclude(event=NoticeEvent.CODE)
    return [entry_of(one) for one in mine_only.order_by("-created_at", "-id")[:MOST]]


def told_about(dossier: Dossier) -> list[Entry]:
    """What went out about a dossier: for whoever holds its slip, so without an address."""
    return [
        entry_of(one) for one in dossier.notices.filter(state__in=_ARRIVED).order_by("sent_at", "id")[:MOST]
    ]


def preference_of(account_id: int) -> Preference | None:
    """What a person chose, None where they have not."""
    return Preference.objects.filter(account_id=account_id).first()


def entry_of(notice: Notice) -> Entry:
    """A notice in words."""
    held = HELD_LABELS[HeldReason(notice.held_reason)] if notice.held_reason else ""
    return Entry(
        id=notice.pk,
        code=notice.subject,
        event=EVENT_LABELS[NoticeEvent(notice.event)],
        channel=CHANNEL_LABELS[NoticeChannel(notice.channel)],
        state=NOTICE_STATE_LABELS[NoticeState(notice.state)],
        state_code=notice.state,
        why=notice.reason or held,
        to=masked(notice.to),
        title=notice.title,
        text=notice.text if notice.event != NoticeEvent.CODE else "",
        tries=notice.tries,
        created_at=notice.created_at,
        sent_at=notice.sent_at,
        delivered_at=notice.delivered_at,
        next_try=notice.next_try,
    )


def masked(to: str) -> str:
    """`tu…@example.vn`, `…678`: enough to know an address again, not enough to use it."""
    if "@" in to:
        name, _, domain = to.partition("@")
        return f"{name[:2]}…@{domain}"
    return f"…{to[-3:]}" if to else ""


def _of_days(unit_id: str, first: date, last: date) -> QuerySet[Notice]:
    return Notice.objects.filter(
        unit_id=unit_id, created_at__gte=start_of(first), created_at__lt=end_of(last)
    )


def _calls(unit_id: str) -> QuerySet[Notice]:
    return Notice.objects.filter(unit_id=unit_id, channel=NoticeChannel.PHONE, state=NoticeState.HELD)


def _call(notice: Notice, tried: list[datetime]) -> Call:
    dossier = notice.dossier
    return Call(
        id=notice.pk,
        code=notice.subject,
        name=(dossier.representative or dossier.applicant_name) if dossier else "",
        phone=phone_text(notice.to) if notice.to else "",
        event=EVENT_LABELS[NoticeEvent(notice.event)],
        say=notice.text,
        created_at=notice.created_at,
        tried=tuple(tried),
    )

"""By which ways is somebody told? As they chose; what they must hear goes by one way at least."""

from collections.abc import Collection
from dataclasses import dataclass

from motcua.core.phones import Phone
from motcua.core.terms import PhoneKind
from motcua.notices.terms import SENT_CHANNELS, SHORT_CHANNELS, NoticeChannel, Weight


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose; somebody without an account chose nothing."""

    email: bool = True
    zalo: bool = True
    sms: bool = True
    extras: bool = False

    def wants(self, channel: NoticeChannel) -> bool:
        """Whether the person takes messages by that way."""
        return {
            NoticeChannel.EMAIL: self.email, NoticeChannel.ZALO: self.zalo, NoticeChannel.SMS: self.sms,
        }.get(channel, False)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody is reached: an address, a telephone; either may be empty."""

    email: str = ""
    phone: str = ""
    mobile: bool = False

    def to(self, channel: NoticeChannel) -> str:
        """The address by that way; empty where there is none."""
        if channel is NoticeChannel.EMAIL:
            return self.email
        return self.phone if self.mobile or channel is NoticeChannel.PHONE else ""


def reach_of(*, email: str, phone: Phone | None) -> Reach:
    """Only a mobile number takes messages."""
    return Reach(
        email=email,
        phone=phone.number if phone else "",
        mobile=phone is not None and phone.kind is PhoneKind.MOBILE,
    )


def ways_for(
    weight: Weight, reach: Reach, chosen: Chosen, open_ways: Collection[NoticeChannel]
) -> tuple[NoticeChannel, ...]:
    """The ways to tell by; `open_ways`: those the office has. Empty: the person does not want it.

    A letter and one message to the telephone for what must be heard, one way for the rest. Where nothing the
    person chose reaches them, what must be heard takes any way, and at last somebody phones.
    """
    if weight is Weight.EXTRA and not chosen.extras:
        return ()
    possible = [way for way in SENT_CHANNELS if way in open_ways and reach.to(way)]
    wanted = [way for way in possible if chosen.wants(way)]
    if weight is not Weight.REQUIRED:
        return tuple(wanted[:1])
    letter = [way for way in wanted if way is NoticeChannel.EMAIL]
    message = [way for way in wanted if way in SHORT_CHANNELS][:1]
    return tuple(letter + message) or tuple(possible[:1]) or (NoticeChannel.PHONE,)


def next_way(
    tried: Collection[NoticeChannel], reach: Reach, open_ways: Collection[NoticeChannel]
) -> NoticeChannel:
    """The way after others failed for what must be heard; at last somebody phones."""
    for way in SENT_CHANNELS:
        if way in open_ways and reach.to(way) and way not in tried:
            return way
    return NoticeChannel.PHONE

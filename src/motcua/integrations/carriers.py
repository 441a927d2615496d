"""Which carriers does the office have? By the settings; a demonstration without any keeps its messages on a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.messaging import MessageSettings
from motcua.integrations.mail.client import MailCarrier
from motcua.integrations.sms.client import SmsCarrier
from motcua.integrations.zalo.client import ZaloCarrier
from motcua.notices.ports import Carrier, Message, Taken
from motcua.notices.terms import NoticeChannel


@dataclass(frozen=True, slots=True)
class Illustration:
    """Takes everything and sends nothing: what would have gone out is read on the page of notices."""

    plain: bool = False

    def send(self, message: Message) -> Taken:
        """See `Carrier.send`; the name says that nothing went out."""
        return Taken(f"minh-hoa-{message.key}")


def carriers_from(settings: MessageSettings) -> Mapping[NoticeChannel, Carrier]:
    """The carriers by way."""
    if settings.illustrated:
        return {NoticeChannel(way): Illustration() for way in settings.ways}
    found: dict[NoticeChannel, Carrier] = {}
    if settings.mail is not None:
        found[NoticeChannel.EMAIL] = MailCarrier(settings.mail)
    if settings.zalo is not None:
        found[NoticeChannel.ZALO] = ZaloCarrier(settings.zalo)
    if settings.sms is not None:
        found[NoticeChannel.SMS] = SmsCarrier(settings.sms)
    return found

"""An office that sends its notices by fakes: the telephone, Zalo, a mail server on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings

from config.messaging import Gateway, MailServer, MessageSettings
from motcua.integrations.carriers import carriers_from
from motcua.integrations.sms.fake import FakeSmsGateway
from motcua.notices.actions.codes import plan_codes
from motcua.notices.actions.delivering import Delivered, deliver
from motcua.notices.actions.planning import plan
from motcua.notices.actions.planning_others import plan_others
from motcua.notices.models import Notice

SITE = "https://motcua.example.vn"


def sms_at(url: str, **more) -> Gateway:
    return Gateway(url=url, token="office-token", sender="MOTCUA", **({"plain": True, "timeout": 5.0} | more))


def mail_at(port: int) -> MailServer:
    return MailServer("127.0.0.1", port, "", "", "none", "motcua@example.vn")


def office_with(*, mail=None, sms=None, zalo=None) -> MessageSettings:
    return MessageSettings(mail, sms, zalo, illustrated=False)


@contextmanager
def sms_office(*script: str, **more) -> Iterator[FakeSmsGateway]:
    """The office's only way is the SMS gateway, which answers by the script."""
    with FakeSmsGateway(*script) as gateway:
        before, settings.MESSAGES = settings.MESSAGES, office_with(sms=sms_at(gateway.url, **more))
        try:
            yield gateway
        finally:
            settings.MESSAGES = before


def minute(moment: datetime) -> Delivered:
    """What the job of a minute does."""
    carriers = carriers_from(settings.MESSAGES)
    plan_codes(at=moment, real=moment)
    plan(at=moment, site=SITE, open_ways=tuple(carriers))
    plan_others(at=moment, site=SITE, open_ways=tuple(carriers))
    return deliver(at=moment, carriers=carriers)


def states() -> list[tuple[str, str, str]]:
    return list(Notice.objects.order_by("id").values_list("event", "channel", "state"))

"""Tell somebody something that is no step of a dossier: a code, a request about their data, an authority."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from motcua.applicants.models import Account
from motcua.notices.actions.writing import Told, keep, notices_of, office_ways, templates_in_force
from motcua.notices.reaching import Person, account_holder, contact
from motcua.notices.saying import short_site
from motcua.notices.terms import NoticeChannel, NoticeEvent, Recipient, Weight
from motcua.notices.way_rules import Chosen


def tell(
    *,
    event: NoticeEvent,
    source: str,
    actor: None,
    at: datetime,
    account: Account | None = None,
    email: str = "",
    phone: str = "",
    values: Mapping[str, str] | None = None,
    subject: str = "",
    unit_id: str | None = None,
    page: str = "/tai-khoan/",
    weight: Weight = Weight.REQUIRED,
    until: datetime | None = None,
) -> int:
    """Write the notices to an account, or to an address or number; how many are new (0: told before, or nowhere).

    `source` names what caused it and is told once: `rights:12:answered`. `values`: the fields of the event's words
    (template_rules), `page`: where the person reads more; `until`: when it
    loses its sense. Goes out within a minute, in quiet hours by morning.
    The machine writes it: whoever caused it acted before, in an act of their own, so there is no actor.
    """
    person = (
        account_holder(account, Recipient.APPLICANT)
        if account is not None
        else Person(Recipient.CONTACT, contact(email=email, phone=phone), Chosen())
    )
    site = settings.PUBLIC_ADDRESS.rstrip("/") + page
    fields = {"code": subject, "site": site} | dict(values or {})
    short = fields | {"site": short_site(site)}
    told = Told(event, weight, source, at, fields, short, subject=subject, unit_id=unit_id, must_before=until)
    return _kept(told, person, office_ways())


def tell_code(
    *, way: str, to: str, digits: str, minutes: int, source: str, at: datetime, until: datetime
) -> int:
    """A one-time code to a telephone (`phone`) or an address (`email`): by day and night, alone, kept nowhere after
    it went out or `until` is over. How many notices: 0 where the office has no way there.

    By telephone only an SMS: a code must not depend on who else reads a Zalo account.
    """
    ways = {NoticeChannel.SMS if way == "phone" else NoticeChannel.EMAIL} & office_ways()
    if not ways:
        return 0
    reach = contact(email=to if way == "email" else "", phone=to if way == "phone" else "")
    person = Person(Recipient.CONTACT, reach, Chosen(zalo=False))
    fields = {"digits": digits, "minutes": str(minutes)}
    said = Told(NoticeEvent.CODE, Weight.REQUIRED, source, at, fields, fields, must_before=until)
    return _kept(said, person, ways)


def _kept(told: Told, person: Person, ways: set[NoticeChannel]) -> int:
    return keep(notices_of(told, person, open_ways=ways, templates=templates_in_force()))

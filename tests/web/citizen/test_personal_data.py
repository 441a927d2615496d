"""Whatever the office holds of people, the public pages do not show it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Step
from motcua.organisation.models import Person
from motcua.procedures.models import OnTheSpotList
from motcua.programmes.models import Programme
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, at, received

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")


def every_public_page() -> list[str]:
    lists = [f"/4-tai-cho/{row.slug}/" for row in OnTheSpotList.objects.all()]
    programmes = [f"/chuong-trinh/{row.slug}/" for row in Programme.objects.all()]
    return [
        "/",
        "/thu-tuc/",
        "/thu-tuc/?q=khai+sihn",
        "/su-kien/can-ban-sao/",
        f"/thu-tuc/{CERTIFIED_COPY}/",
        "/don-vi/",
        f"/don-vi/{Q11}/",
        "/chuong-trinh/",
        "/4-tai-cho/",
        f"/nop-bay-gio/?procedure={CERTIFIED_COPY}&unit={Q11}&channel=desk&moment=now",
        "/tra-cuu/",
        "/man-hinh/",
        f"/man-hinh/{Q11}/",
        *lists,
        *programmes,
    ]


@pytest.mark.requirement("R-295")
def test_no_public_page_shows_an_applicant_or_who_handles_what(
    client: Client, office_clock: Callable[[datetime], None]
):
    office_clock(MORNING)
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    staff = set(Person.objects.values_list("full_name", flat=True))
    secrets = {ONG_TU.name, ONG_TU.id_number, "912345678", ONG_TU.address, dossier.code, dossier.secret}
    assert staff
    for address in every_public_page():
        page = client.get(address)
        assert page.status_code == 200, address
        shown = page.content.decode()
        assert not [word for word in {*secrets, *staff} if word and word in shown], address


def test_looking_at_public_pages_writes_nothing(client: Client, office_clock: Callable[[datetime], None]):
    office_clock(MORNING)
    before = (Step.objects.count(), JournalEntry.objects.count())
    for address in every_public_page():
        client.get(address)
    assert (Step.objects.count(), JournalEntry.objects.count()) == before
    assert "sessionid" not in client.cookies

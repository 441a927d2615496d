"""What came from afar waits in a list with the hour of its answer; the desk reads what was said, and from where."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.dossiers.online.drafts import Holder
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, do
from tests.citizens import citizen
from tests.filing_online import MONDAY, filed
from tests.web.citizen.reading import text_of
from tests.web.staff.desk import signed_in

pytestmark = pytest.mark.usefixtures("seeded")
LIST = "/can-bo/nop-truc-tuyen/"


@pytest.fixture
def desk(office_clock: Callable[[datetime], None]) -> Client:
    """The clerk of the unit at her desk, a day later."""
    office_clock(MONDAY + timedelta(days=1))
    return signed_in(BINH_THOI, Role.RECEIVE)


def test_what_waits_longer_than_eight_working_hours_is_told_on_the_list_and_the_first_page(
    desk: Client,
) -> None:
    assert "Không có hồ sơ nào chờ trả lời" in text_of(desk.get(LIST))
    filing = filed(Holder(account_id=citizen(moment=MONDAY).pk))
    read = text_of(desk.get(LIST))
    assert str(filing.dossier.filing_number) in read
    assert "1 hồ sơ đã quá hạn trả lời" in read
    assert "1 hồ sơ nộp trực tuyến chờ trả lời, 1 quá hạn" in text_of(desk.get("/can-bo/"))
    do(Act.ACCEPT, filing.dossier, Role.RECEIVE, MONDAY + timedelta(days=1))
    assert "Không có hồ sơ nào chờ trả lời" in text_of(desk.get(LIST))


def test_the_page_of_a_dossier_says_how_it_was_filed(desk: Client) -> None:
    filing = filed(Holder(account_id=citizen(moment=MONDAY).pk))
    page = text_of(desk.get(f"/can-bo/ho-so/{filing.dossier.filing_number}/"))
    assert "Phải trả lời trước" in page
    assert "Tự nộp." in page
    assert "UBND xã Thanh Hải" in page
    copies = text_of(desk.get(f"/can-bo/ho-so/{filing.dossier.filing_number}/ban-dien-tu/"))
    assert "người nộp gửi trực tuyến" in copies

"""Where the law wants the person there, every page of filing online says so and why; elsewhere none does."""

import pytest
from django.test import Client

from motcua.procedures.models import ProcedureVersion
from tests.cast import BINH_THOI, SetClock
from tests.citizens import citizen, signed_in
from tests.filing_online import EXTRACT, FLOW, MONDAY
from tests.web.citizen.reading import text_of

pytestmark = pytest.mark.usefixtures("seeded")
MARRIAGE, PARENT, SIGNATURE = "1.000894", "1.001022", "2.000884"
WHY = {
    MARRIAGE: "Hai bên nam, nữ phải có mặt, cùng ký",
    PARENT: "Các bên phải có mặt",
    SIGNATURE: "Ký hoặc điểm chỉ trước mặt cán bộ",
}


@pytest.fixture
def phone(office_clock: SetClock) -> Client:
    """Somebody signed in on that Monday morning."""
    office_clock(MONDAY)
    return signed_in(Client(), citizen(moment=MONDAY), moment=MONDAY)


@pytest.mark.requirement("R-137")
@pytest.mark.parametrize("code", WHY)
def test_the_visit_that_the_law_wants_is_said_where_it_is_looked_up_begun_and_sent(
    phone: Client, code: str
) -> None:
    flow = f"/nop-ho-so/{code}/"
    assert f"Vẫn phải đến một lần. {WHY[code]}" in text_of(phone.get(f"/thu-tuc/{code}/?don-vi={BINH_THOI}"))
    assert f"Vẫn phải đến một lần. {WHY[code]}" in text_of(phone.get(f"{flow}?don-vi={BINH_THOI}"))
    assert phone.post(flow).status_code == 302
    assert phone.post(f"{flow}don-vi/", {"unit": BINH_THOI}).status_code == 302
    before = text_of(phone.get(f"{flow}xem-lai/"))
    assert f"Sau khi nộp vẫn phải đến Bộ phận Một cửa một lần. {WHY[code]}" in before


def test_what_needs_a_visit_is_never_called_wholly_online_whatever_its_level(phone: Client) -> None:
    ProcedureVersion.objects.filter(procedure_id__in=[MARRIAGE, EXTRACT]).update(online_level="toàn trình")
    said = {code: text_of(phone.get(f"/thu-tuc/{code}/?don-vi={BINH_THOI}")) for code in (MARRIAGE, EXTRACT)}
    assert "Trực tuyến, không phải đến" in said[EXTRACT]
    assert "Vẫn phải đến" not in said[EXTRACT]
    assert "Trực tuyến, không phải đến" not in said[MARRIAGE]


def test_where_nobody_must_come_no_page_of_filing_says_so(phone: Client) -> None:
    assert "phải đến" not in text_of(phone.get(f"{FLOW}?don-vi={BINH_THOI}"))

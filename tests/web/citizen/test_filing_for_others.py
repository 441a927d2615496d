"""Filed with a helper beside, for an organisation, for somebody else: whose it is, who filed, who hears of it."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.applicants.models import Account, Representation
from motcua.dossiers.models import OnlineFiling
from motcua.notices.models import Notice
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, SetClock, colleague
from tests.citizens import citizen, signed_in
from tests.filing_online import FLOW, MONDAY, send, walk
from tests.notices.office import minute, sms_office
from tests.web.citizen.reading import text_of
from tests.web.staff.desk import signed_in as at_desk

pytestmark = pytest.mark.usefixtures("seeded")
FIRM = {
    "ask": "1",
    "r-tax_code": "0100109106",
    "r-name": "Công ty TNHH Minh Họa",
    "r-evidence": "legal",
    "r-evidence_text": "Giấy chứng nhận đăng ký doanh nghiệp 0100109106",
}


@pytest.fixture(autouse=True)
def monday_morning(office_clock: SetClock) -> None:
    office_clock(MONDAY)


@pytest.fixture
def be() -> Account:
    return citizen(moment=MONDAY)


@pytest.mark.requirement("R-029")
@pytest.mark.requirement("R-135")
def test_filed_with_a_helper_beside_it_is_the_citizens_and_says_who_helped(be: Account) -> None:
    helper = colleague(Role.ASSIST, BINH_THOI, MONDAY)
    browser = signed_in(Client(), be, moment=MONDAY, helper=helper)
    walk(browser)
    send(browser)
    filing = OnlineFiling.objects.get()
    assert (filing.account_id, filing.assisted_by_id) == (be.pk, helper.person_id)
    assert filing.dossier.applicant_name == be.name
    page = text_of(at_desk(BINH_THOI, Role.RECEIVE).get(f"/can-bo/ho-so/{filing.dossier.filing_number}/"))
    assert f"Có {helper.name} hỗ trợ." in page
    assert "Tự nộp." not in page


@pytest.mark.requirement("R-033")
def test_filed_for_an_organisation_it_is_the_organisations_with_who_stands_for_it(be: Account) -> None:
    phone = signed_in(Client(), be, moment=MONDAY)
    walk(phone)
    said = {"whom": "organisation", "phone": "0987654321", "address": "5 Bình Thới"}
    assert phone.post("/tai-khoan/lam-thay/", FIRM).status_code == 302
    held = Representation.objects.get()
    # Nobody files for an organisation before an official has looked at the paper.
    assert phone.post(f"{FLOW}nguoi-nop/", said | {"organisation": held.pk}).status_code == 422
    at_desk(BINH_THOI, Role.RECEIVE).post(
        "/can-bo/dai-dien/", {"representation": held.pk, "decide": "confirm", "reason": ""}
    )
    assert phone.post(f"{FLOW}nguoi-nop/", said | {"organisation": held.pk}).status_code == 302
    send(phone)
    filing = OnlineFiling.objects.get()
    dossier = filing.dossier
    assert (dossier.applicant_kind, dossier.applicant_name) == ("organisation", "Công ty TNHH Minh Họa")
    assert (dossier.id_type, dossier.id_number) == ("tax_code", "0100109106")
    assert (dossier.representative, filing.filed_for) == (be.name, "organisation")


@pytest.mark.requirement("R-033")
def test_whose_dossier_somebody_filed_hears_of_it_at_once_from_the_office(be: Account) -> None:
    phone = signed_in(Client(), be, moment=MONDAY)
    walk(phone)
    other = {
        "whom": "other", "other_name": "Trần Văn Cha", "other_id": "079050001111", "other_phone": "0912345678",
        "mandate": "written", "document": "UQ 12/2026, PCC số 1", "phone": "0987654321", "address": "5 Bình Thới",
    }  # fmt: skip
    assert phone.post(f"{FLOW}nguoi-nop/", other).status_code == 302
    send(phone)
    with sms_office() as phones:
        minute(MONDAY + timedelta(minutes=1))
        minute(MONDAY + timedelta(minutes=5))
    told = set(Notice.objects.filter(channel="sms").values_list("event", "recipient", "to"))
    assert told == {("filed", "filer", "+84987654321"), ("filed_for_you", "applicant", "+84912345678")}
    [said] = [one["text"] for one in phones.phones if one["to"] == "84912345678"]
    assert "nop" in said
    assert "Cha" not in said

"""The page of a result: drafted from the form, looked at, printed, replaced; personal data journalled."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.results.queries import content_of, templates_of
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import P5, do
from tests.dossiers.result_cast import NINE, appraised, approved, drafted, handed_over, pdf_text, whole
from tests.web.staff.desk import signed_in


@pytest.fixture
def appraiser(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    office_clock(NINE)
    return signed_in(P5, Role.APPRAISE)


def page_of(dossier: Dossier) -> str:
    return f"/can-bo/ho-so/{dossier.code}/ket-qua/"


def fields_of(dossier: Dossier) -> dict[str, str]:
    first = templates_of(dossier.version, dossier.unit_id).first()
    assert first is not None
    return {"template": first.template.key} | whole(content_of(first))


def test_the_form_stands_filled_with_what_the_office_knows_and_keeps_the_draft(appraiser: Client) -> None:
    dossier = appraised()
    shown = appraiser.get(page_of(dossier)).content.decode()
    assert 'value="Nguyễn Văn Tư"' in shown
    assert "Hệ thống hộ tịch điện tử" in shown
    answer = appraiser.post(page_of(dossier), fields_of(dossier))
    assert answer.status_code == 302
    draft = ResultDocument.objects.get(dossier=dossier)
    assert (draft.state, draft.fields["sex"]) == ("draft", "Nam")
    preview = appraiser.get(f"{page_of(dossier)}du-thao.pdf")
    assert preview["Content-Type"] == "application/pdf"
    text = pdf_text(preview.content)
    assert "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN" in text
    assert "Số: ……/UBND-XNTTHN" in text
    assert JournalEntry.objects.filter(subject=str(dossier), detail__result="draft").exists()


@pytest.mark.requirement("R-055")
def test_what_the_sector_system_asks_stands_ready_to_be_copied_field_by_field(appraiser: Client) -> None:
    dossier = appraised()
    shown = appraiser.get(page_of(dossier)).content.decode()
    ready = re.findall(
        r'<input class="govuk-input" id="copy-\d+" value="([^"]*)" readonly data-copy="Chép"', shown
    )
    assert {dossier.applicant_name, dossier.id_number, dossier.address, dossier.code} <= set(ready)
    assert "Hệ thống hộ tịch điện tử" in shown
    twice = {"foreign": "1", "foreign_number": "12/TLKS-BS", "foreign_number_again": "12/TLKS-BS"}
    assert appraiser.post(page_of(dossier), twice).status_code == 302
    assert ResultDocument.objects.get(dossier=dossier).number_source == "foreign"


def test_a_faulty_field_is_told_at_the_field_and_what_was_typed_stays(appraiser: Client) -> None:
    dossier = appraised()
    answer = appraiser.post(page_of(dossier), fields_of(dossier) | {"person": "An\u202e"})
    assert answer.status_code == 409
    assert "ký tự ẩn" in answer.content.decode()
    assert "Nguyễn Thị Ánh Tuyết" in answer.content.decode()
    twice = {"foreign": "1", "foreign_number": "12", "foreign_number_again": "13"}
    answer = appraiser.post(page_of(dossier), twice)
    assert answer.status_code == 409
    assert "Hai lần gõ số không giống nhau" in answer.content.decode()


@pytest.mark.requirement("R-055")
def test_the_decided_result_is_printed_at_the_desk_and_again_only_with_a_reason(appraiser: Client) -> None:
    dossier = appraised()
    drafted(dossier)
    result = approved(dossier)
    shown = appraiser.get(page_of(dossier)).content.decode()
    assert result.check_code in shown
    assert "In kết quả tại quầy" in shown
    first = appraiser.post(f"{page_of(dossier)}in/")
    assert first["Content-Type"] == "application/pdf"
    again = appraiser.post(f"{page_of(dossier)}in/")
    assert (again.status_code, "Chưa ghi lý do in lại" in again.content.decode()) == (409, True)
    assert appraiser.post(f"{page_of(dossier)}in/", {"reason": "Kẹt giấy"}).status_code == 200
    assert appraiser.get(f"{page_of(dossier)}{result.pk}.pdf").status_code == 200
    assert appraiser.get(f"{page_of(dossier)}999999.pdf").status_code == 404
    result.refresh_from_db()
    assert result.printed == 2


def test_the_old_result_says_by_which_it_was_replaced_and_why(appraiser: Client) -> None:
    dossier = appraised()
    drafted(dossier)
    approved(dossier)
    handed_over(dossier)
    assert appraiser.post(page_of(dossier), fields_of(dossier)).status_code == 302
    leader = signed_in(P5, Role.APPROVE)
    act = f"/can-bo/ho-so/{dossier.code}/viec/replace_result/"
    assert leader.post(act, {"reason": "Sai chữ đệm"}).status_code == 422
    said = {"reason": "Sai chữ đệm", "document": "Quyết định số 12/QĐ-UBND"}
    assert leader.post(act, said).status_code == 302
    shown = appraiser.get(page_of(dossier)).content.decode()
    assert "Thay thế bởi" in shown
    assert "Quyết định số 12/QĐ-UBND" in shown
    receiver = {"receiver": "Nguyễn Văn Tư"}
    assert appraiser.post(f"{page_of(dossier)}giao/", receiver).status_code == 409
    assert (
        "Bản thay thế chưa đóng dấu" in appraiser.post(f"{page_of(dossier)}giao/", receiver).content.decode()
    )
    keeper = signed_in(P5, Role.SEAL)
    assert "Đóng dấu" in keeper.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    assert keeper.post(f"/can-bo/ho-so/{dossier.code}/viec/stamp/", {"press": "1"}).status_code == 302
    assert appraiser.post(f"{page_of(dossier)}giao/", receiver).status_code == 302


def test_another_units_result_is_not_there(appraiser: Client) -> None:
    stranger = signed_in("hcmc.q11", Role.APPRAISE)
    dossier = appraised()
    drafted(dossier)
    do(Act.APPROVE, dossier, Role.APPROVE, NINE)
    assert stranger.get(page_of(dossier)).status_code == 404
    assert stranger.post(f"{page_of(dossier)}in/").status_code == 404

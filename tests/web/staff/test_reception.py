"""A reception at the counter: every outcome, nothing typed is lost, nothing is received twice."""

import unicodedata

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.core.moments import local
from motcua.dossiers.models import Dossier, Intake
from motcua.organisation.models import PostalMember, PostalUnit
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, P5, Q11, SetClock, at
from tests.web.staff.desk import CARD, ORIGINAL, opened, received_code, said, signed_in

FORM = f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/"


@pytest.mark.requirement("R-018", "R-020", "R-021")
def test_a_complete_reception_leads_to_its_code_and_its_slip(clerk: Client) -> None:
    answer = clerk.post(FORM, said(clerk))
    dossier = Dossier.objects.get(code=received_code(answer["Location"]))
    assert (dossier.applicant_name, dossier.unit_id) == ("Nguyễn Văn Tư", Q11)
    assert dossier.received_by is not None
    assert dossier.one_stop_unit.unit_id == Q11
    page = clerk.get(answer["Location"]).content.decode()
    assert f"/can-bo/in/{dossier.code}/01.pdf" in page
    assert "17 giờ 00 phút, Thứ Hai ngày 16/5/2022" in page


@pytest.mark.requirement("R-019")
def test_a_missing_paper_gives_an_intake_that_names_it(clerk: Client) -> None:
    answer = clerk.post(FORM, said(clerk, all_given=None))
    intake = Intake.objects.get()
    assert answer["Location"] == f"/can-bo/phieu/{intake.number}/"
    page = clerk.get(answer["Location"]).content.decode()
    assert "Bản chính giấy tờ, văn bản" in page
    assert f"/can-bo/in/{intake.number}/02.pdf" in page
    assert not Dossier.objects.exists()


@pytest.mark.requirement("R-019")
def test_who_comes_back_with_the_papers_types_nothing_again(clerk: Client) -> None:
    clerk.post(FORM, said(clerk, all_given=None, address="12 Lãnh Binh Thăng"))
    intake = Intake.objects.get()
    page = clerk.get(f"{FORM}?phieu={intake.number}").content.decode()
    assert 'value="Nguyễn Văn Tư"' in page
    assert 'value="12 Lãnh Binh Thăng"' in page
    clerk.post(FORM, said(clerk, intake=intake.number))
    assert Dossier.objects.get().intake == intake


@pytest.mark.requirement("R-035")
def test_what_was_looked_at_is_refused_only_with_reason_and_basis(clerk: Client) -> None:
    clerk.post(FORM, said(clerk, all_given=None))
    page = f"/can-bo/phieu/{Intake.objects.get().number}/"
    unsaid = clerk.post(page, {"reason": "Bản chính bị tẩy xóa", "basis": ""})
    assert unsaid.status_code == 422
    assert "Bản chính bị tẩy xóa" in unsaid.content.decode()
    clerk.post(page, {"reason": "Bản chính bị tẩy xóa", "basis": "Điều 22 Nghị định 23/2015/NĐ-CP"})
    assert Intake.objects.get().state == "refused"
    assert "Từ chối tiếp nhận" in clerk.get(page).content.decode()


def test_a_form_with_faults_comes_back_with_everything_typed(clerk: Client) -> None:
    words = said(clerk, name="", address="Hẻm 5", item__0__title="Bằng đại học", item__0__pages="2")
    answer = clerk.post(FORM, words | {f"paper-{ORIGINAL}-original": "x", "return_channel": "post"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa điền: Họ, chữ đệm và tên, hoặc tên tổ chức" in page
    for kept in ('value="Hẻm 5"', 'value="Bằng đại học"', 'value="x"', 'value="079085001234"'):
        assert kept in page
    assert 'value="post" checked' in page
    assert "data-all-papers aria" in page or "checked" in page.split('name="all_given"')[1][:160]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"id_number": "0790850"}, "id_id_type"),
        ({"phone": "12"}, "id_phone"),
        ({"email": "khong-phai-thu"}, "id_email"),
        ({"kind": "organisation", "id_number": "0301234509", "representative": ""}, "id_representative"),
        ({"kind": "company"}, "id_kind_0"),
        ({"channel": "kiosk"}, "id_channel_0"),
    ],
)
@pytest.mark.requirement("R-033")
def test_a_wrong_answer_is_told_at_its_field(clerk: Client, wrong: dict[str, str], told: str) -> None:
    answer = clerk.post(FORM, said(clerk, **wrong))
    assert answer.status_code in {409, 422}
    assert f'href="#{told}"' in answer.content.decode()
    assert not Dossier.objects.exists()


@pytest.mark.requirement("R-033")
def test_an_organisation_is_received_with_its_representative(clerk: Client) -> None:
    clerk.post(
        FORM,
        said(
            clerk,
            kind="organisation",
            name="Công ty TNHH MTV Vũ Gia Khuê",
            id_number="0301234509",
            id_type="tax_code",
            representative="Vũ Gia Khuê",
        ),
    )
    dossier = Dossier.objects.get()
    assert (dossier.applicant_kind, dossier.representative) == ("organisation", "Vũ Gia Khuê")


def test_a_double_press_receives_once(clerk: Client) -> None:
    words = said(clerk)
    first, second = clerk.post(FORM, words), clerk.post(FORM, words)
    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1
    assert "lần bấm trước" in clerk.get(second["Location"]).content.decode()


def test_two_tabs_are_two_people(clerk: Client) -> None:
    one, other = said(clerk), said(clerk, name="Lý Thị Hường", id_number="079185004321")
    clerk.post(FORM, one)
    clerk.post(FORM, other)
    assert Dossier.objects.count() == 2


def test_a_form_left_open_too_long_asks_for_one_more_press(clerk: Client, office_clock: SetClock) -> None:
    words = said(clerk)
    office_clock(at("2022-05-16 11:05"))
    answer = clerk.post(FORM, words)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "mở đã quá lâu" in page
    assert 'value="Nguyễn Văn Tư"' in page
    renewed = page.split('name="opening" value="')[1].split('"')[0]
    clerk.post(FORM, words | {"opening": renewed})
    assert local(Dossier.objects.get().received_at) == at("2022-05-16 11:05")


def test_an_invented_opening_is_not_believed(clerk: Client) -> None:
    answer = clerk.post(FORM, said(clerk, opening="2022-05-16T08:00:00+07:00"))
    assert answer.status_code == 409
    assert not Dossier.objects.exists()


@pytest.mark.rule("promises 2")
def test_the_promise_counts_from_when_the_reception_was_opened(clerk: Client, office_clock: SetClock) -> None:
    office_clock(at("2022-05-16 14:59"))
    words = said(clerk)
    office_clock(at("2022-05-16 15:04"))
    clerk.post(FORM, words)
    dossier = Dossier.objects.get()
    assert local(dossier.received_at) == at("2022-05-16 14:59")
    assert dossier.due_at == at("2022-05-16 17:00")


@pytest.mark.requirement("R-303")
def test_a_name_in_separate_marks_is_kept_composed(clerk: Client) -> None:
    clerk.post(FORM, said(clerk, name=unicodedata.normalize("NFD", "Nguyễn Thị Ngọc Huyền")))
    assert Dossier.objects.get().applicant_name == "Nguyễn Thị Ngọc Huyền"


@pytest.mark.parametrize(("length", "status"), [(20_000_000, 413), (900, 409), (4_000, 422)])
def test_a_name_beyond_all_measure_is_turned_away_kindly(clerk: Client, length: int, status: int) -> None:
    answer = clerk.post(FORM, said(clerk, name="Ơ" * (length // 2)))
    assert answer.status_code == status
    assert not Dossier.objects.exists()


def test_more_sheets_than_a_dossier_can_have_are_turned_away(clerk: Client) -> None:
    answer = clerk.post(FORM, said(clerk) | {f"paper-{ORIGINAL}-original": "50000"})
    assert answer.status_code == 422
    assert not Dossier.objects.exists()


def test_a_paper_the_catalogue_no_longer_knows_is_told(clerk: Client) -> None:
    answer = clerk.post(FORM, said(clerk) | {"paper-giay-la-given": "on"})
    assert answer.status_code == 422
    assert "Danh mục giấy tờ của thủ tục đã thay đổi" in answer.content.decode()


def test_a_ticked_paper_of_no_sheets_is_asked_about(clerk: Client) -> None:
    answer = clerk.post(FORM, said(clerk) | {f"paper-{ORIGINAL}-original": "0"})
    assert answer.status_code == 422
    assert "Ghi số bản đã nhận" in answer.content.decode()


def test_a_scanned_card_fills_the_form_and_receives_nothing(clerk: Client) -> None:
    words = said(clerk, name="", id_number="", cccd_qr=CARD, fill="cccd_qr", wish="ordinary")
    page = clerk.post(FORM, words).content.decode()
    assert 'value="Trần Đặng Quỳnh Như"' in page
    assert 'value="079085001234"' in page
    assert 'value="ordinary" checked' in page
    assert not Dossier.objects.exists()


def test_a_card_scanned_into_the_name_fills_the_form_too(clerk: Client) -> None:
    page = clerk.post(FORM, said(clerk, name=CARD, fill="cccd_qr")).content.decode()
    assert 'value="Trần Đặng Quỳnh Như"' in page


def test_what_is_no_card_is_told_and_loses_nothing(clerk: Client) -> None:
    answer = clerk.post(FORM, said(clerk, cccd_qr="8934563138165", fill="cccd_qr"))
    assert answer.status_code == 409
    assert 'value="Nguyễn Văn Tư"' in answer.content.decode()


def test_enter_in_a_field_receives_nothing(clerk: Client) -> None:
    assert clerk.post(FORM, said(clerk, cccd_qr="", fill="cccd_qr")).status_code == 200
    assert not Dossier.objects.exists()


@pytest.mark.requirement("R-110")
@pytest.mark.parametrize(
    ("wish", "due"),
    [
        ("at_once", "17 giờ 00 phút, Thứ Hai ngày 16/5/2022"),
        ("by_rule", "17 giờ 00 phút, Thứ Ba ngày 17/5/2022"),
    ],
)
def test_the_promise_shown_follows_the_wish(
    clerk: Client, office_clock: SetClock, wish: str, due: str
) -> None:
    office_clock(at("2022-05-16 15:01"))
    page = clerk.post(FORM, said(clerk, wish=wish, fill="promise")).content.decode()
    assert due in page


@pytest.mark.rule("promises 3")
def test_outside_hours_the_reason_stands_on_top_and_is_asked(clerk: Client, office_clock: SetClock) -> None:
    office_clock(at("2022-05-16 17:20"))
    assert "Đang ngoài giờ làm việc" in clerk.get(FORM).content.decode()
    refused = clerk.post(FORM, said(clerk))
    assert refused.status_code == 409
    assert 'href="#id_off_hours_reason"' in refused.content.decode()
    clerk.post(FORM, said(clerk, off_hours_reason="Người dân ở xa"))
    assert Dossier.objects.get().off_hours_reason == "Người dân ở xa"


@pytest.mark.rule("promises 3")
def test_a_day_off_is_refused_before_anything_is_typed(clerk: Client, office_clock: SetClock) -> None:
    office_clock(at("2022-05-15 09:00"))
    sunday = signed_in(Q11, Role.RECEIVE)
    assert "đơn vị không tiếp nhận" in sunday.get(FORM).content.decode()
    assert sunday.post(FORM, said(sunday)).status_code == 409
    assert not Dossier.objects.exists()


def test_the_post_receives_by_post_only(clerk: Client) -> None:
    postman = signed_in(Q11, Role.POST)
    office = PostalUnit.objects.create(id="bd-q11", name="Bưu điện Quận 11")
    PostalMember.objects.create(
        person_id=postman.session["_auth_user_id"], postal_unit=office, unit_id=Q11, valid_from="2022-01-01"
    )
    assert 'value="post" checked' in postman.get(FORM).content.decode()
    assert postman.post(FORM, said(postman, channel="desk")).status_code == 409
    postman.post(FORM, said(postman, channel="post"))
    assert Dossier.objects.get().channel == "post"


@pytest.mark.requirement("R-297")
def test_a_helper_receives_nothing(clerk: Client) -> None:
    words = said(clerk)
    assert signed_in(Q11, Role.ASSIST).post(FORM, words).status_code == 403
    assert not Dossier.objects.exists()


def test_a_procedure_of_another_level_is_refused_with_its_reason(clerk: Client) -> None:
    answer = signed_in(P5, Role.RECEIVE).get("/can-bo/tiep-nhan/2.000720/")
    assert answer.status_code == 409
    assert clerk.get("/can-bo/tiep-nhan/9.999999/").status_code == 409


def test_the_name_of_a_procedure_leads_to_its_form(clerk: Client) -> None:
    assert clerk.get("/can-bo/tiep-nhan/?q=2.000815").status_code == 302
    found = clerk.get("/can-bo/tiep-nhan/?q=xac nhan thong tin ho tich")
    assert found["Location"] == "/can-bo/tiep-nhan/2.002516/"
    clerk.post(FORM, said(clerk))
    assert "Vừa nhận gần đây" in clerk.get("/can-bo/tiep-nhan/").content.decode()


def test_a_form_sent_after_the_session_ended_is_kept(clerk: Client) -> None:
    words = said(clerk, address="Hẻm 5")
    clerk.post("/can-bo/dang-xuat/")
    answer = clerk.post(FORM, words, HTTP_ORIGIN="http://testserver")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'name="address" value="Hẻm 5"' in page
    assert f'action="{FORM}"' in page
    assert not Dossier.objects.exists()


@pytest.mark.requirement("R-292")
def test_a_view_of_the_received_page_is_journalled(clerk: Client) -> None:
    code = received_code(clerk.post(FORM, said(clerk))["Location"])
    before = JournalEntry.objects.filter(subject=code, action="view").count()
    clerk.get(f"/can-bo/ho-so/{code}/da-tiep-nhan/")
    assert JournalEntry.objects.filter(subject=code, action="view").count() == before + 1


def test_each_opening_of_the_form_is_its_own(clerk: Client) -> None:
    assert opened(clerk) != opened(clerk)


@pytest.mark.rule("23/2015/NĐ-CP 7")
@pytest.mark.parametrize(("moment", "needed"), [("2022-05-16 14:59", False), ("2022-05-16 15:01", True)])
def test_who_is_served_at_once_needs_no_paper_but_after_15_00(
    clerk: Client, office_clock: SetClock, moment: str, needed: bool
) -> None:
    office_clock(at(moment))
    answer = clerk.post(FORM, said(clerk, wish="at_once"))
    page = clerk.get(answer["Location"]).content.decode()
    assert ("không cần in giấy hẹn" not in page) is needed
    assert f"/can-bo/in/{received_code(answer['Location'])}/01.pdf" in page

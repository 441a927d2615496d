"""Filing online, page by page: nothing is lost, nothing is filed twice, everything is said before it is sent."""

import hashlib
import io
from datetime import timedelta

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape
from pytest_django.fixtures import Settings

from motcua.applicants.models import Account, Consent
from motcua.documents.models import StoredFile
from motcua.dossiers.actions.drafting import discard_old
from motcua.dossiers.models import ComponentCopy, Dossier, Draft, DraftPaper, OnlineFiling
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.integrations.national.fake import FakePopulation
from motcua.organisation.models import OnlineIntake
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, SetClock, do
from tests.citizens import citizen, signed_in
from tests.filing_online import EXTRACT, FLOW, IDENTITY, MONDAY, PAGES, photograph, send, walk
from tests.web.citizen.reading import text_of
from tests.web.staff.desk import signed_in as at_desk

pytestmark = pytest.mark.usefixtures("seeded")
SOON = MONDAY + timedelta(minutes=2)
CARD = "079185004321|024012345|Trần Thị Bé|12031985|Nữ|12 Lãnh Binh Thăng, Phường 12, Quận 11|25072021"


@pytest.fixture(autouse=True)
def monday_morning(office_clock: SetClock) -> None:
    office_clock(MONDAY)


@pytest.fixture
def be() -> Account:
    return citizen(moment=MONDAY)


@pytest.fixture
def phone(be: Account) -> Client:
    """Bé's phone, signed in."""
    return signed_in(Client(), be, moment=MONDAY)


@pytest.mark.requirement("R-126")
@pytest.mark.requirement("R-137")
@pytest.mark.requirement("R-138")
def test_the_extract_is_filed_from_start_to_receipt(phone: Client, be: Account) -> None:
    walk(phone)
    seen = text_of(phone.get(f"{FLOW}xem-lai/"))
    assert "Còn thiếu" not in seen
    assert "Nếu hồ sơ đủ, nhận kết quả" in seen
    address = send(phone)
    filing = OnlineFiling.objects.get()
    dossier = filing.dossier
    assert (dossier.state, dossier.channel, dossier.unit_id) == ("submitted", "online", BINH_THOI)
    assert (dossier.applicant_name, dossier.id_number, dossier.return_channel) == (
        be.name,
        be.id_number,
        "post",
    )
    read = text_of(phone.get(address))
    assert str(dossier.filing_number) in read
    assert [paper["component"] for paper in filing.papers] == ["to-khai-cap-ban-sao-trich-luc-ho", IDENTITY]
    for paper in filing.papers:
        assert paper["sha256"] in read
    declaration = phone.get(f"{address}to-khai.pdf")
    assert hashlib.sha256(declaration.content).hexdigest() == filing.papers[0]["sha256"]
    assert phone.get(f"{address}bien-nhan.pdf").content.startswith(b"%PDF")
    assert verify() == []


def test_pressed_twice_in_two_tabs_there_is_one_filing_and_one_receipt(phone: Client) -> None:
    walk(phone)
    draft = Draft.objects.get()
    first = phone.post(f"{FLOW}xem-lai/", {"version": draft.version})
    again = phone.post(f"{FLOW}xem-lai/", {"version": draft.version})
    assert first.status_code == again.status_code == 302
    assert Dossier.objects.filter(channel="online").count() == OnlineFiling.objects.count() == 1


def test_what_was_typed_is_there_on_another_device(phone: Client, be: Account) -> None:
    walk(phone, until="khai/record")
    tablet = signed_in(Client(), be, moment=MONDAY)
    assert "đang soạn dở" in text_of(tablet.get(FLOW))
    assert 'value="5 Bình Thới"' in tablet.get(f"{FLOW}khai/requester/").content.decode()
    assert "Cấp bản sao Trích lục hộ tịch" in text_of(tablet.get("/tai-khoan/dang-soan/"))
    tablet.post(FLOW)
    assert Draft.objects.count() == 1


def test_two_tabs_on_one_page_keep_both_until_one_is_chosen(phone: Client) -> None:
    walk(phone, until="khai/record")
    page = f"{FLOW}khai/record/"
    seen = phone.get(page).context["seen"]
    phone.post(page, {"record_kind": "birth", "copies": "2", "seen": seen})
    late = phone.post(page, {"record_kind": "marriage", "copies": "5", "seen": seen})
    assert late.status_code == 302
    choice = phone.get(late["Location"])
    assert choice.status_code == 409
    assert "Trích lục khai sinh" in text_of(choice)
    assert "Trích lục kết hôn" in text_of(choice)
    assert Draft.objects.get().answers["copies"] == 2
    assert "chưa chọn bản nào" in text_of(phone.get(f"{FLOW}xem-lai/"))
    phone.post(late["Location"], {"keep": "typed"})
    kept = Draft.objects.get()
    assert (kept.answers["copies"], kept.answers["record_kind"], kept.rivals) == (5, "marriage", {})


def test_the_back_button_shows_the_page_as_it_was_saved_and_saves_it_again(phone: Client) -> None:
    walk(phone, until="khai/person")
    page = f"{FLOW}khai/record/"
    shown = phone.get(page)
    assert 'value="2"' in shown.content.decode()
    answer = phone.post(page, PAGES["record"] | {"copies": "3", "seen": shown.context["seen"]})
    assert answer["Location"].endswith("/khai/person/")
    assert Draft.objects.get().answers["copies"] == 3


def test_a_wrong_page_is_told_and_what_was_right_is_kept(phone: Client) -> None:
    walk(phone, until="khai/record")
    answer = phone.post(f"{FLOW}khai/record/", {"record_kind": "birth", "copies": "nhiều"})
    assert answer.status_code == 422
    assert "Lỗi" in text_of(answer)
    assert Draft.objects.get().answers["record_kind"] == "birth"


def test_a_page_changed_after_it_was_looked_over_is_not_sent_unseen(phone: Client) -> None:
    walk(phone)
    looked_over = Draft.objects.get().version
    phone.post(f"{FLOW}khai/record/", PAGES["record"] | {"copies": "9"})
    answer = phone.post(f"{FLOW}xem-lai/", {"version": looked_over})
    assert answer.status_code == 409
    assert "vừa được sửa ở cửa sổ hoặc thiết bị khác" in text_of(answer)
    assert not OnlineFiling.objects.exists()


def test_a_form_sent_after_the_session_ended_can_be_sent_again_with_what_was_typed(phone: Client) -> None:
    walk(phone, until="khai/record")
    gone = Client().post(f"{FLOW}khai/record/", PAGES["record"], headers={"origin": "http://testserver"})
    assert gone.status_code == 403
    assert 'name="copies" value="2"' in gone.content.decode()


def test_what_lacks_is_listed_with_the_way_to_mend_it_and_nothing_is_filed(phone: Client) -> None:
    walk(phone, until=f"giay-to/{IDENTITY}")
    page = phone.get(f"{FLOW}xem-lai/")
    assert f"/giay-to/{IDENTITY}/" in page.content.decode()
    assert "Cam đoan và nộp hồ sơ" not in text_of(page)
    refused = phone.post(f"{FLOW}xem-lai/", {"version": Draft.objects.get().version})
    assert refused.status_code == 409
    assert not OnlineFiling.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "rỗng"), (b"hello", "không phải loại tệp"), (b"%PDF-1.4", "hỏng")]
)
def test_a_bad_file_is_refused_at_once_at_its_paper(phone: Client, content: bytes, said: str) -> None:
    walk(phone, until=f"giay-to/{IDENTITY}")
    file = SimpleUploadedFile("căn cước.pdf", content)
    answer = phone.post(f"{FLOW}giay-to/{IDENTITY}/", {"file": file, "send": "1"})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not DraftPaper.objects.exists()


@pytest.mark.parametrize("name", ["Trần <script>alert(1)</script> Bé", '"><img src=x onerror=alert(1)> Bé'])
def test_a_name_that_is_markup_is_shown_as_letters_from_the_form_to_the_desk(name: str) -> None:
    phone = signed_in(Client(), citizen(name, moment=MONDAY), moment=MONDAY)
    walk(phone)
    pages = [phone.get(f"{FLOW}xem-lai/").content.decode()]
    address = send(phone)
    dossier = OnlineFiling.objects.get().dossier
    assert dossier.applicant_name == name
    clerk = at_desk(BINH_THOI, Role.RECEIVE)
    pages += [phone.get(one).content.decode() for one in (address, "/tai-khoan/", "/tai-khoan/ho-so/")]
    pages += [clerk.get(one).content.decode() for one in (f"/can-bo/ho-so/{dossier}/", "/can-bo/")]
    shown = [page for page in pages if escape(name) in page]
    assert len(shown) >= 4
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_papers_are_put_in_order_taken_off_and_kept_once(phone: Client) -> None:
    walk(phone, until=f"giay-to/{IDENTITY}")
    page = f"{FLOW}giay-to/{IDENTITY}/"
    for number in range(3):
        phone.post(page, {"file": photograph(f"trang {number}.pdf", pad=number + 1), "send": "1"})
    names = list(DraftPaper.objects.values_list("name", flat=True))
    assert names == ["trang 0.pdf", "trang 1.pdf", "trang 2.pdf"]
    last = DraftPaper.objects.get(name="trang 2.pdf")
    phone.post(page, {"earlier": last.pk})
    phone.post(page, {"remove": DraftPaper.objects.get(name="trang 0.pdf").pk})
    assert list(DraftPaper.objects.values_list("name", flat=True)) == ["trang 2.pdf", "trang 1.pdf"]
    again = phone.post(page, {"file": photograph("trang 1.pdf", pad=2), "send": "1"})
    assert again.status_code == 422
    assert "đã có" in text_of(again)


def test_a_large_file_comes_part_by_part_and_goes_on_where_it_stopped(phone: Client) -> None:
    walk(phone, until=f"giay-to/{IDENTITY}")
    part = f"{FLOW}giay-to/{IDENTITY}/phan/?upload=abc123"
    whole = photograph(pad=300_000).read()
    halves = [whole[: len(whole) // 2], whole[len(whole) // 2 :]]
    phone.post(f"{part}&part=0", halves[0], content_type="application/octet-stream")
    early = phone.post(f"{part}&of=2&name=can-cuoc.pdf")
    assert early.json()["code"] == "parts_missing"
    assert phone.get(part).json() == {"parts": [0]}
    phone.post(f"{part}&part=1", halves[1], content_type="application/octet-stream")
    assert phone.post(f"{part}&of=2&name=can-cuoc.pdf").json() == {"done": True}
    assert DraftPaper.objects.get().file.size == len(whole)


def test_a_stranger_sees_neither_draft_nor_receipt(phone: Client) -> None:
    walk(phone)
    address = send(phone)
    other = signed_in(
        Client(), citizen("Lê Văn Khác", id_number="079085009999", moment=MONDAY), moment=MONDAY
    )
    for client in (other, Client()):
        assert client.get(address).status_code == 404
        assert client.get(f"{address}bien-nhan.pdf").status_code == 404
        assert client.get(f"{FLOW}xem-lai/").status_code == 302


def test_a_guest_goes_on_elsewhere_by_number_and_secret(office_clock: SetClock) -> None:
    kiosk = Client()
    said = text_of(kiosk.post(FLOW, follow=True))
    draft = Draft.objects.get()
    assert draft.number in said
    secret = said.split("mã bí mật ")[1][:8]
    assert secret not in draft.secret_hash
    home = Client()
    wrong = home.post("/nop-ho-so/soan-tiep/", {"number": draft.number, "secret": "AAAAAAAA"})
    assert wrong.status_code == 404
    right = home.post("/nop-ho-so/soan-tiep/", {"number": draft.number, "secret": secret.lower()})
    assert right["Location"] == f"{FLOW}don-vi/"
    assert home.get(right["Location"]).status_code == 200


def test_where_no_guest_may_file_the_way_leads_to_sign_in() -> None:
    answer = Client().post("/nop-ho-so/1.004873/")
    assert answer["Location"].startswith("/dang-nhap/")
    assert not Draft.objects.exists()


@pytest.mark.requirement("R-033")
def test_filed_for_another_it_is_the_others_dossier_with_the_authority_kept(
    phone: Client, be: Account
) -> None:
    walk(phone)
    phone.post(
        f"{FLOW}nguoi-nop/",
        {
            "whom": "other", "other_name": "Trần Văn Cha", "other_id": "079050001111", "other_phone": "0912345678",
            "mandate": "written", "document": "UQ 12/2026, PCC số 1", "phone": "0987654321",
        },
    )  # fmt: skip
    send(phone)
    filing = OnlineFiling.objects.get()
    assert filing.dossier.applicant_name == "Trần Văn Cha"
    assert filing.dossier.representative == be.name
    assert filing.filed_for == "other"
    assert filing.on_behalf_of["document"] == "UQ 12/2026, PCC số 1"


def test_in_national_mode_the_pages_prepare_and_lead_to_the_portal_without_any_data(phone: Client) -> None:
    OnlineIntake.objects.create(
        unit_id=BINH_THOI, mode="national", valid_from=MONDAY.date(), source="QĐ 1", said_at=MONDAY
    )
    walk(phone)
    page = phone.get(f"{FLOW}xem-lai/")
    assert 'href="https://dichvucong.gov.vn/"' in page.content.decode()
    assert "Cam đoan và nộp hồ sơ" not in text_of(page)
    assert phone.get(f"{FLOW}to-khai.pdf").content.startswith(b"%PDF")
    refused = phone.post(f"{FLOW}xem-lai/", {"version": Draft.objects.get().version})
    assert refused.status_code == 409
    assert not OnlineFiling.objects.exists()


def test_a_draft_nobody_touched_goes_after_its_days_with_its_files(phone: Client) -> None:
    walk(phone)
    assert discard_old(at=MONDAY + timedelta(days=29)) == 0
    assert discard_old(at=MONDAY + timedelta(days=31)) == 1
    draft = Draft.objects.get()
    assert (draft.state, draft.answers, draft.who) == ("discarded", {}, {})
    assert not StoredFile.objects.exists()


def test_copies_of_a_filing_are_the_persons_own(phone: Client) -> None:
    walk(phone)
    send(phone)
    assert not ComponentCopy.objects.exclude(added_by=None, place="online").exists()
    assert Dossier.objects.get(channel="online").procedure_id == EXTRACT


def test_saved_while_typing_the_page_goes_on_from_what_was_saved(phone: Client) -> None:
    walk(phone, until="khai/record")
    page = f"{FLOW}khai/record/"
    seen = phone.get(page).context["seen"]
    saved = phone.post(page, {"record_kind": "birth", "seen": seen}, headers={"x-autosave": "1"})
    assert Draft.objects.get().answers["record_kind"] == "birth"
    answer = phone.post(page, PAGES["record"] | {"seen": saved.json()["seen"]})
    assert answer["Location"].endswith("/khai/person/")


def test_a_supplement_comes_by_account_or_by_code_and_secret_and_from_nobody_else(
    phone: Client, office_clock: SetClock
) -> None:
    walk(phone)
    send(phone)
    dossier = Dossier.objects.get(channel="online")
    do(Act.ASK_SUPPLEMENT, dossier, Role.RECEIVE, SOON, items=[{"key": IDENTITY, "why": "Ảnh mờ"}])
    office_clock(SOON)
    address = f"/tai-khoan/ho-so/{dossier.filing_number}/bo-sung/"
    assert "Ảnh mờ" in text_of(phone.get(address))
    other = signed_in(
        Client(), citizen("Lê Văn Khác", id_number="079085009999", moment=MONDAY), moment=MONDAY
    )
    assert other.get(address).status_code == 404
    held = {"code": str(dossier.filing_number), "secret": dossier.secret}
    assert other.post("/tra-cuu/bo-sung/", held | {"secret": "AAAAAAAA"}).status_code == 404
    assert other.post("/tra-cuu/bo-sung/", held | {"send": "1"}).status_code == 422
    sent = held | {"send": "1", f"file-{IDENTITY}": photograph("rõ.pdf", pad=4)}
    assert "Đã gửi giấy tờ bổ sung" in text_of(Client().post("/tra-cuu/bo-sung/", sent))
    assert Dossier.objects.get(pk=dossier.pk).state == "submitted"


@pytest.mark.parametrize("text", ["không phải thẻ", "1|2|3"])
def test_a_card_that_cannot_be_read_is_told_and_changes_nothing(phone: Client, text: str) -> None:
    walk(phone, until="khai/requester")
    answer = phone.post(
        f"{FLOW}the-can-cuoc/", {"cccd_qr": text, "tiep": f"{FLOW}khai/requester/"}, follow=True
    )
    assert answer.status_code == 200
    assert "identity_card" not in phone.session


def test_the_picture_of_a_card_fills_what_is_empty_and_is_kept_nowhere(phone: Client) -> None:
    walk(phone, until="khai/requester")
    drawn = io.BytesIO()
    segno.make(CARD, error="m").save(drawn, kind="png", scale=6)
    picture = SimpleUploadedFile("the.png", drawn.getvalue(), content_type="image/png")
    phone.post(f"{FLOW}the-can-cuoc/", {"card": picture, "tiep": f"{FLOW}khai/requester/"})
    page = phone.get(f"{FLOW}khai/requester/")
    assert "12 Lãnh Binh Thăng" in page.content.decode()
    assert "trên mã QR thẻ căn cước" in text_of(page)
    assert not StoredFile.objects.exists()


def test_what_the_population_database_holds_is_not_asked_and_a_correction_needs_its_reason(
    phone: Client, be: Account, settings: Settings
) -> None:
    Consent.objects.create(account=be, purpose="national", wording="Đồng ý", given_at=MONDAY)
    people = {be.id_number: {"name": be.name, "ethnicity": "Kinh", "nationality": "Việt Nam"}}
    with FakePopulation(people, key="khoa") as service:
        settings.NATIONAL_POPULATION_URL, settings.NATIONAL_POPULATION_KEY = service.url, "khoa"
        walk(phone, until="khai/person")
        page = phone.get(f"{FLOW}khai/person/")
        assert 'value="Kinh"' in page.content.decode()
        assert "cơ sở dữ liệu quốc gia về dân cư" in text_of(page)
        said = PAGES["person"] | {
            "person_ethnicity": "Hoa",
            "why-person_ethnicity": "Đã xác định lại dân tộc",
        }
        phone.post(f"{FLOW}khai/person/", said)
    draft = Draft.objects.get()
    assert service.questions == [{"number": be.id_number, "name": be.name}]
    assert draft.corrections == {"person_ethnicity": "Đã xác định lại dân tộc"}
    assert draft.sources["person_nationality"] == "national.nationality"


def test_without_consent_nobody_is_looked_up(phone: Client, settings: Settings) -> None:
    with FakePopulation({}) as service:
        settings.NATIONAL_POPULATION_URL = service.url
        walk(phone, until="khai/person")
        phone.get(f"{FLOW}khai/person/")
    assert service.questions == []

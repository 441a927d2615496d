"""A kiosk guides, fills in, checks, files and gives tickets; what somebody typed goes when they do (R-027)."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from motcua.documents.models import StoredFile
from motcua.dossiers.models import Draft, DraftPaper, OnlineFiling
from motcua.dossiers.rating_codes import newest_slip
from motcua.feedback.models import Rating
from motcua.jobs.tasks import discard_what_was_left_at_kiosks
from motcua.organisation.models import OneStopUnit
from motcua.queueing.models import HallApproval, HallRule, Kiosk, KioskDraft, KioskSetup, Ticket
from motcua.web.shared.kiosk_mode import COOKIE
from tests.cast import BINH_THOI, SetClock, received
from tests.citizens import citizen, signed_in
from tests.filing_online import EXTRACT, FLOW, IDENTITY, MONDAY, PAGES, photograph
from tests.queueing.booking import bookable, booked
from tests.web.citizen.reading import text_of
from tests.web.kiosk.conftest import machine

pytestmark = pytest.mark.usefixtures("seeded")
CARD = "079185004321|024012345|Trần Thị Bé|12031985|Nữ|12 Lãnh Binh Thăng, Phường 12, Quận 11|25072021"
BE = {"name": "Trần Thị Bé", "id_number": "079185004321", "phone": "0987654321", "address": "5 Bình Thới"}


def filled_in(kiosk: Client, here: str) -> Draft:
    """A guest walks from the guidance to the last page."""
    assert "Giấy tờ cần có" in text_of(kiosk.get(f"{here}thu-tuc/{EXTRACT}/"))
    steps = [
        ("", {}),
        ("don-vi/", {"unit": BINH_THOI}),
        ("nguoi-nop/", BE),
        *((f"khai/{key}/", answers) for key, answers in PAGES.items()),
        (f"giay-to/{IDENTITY}/", {"file": photograph(), "done": "1"}),
        ("nhan-ket-qua/", {"return_channel": "desk"}),
    ]
    for step, data in steps:
        assert kiosk.get(f"{FLOW}{step}").status_code == 200, step
        answer = kiosk.post(f"{FLOW}{step}", data)
        assert answer.status_code == 302, (step, text_of(answer))
        assert answer["Location"].startswith(FLOW), step
    return Draft.objects.get(state="open")


@pytest.mark.requirement("R-027")
def test_a_procedure_is_chosen_read_filled_in_checked_and_filed_at_the_kiosk(
    kiosk: Client, here: str
) -> None:
    assert "kê khai và nộp hồ sơ" in text_of(kiosk.get(here))
    assert "Ông/bà cần làm việc gì?" in text_of(kiosk.get(f"{here}tim/"))
    found = kiosk.get(f"{here}tim/?q=trích lục hộ tịch").content.decode()
    assert f'href="{here}thu-tuc/{EXTRACT}/"' in found
    assert kiosk.get(f"{here}su-kien/sinh-con/").status_code == 200
    draft = filled_in(kiosk, here)
    seen = text_of(kiosk.get(f"{FLOW}xem-lai/"))
    assert "Còn thiếu" not in seen
    sent = kiosk.post(f"{FLOW}xem-lai/", {"version": draft.version})
    receipt = text_of(kiosk.get(sent["Location"]))
    assert "Không in được? Xem mã QR" in receipt
    dossier = OnlineFiling.objects.get().dossier
    assert (dossier.channel, dossier.state, dossier.unit_id) == ("kiosk", "submitted", BINH_THOI)


def test_what_lacks_is_named_before_anything_is_filed(kiosk: Client, here: str) -> None:
    kiosk.get(f"{here}tim/")
    kiosk.post(FLOW)
    seen = text_of(kiosk.get(f"{FLOW}xem-lai/"))
    assert "Còn thiếu, chưa nộp được" in seen
    assert "Cam đoan và nộp hồ sơ" not in seen


@pytest.mark.requirement("R-027")
def test_after_the_visit_nothing_is_left_and_old_pages_answer_the_first(kiosk: Client, here: str) -> None:
    draft = filled_in(kiosk, here)
    file_id = DraftPaper.objects.get(draft=draft).file_id
    pages = [FLOW, f"{FLOW}nguoi-nop/", f"{FLOW}giay-to/", f"{FLOW}xem-lai/"]
    assert kiosk.post(f"{here}xong/")["Location"] == here
    draft.refresh_from_db()
    assert (draft.state, draft.answers, draft.who) == ("discarded", {}, {})
    assert not DraftPaper.objects.filter(draft=draft).exists()
    assert not StoredFile.objects.filter(pk=file_id).exists()
    assert kiosk.session.is_empty()
    for page in pages:
        assert kiosk.get(page)["Location"] == here, page
        assert kiosk.post(page)["Location"] == here, page


@pytest.mark.requirement("R-027")
def test_without_script_the_server_itself_ends_an_idle_visit(
    kiosk: Client, here: str, office_clock: SetClock
) -> None:
    draft = filled_in(kiosk, here)
    office_clock(MONDAY + timedelta(seconds=80))
    assert kiosk.get(f"{FLOW}xem-lai/").status_code == 200  # counts anew
    office_clock(MONDAY + timedelta(seconds=160))
    assert kiosk.get(f"{FLOW}xem-lai/").status_code == 200
    office_clock(MONDAY + timedelta(seconds=260))
    assert kiosk.get(f"{FLOW}xem-lai/")["Location"] == here
    draft.refresh_from_db()
    assert draft.state == "discarded"


def test_a_clock_put_back_ends_the_visit_too(kiosk: Client, here: str, office_clock: SetClock) -> None:
    filled_in(kiosk, here)
    office_clock(MONDAY - timedelta(hours=1))
    assert kiosk.get(f"{FLOW}xem-lai/")["Location"] == here


def test_what_a_machine_left_that_was_switched_off_is_discarded_by_the_job(
    kiosk: Client, here: str, office_clock: SetClock
) -> None:
    draft = filled_in(kiosk, here)
    home = Client()
    home.post(FLOW)
    office_clock(MONDAY + timedelta(minutes=14))
    discard_what_was_left_at_kiosks(0)
    assert Draft.objects.filter(state="open").count() == 2
    office_clock(MONDAY + timedelta(minutes=20))
    discard_what_was_left_at_kiosks(0)
    draft.refresh_from_db()
    assert draft.state == "discarded"
    assert Draft.objects.get(state="open").number not in KioskDraft.objects.values_list("number", flat=True)


def test_no_page_of_a_kiosk_is_kept_by_the_browser_and_no_secret_is_shown(kiosk: Client, here: str) -> None:
    for page in (here, f"{here}tim/", f"{here}lay-so/", f"{here}danh-gia/", "/tra-cuu/"):
        answer = kiosk.get(page)
        assert answer.status_code == 200, page
        assert "no-store" in answer["Cache-Control"], page
    begun = text_of(kiosk.post(FLOW, follow=True))
    assert Draft.objects.get().number not in begun


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/can-bo/",
        "/tai-khoan/",
        "/dang-nhap/khoa/",
        "/nop-ho-so/soan-tiep/",
        f"{FLOW}to-khai.pdf",
        "/don-vi/",
    ],
)
def test_a_kiosk_opens_nothing_that_leads_away(kiosk: Client, here: str, address: str) -> None:
    kiosk.get(f"{here}tim/")
    assert kiosk.get(address)["Location"] == here


def test_who_signed_in_at_the_kiosk_is_out_when_the_visit_ends(kiosk: Client, here: str) -> None:
    kiosk.get(f"{here}tim/")
    signed_in(kiosk, citizen(moment=MONDAY), moment=MONDAY)
    assert kiosk.post("/nop-ho-so/1.004873/")["Location"].startswith("/nop-ho-so/1.004873/")
    kiosk.post(f"{here}xong/")
    kiosk.get(f"{here}tim/")
    assert kiosk.post("/nop-ho-so/1.004873/")["Location"].startswith("/dang-nhap/")


def test_the_card_under_the_reader_fills_in_who_files_and_goes_with_the_visit(
    kiosk: Client, here: str
) -> None:
    kiosk.get(f"{here}tim/")
    kiosk.post(FLOW)
    page = kiosk.get(f"{FLOW}nguoi-nop/").content.decode()
    assert 'name="cccd_qr"' in page
    assert "data-camera-here" in page
    kiosk.post(f"{FLOW}the-can-cuoc/", {"cccd_qr": CARD, "tiep": f"{FLOW}nguoi-nop/"})
    filled = kiosk.get(f"{FLOW}nguoi-nop/").content.decode()
    assert 'value="Trần Thị Bé"' in filled
    assert 'value="079185004321"' in filled
    kiosk.post(f"{here}xong/")
    kiosk.get(f"{here}tim/")
    kiosk.post(FLOW)
    assert "Trần Thị Bé" not in kiosk.get(f"{FLOW}nguoi-nop/").content.decode()


@pytest.mark.requirement("R-027")
def test_a_ticket_is_taken_once_however_often_the_button_is_pressed(
    kiosk: Client, here: str, groups: dict[str, int]
) -> None:
    said = {"groups": [groups["A"], groups["B"]], "reason": "elderly", "key": "k1"}
    first = kiosk.post(f"{here}lay-so/", said)
    assert kiosk.post(f"{here}lay-so/", said)["Location"] == first["Location"]
    ticket = Ticket.objects.get()
    assert (ticket.series, ticket.number, ticket.channel) == ("AK", 1, "kiosk")
    assert (ticket.priority, ticket.priority_confirmed) == ("elderly", False)
    assert ticket.services.count() == 2
    slip = kiosk.get(first["Location"])
    words = text_of(slip)
    assert ticket.code in words
    assert f"Mã trả số: {ticket.secret[:4]} {ticket.secret[4:8]} {ticket.secret[8:]}" in words
    assert "Ưu tiên: Người già" in words
    assert "Không in được? Xem mã QR" in words
    assert "<svg" in slip.content.decode()
    kiosk.post(f"{here}xong/")
    assert kiosk.get(first["Location"])["Location"] == here


def test_of_five_hundred_presses_in_a_minute_so_many_as_the_rule_says_get_a_ticket(
    kiosk: Client, here: str, groups: dict[str, int], office_clock: SetClock
) -> None:
    HallRule.objects.update(kiosk_per_minute=3)
    said = [
        kiosk.post(f"{here}lay-so/", {"groups": [groups["A"]], "key": f"press-{number}"})
        for number in range(8)
    ]
    assert [one.status_code for one in said] == [302] * 3 + [409] * 5
    assert "chờ một phút" in text_of(said[-1])
    office_clock(MONDAY + timedelta(seconds=61))
    assert kiosk.post(f"{here}lay-so/", {"groups": [groups["A"]], "key": "later"}).status_code == 302
    assert list(Ticket.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]


def test_who_presses_the_tile_of_the_special_counter_is_asked_the_reason_first(
    kiosk: Client, here: str
) -> None:
    words = text_of(kiosk.get(f"{here}lay-so/?uu-tien=1"))
    assert words.index("diện ưu tiên?") < words.index("đến làm việc gì?")


def test_without_a_choice_no_ticket_is_given_and_it_is_said(kiosk: Client, here: str) -> None:
    answer = kiosk.post(f"{here}lay-so/", {"key": "k1"})
    assert answer.status_code == 422
    assert "Chọn ít nhất một việc" in text_of(answer)
    assert not Ticket.objects.exists()


def test_the_guidance_offers_the_ticket_of_the_right_group(
    kiosk: Client, here: str, groups: dict[str, int]
) -> None:
    page = kiosk.get(f"{here}thu-tuc/{EXTRACT}/").content.decode()
    assert f'href="{here}lay-so/?viec={groups["A"]}"' in page
    form = kiosk.get(f"{here}lay-so/?viec={groups['A']}").content.decode()
    checked = re.findall(r'<input[^>]*name="groups"[^>]*checked', form)
    assert [f'value="{groups["A"]}"' in one for one in checked] == [True]


@pytest.mark.requirement("R-027")
def test_five_faces_rate_a_slip_once(kiosk: Client, here: str) -> None:
    slip = newest_slip(received("2.000815", BINH_THOI, MONDAY - timedelta(minutes=20)))
    assert slip is not None
    scanned = kiosk.post(f"{here}danh-gia/", {"code": f"https://motcua.example/danh-gia/{slip.code}/"})
    faces = kiosk.get(scanned["Location"]).content.decode()
    assert [f'name="satisfaction" value="{number}"' in faces for number in range(1, 6)] == [True] * 5
    assert kiosk.post(scanned["Location"], {"satisfaction": "4"})["Location"] == f"{here}danh-gia/cam-on/"
    assert Rating.objects.get().satisfaction == 4
    again = kiosk.post(scanned["Location"], {"satisfaction": "1"})
    assert again.status_code == 410
    assert kiosk.post(f"{here}danh-gia/", {"code": "AAAAAAAAAA"}, follow=True).status_code == 410
    assert kiosk.post(f"{here}danh-gia/", {"code": "   "}).status_code == 422


def test_a_code_makes_one_machine_the_kiosk_and_another_code_lets_it_go(
    approved_desk: OneStopUnit, here: str
) -> None:
    first = machine(approved_desk)
    assert first.get(here).status_code == 200
    second = machine(approved_desk)
    assert second.get(here).status_code == 200
    assert first.get(here).status_code == 403
    assert Kiosk.objects.filter(desk=approved_desk, mark="K").count() == 1


def test_a_wrong_used_or_old_code_sets_nothing_up(approved_desk: OneStopUnit) -> None:
    machine(approved_desk)
    client = Client()
    for code in ("", "AAAAAAAA", "Ấ\u0301ấ" * 500):
        answer = client.post("/kiot/", {"code": code})
        assert answer.status_code == 422
        assert "Hãy xin quản trị viên mã mới" in text_of(answer)
        assert COOKIE not in answer.cookies
    assert KioskSetup.objects.filter(used_at__isnull=False).count() == 1


def test_any_other_browser_is_told_that_this_is_a_kiosk_and_gets_no_ticket(
    approved_desk: OneStopUnit, here: str, groups: dict[str, int]
) -> None:
    for client in (Client(), Client(headers={"cookie": f"{COOKIE}=wrong"})):
        answer = client.get(here)
        assert answer.status_code == 403
        assert "Trang này dành cho ki-ốt" in text_of(answer)
        assert client.post(f"{here}lay-so/", {"groups": [groups["A"]], "key": "x"}).status_code == 403
        assert client.post(f"{here}hop-nhat/", {}, content_type="application/json").status_code == 403
    assert not Ticket.objects.exists()


def test_where_no_decision_switched_kiosks_on_the_page_says_so(kiosk: Client, here: str) -> None:
    HallApproval.objects.update(valid_to=MONDAY.date())
    answer = kiosk.get(here)
    assert answer.status_code == 403
    assert "chưa có quyết định cho dùng ki-ốt" in text_of(answer)


@pytest.mark.requirement("R-041")
def test_who_booked_gets_their_number_at_the_kiosk_by_the_code_of_the_slip(
    kiosk: Client, here: str, office_clock: SetClock
) -> None:
    bookable(BINH_THOI, moment=MONDAY)
    assert f'href="{here}lich-hen/"' in kiosk.get(here).content.decode()
    slot = (MONDAY + timedelta(days=1)).replace(hour=9, minute=0)
    desk_id = int(here.strip("/").split("/")[1])
    one = booked(slot, moment=MONDAY, desk_id=desk_id)
    office_clock(slot - timedelta(minutes=10))
    wrong = kiosk.post(f"{here}lich-hen/", {"secret": "ABCD2345"})
    assert wrong.status_code == 409
    assert "Không tìm thấy lịch hẹn hôm nay ở đây" in text_of(wrong)
    answers = [kiosk.post(f"{here}lich-hen/", {"secret": one.secret.lower()}) for _ in range(2)]
    ticket = Ticket.objects.get()
    assert {answer["Location"] for answer in answers} == {f"{here}so/{ticket.public_id}/"}
    assert (ticket.channel, ticket.slot_from) == ("appointment", slot)
    assert ticket.code in text_of(kiosk.get(answers[0]["Location"]))

"""One dossier on its page: acts in one press or with words, stale pages, supplements, slips, the journal."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, MARITAL_STATUS, P5, Q11, all_papers, at, do, received
from tests.web.staff.desk import ORIGINAL, signed_in

MORNING = at("2022-05-16 09:00")
LATER = MORNING + timedelta(minutes=10)


@pytest.fixture
def dossier(clerk: Client) -> Dossier:
    return received(CERTIFIED_COPY, Q11, MORNING)


def page_of(dossier: Dossier, act: str = "") -> str:
    return f"/can-bo/ho-so/{dossier.code}/" + (f"viec/{act}/" if act else "")


@pytest.mark.requirement("R-122")
def test_the_page_says_when_and_why(clerk: Client, dossier: Dossier) -> None:
    page = clerk.get(page_of(dossier)).content.decode()
    assert "17 giờ 00 phút, Thứ Hai ngày 16/5/2022" in page
    assert "Vì sao hẹn như vậy?" in page
    for line in dossier.explanation:
        assert line.replace('"', "&quot;") in page


@pytest.mark.requirement("R-024", "R-044", "R-034", "R-054")
def test_the_five_steps_are_pressed_one_after_another(
    dossier: Dossier, office_clock: Callable[[datetime], None]
) -> None:
    trip = [
        (Role.APPRAISE, "appraise"),
        (Role.APPROVE, "approve"),
        (Role.SEAL, "stamp"),
        (Role.RETURN, "return_result"),
    ]
    for minute, (role, act) in enumerate(trip, start=1):
        office_clock(MORNING + timedelta(minutes=minute))
        client = signed_in(Q11, role)
        seen = str(Dossier.objects.get().step_count)
        answer = client.post(page_of(dossier, act), {"press": "1", "seen": seen})
        assert answer.status_code == 302, answer.content.decode()
    dossier.refresh_from_db()
    assert (dossier.state, dossier.returned_to) == ("returned", "Nguyễn Văn Tư")
    assert [step.actor_name != "" for step in dossier.steps.all()] == [True] * 5
    assert "Đã trả kết quả" in client.get(page_of(dossier)).content.decode()


@pytest.mark.requirement("R-044")
def test_a_step_cannot_be_skipped(dossier: Dossier) -> None:
    keeper = signed_in(Q11, Role.SEAL)
    answer = keeper.post(page_of(dossier, "stamp"), {"press": "1"})
    assert answer.status_code == 409
    assert "nên chưa thể “Đóng dấu”" in answer.content.decode()


@pytest.mark.requirement("R-050")
def test_forwarding_a_dossier_of_the_desk_is_refused_and_logged(clerk: Client, dossier: Dossier) -> None:
    assert dossier.path == "on_the_spot"
    answer = clerk.post(page_of(dossier, "forward"), {"press": "1"})
    assert answer.status_code == 409
    assert "144/KH-UBND" in answer.content.decode()
    assert JournalEntry.objects.filter(action="refused_act", subject=dossier.code).exists()


@pytest.mark.requirement("R-045", "R-051")
def test_the_place_of_approval_is_kept(dossier: Dossier, office_clock: Callable[[datetime], None]) -> None:
    do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
    office_clock(LATER)
    leader = signed_in(Q11, Role.APPROVE)
    away = leader.post(page_of(dossier, "approve"), {"place": "agency", "note": "Đồng ý"})
    assert away.status_code == 409
    assert "Đồng ý" in away.content.decode()
    leader.post(page_of(dossier, "approve"), {"place": "online", "note": "Đồng ý"})
    assert dossier.steps.get(act=Act.APPROVE).place == "online"


def test_a_stale_page_is_told_who_did_what(
    clerk: Client, dossier: Dossier, office_clock: Callable[[datetime], None]
) -> None:
    do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING + timedelta(minutes=2))
    appraiser = dossier.steps.get(act=Act.APPRAISE).actor_name
    office_clock(LATER)
    answer = clerk.post(page_of(dossier, "withdraw"), {"reason": "Người dân đổi ý", "seen": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{appraiser} vừa “Thẩm định” hồ sơ này lúc 09:02" in page
    assert "Người dân đổi ý" in page
    assert 'name="seen" value="2"' in page


def test_a_double_press_of_an_act_does_it_once(
    dossier: Dossier, office_clock: Callable[[datetime], None]
) -> None:
    appraiser = signed_in(Q11, Role.APPRAISE)
    words = {"press": "1", "seen": "1"}
    first = appraiser.post(page_of(dossier, "appraise"), words)
    second = appraiser.post(page_of(dossier, "appraise"), words)
    assert (first.status_code, second.status_code) == (302, 409)
    assert dossier.steps.count() == 2


@pytest.mark.requirement("R-035")
def test_all_defects_are_asked_for_at_once_and_taken_in(
    dossier: Dossier, clerk: Client, office_clock: Callable[[datetime], None]
) -> None:
    appraiser = signed_in(Q11, Role.APPRAISE)
    form = page_of(dossier, "ask_supplement")
    vague = appraiser.post(form, {f"defect-{ORIGINAL}": "other", "reason": "Xin xem lại"})
    assert vague.status_code == 422
    assert "Xin xem lại" in vague.content.decode()
    assert appraiser.post(form, {}).status_code == 409
    appraiser.post(form, {f"defect-{ORIGINAL}": "unreadable", f"why-{ORIGINAL}": "trang 2"})
    step = dossier.steps.get(act=Act.ASK_SUPPLEMENT)
    assert step.data["items"][0]["why"] == "Mờ, rách, không đọc được: trang 2"
    office_clock(LATER)
    taking = page_of(dossier, "supplement")
    assert "Bản chính giấy tờ, văn bản" in clerk.get(taking).content.decode()
    assert clerk.post(taking, {}).status_code == 409
    clerk.post(taking, {"all_given": "on", f"paper-{ORIGINAL}-original": "2"})
    assert dossier.handed_in.get(round=1).original == 2


def test_a_second_request_in_one_phase_asks_why_on_what_basis_with_whose_consent(
    dossier: Dossier, clerk: Client, office_clock: Callable[[datetime], None]
) -> None:
    items = [{"key": ORIGINAL, "why": "Mờ"}]
    do(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, MORNING, items=items)
    do(Act.SUPPLEMENT, dossier, Role.RECEIVE, MORNING, components=list(all_papers(CERTIFIED_COPY, MORNING)))
    office_clock(LATER)
    appraiser = signed_in(Q11, Role.APPRAISE)
    form = page_of(dossier, "ask_supplement")
    again = {f"defect-{ORIGINAL}": "expired"}
    assert appraiser.post(form, again).status_code == 422
    consent = {"again_reason": "Mới phát hiện", "again_basis": "Điều 17", "again_approver": "Chủ tịch"}
    assert appraiser.post(form, again | consent).status_code == 302
    assert dossier.steps.filter(act=Act.ASK_SUPPLEMENT).count() == 2


def test_a_reception_is_cancelled_by_two_people(clerk: Client, dossier: Dossier) -> None:
    clerk.post(page_of(dossier, "cancel_reception"), {"reason": "Nhập nhầm người"})
    page = clerk.get(page_of(dossier)).content.decode()
    assert "đề nghị hủy tiếp nhận: Nhập nhầm người" in page
    assert clerk.post(page_of(dossier, "cancel_reception"), {"reason": ""}).status_code == 409


@pytest.mark.requirement("R-034")
def test_a_result_goes_to_the_person_named(
    dossier: Dossier, clerk: Client, office_clock: Callable[[datetime], None]
) -> None:
    for act, role in (
        (Act.APPRAISE, Role.APPRAISE),
        (Act.APPROVE, Role.APPROVE),
        (Act.STAMP, Role.SEAL),
    ):
        do(act, dossier, role, MORNING)
    office_clock(LATER)
    form = page_of(dossier, "return_result")
    assert 'value="Nguyễn Văn Tư"' in clerk.get(form).content.decode()
    wife = {
        "receiver_kind": "relative",
        "receiver": "Nguyễn Thị Năm",
        "receiver_id_number": "079185001112",
        "relation": "spouse",
        "channel": "desk",
    }
    assert clerk.post(form, wife | {"receiver": ""}).status_code == 422
    stranger = clerk.post(form, wife | {"relation": ""})
    assert stranger.status_code == 409
    assert "Người thân nhận thay phải là vợ, chồng" in stranger.content.decode()
    clerk.post(form, wife)
    dossier.refresh_from_db()
    assert dossier.returned_to == "Nguyễn Thị Năm"
    page = clerk.get(page_of(dossier)).content.decode()
    said = "Trả cho Nguyễn Thị Năm (vợ, chồng của người nộp; căn cước 079185001112), tại quầy; xuất trình: "
    assert said in page


@pytest.mark.requirement("R-292")
def test_looking_at_a_dossier_or_its_slip_is_journalled(clerk: Client, dossier: Dossier) -> None:
    clerk.get(page_of(dossier))
    clerk.get(f"/can-bo/in/{dossier.code}/01/")
    clerk.get("/can-bo/ho-so/")
    looked = JournalEntry.objects.filter(action="view").order_by("id")
    assert [(entry.subject, bool(entry.actor_name)) for entry in looked] == [
        (dossier.code, True),
        (dossier.code, True),
        ("list:ho-so", True),
    ]


@pytest.mark.parametrize("form", ["01", "control"])
def test_a_slip_is_a_pdf_and_a_page_and_the_same_each_time(
    clerk: Client, dossier: Dossier, form: str
) -> None:
    pdf = clerk.get(f"/can-bo/in/{dossier.code}/{form}.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.content == clerk.get(f"/can-bo/in/{dossier.code}/{form}.pdf").content
    page = clerk.get(f"/can-bo/in/{dossier.code}/{form}/").content.decode()
    assert "documents/paper.css" in page
    assert "style=" not in page
    assert dossier.due_reason not in page


def test_an_act_that_is_no_act_and_a_list_that_is_no_list_are_not_there(
    clerk: Client, dossier: Dossier
) -> None:
    assert clerk.get(page_of(dossier, "tear_up")).status_code == 404
    assert clerk.get("/can-bo/khong-co/").status_code == 404
    assert clerk.post("/can-bo/hang-loat/", {"act": "ask_supplement", "code": "x"}).status_code == 404


def test_the_page_of_an_act_that_is_closed_says_so_and_offers_no_form(
    clerk: Client, dossier: Dossier
) -> None:
    answer = clerk.get(page_of(dossier, "stamp"))
    assert "Không làm được việc này" in answer.content.decode()
    assert "<textarea" not in answer.content.decode()


@pytest.mark.requirement("R-018")
def test_a_dossier_names_its_desk_and_official(clerk: Client) -> None:
    dossier = received(MARITAL_STATUS, P5, MORNING)
    neighbour = signed_in(P5, Role.RECEIVE)
    page = neighbour.get(page_of(dossier)).content.decode()
    assert dossier.received_by is not None
    assert dossier.unit.name in page
    assert dossier.received_by.full_name in page

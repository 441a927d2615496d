"""Pages of outreach can be read by everybody: empty and filled, with names as long as offices have them."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from playwright.sync_api import expect

from motcua.organisation.terms import Role
from motcua.outreach.actions.asking import Drafted, add_question, draft_questionnaire, publish_questionnaire
from motcua.outreach.actions.dialogues import raise_question
from motcua.outreach.actions.events import Announced, Came, plan_event, say_outcome
from motcua.outreach.actions.initiatives import Proposed, propose_initiative
from motcua.outreach.asking_rules import Asked
from motcua.outreach.models import Event, Questionnaire
from motcua.outreach.terms import AnswerKind, Asker, DayStanding, EventKind, Purpose
from tests.cast import P5, Q11, at, colleague
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
HERE = "/can-bo/hoat-dong/"
LISTS = ("", "so-lieu/", "cau-hoi/", "sang-kien/", "phieu/")


def filled() -> tuple[Event, Questionnaire, Questionnaire]:
    """A weekly festival with a question and an initiative, a survey and a contest."""
    actor = colleague(Role.CONTROL, Q11, MORNING)
    announced = Announced(
        lead=Q11, kind=EventKind.FESTIVAL,
        name="Ngày hội giải quyết thủ tục hành chính cho doanh nghiệp và người lao động trong Khu Công nghệ cao",
        place="Ban Quản lý Khu Công nghệ cao Thành phố, lô T2-3, đường D1", first=date(2022, 5, 15),
        last=date(2022, 6, 15), weekday=3, starts=time(8), ends=time(11), units=[P5],
        bodies=["Công đoàn Viên chức Thành phố Hồ Chí Minh"], procedures=["2.000815"],
        participants="Người dân, doanh nghiệp", programme="hcmc-same-day-2022",
    )  # fmt: skip
    event = plan_event(announced=announced, came=Came(), actor=actor, at=MORNING)
    later = MORNING + timedelta(days=3)
    days = list(event.days.all())
    came = Came("Đông người dự, giải quyết ngay tại chỗ", 140, 96, 44, "Biên bản số 12/BB-UBND")
    said = (DayStanding.HELD, "", came), (DayStanding.POSTPONED, "Dịch bệnh phức tạp", Came())
    for day, (standing, reason, how) in zip(days, said, strict=False):
        say_outcome(
            day_id=day.pk, standing=standing, reason=reason, came=how, new_day=None, actor=actor, at=later
        )
    raise_question(
        event_id=event.pk, asker=Asker.BUSINESS, text="Vì sao phải nộp lại bản sao giấy phép đã có trong kho dữ liệu?",
        responsible=Q11, due_on=date(2022, 5, 20), actor=actor, at=MORNING,
    )  # fmt: skip
    proposed = Proposed(
        "Tổ Một cửa", "Chứng thực theo yêu cầu ngoài giờ hành chính", "Thứ Ba, thứ Năm", event=event
    )
    propose_initiative(proposed=proposed, actor=actor, at=MORNING)
    scale = Asked("", AnswerKind.SCALE, "Ông/bà hài lòng đến mức nào về việc tiếp nhận hồ sơ?")
    text = Asked("", AnswerKind.TEXT, "Cần sửa điều gì?", required=False)
    right = Asked("", AnswerKind.CHOICE, "Mốc giờ tiếp nhận?", ("14 giờ 30", "15 giờ"), right=1, points=10)
    return event, asked(Purpose.SURVEY, scale, text), asked(Purpose.CONTEST, right)


def asked(purpose: Purpose, *questions: Asked) -> Questionnaire:
    actor = colleague(Role.CONTROL, Q11, MORNING)
    title = "Về Chương trình cải cách hành chính và chuyển đổi số trên địa bàn Quận 11"
    drafted = Drafted(purpose, title, "Mời mọi người tham gia.", date(2022, 5, 16), date(2022, 6, 15))
    row = draft_questionnaire(drafted=drafted, actor=actor, at=MORNING)
    for one in questions:
        add_question(questionnaire_id=row.pk, question=one, actor=actor, at=MORNING)
    return publish_questionnaire(questionnaire_id=row.pk, actor=actor, at=MORNING)


@pytest.mark.requirement("R-302")
def test_no_page_of_outreach_has_an_accessibility_fault(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.enter(Role.CONTROL, MORNING)

    def visit(address: str, name: str) -> None:
        desk.page.goto(address)
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(f"outreach-{name}")

    visit(HERE, "events-empty")
    visit(f"{HERE}them/", "plan")
    visit("/tham-gia/", "public-empty")
    event, survey, contest = filled()
    for end in LISTS:
        visit(HERE + end, f"list-{end.strip('/') or 'su-kien'}")
    visit(f"{HERE}{event.pk}/", "event")
    visit(f"{HERE}{event.pk}/bao-cao/", "report")
    visit(f"{HERE}{event.pk}/ngay/{list(event.days.all())[2].pk}/", "outcome")
    visit(f"{HERE}sang-kien/{event.initiatives.get().pk}/", "initiative")
    visit(f"{HERE}phieu/them/", "draft")
    visit(f"/tham-gia/khao-sat/{survey.pk}/", "survey")
    desk.page.get_by_label("5 – rất tốt").check()
    desk.press("Gửi trả lời")
    expect(desk.page.get_by_role("heading", name="Đã nhận trả lời")).to_be_visible()
    visit(f"/tham-gia/cuoc-thi/{contest.pk}/", "contest")
    desk.page.get_by_label("15 giờ").check()
    desk.page.get_by_label("Ông/bà đoán").fill("12")
    desk.page.get_by_label("Tên dự thi").fill("Mèo Con")
    desk.press("Gửi trả lời")
    expect(desk.page.get_by_text("Mã nhận giải:")).to_be_visible()
    desk.looks("outreach-contest-entered")
    visit(f"{HERE}phieu/{survey.pk}/", "survey-results")
    visit(f"{HERE}phieu/{contest.pk}/", "contest-results")
    visit("/tham-gia/", "public")
    visit(f"/tham-gia/su-kien/{event.pk}/", "public-event")
    visit("/chuong-trinh/hcmc-same-day-2022/", "public-programme")
    visit("/can-bo/thi-dua/nam/?nam=2022", "year")

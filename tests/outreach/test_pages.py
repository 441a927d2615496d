"""Outreach on its pages: planned and answered by the office, come to and answered by anybody."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from motcua.organisation.terms import Role
from motcua.outreach.actions.asking import Drafted, add_question, draft_questionnaire, publish_questionnaire
from motcua.outreach.asking import ranking_of
from motcua.outreach.asking_rules import Asked
from motcua.outreach.models import (
    AnsweredMark,
    ContestEntry,
    DayOutcome,
    DialogueQuestion,
    Event,
    Initiative,
    Questionnaire,
    SurveyAnswer,
)
from motcua.outreach.terms import EVENT_KIND_LABELS, AnswerKind, EventKind, Purpose
from tests.cast import P5, Q11, THANH_SON, SetClock, at, colleague
from tests.documents.hostile_files import picture, plain_pdf
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")
HERE = "/can-bo/hoat-dong/"
FESTIVAL = {
    "kind": "festival", "name": "Ngày hội giải quyết thủ tục hành chính", "lead": Q11, "place": "Khu Công nghệ cao",
    "bodies": "UBND phường 5, quận 11\nCông đoàn Viên chức Thành phố",
    "first_day": "16", "first_month": "5", "first_year": "2022",
    "last_day": "15", "last_month": "6", "last_year": "2022",
    "weekday": "3", "starts": "08:00", "ends": "11:00", "procedures": "2.000815", "programme": "hcmc-same-day-2022",
}  # fmt: skip


@pytest.fixture
def controller(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    office_clock(MORNING)
    return signed_in(Q11, Role.CONTROL)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def sent(client: Client, address: str, **words: object) -> str:
    """Where a form leads after it was taken."""
    answer = client.post(address, words)
    errors = answer.context and answer.context.get("form") and answer.context["form"].errors
    assert answer.status_code == 302, errors
    return str(answer["Location"])


def day(name: str, moment: date) -> dict[str, str]:
    return {
        f"{name}_day": str(moment.day),
        f"{name}_month": str(moment.month),
        f"{name}_year": str(moment.year),
    }


@pytest.mark.requirement("R-250", "R-251", "R-252")
def test_a_weekly_festival_is_planned_announced_held_and_counted(
    controller: Client, office_clock: SetClock
) -> None:
    place = sent(controller, f"{HERE}them/", **FESTIVAL)
    shown = page(controller, place)
    for words in (
        "thứ Tư, 18/05/2022",
        "15/06/2022",
        "Công đoàn Viên chức Thành phố",
        "08:00 – 11:00",
        "Sắp diễn ra",
    ):
        assert words in shown, words
    event = Event.objects.get()
    assert event.days.count() == 5
    public = page(Client(), f"/tham-gia/su-kien/{event.pk}/")
    assert "Khu Công nghệ cao" in public
    assert "thứ Tư, 18/05/2022" in public
    assert f"/tham-gia/su-kien/{event.pk}/" in page(Client(), "/tham-gia/")
    first = event.days.first()
    assert first is not None
    office_clock(at("2022-05-18 15:00"))
    assert "chưa ghi kết quả" in page(controller, HERE)
    came = {"standing": "held", "result": "Đông người dự", "attended": "40", "advised": "25", "settled": "9"}
    sent(controller, f"{place}ngay/{first.pk}/", **came)
    counted = page(controller, f"{HERE}so-lieu/?tu=2022-05-15&den=2022-06-15&loai=festival")
    assert re.search(r"Ngày hội giải quyết thủ tục hành chính</span></th>.*?>1<span", counted, re.S)
    assert f"/can-bo/hoat-dong/{event.pk}/" in counted
    table = controller.get(f"{HERE}so-lieu/tai.csv?tu=2022-05-15&den=2022-06-15").content.decode("utf-8-sig")
    line = next(one for one in table.splitlines() if "Ngày hội" in one)
    assert re.split("[;,]", line.replace('"', ""))[1:6] == ["1", "2", "40", "25", "9"]
    assert "25 yêu cầu được tư vấn, 9 yêu cầu được giải quyết" in page(
        Client(), f"/tham-gia/su-kien/{event.pk}/"
    )


@pytest.mark.requirement("R-244", "R-252")
def test_every_number_of_events_opens_exactly_those_events(
    controller: Client, office_clock: SetClock
) -> None:
    words = FESTIVAL | {"kind": "exchange", "weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    said = {
        "Đã tổ chức": {"standing": "held", "result": "Đông người dự"},
        "Sắp diễn ra": {},
        "Chưa ghi kết quả": {},
        "Hoãn": {"standing": "postponed", "reason": "Mưa bão"},
        "Hủy": {"standing": "cancelled", "reason": "Mưa bão"},
    }
    on = {name: date(2022, 5, 20 if name == "Sắp diễn ra" else 17) for name in said}
    places = {
        name: sent(controller, f"{HERE}them/", **(words | day("first", on[name]) | {"name": name}))
        for name in said
    }
    office_clock(at("2022-05-18 15:00"))
    for name, came in said.items():
        if came:
            one = Event.objects.get(name=name).days.get()
            sent(controller, f"{places[name]}ngay/{one.pk}/", **came)
    rows = controller.get(f"{HERE}so-lieu/?tu=2022-05-15&den=2022-06-15").context["rows"]
    numbers = dict(rows)[EVENT_KIND_LABELS[EventKind.EXCHANGE]]
    opened = [(title, number, controller.get(address)) for title, number, address in numbers if address]
    behind = {title: [one["one"].name for one in answer.context["behind"]] for title, _n, answer in opened}
    assert behind == {name: [name] for name in said}
    assert {number for _title, number, _answer in opened} == {"1"}


@pytest.mark.requirement("R-255")
def test_a_unit_named_for_its_events_opens_them(controller: Client, office_clock: SetClock) -> None:
    words = FESTIVAL | {"kind": "dialogue", "weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    office_clock(at("2022-05-20 15:00"))
    for on, bodies in ((17, ""), (18, "Ủy ban nhân dân Phường 5 Quận 11")):
        came = {"result": "Đông người dự", "name": f"Đối thoại {on}", "bodies": bodies}
        sent(controller, f"{HERE}them/", **(words | came | day("first", date(2022, 5, on))))
    asked = f"{HERE}so-lieu/?chuong-trinh=hcmc-same-day-2022"
    opened = {
        row.unit.pk: (len(row.ids), [one["one"].name for one in controller.get(address).context["behind"]])
        for row, address in controller.get(asked).context["units"]
    }
    assert opened == {Q11: (2, ["Đối thoại 18", "Đối thoại 17"]), P5: (1, ["Đối thoại 18"])}
    assert "1 sự kiện" in page(controller, asked)
    assert controller.get(f"{asked}&don-vi=khong-co").context["behind"] is None


def test_a_body_is_a_unit_of_the_system_where_its_name_is_one(controller: Client) -> None:
    sent(controller, f"{HERE}them/", **FESTIVAL)
    bodies = {one.name: one.body_id for one in Event.objects.get().co_organisers.all()}
    assert bodies == {"Ủy ban nhân dân Phường 5 Quận 11": P5, "Công đoàn Viên chức Thành phố": None}


@pytest.mark.requirement("R-244")
def test_an_exchange_is_postponed_on_its_page_and_gets_its_new_day(controller: Client) -> None:
    words = FESTIVAL | {"kind": "exchange", "weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    place = sent(controller, f"{HERE}them/", **words | day("first", date(2022, 5, 20)))
    one = Event.objects.get().days.get()
    refused = controller.post(f"{place}ngay/{one.pk}/", {"standing": "postponed"})
    assert refused.status_code == 422
    assert "Chưa ghi lý do" in refused.content.decode()
    sent(controller, f"{place}ngay/{one.pk}/", standing="postponed", reason="Dịch bệnh phức tạp")
    assert "Dịch bệnh phức tạp" in page(controller, place)
    sent(controller, f"{place}ngay/{one.pk}/?viec=doi", **day("new_day", date(2022, 7, 1)))
    assert "thứ Sáu, 01/07/2022" in page(controller, place)


def test_the_paper_that_shows_an_event_lies_beside_it_and_is_opened_by_who_may(controller: Client) -> None:
    words = FESTIVAL | {"weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    past = words | day("first", date(2022, 5, 12)) | {"result": "Tư vấn 40 người", "evidence": "12/BB-UBND"}
    place = sent(controller, f"{HERE}them/", **past, file=SimpleUploadedFile("ảnh.png", picture("PNG")))
    one = Event.objects.get().days.get()
    sent(controller, f"{place}ngay/{one.pk}/", standing="held", result="Tư vấn 41 người", reason="Đếm lại")
    last = one.outcomes.order_by("-pk")[0]
    paper = f"{place}minh-chung/{last.pk}/"
    assert paper in page(controller, place)
    answer = controller.get(paper)
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert signed_in(THANH_SON, Role.CONTROL).get(paper).status_code == 404
    bad = SimpleUploadedFile("a.pdf", b"MZ" + b"x" * 200)
    refused = controller.post(
        f"{place}ngay/{one.pk}/", {"standing": "held", "result": "x", "reason": "y", "file": bad}
    )
    assert refused.status_code == 422
    assert one.outcomes.count() == 2


@pytest.mark.requirement("R-246")
def test_a_paper_above_the_limit_is_said_at_its_field_and_nothing_is_kept(
    controller: Client, settings: Settings
) -> None:
    words = FESTIVAL | {"weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    past = words | day("first", date(2022, 5, 12)) | {"result": "Tư vấn 40 người"}
    ahead = sent(
        controller, f"{HERE}them/", **words | day("first", date(2022, 5, 16)) | {"starts": "", "ends": ""}
    )
    one = Event.objects.get().days.get()
    settings.FILES = replace(settings.FILES, file_limit=2000)
    outcome = {"standing": "held", "result": "Tư vấn 40 người"}
    for address, said in ((f"{HERE}them/", past), (f"{ahead}ngay/{one.pk}/", outcome)):
        large = SimpleUploadedFile("biên bản.pdf", plain_pdf() + b"%" * 3000, "application/pdf")
        answer = controller.post(address, said | {"file": large})
        assert answer.status_code == 422, address
        assert "“biên bản.pdf” lớn hơn" in answer.context["form"].errors["file"][0]
        assert "Tư vấn 40 người" in answer.content.decode()
    assert Event.objects.count() == 1
    assert not DayOutcome.objects.exists()


def test_an_event_in_the_past_asks_for_its_result(controller: Client) -> None:
    words = FESTIVAL | {"weekday": "", "last_day": "", "last_month": "", "last_year": ""}
    past = words | day("first", date(2022, 5, 12))
    answer = controller.post(f"{HERE}them/", past)
    assert answer.status_code == 422
    assert "Ngày tổ chức đã qua" in answer.content.decode()
    place = sent(controller, f"{HERE}them/", **past | {"result": "Tư vấn 40 người", "advised": "40"})
    assert "Đã tổ chức" in page(controller, place)


@pytest.mark.requirement("R-245")
def test_a_question_of_a_dialogue_is_answered_by_the_unit_that_was_asked(
    controller: Client, office_clock: SetClock
) -> None:
    words = FESTIVAL | {"kind": "dialogue"}
    place = sent(controller, f"{HERE}them/", **words)
    asked = {"asker": "business", "text": "Vì sao phải nộp lại bản sao?", "responsible": P5}
    sent(controller, f"{place}cau-hoi/", **asked | day("due_on", date(2022, 5, 20)))
    question = DialogueQuestion.objects.get()
    ward = signed_in(P5, Role.LEAD)
    assert "Vì sao phải nộp lại bản sao?" in page(ward, f"{HERE}cau-hoi/?q=BAN+SAO")
    office_clock(at("2022-05-21 09:00"))
    assert "Quá hạn" in page(ward, f"{HERE}cau-hoi/")
    assert controller.post(f"{HERE}cau-hoi/{question.pk}/", {"text": "Không"}).status_code == 422
    sent(ward, f"{HERE}cau-hoi/{question.pk}/", text="Không phải nộp lại.")
    assert "Không còn câu hỏi nào" in page(ward, f"{HERE}cau-hoi/")
    assert "Không phải nộp lại." in page(ward, f"{HERE}cau-hoi/?xem=het")


@pytest.mark.requirement("R-242", "R-243")
def test_an_initiative_of_a_workshop_becomes_a_model_that_a_ward_takes_over(controller: Client) -> None:
    place = sent(controller, f"{HERE}them/", **FESTIVAL | {"kind": "workshop", "name": "Hội thảo sáng kiến"})
    event = Event.objects.get()
    words = {"title": "Chứng thực theo yêu cầu", "author": "Tổ Một cửa", "description": "Ngoài giờ thứ Ba"}
    idea = sent(signed_in(Q11, Role.RECEIVE), f"{HERE}sang-kien/them/?su-kien={event.pk}", **words)
    assert "Chứng thực theo yêu cầu" in page(controller, place)
    ward = signed_in(P5, Role.CONTROL)
    page(ward, idea, 404)
    sent(controller, idea, reached="applied", result="Giảm 30 lượt chờ", model="on")
    assert "Chứng thực theo yêu cầu" in page(ward, f"{HERE}sang-kien/?xem=nhan-rong&q=chung+thuc")
    sent(ward, idea, **day("since", date(2022, 5, 16)))
    assert "Phường 5" in page(controller, idea)
    assert Initiative.objects.get().adoptions.count() == 1


def published(purpose: Purpose, *questions: Asked) -> Questionnaire:
    actor = colleague(Role.CONTROL, Q11, MORNING)
    drafted = Drafted(purpose, "Về việc phục vụ tại quầy", "", date(2022, 5, 16), date(2022, 6, 15))
    row = draft_questionnaire(drafted=drafted, actor=actor, at=MORNING)
    for one in questions:
        add_question(questionnaire_id=row.pk, question=one, actor=actor, at=MORNING)
    return publish_questionnaire(questionnaire_id=row.pk, actor=actor, at=MORNING)


SCALE = Asked("", AnswerKind.SCALE, "Ông/bà hài lòng đến mức nào?")
CHOICE = Asked("", AnswerKind.CHOICE, "Ông/bà nộp bằng cách nào?", ("Tại quầy", "Trực tuyến"), required=False)
TEXT = Asked("", AnswerKind.TEXT, "Cần sửa điều gì?", required=False)
RIGHT = Asked("", AnswerKind.CHOICE, "Mốc giờ tiếp nhận?", ("14:30", "15:00"), right=1, points=10)


@pytest.mark.requirement("R-248")
def test_a_survey_is_built_answered_without_a_name_and_summed_up(controller: Client) -> None:
    words = {"purpose": "survey", "title": "Chất lượng phục vụ"}
    term = day("opens_on", date(2022, 5, 16)) | day("closes_on", date(2022, 6, 15))
    place = sent(controller, f"{HERE}phieu/them/", **words, **term)
    row = Questionnaire.objects.get()
    assert Client().get(f"/tham-gia/khao-sat/{row.pk}/").status_code == 404
    sent(controller, place, kind="scale", text="Hài lòng?", required="on")
    sent(
        controller, place, kind="choice", text="Nộp cách nào?", choices="Tại quầy\nTrực tuyến", required="on"
    )
    sent(controller, place, kind="text", text="Cần sửa gì?")
    sent(controller, f"{place}viec/cong-bo/")
    scale, choice, text = (f"c{one.pk}" for one in row.questions.all())
    address = f"/tham-gia/khao-sat/{row.pk}/"
    for mark, said in (("5", "Nhanh hơn"), ("2", "Xin gọi 0912345678")):
        assert Client().post(address, {scale: mark, choice: "1", text: said}).status_code == 302
    shown = page(controller, place)
    for words_shown in (
        "2 phiếu trả lời",
        "2 người trả lời",
        "điểm trung bình 3,50",
        "50,0 %",
        "100,0 %",
        "Nhanh hơn",
    ):
        assert words_shown in shown, words_shown
    assert "0912345678" not in shown
    idea = sent(
        controller,
        f"{HERE}sang-kien/them/?khao-sat={row.pk}",
        title="Thêm ghế",
        author="Tổ Một cửa",
        description="x",
    )
    assert "Dựa trên kết quả khảo sát" in page(controller, idea)
    assert "Thêm ghế" in page(controller, place)
    sent(controller, f"{place}viec/dong/")
    assert Client().post(address, {scale: "5", choice: "1"}).status_code == 422
    assert SurveyAnswer.objects.count() == 2


@pytest.mark.requirement("R-248")
def test_of_an_answer_nothing_is_kept_that_names_anybody_and_a_browser_answers_once(
    seeded: None, office_clock: SetClock
) -> None:
    office_clock(MORNING)
    row = published(Purpose.SURVEY, SCALE)
    key, address = f"c{row.questions.get().pk}", f"/tham-gia/khao-sat/{row.pk}/"
    browser = Client()
    assert "Gửi trả lời" in page(browser, address)
    assert browser.post(address, {key: "5"}).status_code == 302
    again = browser.post(address, {key: "1"})
    assert again.status_code == 422
    assert "Máy này đã gửi trả lời" in again.content.decode()
    assert "Gửi trả lời" not in page(browser, address)
    answer = SurveyAnswer.objects.get()
    assert set(vars(answer)) - {"_state"} == {"id", "questionnaire_id", "said"}
    assert AnsweredMark.objects.get().mark not in str(vars(answer))
    assert browser.cookies["mc_tra_loi"].value not in AnsweredMark.objects.get().mark


@pytest.mark.parametrize("said", [{}, {"mark": "6"}, {"mark": "x"}, {"mark": "9" * 300}])
def test_an_answer_that_is_none_is_refused(
    seeded: None, office_clock: SetClock, said: dict[str, str]
) -> None:
    office_clock(MORNING)
    row = published(Purpose.SURVEY, SCALE, CHOICE, TEXT)
    key = f"c{row.questions.all()[0].pk}"
    words = {key: said["mark"]} if said else {}
    assert Client().post(f"/tham-gia/khao-sat/{row.pk}/", words).status_code == 422
    assert not SurveyAnswer.objects.exists()
    assert not AnsweredMark.objects.exists()


def test_too_many_answers_from_one_address_wait(seeded: None, office_clock: SetClock) -> None:
    office_clock(MORNING)
    row = published(Purpose.SURVEY, SCALE)
    address, key = f"/tham-gia/khao-sat/{row.pk}/", f"c{row.questions.get().pk}"
    codes = [Client().post(address, {key: "5"}).status_code for _nth in range(61)]
    assert codes == [302] * 60 + [429]


@pytest.mark.requirement("R-253")
def test_a_contest_is_run_online_ranked_after_its_last_day_and_the_prize_claimed(
    controller: Client, office_clock: SetClock
) -> None:
    row = published(Purpose.CONTEST, RIGHT)
    key, address = f"c{row.questions.get().pk}", f"/tham-gia/cuoc-thi/{row.pk}/"
    wins = Client().post(address, {key: "1", "guess": "1", "alias": "Mèo Con"})
    assert wins.status_code == 200
    found = re.search(r"<strong>(\w{4}-\w{4}-\w{4})</strong>", wins.content.decode())
    assert found is not None
    assert Client().post(address, {key: "0", "guess": "1", "alias": "Hoa Sen"}).status_code == 200
    phone = Client().post(address, {key: "1", "guess": "1", "alias": "Gọi 0912345678"})
    assert phone.status_code == 422
    assert "Mèo Con" not in page(Client(), address)
    place = f"{HERE}phieu/{row.pk}/"
    assert "Mèo Con" in page(controller, place)
    told = controller.post(place, {"ma": found[1].lower()}).content.decode()
    assert "hạng 1, “Mèo Con”, 10 điểm" in told
    assert "Không có bài nào mang mã này" in controller.post(place, {"ma": "AAAA"}).content.decode()
    office_clock(at("2022-06-16 08:00"))
    over = page(Client(), address)
    assert over.index("Mèo Con") < over.index("Hoa Sen")
    assert [one.entry.points for one in ranking_of(row)] == [10, 0]
    assert found[1].replace("-", "") not in str(list(ContestEntry.objects.values()))
    assert Client().post(address, {key: "1", "guess": "1", "alias": "Muộn"}).status_code == 422


@pytest.mark.requirement("R-253")
@pytest.mark.parametrize(
    "alias",
    [
        "Lan lớp 5A 0912345678",
        "Đội 1, gọi 0912 345 678",
        "Lan 0.912.345.678",
        "Lan 079.123.456.789",
        "Lan 0/9/1/2/3/4/5/6/7/8",
        "lan@a",
    ],
)
def test_no_number_to_be_called_by_stands_on_a_public_ranking(
    seeded: None, office_clock: SetClock, alias: str
) -> None:
    office_clock(MORNING)
    row = published(Purpose.CONTEST, RIGHT)
    key, address = f"c{row.questions.get().pk}", f"/tham-gia/cuoc-thi/{row.pk}/"
    answer = Client().post(address, {key: "1", "guess": "1", "alias": alias})
    assert answer.status_code == 422
    assert "không ghi số điện thoại" in answer.content.decode()
    assert not ContestEntry.objects.exists()
    assert Client().post(address, {key: "1", "guess": "1", "alias": "Lớp 5A năm 2022"}).status_code == 200


def test_what_is_published_is_not_changed(controller: Client) -> None:
    row = published(Purpose.SURVEY, SCALE)
    place = f"{HERE}phieu/{row.pk}/"
    assert controller.post(f"{place}viec/xoa-cau/", {"cau": row.questions.get().pk}).status_code == 409
    assert controller.post(f"{place}viec/cong-bo/").status_code == 409
    assert controller.post(f"{place}viec/xoa-cau/", {"cau": "x"}).status_code == 404
    assert signed_in(P5, Role.CONTROL).get(place).status_code == 404
    assert row.questions.count() == 1


@pytest.mark.parametrize(
    "end", ["", "?q=%20", "so-lieu/?tu=2022-02-31", "cau-hoi/", "sang-kien/", "phieu/", "999999/"]
)
def test_an_empty_office_has_its_pages(controller: Client, end: str) -> None:
    assert controller.get(HERE + end).status_code == (404 if end.startswith("9") else 200)
    assert Client().get("/tham-gia/").status_code == 200

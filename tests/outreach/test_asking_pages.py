"""Surveys and contests on their pages: built by the office, answered by anybody without a name, summed up."""

import re
from datetime import date

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from motcua.outreach.actions.asking import Drafted, add_question, draft_questionnaire, publish_questionnaire
from motcua.outreach.asking import ranking_of
from motcua.outreach.asking_rules import Asked
from motcua.outreach.models import (
    AnsweredMark,
    ContestEntry,
    Questionnaire,
    SurveyAnswer,
)
from motcua.outreach.terms import AnswerKind, Purpose
from tests.cast import P5, Q11, SetClock, at, colleague
from tests.outreach.test_pages import HERE, MORNING, day, page, sent
from tests.web.staff.desk import signed_in


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

"""People rate the slip they hold, on paper's own words, without a name and without script."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.core import tries
from motcua.core.models import TryCount
from motcua.dossiers.rating_codes import newest_slip
from motcua.feedback.models import Rating
from motcua.feedback.rules import rating_rule
from motcua.feedback.terms import ITEM_LABELS
from motcua.organisation.terms import Role
from motcua.web.staff import paging
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, SetClock, at, received
from tests.web.citizen.reading import text_of
from tests.web.staff.desk import signed_in

pytestmark = pytest.mark.usefixtures("seeded", "nine_in_the_morning")
MORNING = at("2022-05-16 09:00")


def new_slip() -> str:
    slip = newest_slip(received(CERTIFIED_COPY, Q11, MORNING))
    assert slip is not None
    return f"/danh-gia/{slip.code}/"


@pytest.mark.requirement("R-236")
@pytest.mark.requirement("R-237")
@pytest.mark.requirement("R-238")
def test_the_form_asks_the_eight_items_explaining_and_respect_and_names_nobody(client: Client) -> None:
    page = client.get(new_slip())
    said = text_of(page)
    assert not [label for label in ITEM_LABELS.values() if label not in said]
    assert ONG_TU.name not in said
    assert ONG_TU.id_number not in said
    assert "000.00.31" not in said


@pytest.mark.requirement("R-289")
def test_the_code_typed_from_paper_leads_to_the_form_and_the_answer_is_kept_once(client: Client) -> None:
    address = new_slip()
    code = address.split("/")[2]
    typed = client.post("/danh-gia/", {"code": f"{code[:5].lower()} - {code[5:]}"})
    assert typed["Location"] == address
    done = client.post(address, {"satisfaction": "5", "greeting": "3", "words": "Tốt"})
    assert done["Location"] == "/danh-gia/cam-on/"
    assert "Xin cảm ơn" in text_of(client.get("/danh-gia/cam-on/"))
    again = client.post(address, {"satisfaction": "1"})
    assert again.status_code == 410
    assert "đã được đánh giá một lần" in text_of(again)
    assert Rating.objects.get().satisfaction == 5
    assert Rating.objects.get().greeting == 3


def test_without_the_first_answer_it_is_said_what_lacks(client: Client) -> None:
    page = client.post(new_slip(), {"words": "Nhanh"})
    assert page.status_code == 422
    assert "Chọn một trong năm mức hài lòng" in text_of(page)
    assert not Rating.objects.exists()


@pytest.mark.parametrize("wrong", [{"satisfaction": "9"}, {"satisfaction": "5", "smiling": "7"}])
def test_answers_that_do_not_exist_are_not_kept(client: Client, wrong: dict[str, str]) -> None:
    assert client.post(new_slip(), wrong).status_code == 422
    assert not Rating.objects.exists()


def test_personal_data_is_pointed_out_first_and_masked_if_it_is_sent_all_the_same(client: Client) -> None:
    address = new_slip()
    said = {"satisfaction": "2", "words": "Cô Hoa không nghe, gọi 0912345678"}
    told = client.post(address, said)
    assert told.status_code == 422
    assert "Cô [tên] không nghe, gọi [số]" in text_of(told)
    assert not Rating.objects.exists()
    assert client.post(address, {**said, "told": "1"}).status_code == 302
    assert Rating.objects.get().words == "Cô [tên] không nghe, gọi [số]"


def test_markup_in_words_stays_words(client: Client) -> None:
    client.post(new_slip(), {"satisfaction": "1", "words": "<script>alert(1)</script>"})
    page = signed_in(Q11, Role.LEAD).get("/can-bo/danh-gia/muc-thap/")
    assert "<script>alert" not in page.content.decode()
    assert "&lt;script&gt;" in page.content.decode()


def test_too_late_is_said_with_the_last_day(client: Client, office_clock: SetClock) -> None:
    address = new_slip()
    office_clock(MORNING + timedelta(days=rating_rule().usable_days + 1))
    page = client.get(address)
    assert page.status_code == 410
    assert "15/07/2022" in text_of(page)


def test_unknown_codes_get_one_answer_and_guesses_are_few(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "RATINGS_PER_ADDRESS", 3)
    answers = [client.get(f"/danh-gia/{code}/") for code in ("AAAAAAAAAA", "x", "%E2%80%AE" * 9)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({text_of(answer) for answer in answers}) == 1
    waiting = client.get(new_slip())
    assert waiting.status_code == 429
    TryCount.objects.all().delete()
    for _ in range(6):
        assert client.get(new_slip()).status_code == 200


def test_a_known_code_costs_the_same_questions_as_an_unknown_one(client: Client) -> None:
    address = new_slip()
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as unknown:
        client.get("/danh-gia/AAAAAAAAAA/")
    with CaptureQueriesContext(connection) as known:
        client.get(address)
    assert abs(len(known) - len(unknown)) <= 2


def test_every_low_rating_is_reached_page_after_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    for words in ("Nói nhanh quá", "Chờ lâu quá"):
        client.post(new_slip(), {"satisfaction": "2", "words": words})
    head = signed_in(Q11, Role.LEAD)
    first = head.get("/can-bo/danh-gia/muc-thap/")
    second = head.get(first.context["list"].following)
    for words in ("Nói nhanh quá", "Chờ lâu quá"):
        assert (words in text_of(first)) != (words in text_of(second))


@pytest.mark.requirement("R-238")
def test_the_head_reads_the_low_ones_and_says_what_was_done(client: Client) -> None:
    client.post(new_slip(), {"satisfaction": "2", "listening": "1", "words": "Nói nhanh quá"})
    head = signed_in(Q11, Role.LEAD)
    said = text_of(head.get("/can-bo/danh-gia/muc-thap/"))
    assert "Nói nhanh quá" in said
    assert "Luôn lắng nghe: Chưa tốt" in said
    assert "Chưa ghi việc đã làm" in said
    assert ONG_TU.name not in said
    assert "000.00.31" not in said
    rating = Rating.objects.get()
    address = f"/can-bo/danh-gia/muc-thap/{rating.pk}/"
    assert head.post(address, {"text": ""}).status_code == 409
    assert head.post(address, {"text": "Đã nhắc nói chậm lại."}).status_code == 302
    assert "Đã nhắc nói chậm lại." in text_of(head.get("/can-bo/danh-gia/muc-thap/"))


@pytest.mark.requirement("R-289")
def test_who_handles_dossiers_sees_figures_but_no_single_rating(client: Client) -> None:
    client.post(new_slip(), {"satisfaction": "1", "words": "Chờ rất lâu"})
    clerk = signed_in(Q11, Role.RECEIVE)
    assert clerk.get("/can-bo/danh-gia/muc-thap/").status_code == 403
    assert clerk.get(f"/can-bo/danh-gia/muc-thap/{Rating.objects.get().pk}/").status_code == 403
    figures = text_of(clerk.get("/can-bo/danh-gia/"))
    assert "Chờ rất lâu" not in figures
    assert "ít phiếu" in figures


@pytest.mark.requirement("R-287")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_figures_leave_as_a_file(client: Client, kind: str) -> None:
    client.post(new_slip(), {"satisfaction": "5"})
    made = signed_in(Q11, Role.LEAD).get(f"/can-bo/danh-gia/tai.{kind}")
    assert made.status_code == 200
    assert len(made.content) > 100


@pytest.mark.requirement("R-236")
def test_the_staff_guidance_names_the_four_phrases() -> None:
    said = text_of(signed_in(Q11, Role.RECEIVE).get("/can-bo/ung-xu/"))
    assert not [word for word in ("Xin chào", "Xin lỗi", "Xin cảm ơn", "Xin phép") if word not in said]


@pytest.mark.requirement("R-289")
def test_after_the_result_the_desk_shows_the_code_of_the_last_slip() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    slip = newest_slip(dossier)
    assert slip is not None
    page = signed_in(Q11, Role.RECEIVE).get(f"/can-bo/ho-so/{dossier}/moi-danh-gia/")
    assert f"{slip.code[:5]}-{slip.code[5:]}" in text_of(page)
    assert "<svg" in page.content.decode()

"""Who holds the slip sees how the dossier stands; nobody else sees anything."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.core import tries
from motcua.core.models import TryCount
from motcua.core.tries import WINDOW
from motcua.dossiers.models import Dossier, Intake
from motcua.dossiers.queries import track
from motcua.dossiers.terms import Act, IntakeState, State
from motcua.organisation.terms import Role
from motcua.web.citizen.tracking_words import INTAKE_WORDS, STEP_WORDS, WORDS
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, SetClock, at, do, received, try_to_receive
from tests.web.citizen.reading import Response, text_of

pytestmark = pytest.mark.usefixtures("seeded", "nine_in_the_morning")
PAGE, SLIP = "/tra-cuu/", "/tra-cuu/phieu/{}/"
MORNING = at("2022-05-16 09:00")
PERSONAL = (ONG_TU.name, ONG_TU.id_number, "912345678", ONG_TU.address)


def look(client: Client, code: str, secret: str) -> Response:
    return client.post(PAGE, {"code": code, "secret": secret})


def follow(client: Client, dossier: Dossier | Intake) -> str:
    """What the holder reads."""
    page = look(client, str(dossier), dossier.secret)
    assert page.status_code == 200
    return text_of(page)


@pytest.mark.requirement("R-294")
def test_the_holder_reads_state_due_time_and_history(client: Client):
    said = follow(client, received(CERTIFIED_COPY, Q11, MORNING))
    assert "Cơ quan đã nhận đủ hồ sơ và đang giải quyết." in said
    assert "chậm nhất 17 giờ, hôm nay, thứ Hai, ngày 16/05/2022" in said
    assert "Ông/bà chưa phải làm gì." in said
    assert "Cơ quan đã tiếp nhận hồ sơ 09:00 ngày 16/05/2022" in said


@pytest.mark.requirement("R-294")
def test_the_page_follows_the_dossier_to_the_hand_over(client: Client, office_clock: SetClock):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    trip = [
        (Act.APPRAISE, Role.APPRAISE, "đang chờ lãnh đạo ký"),
        (Act.APPROVE, Role.APPROVE, "Lãnh đạo đã ký, đang chờ đóng dấu."),
        (Act.STAMP, Role.SEAL, "Đã có kết quả. Mời ông/bà mang giấy tiếp nhận"),
        (Act.RETURN_RESULT, Role.RETURN, "Đã trả kết quả."),
    ]
    for minute, (act, role, words) in enumerate(trip, start=1):
        do(act, dossier, role, at(f"2022-05-16 09:{minute:02}"))
        office_clock(at("2022-05-16 09:30"))
        assert words in follow(client, dossier)


@pytest.mark.requirement("R-295")
@pytest.mark.requirement("R-294")
def test_the_page_holds_no_name_number_phone_or_address_and_no_name_of_staff(client: Client):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    step = dossier.steps.get()
    page = look(client, str(dossier), dossier.secret).content.decode()
    assert not [word for word in (*PERSONAL, step.actor_name) if word in page]


@pytest.mark.requirement("R-035")
def test_the_papers_that_lack_are_named_with_the_reason(client: Client):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    component = dossier.version.components.filter(mandatory=True)[0]
    do(
        Act.ASK_SUPPLEMENT,
        dossier,
        Role.APPRAISE,
        at("2022-05-16 10:00"),
        items=[{"key": component.key, "why": "Bản chính mờ, không đọc được số"}],
        reason="Cần bản rõ hơn",
    )
    said = follow(client, dossier)
    assert "Hồ sơ còn thiếu giấy tờ." in said
    assert f"{component.name} Vì: Bản chính mờ, không đọc được số" in said
    assert "Cần bản rõ hơn" in said
    assert "Hẹn trả kết quả" not in said


@pytest.mark.rule("promises 18")
def test_where_the_clock_never_stops_the_page_does_not_say_that_it_does(client: Client):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    type(dossier.version).objects.filter(pk=dossier.version_id).update(after_supplement="continue")
    key = dossier.version.components.filter(mandatory=True)[0].key
    items = [{"key": key, "why": "Bản chính mờ"}]
    do(Act.ASK_SUPPLEMENT, dossier, Role.APPRAISE, at("2022-05-16 10:00"), items=items)
    said = follow(client, dossier)
    assert "Thời hạn vẫn tính như đã hẹn." in said
    assert "chậm nhất 17 giờ, hôm nay" in said


@pytest.mark.requirement("R-035")
def test_an_intake_says_what_to_bring_and_gives_its_slip_again(client: Client):
    intake = try_to_receive(CERTIFIED_COPY, Q11, MORNING, components=()).intake
    assert intake is not None
    said = follow(client, intake)
    assert "Chưa đủ giấy tờ nên cơ quan chưa nhận hồ sơ." in said
    assert "Phiếu yêu cầu bổ sung" in said
    slip = client.post(SLIP.format("02"), {"code": intake.number, "secret": intake.secret})
    assert slip.status_code == 200
    assert slip.content.startswith(b"%PDF-")


def test_a_slip_is_given_to_its_holder_only_and_never_the_control_slip(client: Client):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    mine = {"code": str(dossier), "secret": dossier.secret}
    assert client.post(SLIP.format("01"), mine).content.startswith(b"%PDF-")
    assert client.post(SLIP.format("01"), mine | {"secret": "AAAAAAAA"}).status_code == 404
    for number in ("02", "05", "06", "control", "99"):
        assert client.post(SLIP.format(number), mine).status_code == 404
    assert client.get(SLIP.format("01")).status_code == 405


def test_a_dossier_past_its_hour_is_said_to_be_late(client: Client, office_clock: SetClock):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    office_clock(at("2022-05-16 17:00"))
    assert "Đã quá giờ hẹn" not in follow(client, dossier)
    office_clock(at("2022-05-16 17:01"))
    assert "Đã quá giờ hẹn" in follow(client, dossier)


@pytest.mark.requirement("R-294")
def test_a_wrong_code_and_a_wrong_secret_give_one_same_answer(client: Client):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    wrong_secret = look(client, str(dossier), "AAAAAAAA")
    wrong_code = look(client, "000.00.31.H29-220516-9999", dossier.secret)
    assert (wrong_secret.status_code, wrong_code.status_code) == (404, 404)
    assert text_of(wrong_secret) == text_of(wrong_code)
    assert "đã nhận" not in text_of(wrong_secret)


@pytest.mark.parametrize("change", [str.lower, lambda text: " ".join(text), lambda text: f" {text} "])
def test_code_and_secret_are_understood_however_they_are_typed(client: Client, change: Callable[[str], str]):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    assert look(client, change(str(dossier)), change(dossier.secret)).status_code == 200


@pytest.mark.requirement("R-294")
def test_after_ten_wrong_secrets_a_code_is_closed_for_a_while_even_to_the_right_one(client: Client):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    answers = [look(client, str(dossier), "AAAAAAAA").status_code for _ in range(tries.TRIES_PER_CODE)]
    assert set(answers) == {404}
    closed = look(client, str(dossier), dossier.secret)
    assert closed.status_code == 429
    assert 0 < int(closed["Retry-After"]) <= WINDOW.total_seconds()
    TryCount.objects.update(since=F("since") - WINDOW)
    assert look(client, str(dossier), dossier.secret).status_code == 200


@pytest.mark.requirement("R-294")
def test_nobody_can_keep_a_holder_out_by_guessing_from_elsewhere(client: Client):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    for _ in range(tries.TRIES_PER_CODE + 1):
        closed = client.post(PAGE, {"code": str(dossier), "secret": "AAAAAAAA"}, REMOTE_ADDR="203.0.113.7")
    assert closed.status_code == 429
    assert look(client, str(dossier), dossier.secret).status_code == 200


@pytest.mark.requirement("R-294")
def test_a_wrong_code_is_answered_by_the_same_work_as_a_wrong_secret():
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    asked = []
    for code in (str(dossier), "000.00.31.H29-220516-9999"):
        with CaptureQueriesContext(connection) as queries:
            assert track(code, "AAAAAAAA") is None
        asked.append([query["sql"].split("WHERE")[0] for query in queries])
    assert asked[0] == asked[1]
    assert len(asked[0]) == 2
    assert track("000.00.31.H29-220516-9999", "00000000") is None


@pytest.mark.requirement("R-294")
def test_an_address_may_not_try_many_codes(client: Client):
    for number in range(tries.TRIES_PER_ADDRESS):
        assert look(client, f"000.00.31.H29-220516-{number:04}", "AAAAAAAA").status_code == 404
    assert look(client, "000.00.31.H29-220516-9999", "AAAAAAAA").status_code == 429


def test_right_answers_do_not_count_as_tries(client: Client):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    for _ in range(tries.TRIES_PER_CODE + 2):
        assert look(client, str(dossier), dossier.secret).status_code == 200


def test_tries_keep_neither_address_nor_code(client: Client):
    look(client, "000.00.31.H29-220516-0001", "AAAAAAAA")
    kept = list(TryCount.objects.values_list("key", flat=True))
    assert len(kept) == 2
    assert all(len(key) == 64 for key in kept)


def test_an_address_with_code_and_secret_in_it_is_not_answered(client: Client):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    page = client.get(PAGE, {"code": str(dossier), "secret": dossier.secret})
    assert (page.status_code, page["Location"]) == (302, PAGE)
    posted = client.post(f"{PAGE}?code={dossier}", {"code": str(dossier), "secret": dossier.secret})
    assert (posted.status_code, posted["Location"]) == (302, PAGE)


def test_what_lacks_in_the_form_is_named_at_its_field(client: Client):
    page = look(client, "", "")
    assert page.status_code == 422
    assert "Nhập mã hồ sơ in trên giấy tiếp nhận" in text_of(page)
    assert "Nhập mã tra cứu in trên giấy tiếp nhận" in text_of(page)
    assert look(client, "H" * 20_000, "AAAAAAAA").status_code == 422


def test_the_answer_is_kept_by_no_cache(client: Client):
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    assert "no-store" in look(client, str(dossier), dossier.secret)["Cache-Control"]


def test_every_state_and_every_act_has_words_for_people():
    assert set(State) - {State.READY} <= set(WORDS)
    assert set(Act) <= set(STEP_WORDS)
    assert set(IntakeState) == set(INTAKE_WORDS) | {IntakeState.REFUSED}

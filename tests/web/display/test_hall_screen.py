"""What does the screen of a hall show, say and play?"""

import io
import json
import re
import wave
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit
from motcua.organisation.terms import Role
from motcua.outreach.films import left_out
from motcua.queueing.actions.arriving import arrive
from motcua.queueing.actions.serving import finish, miss, recall, start
from motcua.queueing.models import Ticket
from motcua.queueing.recordings import MADE
from motcua.web.display.hall import HallState, desk_on, state_of
from tests.cast import Q11, SetClock, colleague
from tests.queueing.booking import TUESDAY_NINE, bookable, booked
from tests.queueing.hall import MORNING, call, clerk, counter, desk_of, sit_down, take
from tests.queueing.test_recordings import lay_voice

pytestmark = pytest.mark.usefixtures("seeded")
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _folders(settings: Settings, tmp_path: Path) -> None:
    """A voice, and a folder for films."""
    lay_voice(tmp_path / "giong-doc" / MADE)
    settings.VOICE_FOLDER = tmp_path / "giong-doc"
    settings.FILM_FOLDER = tmp_path / "phim"


def state(moment=MORNING) -> HallState:
    desk = desk_on(desk_of().pk, moment)
    assert desk is not None
    return state_of(desk, moment)


def shown(of: HallState) -> list[tuple[str, str]]:
    """Codes and counters in the list of calls, as read."""
    return re.findall(r"__code\">([^<]+)<.*?</span> (\d+)</td>", of.html, re.DOTALL)


def page(client: Client, **asked: str) -> str:
    return client.get(f"/man-hinh/sanh/{desk_of().pk}/", asked).content.decode()


def called_at(number: int, moment=MORNING) -> Ticket:
    ticket = call(counter(number), moment)
    assert ticket is not None
    return ticket


# What is shown ------------------------------------------------------------------------------------


def test_the_screen_shows_who_is_called_where_and_who_is_next(client: Client, office_clock: SetClock):
    for _ in range(3):
        take("A")
    take("B", phone="0912345678")
    sit_down(3)
    called_at(3)
    office_clock(MORNING)
    said = page(client)
    assert shown(state()) == [("A001", "3")]
    assert re.findall(r"<li>([AB]\d+)</li>", said) == ["A002", "A003", "B001"]
    assert "3 người đang chờ" in said
    assert "0912345678" not in said


def test_who_booked_under_their_name_is_a_number_on_the_screen(client: Client, office_clock: SetClock):
    said_to = {"procedure": "", "group_id": bookable(Q11, moment=MORNING).pk, "channel": "phone"}
    one = booked(TUESDAY_NINE, actor=clerk(), moment=MORNING, desk_id=desk_of().pk, **said_to)
    ticket = arrive(appointment_id=one.pk, actor=None, at=TUESDAY_NINE).ticket
    assert ticket is not None
    sit_down(3, moment=TUESDAY_NINE)
    office_clock(TUESDAY_NINE)
    for said in (page(client), _called_and_shown(client)):
        assert ticket.code in said
        for known in (one.name, one.phone, one.number, one.secret, ticket.secret):
            assert known
            assert known not in said


def _called_and_shown(client: Client) -> str:
    called_at(3, TUESDAY_NINE)
    return page(client)


def test_nobody_called_and_nobody_waiting_is_said_in_words(client: Client, office_clock: SetClock):
    office_clock(MORNING)
    said = page(client)
    assert "Chưa có số nào đang được gọi." in said
    assert "Không còn ai chờ. Mời ông/bà lấy số." in said


@pytest.mark.requirement("R-300")
def test_the_promise_and_the_cut_off_of_today_stand_beside_the_calls(client: Client, office_clock: SetClock):
    office_clock(MORNING)
    said = page(client)
    assert said.count("Nộp đủ hồ sơ chậm nhất 15 giờ, nhận kết quả trong ngày.") == 1
    assert "ngay trong ngày&quot; - Quận 11 · Theo quy định của pháp luật" in said
    office_clock(MORNING - timedelta(days=1))
    assert "Hôm nay không tiếp người dân" in page(client)


def test_a_screen_unplugged_for_an_hour_shows_only_what_is_true_now():
    for _ in range(3):
        take("A")
    there = sit_down(3)
    done = called_at(3)
    start(public_id=done.public_id, actor=clerk(), at=MORNING)
    before = state()
    finish(public_id=done.public_id, actor=clerk(), at=MORNING)
    absent = called_at(3)
    miss(public_id=absent.public_id, actor=clerk(), at=MORNING + 60 * SECOND)
    call(there, MORNING + 70 * SECOND)
    after = state(MORNING + timedelta(hours=1))
    assert (shown(before), shown(after)) == ([("A001", "3")], [("A003", "3")])
    assert after.calls == (), "an hour old: shown, not spoken any more"
    assert state(MORNING + timedelta(days=1)).calls == ()
    assert shown(state(MORNING + timedelta(days=1))) == []


# What is spoken -----------------------------------------------------------------------------------


def test_two_calls_at_once_are_told_in_their_order_and_a_call_again_is_a_new_one():
    for _ in range(2):
        take("A")
    sit_down(2)
    other = clerk_of_other_counter()
    first = called_at(2)
    second = call(counter(3), actor=other)
    assert second is not None
    told = state().calls
    assert [(one.code, one.counter) for one in told] == [("A001", 2), ("A002", 3)]
    assert told[0].event < told[1].event
    recall(public_id=first.public_id, actor=clerk(), at=MORNING + 20 * SECOND)
    again = state(MORNING + 21 * SECOND).calls
    assert [one.code for one in again] == ["A002", "A001"]
    assert again[-1].event > told[-1].event
    assert again[-1].again


def clerk_of_other_counter() -> Actor:
    """A second official of the desk, at counter 3."""
    one = clerk()
    other = replace(colleague(Role.APPRAISE, Q11, MORNING), roles=one.roles, seats=one.seats, own_desk=True)
    sit_down(3, actor=other)
    return other


def test_who_has_come_to_the_counter_is_not_called_any_more():
    take("A")
    sit_down(3)
    ticket = called_at(3)
    assert [one.said for one in state().calls] == ["Mời ông/bà có số thứ tự a không không một đến quầy số ba"]
    start(public_id=ticket.public_id, actor=clerk(), at=MORNING)
    assert state().calls == ()
    assert shown(state()) == [("A001", "3")]


def test_a_call_is_served_as_one_sound_that_browsers_keep(client: Client, office_clock: SetClock):
    take("A")
    sit_down(3)
    called_at(3)
    office_clock(MORNING)
    address = state().calls[0].voice
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "audio/wav")
    assert "max-age=86400" in answer.headers["Cache-Control"]
    with wave.open(io.BytesIO(answer.content)) as sound:
        assert sound.getnframes() > 0


@pytest.mark.parametrize(
    "address",
    ["A042/3x", "..%2F..%2Fx/3", "A%00/3", "%3Cb%3E/3", "A" * 30 + "/3", "A1/99999", "---/3"],
)
def test_what_is_no_call_has_no_sound(client: Client, address: str):
    assert client.get(f"/man-hinh/loi-goi/{address}.wav").status_code in {400, 404}


def test_without_a_voice_calls_are_shown_and_nothing_is_promised(
    client: Client, settings: Settings, tmp_path: Path
):
    settings.VOICE_FOLDER = tmp_path / "nothing"
    take("A")
    sit_down(3)
    called_at(3)
    assert [one.voice for one in state().calls] == [""]
    assert client.get("/man-hinh/loi-goi/A001/3.wav").status_code == 404


# How it hears -------------------------------------------------------------------------------------


def test_the_same_words_stand_in_the_page_and_in_what_is_asked_for(client: Client, office_clock: SetClock):
    take("A")
    sit_down(3)
    called_at(3)
    office_clock(MORNING)
    answer = client.get(f"/man-hinh/sanh/{desk_of().pk}/hien-tai/")
    told = json.loads(answer.content)
    assert answer.headers["Cache-Control"] == "no-store"
    assert told["html"] in page(client)
    assert "\n" not in answer.content.decode(), "one line: an event of a stream ends at a line's end"
    assert f'data-release="{told["release"]}"' in page(client)


def test_the_state_has_another_name_only_when_something_shown_changed():
    take("A")
    first, later = state(), state(MORNING + SECOND)
    take("A")
    assert first.id == later.id != state().id


@pytest.mark.parametrize(
    ("setting", "host", "where", "allowed"),
    [
        ("", "localhost", "", ""),
        ("/live/", "localhost", "/live/sanh/{}/", ""),
        (":8001", "localhost:8000", "http://localhost:8001/live/sanh/{}/", "http://localhost:8001"),
        (":8001", "[::1]:8000", "http://[::1]:8001/live/sanh/{}/", "http://[::1]:8001"),
        (":8001", "127.0.0.1", "http://127.0.0.1:8001/live/sanh/{}/", "http://127.0.0.1:8001"),
    ],
)
def test_the_page_may_listen_where_it_is_told_to_and_nowhere_else(
    client: Client, settings: Settings, office_clock: SetClock, setting, host, where, allowed
):
    office_clock(MORNING)
    settings.LIVE_ADDRESS = setting
    answer = client.get(f"/man-hinh/sanh/{desk_of().pk}/", headers={"host": host})
    assert f'data-live="{where.format(desk_of().pk)}"' in answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    assert re.search(r"connect-src ([^;]*)", policy)[1] == f"'self' {allowed}".strip()  # type: ignore[index]


def test_without_script_the_page_renews_itself_and_asks_nothing(client: Client, office_clock: SetClock):
    office_clock(MORNING)
    said = page(client)
    assert '<noscript><meta http-equiv="refresh" content="20"></noscript>' in said
    assert "<form" not in said
    assert "data-silent" not in said
    assert "data-silent" in page(client, tieng="khong")


@pytest.mark.parametrize("desk", ["0", "999999", "99999999999999999999"])
def test_a_desk_that_is_not_there_has_no_screen(client: Client, desk: str):
    assert client.get(f"/man-hinh/sanh/{desk}/").status_code == 404
    assert client.get(f"/man-hinh/sanh/{desk}/hien-tai/").status_code == 404


def test_a_desk_that_ended_has_no_screen_and_is_not_offered(client: Client, office_clock: SetClock):
    ended = OneStopUnit.objects.filter(unit_id=Q11).get()
    office_clock(MORNING)
    assert f'/man-hinh/sanh/{ended.pk}/"' in client.get("/man-hinh/sanh/").content.decode()
    ended.valid_to = MORNING.date()
    ended.save()
    assert client.get(f"/man-hinh/sanh/{ended.pk}/").status_code == 404
    assert f'/man-hinh/sanh/{ended.pk}/"' not in client.get("/man-hinh/sanh/").content.decode()


def test_a_state_costs_few_questions(django_assert_max_num_queries):
    for _ in range(10):
        take("A")
    sit_down(3)
    called_at(3)
    state()
    with django_assert_max_num_queries(8):
        state()


# Films --------------------------------------------------------------------------------------------


def lay_film(folder: Path, name: str, *, words: str | None = "WEBVTT\n\n00:00.000 --> 00:02.000\nXin chào\n"):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(bytes(range(256)) * 10_000)
    if words is not None:
        (folder / name).with_suffix(".vtt").write_text(words, "utf-8")


def test_films_of_the_unit_and_for_all_are_played_when_they_have_subtitles(
    client: Client, settings: Settings
):
    lay_film(settings.FILM_FOLDER / Q11, "Khai sinh.mp4")
    lay_film(settings.FILM_FOLDER / "chung", "Nộp trực tuyến.webm")
    lay_film(settings.FILM_FOLDER / "chung", "Không phụ đề.webm", words=None)
    lay_film(settings.FILM_FOLDER / "chung", "Phụ đề lạ.webm", words="1\n00:00:01,000 --> 00:00:02,000\n")
    lay_film(settings.FILM_FOLDER / "hcmc.q11.p5", "Của nơi khác.mp4")
    assert [film.name for film in state().films] == ["Khai sinh", "Nộp trực tuyến"]
    assert left_out(Q11) == [
        "Không phụ đề.webm: thiếu phụ đề Không phụ đề.vtt",
        "Phụ đề lạ.webm: phụ đề Phụ đề lạ.vtt không phải WebVTT",
    ]
    words = client.get(state().films[0].words_address)
    assert words.headers["Content-Type"].startswith("text/vtt")
    assert "Xin chào" in words.content.decode()


def test_a_film_is_given_in_pieces_so_that_a_slow_screen_holds_up_no_page(client: Client, settings: Settings):
    lay_film(settings.FILM_FOLDER / "chung", "phim.mp4")
    address, size = state().films[0].address, 2_560_000
    ranges = [None, "bytes=0-", "bytes=2000000-", "bytes=10-19", f"bytes={size}-", "bytes=0-1,5-6"]
    answers = [client.get(address, headers={"range": asked} if asked else {}) for asked in ranges]
    assert [(answer.status_code, len(answer.content)) for answer in answers] == [
        (206, 1_000_000),
        (206, 1_000_000),
        (206, 560_000),
        (206, 10),
        (416, 0),
        (206, 1_000_000),
    ]
    assert answers[2].headers["Content-Range"] == f"bytes 2000000-2559999/{size}"
    assert answers[3].content == bytes(range(10, 20))
    whole = b"".join(
        client.get(address, headers={"range": f"bytes={first}-"}).content
        for first in (0, 1_000_000, 2_000_000)
    )
    assert whole == bytes(range(256)) * 10_000


@pytest.mark.parametrize(
    "address",
    [
        "chung/secret.txt",
        "chung/..%2Fsecret.txt",
        "../secret.txt",
        "..%2F/secret.txt",
        "./phim.mp4",
        "chung/x.mp4",
    ],
)
def test_nothing_else_of_the_folder_is_given_out(client: Client, settings: Settings, address: str):
    lay_film(settings.FILM_FOLDER / "chung", "phim.mp4")
    (settings.FILM_FOLDER / "chung" / "secret.txt").write_text("x")
    (settings.FILM_FOLDER / "secret.txt").write_text("x")
    (settings.FILM_FOLDER / "chung" / "x.mp4").symlink_to(settings.FILM_FOLDER / "secret.txt")
    (settings.FILM_FOLDER / "chung" / "x.vtt").write_text("WEBVTT\n")
    assert client.get(f"/man-hinh/phim/{address}").status_code == 404

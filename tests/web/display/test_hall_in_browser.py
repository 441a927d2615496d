"""The screen of a hall in a real browser: calls come by themselves and are spoken in order; a cut line is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from config import clock
from motcua.queueing.actions.serving import recall
from motcua.queueing.recordings import MADE
from tests.browsing import barriers, guide_picture, screenshot
from tests.cast import SetClock
from tests.queueing.hall import MORNING, call, clerk, counter, desk_of, sit_down, take
from tests.queueing.test_recordings import lay_voice
from tests.web.display.test_hall_screen import clerk_of_other_counter, lay_film
from tests.web.live.listeners import live_process

pytestmark = [pytest.mark.needs_chromium, pytest.mark.timeout(600)]
PATIENCE = 60_000  # milliseconds; a bound, nothing is measured
_NOTE_WHAT_IS_SAID = """
    window.said = [];
    addEventListener("DOMContentLoaded", () => {
        const place = document.getElementById("live"), note = () => place.textContent && said.push(place.textContent);
        note();
        new MutationObserver(note).observe(place, { childList: true });
    });
"""
GUIDE = Path(__file__).resolve().parents[3] / "docs" / "huong-dan" / "anh-man-hinh"
PICTURES = {"lying": "nam-ngang", "upright": "dung-dung"}
SIZES = {"lying": (1920, 1080), "small": (1280, 800), "upright": (1080, 1920)}


@pytest.fixture
def live(site: str, settings: Settings, tmp_path: Path, office_clock: SetClock) -> Iterator[str]:
    """Pages that send their screens to the live process; both stand in the morning of the tests of the hall."""
    lay_voice(tmp_path / "giong-doc" / MADE, length=2_000)
    settings.VOICE_FOLDER = tmp_path / "giong-doc"
    settings.FILM_FOLDER = tmp_path / "phim"
    clock.keep_shift(tmp_path, clock.Shift(shown_at=MORNING, real_at=clock.real_now()))
    office_clock(MORNING)
    with live_process(tmp_path) as address:
        settings.LIVE_ADDRESS = ":" + address.rpartition(":")[2]
        yield address


def test_calls_appear_by_themselves_and_are_spoken_one_after_the_other(page: Page, live: str):
    for _ in range(12):
        take("A")
    sit_down(2)
    other = clerk_of_other_counter()
    first = call(counter(2), clock.now())
    assert first is not None
    page.add_init_script(_NOTE_WHAT_IS_SAID)
    page.goto(f"/man-hinh/sanh/{desk_of().pk}/", timeout=PATIENCE)
    button = page.get_by_role("button", name="Bật tiếng gọi số")
    expect(button).to_be_visible(timeout=PATIENCE)  # this browser wants a touch before it speaks
    button.click()
    call(counter(3), clock.now(), actor=other)
    expect(page.get_by_role("row", name="A002")).to_contain_text("Quầy 3", timeout=PATIENCE)
    recall(public_id=first.public_id, actor=clerk(), at=clock.now())
    for _ in range(PATIENCE // 500):
        if len(page.evaluate("said")) >= 3:
            break
        page.wait_for_timeout(500)
    assert [said.replace("Mời ông/bà có số thứ tự a ", "") for said in page.evaluate("said")] == [
        "không không một đến quầy số hai",
        "không không hai đến quầy số ba",
        "không không một đến quầy số hai",
    ]
    expect(button).to_be_hidden()
    looked_at(page)


def looked_at(page: Page) -> None:
    """Clean for axe, nothing cut at the side, and a picture of each size of screen."""
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert barriers(page) == [], name
        screenshot(page, f"hall-screen-{name}", whole=False)
        if name in PICTURES:  # at half size
            guide_picture(page, GUIDE / f"{PICTURES[name]}.webp", tallest=height, scale=0.5)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


_NOTE_FILMS = """
    window.happened = [];
    for (const act of ["play", "pause"]) {
        const real = HTMLMediaElement.prototype[act];
        HTMLMediaElement.prototype[act] = function () {
            if (this instanceof HTMLVideoElement) happened.push(act);
            return real.call(this);
        };
    }
    addEventListener("DOMContentLoaded", () => {
        const place = document.getElementById("live");
        new MutationObserver(() => happened.push(place.textContent)).observe(place, { childList: true });
    });
"""
_FILM = """() => {
    const film = document.querySelector("#hall-film video"), words = film.querySelector("track");
    return [film.muted, words.kind, words.srclang, words.track.mode, decodeURI(new URL(words.src).pathname)];
}"""


def test_guide_films_with_subtitles_run_between_calls_and_stand_still_while_a_number_is_called(
    page: Page, live: str, settings: Settings
):
    lay_film(settings.FILM_FOLDER / "chung", "Khai sinh.mp4")
    take("A")
    sit_down(3)
    page.add_init_script(_NOTE_FILMS)
    page.route("**/man-hinh/phim/**", lambda _route: None)  # a film that is still being fetched
    page.goto(f"/man-hinh/sanh/{desk_of().pk}/?tieng=khong", timeout=PATIENCE, wait_until="commit")
    expect(page.locator("#hall-film")).to_contain_text("Khai sinh", timeout=PATIENCE)
    subtitles = "/man-hinh/phim/chung/Khai sinh.vtt"
    assert page.evaluate(_FILM) == [True, "subtitles", "vi", "showing", subtitles]
    call(counter(3), clock.now())
    called = "Mời ông/bà có số thứ tự a không không một đến quầy số ba"
    happened: list[str] = []
    for _ in range(PATIENCE // 500):
        happened = page.evaluate("happened")
        if called in happened[:-1]:
            break
        page.wait_for_timeout(500)
    place = happened.index(called)
    assert "play" in happened[:place]
    assert (happened[place - 1], happened[place + 1]) == ("pause", "play")


def test_a_cut_line_is_told_numbers_are_hidden_and_all_comes_back_by_itself(page: Page, live: str):
    take("A")
    take("A")
    sit_down(3)
    page.clock.install()
    page.goto(f"/man-hinh/sanh/{desk_of().pk}/?tieng=khong", timeout=PATIENCE)
    page.route("**/hien-tai/", _cut)
    page.route("**/live/**", _cut)
    page.evaluate("dispatchEvent(new Event('pagehide'))")  # the stream ends
    page.clock.fast_forward(60_000)
    page.clock.run_for(10_000)
    lost = page.get_by_role("alert")
    expect(lost).to_contain_text("Mất kết nối", timeout=PATIENCE)
    expect(page.get_by_role("heading", name="Mời đến quầy")).to_be_hidden()
    call(counter(3), clock.now())  # while nobody sees it
    page.unroute("**/hien-tai/", _cut)
    page.clock.run_for(30_000)
    expect(lost).to_be_hidden(timeout=PATIENCE)
    expect(page.get_by_role("row", name="A001")).to_contain_text("Quầy 3")


def _cut(route: Route) -> None:
    route.abort()

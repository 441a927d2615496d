"""How does a test walk through the pages? A real browser against a server of its own, on this machine only."""

import base64
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from django.urls import get_resolver
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

SCREENSHOTS = Path(__file__).resolve().parents[1] / "build" / "screenshots"
PATIENCE = 30_000  # ms; a machine that does several things at once is given time
# The same engine without a window of its own takes less than half of the work where the system has it.
PROGRAMS = ("chromium-headless-shell", "chromium")
_AXE = Axe()
_FAULTS_ONLY = {"resultTypes": ["violations"]}
# A press that leaves the page says so at once, before the browser has asked for the next one.
_SAYS_WHEN_IT_IS_LEFT = """
addEventListener("submit", event => {
  const target = event.submitter?.formTarget || event.target.target;
  if (!target && !event.defaultPrevented) document.documentElement.dataset.left = "";
});
addEventListener("click", event => {
  const link = event.target.closest?.("a[href]");
  const leads = link && !link.target && !link.hasAttribute("download") && !link.getAttribute("href").startsWith("#");
  if (leads && !event.defaultPrevented) document.documentElement.dataset.left = "";
});
"""
_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def site(seeded_alone: None) -> Iterator[str]:
    """The address of the product, served to a browser from a seeded office of the test's own."""
    _ = get_resolver().url_patterns  # all pages are loaded before a browser waits for the first
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser a process; tests that use it carry the mark needs_chromium.

    While its driver's loop runs, Django looks for the connections of this thread in another place. One that was open
    before would be out of everybody's reach, and a database that somebody is connected to cannot be copied.
    """
    connections.close_all()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver's loop runs in the test's own thread
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=program, args=list(_QUIET))
        expect.set_options(timeout=PATIENCE)
        yield running
        running.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Page]:
    """A fresh desktop window on the site; after a failed test its picture lies in build/screenshots."""
    context = prepared(
        browser.new_context(
            base_url=site,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": 1280, "height": 900},
        )
    )
    window = context.new_page()
    yield window
    if getattr(request.node, "failed", False):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.name)
        window.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
    context.close()


def prepared(context: BrowserContext) -> BrowserContext:
    """A context whose pages are waited for with the tests' patience and can be asked whether they have `arrived`."""
    context.set_default_timeout(PATIENCE)
    context.add_init_script(_SAYS_WHEN_IT_IS_LEFT)
    return context


def arrived(page: Page) -> None:
    """What was pressed last has led where it leads: the page that stands there is whole."""
    page.locator("html:not([data-left])").wait_for(state="attached")
    page.wait_for_load_state()


def barriers(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """What axe finds that keeps somebody from reading or using the page; none, it is hoped."""
    arrived(page)
    found = _AXE.run(page, options=options or _FAULTS_ONLY).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]


def screenshot(page: Page, name: str, *, whole: bool = True) -> None:
    """A picture of the page in build/screenshots for somebody to look at, where asked for (MOTCUA_SCREENSHOTS=1).

    Nothing is judged by it, and taking one costs as much as opening the page.
    """
    if os.environ.get("MOTCUA_SCREENSHOTS") == "1":
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)


def guide_picture(page: Page, file: Path, *, tallest: int, quality: int = 60, scale: float = 1) -> None:
    """A picture for a guide, kept when pictures are renewed (MOTCUA_PICTURES=1)."""
    if os.environ.get("MOTCUA_PICTURES") == "1":
        take_picture(page, file, tallest=tallest, quality=quality, scale=scale)


def take_picture(page: Page, file: Path, *, tallest: int, quality: int = 60, scale: float = 1) -> None:
    """The page as wide as its window and whole in its height, but no taller than said (pixels); WebP."""
    page.evaluate("document.fonts.ready")
    shape = page.viewport_size
    assert shape is not None
    height = min(page.evaluate("document.documentElement.scrollHeight"), tallest)
    camera = page.context.new_cdp_session(page)
    clip = {"x": 0, "y": 0, "width": shape["width"], "height": height, "scale": scale}
    wanted = {"format": "webp", "quality": quality, "clip": clip, "captureBeyondViewport": True}
    made = camera.send("Page.captureScreenshot", wanted)
    camera.detach()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(base64.b64decode(made["data"]))


def tick(box: Locator) -> None:
    """Tick a box or choose a button with the keyboard.

    A press of the mouse goes to a place on the screen; a page that settles after its window changed moves the box away.
    """
    if not box.is_checked():
        box.press("Space")
    expect(box).to_be_checked()

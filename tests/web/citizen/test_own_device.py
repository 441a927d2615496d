"""Filing online can be installed on a personal phone: what the browser asks for is there and says what is true."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.cast import BINH_THOI
from tests.citizens import citizen, signed_in
from tests.filing_online import FLOW, MONDAY

pytestmark = pytest.mark.usefixtures("seeded", "monday")
_LINK = re.compile(r'<link rel="manifest" href="([^"]+)">')
_QUOTED = re.compile(r'"(/[^"]*)"')


@pytest.fixture
def monday(office_clock: Callable[[datetime], None]) -> None:
    office_clock(MONDAY)


def here() -> Client:
    return signed_in(Client(), citizen(moment=MONDAY), moment=MONDAY)


def manifest(client: Client) -> tuple[str, dict[str, Any]]:
    """The address that the first page of filing links, and what stands there."""
    [address] = _LINK.findall(client.get(f"{FLOW}?don-vi={BINH_THOI}").content.decode())
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/manifest+json")
    return address, answer.json()


def picture(address: str) -> ET.Element:
    path = finders.find(address.removeprefix(settings.STATIC_URL))
    assert path, address
    return ET.parse(str(path)).getroot()


@pytest.mark.requirement("R-137")
def test_the_page_of_filing_links_a_manifest_that_names_the_office_and_can_be_installed() -> None:
    address, said = manifest(here())
    assert said["name"].startswith("Một cửa")
    assert len(said["short_name"]) <= 12
    assert said["display"] == "standalone"
    assert said["lang"] == "vi"
    assert urljoin(address, said["start_url"]).startswith(urljoin(address, said["scope"]))
    assert FLOW.startswith(urljoin(address, said["scope"]))
    for name in ("theme_color", "background_color"):
        assert re.fullmatch(r"#[0-9a-f]{6}", said[name]), name


@pytest.mark.requirement("R-137")
def test_every_icon_of_the_manifest_is_there_as_large_as_it_says() -> None:
    _address, said = manifest(here())
    assert said["icons"]
    for icon in said["icons"]:
        root = picture(icon["src"])
        assert (icon["type"], icon["sizes"]) == ("image/svg+xml", "any")
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        _left, _top, width, height = map(float, root.attrib["viewBox"].split())
        assert width == height > 0
        assert not {"width", "height"} & set(root.attrib), "a drawing of any size states none"


@pytest.mark.requirement("R-137")
def test_the_installed_application_starts_with_the_person_s_drafts_or_with_signing_in() -> None:
    client = here()
    _address, said = manifest(client)
    drafts = client.get(said["start_url"])
    assert (drafts.status_code, drafts["Location"]) == (302, "/tai-khoan/dang-soan/")
    assert client.get(drafts["Location"]).status_code == 200
    stranger = Client().get(said["start_url"], follow=True)
    assert stranger.redirect_chain[-1][0].startswith("/dang-nhap/")
    assert stranger.status_code == 200


@pytest.mark.requirement("R-137")
def test_the_installed_application_starts_under_the_worker_so_that_it_opens_without_a_line() -> None:
    client = here()
    _address, said = manifest(client)
    assert said["start_url"].startswith(client.get("/sw.js")["Service-Worker-Allowed"])


def test_in_english_the_manifest_says_that_it_is_english() -> None:
    client = here()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    _address, said = manifest(client)
    assert said["lang"] == "en"


@pytest.mark.requirement("R-137")
def test_the_worker_covers_filing_alone_and_everything_it_keeps_is_there_and_nobody_s() -> None:
    client = here()
    answer = client.get("/sw.js")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/nop-ho-so/"
    assert answer["Cache-Control"] == "no-cache"
    [shell] = re.findall(r"const SHELL = \[(.*)\];", answer.content.decode())
    kept = _QUOTED.findall(shell)
    files = [one for one in kept if one.startswith(settings.STATIC_URL)]
    pages = [one for one in kept if one not in files]
    assert len(files) == 3
    assert all(finders.find(one.removeprefix(settings.STATIC_URL)) for one in files)
    assert pages == ["/nop-ho-so/mat-mang/"]


@pytest.mark.requirement("R-137")
def test_the_page_kept_on_the_phone_names_nobody_though_somebody_is_signed_in() -> None:
    client = here()
    assert "Trần Thị Bé" in client.get("/thu-tuc/").content.decode()
    shown = client.get("/nop-ho-so/mat-mang/")
    assert shown.status_code == 200
    said = shown.content.decode()
    assert "Đang mất mạng" in said
    for word in ("Trần Thị Bé", "csrfmiddlewaretoken", "Đăng xuất"):
        assert word not in said

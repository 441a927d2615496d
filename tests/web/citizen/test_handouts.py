"""Sheet, leaflet and poster of a procedure: as many pages as they should have; promise, papers, fee, place on them."""

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from PIL import Image

from motcua.procedures.queries import public_versions, settlers_of
from tests.cast import BINH_THOI, CERTIFIED_COPY, Q11, THANH_SON, SetClock, at
from tests.web.citizen.reading import text_of

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.needs_poppler]
LONG_NAME = "1.013227"
TODAY, MAY_2022, FRIDAY_2023 = at("2026-11-23 10:00"), at("2022-05-16 10:00"), at("2023-09-29 10:00")


def read(pdf: bytes) -> tuple[int, str]:
    """Pages, and all words with one space between."""
    about = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    words = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    pages = next(line for line in about.splitlines() if line.startswith("Pages:"))
    return int(pages.split()[1]), " ".join(words.split())


@pytest.mark.requirement("R-300")
@pytest.mark.requirement("R-303")
@pytest.mark.parametrize(("word", "pages"), [("to-huong-dan", 1), ("to-gap", 2), ("ap-phich", 1)])
def test_promise_papers_fee_and_place_stand_on_every_handout(
    client: Client, office_clock: SetClock, word: str, pages: int
) -> None:
    office_clock(MAY_2022)
    answer = client.get(f"/thu-tuc/{CERTIFIED_COPY}/{word}.pdf", {"don-vi": Q11})
    assert answer["Content-Type"] == "application/pdf"
    made, said = read(answer.content)
    assert made == pages
    for part in (
        "Nộp đủ hồ sơ chậm nhất 15 giờ, nhận kết quả trong ngày",
        "Bản chính giấy tờ",
        "7 giờ 30",
        CERTIFIED_COPY,
    ):
        assert part in said, part
    assert "16/5/2022" in said  # the day it was printed; the promise itself names no day
    assert "ngày mai" not in said


def codes_on(pdf: bytes, tmp_path: Path) -> list[str]:
    """What an independent reader finds in the codes of the printed pages, page by page."""
    (tmp_path / "in.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-gray", "-r", "150", str(tmp_path / "in.pdf"), str(tmp_path / "trang")]
    subprocess.run(command, check=True, capture_output=True)
    pages = [Image.open(page) for page in sorted(tmp_path.glob("trang*.pgm"))]
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page)]


@pytest.mark.parametrize("word", ["to-huong-dan", "to-gap", "ap-phich"])
def test_the_code_on_every_handout_opens_the_page_of_the_procedure_at_this_unit(
    client: Client, office_clock: SetClock, tmp_path: Path, word: str
) -> None:
    office_clock(MAY_2022)
    pdf = client.get(f"/thu-tuc/{CERTIFIED_COPY}/{word}.pdf", {"don-vi": Q11}).content
    [address] = set(codes_on(pdf, tmp_path))
    assert address.startswith(settings.PUBLIC_ADDRESS.rstrip("/"))
    page = client.get(address.removeprefix(settings.PUBLIC_ADDRESS.rstrip("/")))
    assert page.status_code == 200
    assert CERTIFIED_COPY in text_of(page)
    assert "Ủy ban nhân dân Quận 11" in text_of(page)


def test_the_longest_name_keeps_its_page(client: Client, office_clock: SetClock) -> None:
    office_clock(TODAY)
    version = next(v for v in public_versions(TODAY.date()) if v.procedure_id == LONG_NAME)
    unit = settlers_of(version, TODAY.date())[0]
    for word, pages in (("to-huong-dan", 2), ("to-gap", 2), ("ap-phich", 1)):
        made, said = read(client.get(f"/thu-tuc/{LONG_NAME}/{word}.pdf", {"don-vi": unit.pk}).content)
        assert made <= pages, word
        assert version.name[:60] in said


@pytest.mark.requirement("R-106")
def test_a_promise_of_fridays_says_so_on_the_wall(client: Client, office_clock: SetClock) -> None:
    office_clock(FRIDAY_2023)
    _pages, said = read(client.get("/thu-tuc/1.004873/ap-phich.pdf", {"don-vi": THANH_SON}).content)
    assert "Chỉ vào thứ Sáu" in said


def test_what_is_not_offered_has_no_handout(client: Client, office_clock: SetClock) -> None:
    office_clock(TODAY)
    for address in ("9.999999/ap-phich.pdf", "1.001193/anh.pdf", "1.005092/to-gap.pdf"):
        assert client.get(f"/thu-tuc/{address}", {"don-vi": BINH_THOI}).status_code == 404

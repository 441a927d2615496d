"""The declaration that answers make: the circular's layout, long names, dotted lines, tables over pages, PDF/A."""

import subprocess
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from motcua.dossiers.online.declarations import declaration_pdf
from motcua.organisation.models import Unit
from motcua.procedures.online_forms.answers import judged
from motcua.procedures.online_forms.samples import sample_answers
from motcua.procedures.online_forms.schema import Form, read_schema
from tests.procedures.online_form_cast import READY, ready

pytestmark = pytest.mark.needs_poppler
DAY = date(2022, 5, 16)
P5 = Unit(id="p5", name="Ủy ban nhân dân Phường 5", place="Phường 5", demo=True)
LONG_NAME = "Công Tằng Tôn Nữ Thị Nguyễn Hoàng Phương Quỳnh Như Nguyệt"
ASKER: dict[str, Any] = {
    "requester_name": LONG_NAME,
    "requester_id": "079185004321",
    "requester_home": {"line": "Số 125/7A", "commune": "Phường 5", "province": "TP. Hồ Chí Minh"},
}
EXTRACT: dict[str, Any] = ASKER | {
    "relation": "self",
    "record_kind": "birth",
    "copies": "3",
    "person_name": LONG_NAME,
    "person_born": "1985-03-12",
    "person_sex": "female",
    "person_ethnicity": "Kinh",
    "person_nationality": "Việt Nam",
    "registered_at": "UBND Phường 5 <script>alert(1)</script> #let x = $1$ *đậm*",
}


def form_of(code: str) -> Form:
    return read_schema(ready(code))


def pdf_of(code: str, answers: dict[str, Any]) -> bytes:
    """The declaration of these answers, which the form takes."""
    form = form_of(code)
    found = judged(form, answers, on=DAY)
    assert found.ok, found.errors
    return declaration_pdf(form, found.cleaned, procedure=code, unit=P5, day=DAY)


def said(pdf: bytes) -> str:
    """What pdftotext reads, in one line."""
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def test_the_extract_is_asked_for_in_the_words_of_its_form():
    read = said(pdf_of("2.000635", EXTRACT))
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH",
        "Kính gửi: Ủy ban nhân dân Phường 5",
        f"Họ, chữ đệm, tên người yêu cầu: {LONG_NAME}",
        "Nơi cư trú: Số 125/7A, Phường 5, TP. Hồ Chí Minh",
        "Giấy tờ tùy thân: 079185004321",
        "Ngày, tháng, năm sinh: 12/03/1985",
        "Giới tính: Nữ",
        "Đề nghị cấp bản sao: Trích lục khai sinh",
        "Số lượng bản sao yêu cầu cấp: 3",
        "Làm tại Phường 5, ngày 16 tháng 5 năm 2022",
        "thủ tục 2.000635",
        "Trang 1/1",
    ):
        assert expected in read
    assert read.count(LONG_NAME) == 3


def test_what_looks_like_markup_is_printed_as_it_was_typed():
    read = said(pdf_of("2.000635", EXTRACT))
    assert "<script>alert(1)</script> #let x = $1$ *đậm*" in read


def test_what_was_left_empty_is_a_dotted_line_and_what_is_hidden_is_not_there():
    read = said(pdf_of("2.000635", EXTRACT))
    after = read.partition("Số điện thoại:")[2].replace(" ", "")
    assert after.startswith("." * 20)
    assert "Quan hệ cụ thể" not in read
    assert "Quan hệ cụ thể: Cháu" in said(
        pdf_of("2.000635", EXTRACT | {"relation": "other", "relation_words": "Cháu"})
    )


def test_a_list_of_things_goes_on_over_pages_under_its_head():
    rows = [
        {"paper_name": f"Bằng tốt nghiệp số {n}", "paper_language": "vi", "paper_pages": 2, "paper_copies": n}
        for n in range(1, 51)
    ]
    pdf = pdf_of("2.000815", ASKER | {"papers": rows})
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) > 1
    assert all("Số bản" in page for page in pages[:2])
    read = said(pdf)
    assert all(f"Bằng tốt nghiệp số {n}" in read for n in range(1, 51))
    assert f"Trang {len(pages)}/{len(pages)}" in read


def test_a_marriage_has_the_signatures_of_both_and_is_stated_by_both():
    form = form_of("1.000894")
    answers = sample_answers(form, on=DAY) | {"woman_name": "Trần Thị Bé", "man_name": "Nguyễn Văn Tư"}
    read = said(pdf_of("1.000894", answers))
    after = read.partition("Làm tại")[2]
    assert all(name in after for name in ("Bên nữ", "Bên nam", "Trần Thị Bé", "Nguyễn Văn Tư"))
    assert "Chúng tôi cam đoan" in read


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_every_ready_form_makes_a_declaration_that_says_every_answer(path: Any):
    form = form_of(path.stem)
    pdf = pdf_of(path.stem, sample_answers(form, on=DAY))
    read = said(pdf)
    title = form.declaration.title.upper()
    assert title in read
    for group in form.groups:
        assert not group.heading or group.heading in read


def test_the_same_answers_make_the_same_archive_file():
    pdf = pdf_of("2.000635", EXTRACT)
    assert pdf == pdf_of("2.000635", EXTRACT)
    metadata = PdfReader(BytesIO(pdf)).xmp_metadata
    assert metadata is not None
    assert b"pdfaid" in metadata.stream.get_data()

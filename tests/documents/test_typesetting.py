"""The PDF: right words, right size, own fonts, archive format, the same bytes every time."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
import zxingcpp
from pypdf import PdfReader

from motcua.core.vntext import nfc
from motcua.documents.forms import FormSet
from motcua.documents.papers import Component, Evaluation, LateEntry, Paper
from motcua.documents.print_font import printable, shown_characters
from motcua.documents.terms import CopyKind, FormKind
from motcua.documents.typesetting import typeset
from tests.documents import papers

MILLIMETRE = 72 / 25.4
TONES = "\u0300\u0309\u0303\u0301\u0323"
# Each of the 12 vowels with each of the 5 tones, the 6 vowels with a mark but no tone, and đ; both cases: 134.
SMALL = [nfc(vowel + tone) for vowel, tone in product("aăâeêioôơuưy", TONES)] + list("ăâêôơưđ")
LETTERS = SMALL + [letter.upper() for letter in SMALL]


def words(pdf: bytes, tmp_path: Path, *options: str) -> str:
    """The text of a PDF as an independent reader finds it, in one line."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    read = subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, check=True, text=True)
    return " ".join(read.stdout.split())


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.requirement("R-021")
@pytest.mark.needs_poppler
def test_the_receipt_shows_code_components_desk_moment_of_reception_and_due_time(tmp_path: Path) -> None:
    said = words(typeset(papers.RECEIPT), tmp_path)
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN XÃ THANH SƠN",
        "Thanh Sơn, ngày 29 tháng 9 năm 2023",
        "Số: 17/TNHS",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "1. Mã số hồ sơ: 000.01.41.H23-230929-0017",
        "2. Tiếp nhận hồ sơ của: Nguyễn Thị Ngọc Huyền",
        "4. Số điện thoại: 0912 345 678",
        "5. Email: ngochuyen.nguyen@example.vn",
        "Căn cước công dân của người yêu cầu",
        "Bản chứng thực",
        "8. Số lượng hồ sơ: 01 bộ",
        "9. Thời gian giải quyết theo quy định: 03 ngày làm việc",
        "10. Thời gian nhận hồ sơ: 15 giờ 31 phút, ngày 29/9/2023",
        "11. Thời gian trả kết quả: trước 09 giờ 00 phút, Thứ Hai ngày 02/10/2023",
        "Thứ Bảy 30/9/2023 và Chủ Nhật 01/10/2023 là ngày nghỉ hằng tuần.",
        "12. Đăng ký nhận kết quả tại: Bộ phận Tiếp nhận và Trả kết quả (trực tiếp)",
        "13. Phí, lệ phí: Lệ phí cấp Giấy xác nhận tình trạng hôn nhân: 15.000 đồng",
        "14. Vào Sổ theo dõi hồ sơ: Quyển số 02/2023, Số thứ tự 417",
        "Lê Thị Bích Thủy – Quầy số 2",
        "Mã tra cứu: K7QM",
        "Mẫu số 01, Thông tư 01/2018/TT-VPCP",
    ):
        assert expected in said


@pytest.mark.needs_poppler
def test_the_codes_on_the_printed_receipt_lead_to_look_up_and_evaluation(tmp_path: Path) -> None:
    evaluation = "https://motcua.example.vn/danh-gia/7K2M9QXA4T/"
    rated = Evaluation(qr_payload=evaluation, code="7K2M9-QXA4T")
    slip = replace(papers.RECEIPT, evaluation=rated)
    file = tmp_path / "paper.pdf"
    file.write_bytes(typeset(slip))
    print_out = subprocess.run(
        ["pdftoppm", "-gray", "-r", "150", str(file)], capture_output=True, check=True
    ).stdout
    _, size, _, pixels = print_out.split(b"\n", 3)
    width, height = map(int, size.split())
    image = memoryview(pixels[: width * height]).cast("B", (height, width))
    found = {code.text for code in zxingcpp.read_barcodes(image)}
    assert found == {papers.TRACKING.qr_payload, evaluation}


@pytest.mark.needs_poppler
@pytest.mark.parametrize("paper", papers.EVERY_PAPER.values(), ids=papers.EVERY_PAPER)
def test_every_paper_names_its_form_its_code_and_its_applicant(paper: Paper, tmp_path: Path) -> None:
    said = words(typeset(paper), tmp_path)
    for expected in (paper.form.title.upper(), paper.form.label, paper.code, paper.applicant.name):
        assert expected in said


@pytest.mark.parametrize("paper", papers.EVERY_PAPER.values(), ids=papers.EVERY_PAPER)
def test_slips_are_a5_and_the_control_slip_is_a4(paper: Paper) -> None:
    width, height = {"a5": (148, 210), "a4": (210, 297)}[paper.form.page]
    for page in PdfReader(BytesIO(typeset(paper))).pages:
        assert float(page.mediabox.width) == pytest.approx(width * MILLIMETRE, abs=0.1)
        assert float(page.mediabox.height) == pytest.approx(height * MILLIMETRE, abs=0.1)


@pytest.mark.parametrize("paper", papers.EVERY_PAPER.values(), ids=papers.EVERY_PAPER)
def test_an_ordinary_paper_takes_one_page(paper: Paper) -> None:
    assert len(pages(typeset(replace(paper, demonstration=True)))) == 1


@pytest.mark.parametrize("paper", papers.EVERY_PAPER.values(), ids=papers.EVERY_PAPER)
def test_every_paper_is_made_for_the_archive_and_for_screen_readers(paper: Paper) -> None:
    pdf = PdfReader(BytesIO(typeset(paper)))
    described = pdf.xmp_metadata
    assert described is not None
    text = described.stream.get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in text
    assert "<pdfuaid:part>1</pdfuaid:part>" in text
    assert str(pdf.root_object["/Lang"]) == "vi-VN"
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"{paper.form.title} – {paper.code}"


@pytest.mark.needs_poppler
@pytest.mark.parametrize("paper", papers.EVERY_PAPER.values(), ids=papers.EVERY_PAPER)
def test_all_fonts_travel_inside_the_file(paper: Paper, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(typeset(paper))
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True).stdout
    rows = [line.split() for line in listed.splitlines()[2:]]
    assert rows
    for row in rows:
        assert re.fullmatch(r"[A-Z]{6}\+NotoSerif-\w+", row[0])
        assert row[-5:-3] == ["yes", "yes"]  # embedded, subset


def test_there_are_134_accented_letters_and_the_print_font_has_them_all() -> None:
    assert len(set(LETTERS)) == 134
    assert {letter for letter in LETTERS if ord(letter) not in shown_characters()} == set()


@pytest.mark.requirement("R-303")
@pytest.mark.needs_poppler
def test_every_vietnamese_letter_comes_back_from_the_paper_unchanged(tmp_path: Path) -> None:
    request = " ".join(LETTERS)
    said = words(typeset(replace(papers.SUPPLEMENT, request=request)), tmp_path, "-raw")
    assert request in nfc(said)


@pytest.mark.requirement("R-303")
@pytest.mark.needs_poppler
def test_every_vietnamese_letter_is_drawn_in_bold_italic_and_capitals_too(tmp_path: Path) -> None:
    row = " ".join(LETTERS)
    paper = replace(
        papers.RECEIPT,
        request=row,
        received_by=row,
        late_entry=LateEntry(papers.TODAY, row),
        head=replace(papers.THANH_SON, place=row, agency=row),
    )
    said = nfc(words(typeset(paper), tmp_path, "-raw"))
    assert said.count(row) >= 3


def test_the_same_facts_make_the_same_bytes_and_a_reprint_keeps_its_date() -> None:
    first = typeset(papers.RECEIPT)
    assert typeset(papers.RECEIPT) == first
    metadata = PdfReader(BytesIO(first)).metadata
    assert metadata is not None
    assert metadata.creation_date == papers.FRIDAY
    later = replace(papers.RECEIPT, received_at=papers.FRIDAY + timedelta(minutes=1))
    assert typeset(later) != first


def test_eight_threads_at_once_make_the_same_papers_as_one() -> None:
    batch = [
        replace(paper, code=f"{paper.code}-{place}")
        for place in range(4)
        for paper in papers.EVERY_PAPER.values()
    ]
    alone = [typeset(paper) for paper in batch]
    with ThreadPoolExecutor(max_workers=8) as threads:
        assert list(threads.map(typeset, batch)) == alone


@pytest.mark.needs_poppler
@pytest.mark.parametrize(
    "name",
    [
        '#eval("1 + 1")',
        '#read("/etc/passwd")',
        "$ x^2 $ *đậm* _nghiêng_ `mã` = Tiêu đề",
        r"\ #[ ] { } <nhãn> @tham-chiếu // chú thích /* */ ~ -- --- ...",
        '"); #panic("x") //',
        "a\\u{1F600}b\\n",
    ],
)
def test_text_of_people_is_printed_and_never_obeyed(name: str, tmp_path: Path) -> None:
    said = words(typeset(replace(papers.REFUSAL, applicant=replace(papers.LAN, name=name))), tmp_path)
    assert f"Tiếp nhận hồ sơ của: {name}" in said


def test_a_character_the_font_lacks_is_named_and_the_paper_is_still_made() -> None:
    assert printable("Nguyễn 王 😀\x00") == "Nguyễn [U+738B] [U+1F600][U+0000]"
    said = "".join(pages(typeset(replace(papers.REFUSAL, applicant=replace(papers.LAN, name="Vương 王")))))
    assert "Vương [U+738B]" in said


@pytest.mark.parametrize(
    ("piece", "times"), [("W", 2000), ("Nguyễn ", 285)], ids=["one endless word", "many words"]
)
def test_a_name_of_two_thousand_characters_flows_onto_further_pages(piece: str, times: int) -> None:
    name = piece * times
    slip = replace(
        papers.RECEIPT, applicant=replace(papers.LAN, name=name.strip()), handed_in_by="Trần Văn Tư"
    )
    made = pages(typeset(slip))
    assert len(made) > 1
    assert "".join(made).count(piece.strip()) == times
    assert "02/10/2023" in "".join(made[1:])


# What a certified copy after the cut-off is told in Quận 11, word for word.
WHOLE_EXPLANATION = (
    "Hồ sơ đủ thành phần, nhận trực tiếp tại quầy lúc 15:01 Thứ Hai 16/5/2022; thời hạn tính từ lúc này.",
    "Thời hạn theo quy định “Trong ngày tiếp nhận; nhận sau 15 giờ thì trả ngày làm việc tiếp theo” "
    "(23/2015/NĐ-CP, 01/2020/TT-BTP, 226/2016/TT-BTC): nhận sau 15:00 mà không giải quyết được ngay nên trả "
    "trong ngày làm việc tiếp theo; hạn 17:00 Thứ Ba 17/5/2022.",
    'Chương trình “Tháng hành động "Tiếp nhận và giải quyết thủ tục hành chính ngay trong ngày" - Quận 11” '
    "(Kế hoạch số 104/KH-UBND ngày 13/5/2022, mục II.1.1): mốc giờ nhận hồ sơ 15:00; nhận sau mốc nên trả "
    "trong ngày làm việc tiếp theo: 17:00 Thứ Ba 17/5/2022.",
    'Lấy hạn sớm nhất: 17:00 Thứ Ba 17/5/2022, theo chương trình “Tháng hành động "Tiếp nhận và giải quyết '
    'thủ tục hành chính ngay trong ngày" - Quận 11”.',
    "Cùng thời điểm đó: thời hạn theo quy định.",
    'Không áp dụng “Tháng hành động "Tiếp nhận và giải quyết thủ tục hành chính ngay trong ngày"”: '
    "đơn vị có kế hoạch riêng thay thế.",
)
LONG_REQUEST = (
    "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam; cơ quan, "
    "tổ chức có thẩm quyền của nước ngoài; cơ quan, tổ chức có thẩm quyền của Việt Nam liên kết với cơ quan, "
    "tổ chức có thẩm quyền của nước ngoài cấp hoặc chứng nhận"
)


@pytest.mark.parametrize("forms", [papers.OLD_FORMS, papers.NEW_FORMS], ids=["2018", "2025"])
@pytest.mark.parametrize("name", [papers.LAN.name, papers.COMPANY.name])
def test_a_certified_copy_with_its_whole_explanation_takes_one_page(name: str, forms: FormSet) -> None:
    slip = replace(
        papers.RECEIPT,
        form=forms.form(FormKind.RECEIPT),
        applicant=replace(papers.LAN, name=name),
        request=LONG_REQUEST,
        term_text="Trong ngày tiếp nhận; nhận sau 15 giờ thì trả ngày làm việc tiếp theo",
        components=papers.COMPONENTS[:2],
        promise=replace(papers.FRIDAY_PROMISE, explanation=WHOLE_EXPLANATION),
        demonstration=True,
    )
    made = pages(typeset(slip))
    assert len(made) == 1
    assert nfc("đơn vị có kế hoạch riêng thay thế") in nfc(" ".join(made[0].split()))


def test_forty_components_flow_onto_page_two_under_a_repeated_head() -> None:
    many = tuple(Component(f"Giấy tờ số {place}", CopyKind.COPY, 1) for place in range(1, 41))
    made = pages(typeset(replace(papers.RECEIPT, components=many)))
    assert len(made) == 2
    assert all("Tên giấy tờ" in page for page in made)
    assert [int(place) for page in made for place in re.findall(r"Giấy tờ số (\d+)", page)] == list(
        range(1, 41)
    )
    assert "Trang 2/2" in made[1]


def test_a_long_control_slip_repeats_its_head_on_every_page() -> None:
    made = pages(typeset(replace(papers.CONTROL, hand_overs=papers.HAND_OVERS * 12)))
    assert len(made) > 1
    assert all("GHI CHÚ" in page for page in made)


def test_a_demonstration_paper_is_marked_on_every_page() -> None:
    many = papers.COMPONENTS * 15
    made = pages(typeset(replace(papers.RECEIPT, components=many, demonstration=True)))
    assert len(made) > 1
    assert all("KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in page for page in made)

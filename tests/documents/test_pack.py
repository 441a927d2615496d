"""The pack for a day without power: every number twice, the promises of the day, a form that holds long names."""

import subprocess
from datetime import date, datetime, time
from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.core.moments import VN, at
from motcua.documents.forms import form_set_on
from motcua.documents.pack_typesetting import typeset_pack
from motcua.documents.packs import PackSlip, PaperPack, PromiseRow, Stretch
from motcua.documents.papers import Head
from motcua.documents.terms import FormKind

DAY = date(2022, 5, 16)
LONG = "Ủy ban nhân dân xã Đặc biệt Khó khăn Vùng Sâu Vùng Xa Biên giới và Hải đảo Thanh Sơn Thượng"
ROWS = (
    PromiseRow(
        (("2.000815", "Chứng thực bản sao từ bản chính"),),
        (
            Stretch(at(DAY, time(15, 30)), at(DAY, time(17)), False),
            Stretch(None, at(date(2022, 5, 17), time(9)), True),
        ),
    ),
    PromiseRow((("2.001159", "Thông báo lưu trú"),), (), "01 giờ làm việc"),
)


def pack(
    *, size: int = 3, day: date = DAY, unit: str = "Ủy ban nhân dân Quận 11", demo: bool = False
) -> PaperPack:
    forms = form_set_on(day)
    desk = forms.form(FormKind.RECEIPT)
    return PaperPack(
        form=desk,
        register=forms.form(FormKind.REGISTER),
        head=Head("Ủy ban nhân dân Thành phố Hồ Chí Minh", unit, f"Bộ phận Một cửa {unit}", "Quận 11", day),
        unit=unit,
        day=day,
        slips=tuple(
            PackSlip(f"000.00.31.H29-220516-{n:04d}", f"AB3DE7K{n % 10}") for n in range(2, 2 + size)
        ),
        promises=ROWS,
        reason="Mất điện",
        reserved_at=datetime(2022, 5, 16, 7, 45, tzinfo=VN),
        reserved_by="Trần Văn Bảy",
        site="https://mc.example/",
        demonstration=demo,
    )


def words(made: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def pages(made: bytes) -> int:
    return len(PdfReader(BytesIO(made)).pages)


@pytest.mark.needs_poppler
class TestPack:
    """What the clerk finds in the pack."""

    def test_every_number_stands_on_two_copies_with_its_secret(self) -> None:
        text = words(typeset_pack(pack()))
        for number in ("0002", "0003", "0004"):
            assert text.count(f"Mã số hồ sơ: 000.00.31.H29-220516-{number}") == 2
        assert text.count("Liên 1: giao người nộp hồ sơ") == text.count("Liên 2: kèm hồ sơ") == 3
        assert text.count("AB3DE7K2") == 2

    def test_the_fourteen_lines_of_the_form_are_there_in_their_order(self) -> None:
        text = words(typeset_pack(pack(size=1)))
        slip = text[text.index("1. Mã số hồ sơ") :]
        labels = (
            "Tiếp nhận hồ sơ của",
            "Nội dung yêu cầu giải quyết",
            "Thành phần hồ sơ",
            "Thời gian nhận hồ sơ",
        )
        places = [
            slip.index(label)
            for label in (*labels, "Thời gian trả kết quả", "Phí, lệ phí", "Vào Sổ theo dõi")
        ]
        assert places == sorted(places)

    def test_the_table_says_what_to_write_before_and_after_the_cut_off(self) -> None:
        text = words(typeset_pack(pack()))
        assert "Nhận đến hết 15:30" in text
        assert "17 giờ 00 phút, Thứ Hai ngày 16/5/2022 (trong ngày)" in text
        assert "Nhận sau 15:30" in text
        assert "trước 09 giờ 00 phút, Thứ Ba ngày 17/5/2022" in text
        assert "chỉ giờ làm việc: 01 giờ làm việc" in text

    @pytest.mark.parametrize(
        ("day", "circular"), [(DAY, "01/2018/TT-VPCP"), (date(2025, 9, 15), "03/2025/TT-VPCP")]
    )
    def test_the_form_is_that_of_the_day(self, day: date, circular: str) -> None:
        assert f"Mẫu số 01, Thông tư {circular}" in words(typeset_pack(pack(day=day, size=1)))

    def test_a_demonstration_pack_says_so_on_every_page(self) -> None:
        made = typeset_pack(pack(demo=True))
        for page in PdfReader(BytesIO(made)).pages:
            assert "MINH HỌA" in page.extract_text()

    def test_a_number_is_one_sheet_however_long_the_names_are(self) -> None:
        one = pages(typeset_pack(pack(size=1, unit=LONG)))
        assert pages(typeset_pack(pack(size=5, unit=LONG))) == one + 4
        assert one == 4

    def test_printed_again_it_has_the_same_bytes(self) -> None:
        assert typeset_pack(pack()) == typeset_pack(pack())

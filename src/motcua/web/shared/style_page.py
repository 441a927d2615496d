"""What does every component look like, empty and full, with the longest Vietnamese words we could find?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.refusals import Refusal
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField, RevealCheckboxes, RevealRadios

_LONG_NAME = "Nguyễn Phúc Tường Vy Ngọc Huyền Trân Công Tằng Tôn Nữ Thuỵ Khuê"
_LONG_PROCEDURE = (
    "Chứng thực chữ ký trong các giấy tờ, văn bản (áp dụng cho cả trường hợp chứng thực điểm chỉ "
    "và trường hợp người yêu cầu chứng thực không ký, không điểm chỉ được)"
)


@dataclass(frozen=True, slots=True)
class _Step:
    title: str
    by: str
    at: datetime
    text: str = ""


class SampleForm(OfficeForm):
    """Every kind of field the renderer draws."""

    identity = forms.CharField(
        label="Số căn cước",
        help_text="12 chữ số, in ở mặt trước thẻ",
        max_length=12,
        min_length=12,
        error_messages={"min_length": "Số căn cước phải có đủ 12 chữ số"},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "inputmode": "numeric"}),
    )
    name = forms.CharField(label="Họ, chữ đệm và tên khai sinh")
    born = DatePartsField(label="Ngày sinh", help_text="Ví dụ: 27 3 1985")
    field_of_work = forms.ChoiceField(
        label="Lĩnh vực",
        choices=[("", "Chọn lĩnh vực"), ("ho-tich", "Hộ tịch"), ("chung-thuc", "Chứng thực")],
    )
    way = forms.ChoiceField(
        label="Nhận kết quả bằng cách nào?",
        choices=[("desk", "Tại quầy, ngay trong ngày"), ("post", "Qua bưu chính công ích")],
        widget=RevealRadios(reveals={"post": ["address"]}, hints={"post": "Người nhận trả cước khi nhận"}),
    )
    address = forms.CharField(label="Địa chỉ nhận", required=False)
    papers = forms.MultipleChoiceField(
        label="Thành phần hồ sơ đã nộp",
        choices=[("declaration", "Tờ khai theo mẫu"), ("proof", "Giấy tờ chứng minh nơi cư trú")],
        widget=RevealCheckboxes(reveals={"proof": ["copies"]}, hints={"declaration": "Bản chính, 01 bản"}),
    )
    copies = forms.IntegerField(
        label="Số bản sao",
        required=False,
        min_value=0,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )
    scan = forms.FileField(label="Ảnh chụp bản chính giấy tờ", help_text="PDF hoặc ảnh, tối đa 20 MB")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    password = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="Người nộp đã đọc lại và thấy đúng")
    version = forms.CharField(widget=forms.HiddenInput, initial="1")


def _refused_form() -> SampleForm:
    form = SampleForm(
        {
            "identity": "0011990123",
            "name": _LONG_NAME,
            "born_day": "12",
            "born_month": "13",
            "born_year": "1990",
            "field_of_work": "ho-tich",
            "way": "post",
            "papers": ["proof"],
            "copies": "-1",
            "version": "1",
        }
    )
    form.full_clean()
    add_refusal(
        form,
        Refusal("incomplete", "Qua bưu chính thì phải có địa chỉ nhận. Hãy nhập địa chỉ.", field="address"),
    )
    return form


def _rows(now: datetime) -> list[tuple[str, str, str, datetime, str, str, str, str]]:
    people = ("Công ty TNHH MTV Thương mại Vũ Gia Khuê", _LONG_NAME, "Lý Thị Hường", "Đỗ Thuỳ Trâm Anh")
    left = (
        ("Còn 11 ngày", "in_time", "received", "Đã tiếp nhận"),
        ("Còn 25 phút", "today", "approved", "Chờ đóng dấu"),
        ("Quá hạn 1 giờ 05 phút", "overdue", "appraised", "Chờ phê duyệt"),
        ("Tạm dừng tính hạn", "paused", "awaiting_supplement", "Chờ bổ sung"),
    )
    return [
        (f"H29.134-261123-{number:04}", person, _LONG_PROCEDURE, now + timedelta(hours=number), *words)
        for number, (person, words) in enumerate(zip(people, left, strict=True), start=41)
    ]


def _steps(now: datetime) -> list[_Step]:
    return [
        _Step(
            "Tiếp nhận và hẹn trả kết quả",
            "Lê Thị Bích Thủy – Quầy số 3",
            now - timedelta(hours=2),
            "Hồ sơ đủ thành phần.\nHẹn trả trong ngày, trước 17 giờ 00.",
        ),
        _Step("Thẩm định đạt", "Vũ Quốc Cường – Tư pháp hộ tịch", now - timedelta(hours=1)),
        _Step("Trình ký", _LONG_NAME, now, "Chuyển Phó Chủ tịch Ủy ban nhân dân ký."),
    ]


def _texts() -> dict[str, Any]:
    """What the components show that needs no clock."""
    return {
        "facts": [
            ("Mã hồ sơ", "H29.134-261123-0042", "", ""),
            ("Người nộp", _LONG_NAME, "Sửa", "#"),
            ("Thủ tục", _LONG_PROCEDURE, "", ""),
            ("Điện thoại", "", "Thêm", "#"),
        ],
        "long_procedure": _LONG_PROCEDURE,
        "refusal": Refusal(
            "incomplete",
            "Hồ sơ còn thiếu 2 thành phần. Nhận đủ rồi hãy tiếp nhận, hoặc lập phiếu yêu cầu bổ sung.",
            data={"missing": ["Tờ khai theo mẫu", "Bản chính giấy tờ cần chứng thực"]},
        ),
        "tabs": [("Việc của tôi", "#", True, 12), ("Quá hạn", "#", False, 1), ("Hôm nay", "#", False, 0)],
        "figures": [
            (1, "Quá hạn", "red", "#"),
            (12, "Đến hạn hôm nay", "yellow", "#"),
            (1307, "Đúng hạn", "green"),
        ],
        "crumbs": [("Trang đầu", "/"), ("Thủ tục", "/thu-tuc/"), ("Chứng thực", "")],
        "why": [
            "Tiếp nhận tại quầy lúc 14 giờ 59, thứ Hai 16/5/2022, trước mốc 15 giờ 00.",
            "Tháng hành động “Giải quyết thủ tục hành chính trong ngày” (104/KH-UBND, mục II.1.1).",
        ],
    }


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component, filled and empty; not served in production."""
    now = clock.now()
    forms_shown = {"empty_form": SampleForm(prefix="empty"), "refused_form": _refused_form()}
    shown = {**_texts(), **forms_shown, "rows": _rows(now), "steps": _steps(now)}
    return render(request, "shared/style_page.html", shown)

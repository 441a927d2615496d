"""Forms as a clerk meets them: errors told once at the top and once at the field, in words."""

import re
from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from motcua.core.refusals import Refusal
from motcua.web.shared.errors_in_forms import add_refusal, errors_of
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField, RevealRadios


class Applicant(OfficeForm):
    """A small form with one field of each awkward kind."""

    name = forms.CharField(label="Họ và tên", help_text="Như trên giấy tờ")
    born = DatePartsField(label="Ngày sinh", required=False)
    way = forms.ChoiceField(
        label="Nhận kết quả",
        choices=[("desk", "Tại quầy"), ("post", "Qua bưu chính")],
        widget=RevealRadios(reveals={"post": ["address"]}, hints={"desk": "Mang theo giấy tiếp nhận"}),
    )
    address = forms.CharField(label="Địa chỉ", required=False)
    note = forms.CharField(label="Ghi chú", required=False)


def bound(**typed: str) -> Applicant:
    return Applicant({"name": "Trần Đặng Quỳnh Như", "way": "desk", **typed})


def drawn(form: forms.BaseForm) -> str:
    return " ".join(str(form).split())


def test_a_missing_name_is_named_in_the_summary_and_at_the_field() -> None:
    form = Applicant({"way": "desk"})
    summary = Template("{% load mc %}{% mc_error_summary form %}").render(Context({"form": form}))
    assert "Có 1 chỗ cần sửa" in summary
    assert '<a href="#id_name">Chưa điền: Họ và tên</a>' in summary
    assert 'id="id_name_error"' in drawn(form)
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn(form)


def test_a_form_without_errors_shows_no_summary() -> None:
    assert not Template("{% load mc %}{% mc_error_summary form %}").render(Context({"form": bound()})).strip()


@pytest.mark.parametrize(
    ("day", "month", "year", "words", "part"),
    [
        ("12", "13", "1990", "Tháng phải từ 1 đến 12", "month"),
        ("32", "1", "1990", "Ngày phải từ 1 đến 31", "day"),
        ("31", "4", "1990", "Tháng 4 năm 1990 không có ngày 31", "day"),
        ("12", "3", "90", "Năm phải có bốn chữ số", "year"),
        ("12", "", "1990", "Nhập tháng", "month"),
        ("１２", "3", "1990", "Ngày phải từ 1 đến 31", "day"),
        ("9" * 5000, "3", "1990", "Ngày phải từ 1 đến 31", "day"),
    ],
)
def test_a_wrong_date_leads_to_the_part_to_mend(
    day: str, month: str, year: str, words: str, part: str
) -> None:
    form = bound(born_day=day, born_month=month, born_year=year)
    (error,) = errors_of(form)
    assert (error.text, error.target) == (words, f"id_born_{part}")
    assert re.findall(r'govuk-input--error" id="id_born_(\w+)"', drawn(form)) == [part]


def test_a_date_typed_in_three_parts_is_a_date_and_none_when_left_empty() -> None:
    form = bound(born_day=" 7", born_month="03", born_year="1985")
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(1985, 3, 7)
    empty = bound()
    assert empty.is_valid()
    assert empty.cleaned_data["born"] is None


def test_a_field_under_a_choice_is_drawn_once_and_hidden_until_the_choice_is_taken() -> None:
    assert drawn(bound()).count('name="address"') == 1
    assert "govuk-radios__conditional--hidden" in drawn(bound())
    assert "govuk-radios__conditional--hidden" not in drawn(bound(way="post"))


def test_only_fields_that_may_really_be_left_empty_are_marked_so() -> None:
    marked = re.findall(r'for="id_(\w+)">[^<]+<span class="mc-optional">', drawn(bound()))
    assert marked == ["note"]


def test_a_refusal_of_the_office_stands_at_the_field_it_names_or_at_the_top() -> None:
    form = bound(way="post")
    form.full_clean()
    add_refusal(form, Refusal("incomplete", "Qua bưu chính thì phải có địa chỉ", field="address"))
    add_refusal(form, Refusal("outside_sessions", "Ngoài giờ nhận hồ sơ", field="received"))
    assert [(error.text, error.target) for error in errors_of(form)] == [
        ("Ngoài giờ nhận hồ sơ", ""),
        ("Qua bưu chính thì phải có địa chỉ", "id_address"),
    ]


def test_what_a_person_typed_is_shown_as_text_and_never_as_markup() -> None:
    form = bound(name='"><script>alert(1)</script>')
    assert "<script>" not in drawn(form)
    assert "&lt;script&gt;" in drawn(form)

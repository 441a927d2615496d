"""Which controls does Django lack? Choices that reveal further fields, and a date in three parts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class _Revealing:
    """Choices with a hint each, and fields of the same form shown only while a choice is taken.

    `reveals` maps a choice's value to the names of the fields under it; they stay in the form and are
    always sent, so the form decides what counts. `hints` maps a value to its hint.
    """

    def __init__(
        self,
        *args: Any,
        reveals: Mapping[str, Sequence[str]] | None = None,
        hints: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.reveals = dict(reveals or {})
        self.hints = dict(hints or {})
        self.revealed: dict[str, str] = {}
        super().__init__(*args, **kwargs)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        option["hint"] = self.hints.get(str(value), "")
        option["revealed"] = self.revealed.get(str(value), "")
        return option


class RevealRadios(_Revealing, forms.RadioSelect):
    """One of several, with hints and revealed fields."""


class RevealCheckboxes(_Revealing, forms.CheckboxSelectMultiple):
    """Any of several, with hints and revealed fields."""


def revealed_names(form: forms.BaseForm) -> set[str]:
    """The fields that stand under a choice, so that the form does not draw them twice."""
    widgets = (field.widget for field in form.fields.values())
    named: Iterable[Sequence[str]] = (
        names for widget in widgets if isinstance(widget, _Revealing) for names in widget.reveals.values()
    )
    return {name for names in named for name in names}


class DateParts(forms.MultiWidget):
    """Day, month and year in three boxes, sent as `name_day`, `name_month`, `name_year`."""

    template_name = "shared/forms/date_parts.html"
    use_fieldset = True
    PARTS = ("day", "month", "year")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        self.wrong: frozenset[str] = frozenset()
        super().__init__({part: forms.TextInput() for part in self.PARTS}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """A stored date as its three parts."""
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = (_("Ngày"), _("Tháng"), _("Năm"))
        for part, label, drawn in zip(self.PARTS, labels, context["widget"]["subwidgets"], strict=True):
            drawn["label"] = label
            drawn["width"] = 4 if part == "year" else 2
            if "id" in drawn["attrs"]:
                drawn["attrs"]["id"] = f"{context['widget']['attrs']['id']}_{part}"
            drawn["wrong"] = part in self.wrong
        return context


class DatePartsField(forms.Field):
    """A date typed in three parts; the error names the part to mend. Cleans to a date or None."""

    widget = DateParts

    def to_python(self, value: Any) -> date | None:
        """The date the three parts name; a refusal carries the part (`day`, `month`, `year`) as its code."""
        parts = [str(part or "").strip() for part in (value or ("", "", ""))]
        if not any(parts):
            return None
        numbers = [
            _whole(text, part, low, high)
            for text, part, (low, high) in zip(
                parts, DateParts.PARTS, ((1, 31), (1, 12), (1900, 2200)), strict=True
            )
        ]
        day, month, year = numbers
        try:
            return date(year, month, day)
        except ValueError:
            raise forms.ValidationError(
                _("Tháng %(month)s năm %(year)s không có ngày %(day)s"),
                code="day",
                params={"day": day, "month": month, "year": year},
            ) from None


_MISSING = {"day": _("Nhập ngày"), "month": _("Nhập tháng"), "year": _("Nhập năm")}
_OUTSIDE = {
    "day": _("Ngày phải từ 1 đến 31"),
    "month": _("Tháng phải từ 1 đến 12"),
    "year": _("Năm phải có bốn chữ số"),
}


def _whole(text: str, part: str, low: int, high: int) -> int:
    if not text:
        raise forms.ValidationError(_MISSING[part], code=part)
    if not (text.isascii() and text.isdigit()) or not low <= int(text[:9]) <= high:
        raise forms.ValidationError(_OUTSIDE[part], code=part)
    return int(text)

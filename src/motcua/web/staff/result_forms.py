"""What does the appraiser type of a result? A form made of the template's fields; the number of another system."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.result_terms import NumberSource
from motcua.dossiers.results.content import Content, TypedField
from motcua.dossiers.results.filling import LIMITS
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios


class FieldsForm(OfficeForm):
    """The fields of a template; none is required here: a draft may be kept half written."""

    def __init__(self, content: Content, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = [one.key for one in content.fields]
        for one in content.fields:
            self.fields[one.key] = _field(one)
        self.asked_later = frozenset(one.key for one in content.fields if one.required)

    def said(self) -> dict[str, Any]:
        """As `draft_result` takes it."""
        return {"fields": {key: str(self.cleaned_data.get(key) or "") for key in self._keys}}


def _field(one: TypedField) -> forms.Field:
    common: dict[str, Any] = {"label": one.label, "help_text": one.hint, "required": False}
    if one.kind == "choice":
        choices = [(choice, choice) for choice in one.choices]
        return forms.ChoiceField(
            choices=choices, widget=RevealRadios({"class": "govuk-radios--small"}), **common
        )
    if one.kind == "date":
        return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **common)
    widget = forms.Textarea({"rows": 3}) if one.kind == "long" else forms.TextInput()
    return forms.CharField(max_length=LIMITS[one.kind], widget=widget, **common)


class ForeignForm(OfficeForm):
    """The number that the sector system gave, typed twice."""

    foreign_number = forms.CharField(
        label=gettext_lazy("Số kết quả trong hệ thống chuyên ngành"), max_length=80
    )
    foreign_number_again = forms.CharField(label=gettext_lazy("Gõ lại số"), max_length=80)

    def said(self) -> dict[str, Any]:
        """As `draft_result` takes it."""
        return {"number_source": NumberSource.FOREIGN.value} | self.cleaned_data


def prefilled(content: Content, typed: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """What stands in the form at first: what was typed, else what the office knows."""
    return {one.key: typed.get(one.key) or known.get(one.prefill, "") for one in content.fields}

"""Which papers came, and how many of each? One row of controls per component, and one tick for all that must come."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.completeness import Handed
from motcua.procedures.models import Component
from motcua.web.shared.forms import OfficeForm

_COUNT = {"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}
MOST_SHEETS = 10_000
_GIVEN = re.compile(r"paper-(.+)-given")


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One component on the form: what the catalogue asks, and its controls."""

    component: Component
    given: BoundField
    original: BoundField
    copies: BoundField
    needed: BoundField | None


class PapersForm(OfficeForm):
    """A form with a row per component; `all_given` stands for every tick that `must` names."""

    all_given = forms.BooleanField(
        label=gettext_lazy("Đã nhận đủ giấy tờ bắt buộc"),
        required=False,
        widget=forms.CheckboxInput({"accesskey": "d", "data-all-papers": True}),
    )

    def __init__(self, *args: Any, components: Sequence[Component], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.components = tuple(components)
        for component in self.components:
            self._add_paper(component)

    def must(self, component: Component) -> bool:
        """Does the tick for all stand for this component too?"""
        return component.mandatory

    def _add_paper(self, component: Component) -> None:
        prefix, name = f"paper-{component.key}", component.name
        marks = {"data-must": True} if self.must(component) else {}
        self.fields[f"{prefix}-given"] = forms.BooleanField(
            label=name, required=False, widget=forms.CheckboxInput(marks)
        )
        originals = component.originals or (0 if component.copies else 1)
        self.fields[f"{prefix}-original"] = _count(_("Số bản chính: %(name)s") % {"name": name}, originals)
        self.fields[f"{prefix}-copies"] = _count(_("Số bản sao: %(name)s") % {"name": name}, component.copies)
        if not component.mandatory:
            self.fields[f"{prefix}-needed"] = forms.BooleanField(
                label=_("Bắt buộc lần này, vì: %(condition)s") % {"condition": component.condition},
                required=False,
            )

    @property
    def paper_rows(self) -> list[PaperRow]:
        """The components with their controls, for the table of papers."""
        return [self._paper_row(component) for component in self.components]

    def _paper_row(self, component: Component) -> PaperRow:
        prefix = f"paper-{component.key}"
        needed = f"{prefix}-needed"
        return PaperRow(
            component=component,
            given=self[f"{prefix}-given"],
            original=self[f"{prefix}-original"],
            copies=self[f"{prefix}-copies"],
            needed=self[needed] if needed in self.fields else None,
        )

    def clean(self) -> dict[str, Any]:
        """A paper the version does not know means that the catalogue changed under the open page."""
        said = super().clean() or self.cleaned_data
        known = {component.key for component in self.components}
        sent = {match[1] for name in self.data if (match := _GIVEN.fullmatch(str(name)))}
        if sent - known:
            raise forms.ValidationError(
                _("Danh mục giấy tờ của thủ tục đã thay đổi. Hãy đánh dấu lại giấy tờ đã nhận."),
                code="component_unknown",
            )
        for component in self.components:
            self._check_counted(component, said)
        return said

    def _check_counted(self, component: Component, said: dict[str, Any]) -> None:
        counts = [f"paper-{component.key}-original", f"paper-{component.key}-copies"]
        wrong = any(name in self.errors for name in counts)
        if self._is_given(component, said) and not wrong and not any(said.get(name) for name in counts):
            self.add_error(counts[0], _("Ghi số bản đã nhận: %(name)s") % {"name": component.name})

    def _is_given(self, component: Component, said: dict[str, Any]) -> bool:
        return bool(said.get(f"paper-{component.key}-given")) or (
            bool(said.get("all_given")) and self.must(component)
        )

    def handed(self) -> tuple[Handed, ...]:
        """The papers that came (after `is_valid`)."""
        said = self.cleaned_data
        return tuple(
            Handed(
                component.key,
                said.get(f"paper-{component.key}-original") or 0,
                said.get(f"paper-{component.key}-copies") or 0,
            )
            for component in self.components
            if self._is_given(component, said)
        )


def _count(label: str, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        initial=initial,
        min_value=0,
        max_value=MOST_SHEETS,
        widget=forms.TextInput(_COUNT),
    )

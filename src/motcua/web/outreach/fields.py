"""Which controls do the forms of outreach share? Units of the place, programmes, bodies by their names."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.vntext import fold
from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import units_under
from motcua.programmes.touching import programme_choices
from motcua.web.staff.requests import StaffRequest

_MOST_LINES = 60


def number_field(label: Any, hint: Any = "") -> forms.IntegerField:
    """A count that may be left out."""
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=hint,
        widget=forms.NumberInput({"class": "govuk-input--width-5"}),
    )


def text_field(
    label: Any, most: int, *, rows: int = 0, required: bool = True, hint: Any = ""
) -> forms.CharField:
    """One line, or some."""
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint, widget=widget)


def units_here(unit: Unit) -> list[tuple[str, str]]:
    """The unit and those below it that exist that day, itself first."""
    below = Unit.objects.filter(pk__in=units_under([unit.pk]) - {unit.pk}).order_by("name_fold")
    return [(unit.pk, unit.name), *below.values_list("pk", "name")]


def all_units(day: date) -> list[tuple[str, str]]:
    """Every unit of that day by the alphabet, with nothing chosen first."""
    units = Unit.objects.filter(in_force(day)).order_by("name_fold").values_list("pk", "name")
    return [("", _("Chọn cơ quan")), *units]


def programmes_or_none(unit: Unit) -> list[tuple[str, str]]:
    """The decided programmes that touch the unit; nothing chosen first."""
    return [("", _("Không thuộc chương trình nào")), *programme_choices(unit)]


def offer(form: forms.Form, **choices: Sequence[tuple[str, str]]) -> None:
    """Give the choices of fields that are known only now."""
    for name, offered in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(offered)


def scope_of(request: StaffRequest) -> frozenset[str]:
    """The units whose outreach the person looks at: the own and all below."""
    return units_under([request.unit.pk])


def number_said(said: Mapping[str, str], name: str) -> int:
    """A key that an address or a form names; 0, which nothing has, where it is none."""
    text = said.get(name, "")[:12]
    return int(text) if text.isascii() and text.isdigit() else 0


class BodiesField(forms.CharField):
    """Bodies by name, one a line. Cleans to (ids of units of the system, names of others)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=6000, widget=forms.Textarea({"rows": 3}), **kwargs)

    def clean(self, value: Any) -> Any:
        """Each line is a unit by its name or code, else a body outside the system."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()][:_MOST_LINES]
        wanted = {_bare(line) for line in lines} | {line.lower() for line in lines}
        by_word: dict[str, list[str]] = {}
        for pk, name in Unit.objects.values_list("pk", "name") if wanted else ():
            for word in {_bare(name), pk} & wanted:
                by_word.setdefault(word, []).append(pk)
        units, bodies = [], []
        for line in lines:
            found = by_word.get(line.lower()) or by_word.get(_bare(line), [])
            if len(found) > 1:
                raise forms.ValidationError(
                    _("Có nhiều cơ quan tên “%(name)s”. Hãy ghi một mã: %(codes)s."),
                    params={"name": line, "codes": ", ".join(found[:5])},
                )
            if found:
                units.append(found[0])
            else:
                bodies.append(line)
        return units, bodies


def event_tabs(current: str) -> list[tuple[Any, str, bool]]:
    """The lists side by side."""
    tabs = (
        ("events", gettext_lazy("Sự kiện")),
        ("questions", gettext_lazy("Câu hỏi đối thoại")),
        ("initiatives", gettext_lazy("Sáng kiến")),
        ("questionnaires", gettext_lazy("Khảo sát, cuộc thi")),
        ("figures", gettext_lazy("Số liệu")),
    )
    return [(label, reverse(f"outreach:{name}"), name == current) for name, label in tabs]


def _bare(name: str) -> str:
    """A name as two people write it the same: no accents, no commas, UBND written out."""
    words = fold(name).replace(",", " ").replace(".", " ").replace("-", " ").split()
    return " ".join("uy ban nhan dan" if word == "ubnd" else word for word in words)

"""Which controls do the forms of communication share?"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import units_under
from motcua.programmes.touching import programme_choices
from motcua.web.admin.fields import NARROW, UnitForm
from motcua.web.shared.widgets import DatePartsField

Text = Any  # a text or a lazy one


def line(label: Text, most: int = 300, *, required: bool = True, hint: Text = "") -> forms.CharField:
    """One line of words."""
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint)


def several_lines(label: Text, hint: Text) -> forms.CharField:
    """A list, one entry a line."""
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, max_length=20_000, required=False, help_text=hint, widget=widget)


def proof(*, required: bool = False, label: Text = "") -> forms.CharField:
    """Where the evidence lies."""
    hint = gettext_lazy("Số văn bản, đường dẫn hoặc nơi lưu")
    return line(label or gettext_lazy("Minh chứng"), required=required, hint=hint)


def web_link() -> forms.CharField:
    """An address of the web."""
    return line(gettext_lazy("Đường dẫn"), 500, required=False, hint=gettext_lazy("Bắt đầu bằng https"))


def whole(label: Text, *, required: bool = True, least: int = 0, initial: int | None = None) -> Any:
    """A whole number in a narrow box."""
    widget = forms.NumberInput(NARROW)
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=2_000_000_000,
        required=required,
        initial=initial,
        widget=widget,
    )


def chosen(label: Text, labels: dict[Any, str]) -> forms.ChoiceField:
    """One of some words."""
    return forms.ChoiceField(label=label, choices=[(one.value, text) for one, text in labels.items()])


def day_field(label: Text, *, required: bool = True, hint: Text = "") -> DatePartsField:
    """A day."""
    return DatePartsField(label=label, required=required, help_text=hint)


def lines_in(text: str) -> list[str]:
    """The lines of a box that say something."""
    return [one.strip() for one in text.splitlines() if one.strip()]


class ChoosingForm(UnitForm):
    """A form that offers the units below (`unit_id`) and the programmes that touch the unit (`programme`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit_id", self._units)
        self.offer("programme", lambda: programme_choices(self.unit))

    def offer(self, name: str, choices: Any) -> None:
        """Give a field its choices, where the form has it."""
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Chọn")), *choices()]

    def _units(self) -> list[tuple[str, str]]:
        units = Unit.objects.filter(in_force(self.day), pk__in=units_under([self.unit.pk]))
        return list(units.order_by("level__position", "name_fold").values_list("pk", "name"))

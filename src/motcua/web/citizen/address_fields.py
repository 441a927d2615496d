"""How does a person write where somebody lives? Three lines, with the places the office knows offered to choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.organisation.models import Unit, in_force
from motcua.procedures.online_forms.kinds import ADDRESS_PARTS

_OFFICE = "Ủy ban nhân dân "
_MOST_OFFERED = 400


@dataclass(frozen=True, slots=True)
class Places:
    """Names that are offered while a person types; anything else may be typed as well."""

    communes: Sequence[str] = ()
    provinces: Sequence[str] = ()


def places_on(day: date) -> Places:
    """Communes and provinces among the units of that day, by their name in the list."""
    rows = Unit.objects.filter(in_force(day), level__in=("commune", "province")).order_by("name_fold")
    found = list(rows.values_list("level_id", "name")[:_MOST_OFFERED])
    named = {
        level: tuple(_without_office(name) for kind, name in found if kind == level)
        for level in ("commune", "province")
    }
    return Places(named["commune"], named["province"])


def _without_office(name: str) -> str:
    bare = name.removeprefix(_OFFICE)
    return bare[:1].upper() + bare[1:]


class AddressParts(forms.MultiWidget):
    """Line, commune and province in three boxes, sent as `name_line`, `name_commune`, `name_province`."""

    template_name = "shared/forms/address_parts.html"
    use_fieldset = True
    LABELS = (_("Số nhà, đường, thôn, tổ"), _("Xã, phường, đặc khu"), _("Tỉnh, thành phố"))

    def __init__(self, places: Places, attrs: dict[str, Any] | None = None) -> None:
        self.offered = (), places.communes, places.provinces
        super().__init__({part: forms.TextInput() for part in ADDRESS_PARTS}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """A kept answer as its three lines; an address in one line stands in the first."""
        if isinstance(value, str):
            return [value, None, None]
        return [value.get(part) for part in ADDRESS_PARTS] if isinstance(value, dict) else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        drawn = context["widget"]
        for place, (part, label, offered) in enumerate(
            zip(drawn["subwidgets"], self.LABELS, self.offered, strict=True)
        ):
            part["label"], part["offered"] = label, offered
            # The error summary leads to the first box.
            base = drawn["attrs"].get("id", name)
            part["attrs"]["id"] = base if place == 0 else f"{base}_{ADDRESS_PARTS[place]}"
        return context


class AddressField(forms.Field):
    """Cleans to what was typed, {line, commune, province}, or None; the form's rules judge it."""

    def to_python(self, value: Any) -> dict[str, str] | None:
        """The three lines."""
        lines = [str(line or "") for line in (value or ("", "", ""))]
        return dict(zip(ADDRESS_PARTS, lines, strict=True)) if any(line.strip() for line in lines) else None

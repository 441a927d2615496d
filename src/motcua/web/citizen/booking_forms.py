"""What does a person fill in to book a slot, to wait for one, to change to another?"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.moments import local, local_day
from motcua.queueing.appointment_rules import Slot
from motcua.queueing.appointments import FreeSlot
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField, RevealRadios
from motcua.workcalendar.wording import clock, named_day


class _Whose(OfficeForm):
    name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại"),
        max_length=40,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("Để nhắc hẹn, và gọi khi cơ quan phải dời giờ. Xóa sau 90 ngày."),
    )


class SlotForm(_Whose):
    """A slot of the day in view, and who comes."""

    slot = forms.ChoiceField(label=gettext_lazy("Giờ đến"), widget=RevealRadios)
    field_order = ("slot", "name", "phone")

    def __init__(self, *args: Any, free: Sequence[FreeSlot], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        chosen: Any = self.fields["slot"]
        chosen.choices = [(one.slot.start.isoformat(), slot_words(one)) for one in free if one.free]
        chosen.error_messages["invalid_choice"] = _("Giờ này vừa hết chỗ hoặc đã qua. Hãy chọn giờ khác.")

    def start(self) -> datetime:
        """When the chosen slot begins."""
        return datetime.fromisoformat(self.cleaned_data["slot"])


class WaitForm(_Whose):
    """On which days a freed slot would do."""

    first = DatePartsField(label=gettext_lazy("Từ ngày"))
    last = DatePartsField(label=gettext_lazy("Đến hết ngày"))
    field_order = ("first", "last", "name", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class OtherSlotForm(OfficeForm):
    """Another slot of the same service, by day."""

    slot = forms.ChoiceField(label=gettext_lazy("Giờ mới"))

    def __init__(self, *args: Any, free: Iterable[FreeSlot], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        chosen: Any = self.fields["slot"]
        chosen.choices = [("", _("Chọn giờ")), *grouped(one.slot for one in free if one.free)]
        chosen.error_messages["invalid_choice"] = _("Giờ này vừa hết chỗ hoặc đã qua. Hãy chọn giờ khác.")

    def start(self) -> datetime:
        """When the chosen slot begins."""
        return datetime.fromisoformat(self.cleaned_data["slot"])


def grouped(slots: Iterable[Slot]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Slots under their days, as a select shows them."""
    by_day: dict[date, list[tuple[str, str]]] = {}
    for slot in slots:
        words = f"{clock(slot.start)}, {named_day(local_day(slot.start))}"
        by_day.setdefault(local_day(slot.start), []).append((slot.start.isoformat(), words))
    return [(named_day(day), listed) for day, listed in by_day.items()]


def slot_words(one: FreeSlot) -> str:
    """`08:30 đến 09:00`, with what is left where it is little."""
    words = _("%(start)s đến %(end)s") % {
        "start": f"{local(one.slot.start):%H:%M}",
        "end": f"{local(one.slot.end):%H:%M}",
    }
    return words + (_(" (còn 1 chỗ)") if one.free == 1 and one.slot.capacity > 1 else "")

"""What is typed for an appointment at the desk: who, when, what became of it; when the desk takes bookings?"""

from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config import clock
from motcua.organisation.models import OneStopUnit
from motcua.queueing.appointment_terms import (
    BOOKING_CHANNEL_LABELS,
    AppointmentAct,
    BookingChannel,
)
from motcua.queueing.appointments import free_ahead
from motcua.queueing.models import Appointment, ServiceGroup
from motcua.queueing.terms import REASON_LABELS, PriorityReason
from motcua.web.citizen.booking_forms import grouped
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField, RevealCheckboxes, RevealRadios
from motcua.web.staff.desk_fields import line
from motcua.web.staff.rare_forms import words
from motcua.workcalendar.wording import WEEKDAYS


def slot_choices(desk: OneStopUnit, group_id: int) -> list[Any]:
    """What is free in the time bookings are taken, by day."""
    found = free_ahead(desk, group_id, clock.now())
    return [("", _("Chọn giờ")), *grouped(one.slot for one in found if one.free)]


class BookForm(OfficeForm):
    """Who phones or stands there, and when they come."""

    slot = forms.ChoiceField(label=gettext_lazy("Giờ hẹn"))
    name = line(gettext_lazy("Họ và tên"), required=True)
    phone = line(gettext_lazy("Số điện thoại"), 40, required=True)
    channel = forms.ChoiceField(
        label=gettext_lazy("Người dân đặt"),
        widget=RevealRadios,
        initial=BookingChannel.PHONE,
        choices=[
            (way.value, BOOKING_CHANNEL_LABELS[way]) for way in (BookingChannel.PHONE, BookingChannel.DESK)
        ],
    )

    def __init__(self, *args: Any, desk: OneStopUnit, group_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["slot"]
        chosen.choices = slot_choices(desk, group_id)
        chosen.error_messages["invalid_choice"] = _("Giờ này vừa hết chỗ hoặc đã qua. Hãy chọn giờ khác.")

    def start(self) -> datetime:
        """When the chosen slot begins."""
        return datetime.fromisoformat(self.cleaned_data["slot"])


class AppointmentForm(OfficeForm):
    """What may be done with an appointment; `act` says which."""

    act: ClassVar[AppointmentAct]

    def __init__(self, data: Any, *, row: Appointment) -> None:
        super().__init__(data, auto_id=f"id_{self.act}_%s")
        self.prepare(row)

    def prepare(self, row: Appointment) -> None:
        """What the form shows of the appointment."""


class ArriveForm(AppointmentForm):
    """They came; a priority they claim."""

    act = AppointmentAct.ARRIVE
    priority = forms.ChoiceField(
        label=gettext_lazy("Diện ưu tiên"),
        required=False,
        choices=[("", gettext_lazy("Không"))] + [(one.value, REASON_LABELS[one]) for one in PriorityReason],
    )


class ChangeForm(AppointmentForm):
    """Another slot."""

    act = AppointmentAct.CHANGE
    slot = forms.ChoiceField(label=gettext_lazy("Giờ mới"))

    def prepare(self, row: Appointment) -> None:
        """What is free of the same service."""
        chosen: Any = self.fields["slot"]
        chosen.choices = slot_choices(row.desk, row.group_id)


class CancelForm(AppointmentForm):
    """Dropped, and by whom."""

    act = AppointmentAct.CANCEL
    reason = words(gettext_lazy("Lý do"), rows=2, required=False)
    by_office = forms.BooleanField(
        label=gettext_lazy("Cơ quan hủy: phải có lý do, và gọi báo người dân"), required=False
    )


class MissForm(AppointmentForm):
    """Nobody came."""

    act = AppointmentAct.MISS


class PhonedForm(AppointmentForm):
    """Somebody phoned them."""

    act = AppointmentAct.PHONED
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)


APPOINTMENT_FORMS: dict[AppointmentAct, type[AppointmentForm]] = {
    AppointmentAct.ARRIVE: ArriveForm,
    AppointmentAct.PHONED: PhonedForm,
    AppointmentAct.CHANGE: ChangeForm,
    AppointmentAct.MISS: MissForm,
    AppointmentAct.CANCEL: CancelForm,
}


def clock_field(label: Any) -> forms.TimeField:
    """An hour of the day."""
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%Hh%M", "%H giờ"],
        widget=forms.TimeInput({"class": "govuk-input--width-5"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Giờ ghi dạng 08:00.")},
    )


class PlanForm(OfficeForm):
    """Windows in which the desk takes bookings, by which decision."""

    group = forms.ChoiceField(label=gettext_lazy("Nhóm việc"))
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Các ngày"),
        widget=RevealCheckboxes,
        choices=[(str(place), day) for place, day in enumerate(WEEKDAYS)],
        initial=["0", "1", "2", "3", "4"],
    )
    starts = clock_field(gettext_lazy("Từ giờ"))
    ends = clock_field(gettext_lazy("Đến giờ"))
    minutes = forms.IntegerField(label=gettext_lazy("Số phút mỗi lượt"), initial=30)
    capacity = forms.IntegerField(label=gettext_lazy("Số người mỗi lượt"), initial=2)
    valid_from = DatePartsField(label=gettext_lazy("Áp dụng từ ngày"))
    document = line(gettext_lazy("Văn bản quyết định"), 300, required=True)

    def __init__(self, *args: Any, groups: list[ServiceGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["group"]
        chosen.choices = [(str(group.pk), str(group)) for group in groups]

    def said(self) -> dict[str, Any]:
        """What was said, for PlanWish."""
        said = dict(self.cleaned_data)
        said["group_id"] = int(said.pop("group"))
        said["weekdays"] = tuple(int(day) for day in said["weekdays"])
        for name in ("starts", "ends"):
            said[name] = _minute(said[name])
        return said


def _minute(hour: time) -> int:
    return hour.hour * 60 + hour.minute


class DayOffForm(OfficeForm):
    """A day without bookings, and why."""

    day = DatePartsField(label=gettext_lazy("Ngày không nhận hẹn"))
    group = forms.ChoiceField(label=gettext_lazy("Nhóm việc"), required=False)
    reason = line(gettext_lazy("Lý do"), 200, required=True)

    def __init__(self, *args: Any, groups: list[ServiceGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["group"]
        chosen.choices = [("", _("Mọi nhóm việc")), *((str(group.pk), str(group)) for group in groups)]


class EndPlanForm(OfficeForm):
    """The last day of a window."""

    plan = forms.IntegerField(widget=forms.HiddenInput)
    last_day = DatePartsField(label=gettext_lazy("Ngày cuối nhận hẹn"))

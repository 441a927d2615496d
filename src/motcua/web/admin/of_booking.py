"""Register of the limits of bookings: how far ahead, how late, how many, by which decision, since when."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.queries import desk_of
from motcua.queueing.actions.hall_settings import BOOKING_BOUNDS, state_booking_limits
from motcua.queueing.appointment_rules import RULE, BookingRule
from motcua.queueing.appointments import booking_limits_on, booking_rule_on
from motcua.queueing.models import BookingLimits
from motcua.web.admin.fields import NARROW, UnitForm, basis_field, from_field
from motcua.web.admin.of_desks import desk_on
from motcua.web.admin.opening import ADMIN_OR_LEAD
from motcua.web.admin.registers import Register, Row, day_words

_MINUTE = 60


def limit_rows(unit: Unit, day: date) -> list[Row]:
    """The limits by their decisions, the newest first; the one in force is marked."""
    found = list(BookingLimits.objects.filter(desk__unit=unit).order_by("-valid_from", "-id"))
    now = [booking_limits_on(desk, day) for desk in {one.desk_id for one in found}]
    here = {one.pk for one in now if one is not None}
    return [Row(one.pk, _numbers(one), _standing(one, here, day), open=False) for one in found]


def _numbers(one: BookingLimits) -> tuple[str, ...]:
    minutes = _("%(n)d phút")
    return (
        _("%(n)d ngày") % {"n": one.furthest_days},
        minutes % {"n": one.closes_minutes},
        minutes % {"n": one.offer_minutes},
        str(one.most_open),
        str(one.most_of_address),
        one.document,
        day_words(one.valid_from),
    )


def _standing(one: BookingLimits, here: set[int], day: date) -> tuple[str, str]:
    if one.valid_from > day:
        return _("Sắp tới"), "blue"
    return (_("Đang hiệu lực"), "green") if one.pk in here else (_("Đã hết"), "grey")


def _said(rule: BookingRule) -> dict[str, int]:
    return {
        "furthest_days": rule.furthest_days,
        "closes_minutes": int(rule.closes.total_seconds()) // _MINUTE,
        "offer_minutes": int(rule.offer.total_seconds()) // _MINUTE,
        "most_open": rule.most_open,
        "most_of_address": rule.most_of_address,
    }


def _number(name: str, label: Any, hint: Any = "") -> forms.IntegerField:
    least, most = BOOKING_BOUNDS[name]
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(NARROW),
    )


class LimitsForm(UnitForm):
    """Other limits of bookings, from a day on."""

    furthest_days = _number("furthest_days", gettext_lazy("Đặt trước nhiều nhất (ngày)"))
    closes_minutes = _number("closes_minutes", gettext_lazy("Đặt trước ít nhất (phút)"))
    offer_minutes = _number(
        "offer_minutes",
        gettext_lazy("Giữ chỗ trống cho người chờ (phút)"),
        gettext_lazy("Có người hủy thì chỗ đó được giữ chừng này phút cho người ghi tên chờ trước."),
    )
    most_open = _number(
        "most_open",
        gettext_lazy("Mỗi người giữ cùng lúc (lịch hẹn, lượt chờ)"),
        gettext_lazy("Tính theo số điện thoại và tài khoản, cả lịch hẹn ở cơ quan khác."),
    )
    most_of_address = _number(
        "most_of_address",
        gettext_lazy("Mỗi kết nối mạng trong một ngày (lượt)"),
        gettext_lazy("Nhiều người có thể dùng chung một kết nối mạng."),
    )
    document = basis_field(gettext_lazy("Văn bản quyết định (số, ngày, cơ quan)"))
    valid_from = from_field()

    def __init__(self, *args: Any, unit: Unit, day: date, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, day=day, **kwargs)
        desk = desk_of(unit_id=unit.pk, on=day)
        self.initial = {**_said(booking_rule_on(desk.pk, day) if desk else RULE), **self.initial}

    def act(self, actor: Actor, at: datetime) -> str:
        """Write the limits down."""
        said = self.cleaned_data
        first = said["valid_from"] or self.day
        state_booking_limits(
            desk=desk_on(self.unit, first),
            numbers={name: said[name] for name in BOOKING_BOUNDS},
            document=said["document"],
            valid_from=first,
            actor=actor,
            at=at,
        )
        return ""


REGISTERS = (
    Register(
        slug="gioi-han-dat-lich",
        title=gettext_lazy("Giới hạn đặt lịch"),
        lead=gettext_lazy(
            "Các con số dưới đây do văn bản của cơ quan quyết định; chưa ghi thì dùng mặc định: đặt trước 30 phút đến "
            "30 ngày, giữ chỗ 120 phút, mỗi người 2 lịch hẹn, mỗi kết nối mạng 20 lượt một ngày."
        ),
        columns=(
            gettext_lazy("Nhiều nhất"),
            gettext_lazy("Ít nhất"),
            gettext_lazy("Giữ chỗ"),
            gettext_lazy("Mỗi người"),
            gettext_lazy("Mỗi kết nối"),
            gettext_lazy("Văn bản"),
            gettext_lazy("Từ ngày"),
        ),
        empty=gettext_lazy("Chưa ghi; đang dùng các con số mặc định."),
        roles=ADMIN_OR_LEAD,
        rows=limit_rows,
        form=LimitsForm,
        add=gettext_lazy("Đổi giới hạn"),
    ),
)

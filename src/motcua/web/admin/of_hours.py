"""Registers of a unit's time: office hours, extra sessions, sudden days off."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.moments import local_day
from motcua.dossiers.recounting import moves_of
from motcua.organisation.actions import units
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.web.admin.fields import (
    WEEKDAY_CHOICES,
    UnitForm,
    basis_field,
    clock_field,
    from_field,
    to_field,
)
from motcua.web.admin.opening import ADMIN, ADMIN_OR_LEAD
from motcua.web.admin.registers import Register, Row, day_words, term_row
from motcua.web.shared.widgets import DatePartsField
from motcua.workcalendar.reading import WEEKDAYS
from motcua.workcalendar.terms import CLOSED_PART_LABELS, ClosedPart

_SHORT_NAMES = dict(zip(WEEKDAYS, ("T2", "T3", "T4", "T5", "T6", "T7", "CN"), strict=True))
_SIDE_BY_SIDE = {"class": "govuk-checkboxes--small"}


def hours_words(hours: Mapping[str, Any]) -> str:
    """`T2, T3, T4: 07:30–11:30, 13:00–17:00`."""
    days = ", ".join(_SHORT_NAMES[name] for name in WEEKDAYS if name in hours["days"])
    return f"{days}: {', '.join(f'{start}–{end}' for start, end in hours['sessions'])}"


def hours_rows(unit: Unit, day: date) -> list[Row]:
    """Every set of hours the unit ever had, the newest first; each ends where the next begins."""
    said = [{"valid_from": unit.valid_from.isoformat(), **unit.hours, "basis": _("theo tệp đơn vị")}]
    said += unit.later_hours
    begins = [date.fromisoformat(one["valid_from"]) for one in said]
    ends = [*begins[1:], unit.valid_to]
    rows = [
        term_row(place, (hours_words(one), one["basis"]), start, end, day)
        for place, (one, start, end) in enumerate(zip(said, begins, ends, strict=True))
    ]
    return rows[::-1]


class HoursForm(UnitForm):
    """New office hours from a day on."""

    days_worked = forms.MultipleChoiceField(
        label=gettext_lazy("Ngày làm việc trong tuần"),
        choices=WEEKDAY_CHOICES,
        initial=list(WEEKDAYS[:5]),
        widget=forms.CheckboxSelectMultiple(_SIDE_BY_SIDE),
    )
    morning_start = clock_field(gettext_lazy("Buổi sáng từ"), initial="07:30")
    morning_end = clock_field(gettext_lazy("Buổi sáng đến"), initial="11:30")
    afternoon_start = clock_field(gettext_lazy("Buổi chiều từ"), initial="13:00", required=False)
    afternoon_end = clock_field(gettext_lazy("Buổi chiều đến"), initial="17:00", required=False)
    valid_from = DatePartsField(label=gettext_lazy("Áp dụng từ ngày"), help_text=gettext_lazy("Sau hôm nay"))
    basis = basis_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Change the hours."""
        said = self.cleaned_data
        sessions = [[said["morning_start"], said["morning_end"]]]
        if said["afternoon_start"] or said["afternoon_end"]:
            sessions.append([said["afternoon_start"], said["afternoon_end"]])
        units.change_hours(
            unit=self.unit,
            hours={"days": said["days_worked"], "sessions": sessions},
            valid_from=said["valid_from"],
            basis=said["basis"],
            actor=actor,
            at=at,
        )
        return ""


def extra_rows(unit: Unit, day: date) -> list[Row]:
    """Extra sessions, those of the file first; only those added on these pages are ended here."""
    rows = []
    for place, one in enumerate([*unit.extra_sessions, *unit.added_sessions]):
        own = place - len(unit.extra_sessions)
        end = one.get("valid_to")
        cells = (hours_words(one), ", ".join(one["fields"]), one.get("basis") or _("theo tệp đơn vị"))
        start = date.fromisoformat(one["valid_from"])
        row = term_row(own, cells, start, date.fromisoformat(end) if end else None, day)
        rows.append(Row(row.id, row.cells, row.standing, open=row.open and own >= 0))
    return rows


class ExtraSessionForm(UnitForm):
    """An extra session for some fields between two days."""

    days_open = forms.MultipleChoiceField(
        label=gettext_lazy("Các ngày trong tuần"),
        choices=WEEKDAY_CHOICES,
        widget=forms.CheckboxSelectMultiple(_SIDE_BY_SIDE),
    )
    start = clock_field(gettext_lazy("Từ giờ"), initial="17:00")
    end = clock_field(gettext_lazy("Đến giờ"), initial="19:00")
    fields_open = forms.CharField(
        label=gettext_lazy("Lĩnh vực"),
        max_length=300,
        help_text=gettext_lazy("Đúng tên trong danh mục, cách nhau bằng dấu chấm phẩy. Ví dụ: Chứng thực"),
    )
    valid_from = from_field()
    valid_to = to_field()
    basis = basis_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Add the session."""
        said = self.cleaned_data
        units.add_extra_session(
            unit=self.unit,
            days=said["days_open"],
            session=(said["start"], said["end"]),
            fields=[name.strip() for name in said["fields_open"].split(";") if name.strip()],
            valid_from=said["valid_from"] or self.day,
            valid_to=said["valid_to"],
            basis=said["basis"],
            actor=actor,
            at=at,
        )
        return ""


def _end_extra(unit: Unit, place: int, end: date | None, actor: Actor, at: datetime) -> None:
    units.end_extra_session(unit=unit, place=place, end=end, actor=actor, at=at)


def closure_rows(unit: Unit, day: date) -> list[Row]:
    """Sudden days off, the newest first; those struck out stay readable."""
    rows = []
    for place, one in enumerate(unit.closures):
        closed, gone = date.fromisoformat(one["day"]), bool(one.get("withdrawn_at"))
        part = CLOSED_PART_LABELS[ClosedPart(one["part"])]
        words = (_("Đã gỡ"), "grey") if gone else (_("Nghỉ"), "yellow" if closed >= day else "grey")
        recorded = datetime.fromisoformat(one["at"])
        by = f"{one['by']}, {day_words(local_day(recorded))}"
        rows.append(Row(place, (day_words(closed), part, one["reason"], by), words, open=not gone))
    return rows[::-1]


class ClosureForm(UnitForm):
    """A sudden day or half-day off of this unit alone."""

    closed_on = DatePartsField(label=gettext_lazy("Ngày nghỉ"))
    part = forms.ChoiceField(
        label=gettext_lazy("Nghỉ"),
        choices=[(part.value, label) for part, label in CLOSED_PART_LABELS.items()],
        initial=ClosedPart.DAY.value,
        widget=forms.RadioSelect({"class": "govuk-radios--inline"}),
    )
    basis = basis_field(gettext_lazy("Lý do (bão, mất điện, …)"))

    def act(self, actor: Actor, at: datetime) -> str:
        """Close the office that day."""
        said = self.cleaned_data
        units.close_office(
            unit=self.unit,
            day=said["closed_on"],
            part=ClosedPart(said["part"]),
            reason=said["basis"],
            actor=actor,
            at=at,
        )
        return moving_words(self.unit)


def moving_words(unit: Unit) -> str:
    """How many open dossiers the calendar now moves, and where they are decided; empty where none."""
    count = len(moves_of(unit.pk))
    if not count:
        return ""
    return _(
        "%(n)d hồ sơ đang giải quyết có giờ hẹn thay đổi. Lãnh đạo quyết định từng hồ sơ ở Theo dõi, Lời hẹn cần dời."
    ) % {"n": count}


def _withdraw(unit: Unit, place: int, end: date | None, actor: Actor, at: datetime) -> None:
    units.withdraw_closure(unit=unit, place=place, actor=actor, at=at)


_TERM = (gettext_lazy("Từ ngày"), gettext_lazy("Hết từ ngày"))
REGISTERS = (
    Register(
        slug="gio-lam-viec",
        title=gettext_lazy("Giờ làm việc"),
        lead=gettext_lazy("Giờ mới áp dụng từ ngày mai trở đi; giờ cũ được giữ lại cho các hẹn đã in."),
        columns=(gettext_lazy("Giờ"), gettext_lazy("Căn cứ"), *_TERM),
        empty=gettext_lazy("Chưa có giờ làm việc."),
        roles=ADMIN,
        rows=hours_rows,
        form=HoursForm,
        add=gettext_lazy("Đổi giờ làm việc"),
    ),
    Register(
        slug="ngoai-gio",
        title=gettext_lazy("Buổi tiếp nhận ngoài giờ"),
        lead=gettext_lazy("Hồ sơ nhận trong buổi có người ký trực thì trả khi hết buổi; xem thêm Lịch trực."),
        columns=(gettext_lazy("Buổi"), gettext_lazy("Lĩnh vực"), gettext_lazy("Căn cứ"), *_TERM),
        empty=gettext_lazy("Chưa có buổi ngoài giờ nào. Buổi thêm dưới đây sẽ hiện ở đây."),
        roles=ADMIN,
        rows=extra_rows,
        form=ExtraSessionForm,
        add=gettext_lazy("Thêm buổi ngoài giờ"),
        end=_end_extra,
    ),
    Register(
        slug="nghi-dot-xuat",
        title=gettext_lazy("Nghỉ đột xuất"),
        lead=gettext_lazy(
            "Chỉ cơ quan này nghỉ. Hẹn trả của hồ sơ đang mở được lập danh sách để xác nhận từng hồ sơ."
        ),
        columns=(
            gettext_lazy("Ngày"),
            gettext_lazy("Phần ngày"),
            gettext_lazy("Lý do"),
            gettext_lazy("Người ghi"),
        ),
        empty=gettext_lazy("Chưa có ngày nghỉ đột xuất nào."),
        roles=ADMIN_OR_LEAD,
        rows=closure_rows,
        form=ClosureForm,
        add=gettext_lazy("Ghi ngày nghỉ đột xuất"),
        end=_withdraw,
        end_label=gettext_lazy("Gỡ bỏ"),
        end_has_day=False,
    ),
)

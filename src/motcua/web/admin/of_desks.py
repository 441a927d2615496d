"""Registers of a desk: counters and rosters."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.refusals import refuse
from motcua.organisation.actions import desks, rosters
from motcua.organisation.actors import Actor
from motcua.organisation.models import Counter, OneStopUnit, Person, Roster, Unit
from motcua.organisation.queries import desk_of
from motcua.organisation.terms import PRIORITY_LABELS, PriorityClass
from motcua.web.admin.fields import NARROW, PersonField, UnitForm, from_field
from motcua.web.admin.opening import ADMIN_OR_LEAD
from motcua.web.admin.registers import Register, Row, day_words, term_row
from motcua.web.shared.widgets import DatePartsField


def desk_on(unit: Unit, day: date) -> OneStopUnit:
    """The unit's desk on the day. Refused: `no_desk`."""
    desk = desk_of(unit_id=unit.id, on=day)
    if desk is None:
        raise refuse(
            "no_desk",
            "Cơ quan không có Bộ phận Một cửa vào ngày này. Hãy chọn ngày khác.",
            field="valid_from",
        )
    return desk


def counter_rows(unit: Unit, day: date) -> list[Row]:
    """Counters by number, closed ones too."""
    rows = []
    for counter in Counter.objects.filter(one_stop_unit__unit=unit).order_by("one_stop_unit_id", "number"):
        marks = ", ".join(PRIORITY_LABELS[PriorityClass(word)] for word in counter.priority)
        cells = (str(counter.number), counter.name or _("Quầy %(n)d") % {"n": counter.number}, marks or "–")
        rows.append(term_row(counter.pk, cells, counter.valid_from, counter.valid_to, day))
    return rows


class CounterForm(UnitForm):
    """A new counter, or new marks for one that is there."""

    number = forms.IntegerField(
        label=gettext_lazy("Số quầy"), min_value=1, max_value=200, widget=forms.NumberInput(NARROW)
    )
    name = forms.CharField(label=gettext_lazy("Tên quầy"), max_length=100, required=False)
    priority = forms.MultipleChoiceField(
        label=gettext_lazy("Ưu tiên phục vụ"),
        choices=[(word.value, label) for word, label in PRIORITY_LABELS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
    )
    valid_from = from_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Open the counter; a number that is there gets the marks."""
        said = self.cleaned_data
        day = said["valid_from"] or self.day
        desk, marks = desk_on(self.unit, day), [PriorityClass(word) for word in said["priority"]]
        known = Counter.objects.filter(
            one_stop_unit=desk, number=said["number"], valid_to__isnull=True
        ).first()
        if known is not None and not said["name"]:
            desks.mark_counter(counter_id=known.pk, unit=self.unit, priority=marks, actor=actor, at=at)
            return ""
        facts: dict[str, Any] = {"number": said["number"], "name": said["name"], "valid_from": day}
        desks.open_counter(desk=desk, priority=marks, actor=actor, at=at, **facts)
        return ""


def _close_counter(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    desks.close_counter(counter_id=row, unit=unit, end=end, actor=actor, at=at)


def roster_rows(unit: Unit, day: date) -> list[Row]:
    """Rosters from a month ago on."""
    found = Roster.objects.filter(one_stop_unit__unit=unit).select_related("signer")
    rows = []
    for roster in found.prefetch_related("officials", "deputies").order_by("-day")[:60]:
        officials = ", ".join(sorted(person.full_name for person in roster.officials.all()))
        deputies = ", ".join(sorted(person.full_name for person in roster.deputies.all()))
        signer = roster.signer.full_name if roster.signer else _("không có")
        words = (_("Sắp tới"), "blue") if roster.day > day else (_("Hôm nay"), "green")
        over = roster.day < day
        cells = (day_words(roster.day), signer, officials or "–", deputies or "–", roster.note or "–")
        rows.append(Row(roster.pk, cells, (_("Đã qua"), "grey") if over else words, open=not over))
    return rows


class RosterForm(UnitForm):
    """Who is on duty on a day and who signs."""

    on_day = DatePartsField(
        label=gettext_lazy("Ngày trực"), help_text=gettext_lazy("Ghi lại ngày đã có là thay lịch cũ")
    )
    signer = PersonField(
        label=gettext_lazy("Người ký trực"),
        required=False,
        help_text=gettext_lazy("Có người ký thì hồ sơ ngoài giờ trả khi hết buổi"),
    )
    officials = forms.CharField(
        label=gettext_lazy("Cán bộ trực"),
        max_length=600,
        required=False,
        help_text=gettext_lazy("Tên đăng nhập, cách nhau bằng dấu phẩy"),
    )
    deputies = forms.CharField(
        label=gettext_lazy("Người thay"),
        max_length=600,
        required=False,
        help_text=gettext_lazy("Thay người ký hoặc cán bộ trực khi vắng; ngày của mô hình cần có người thay"),
    )
    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=200, required=False)

    def clean_officials(self) -> list[Person]:
        """The people named."""
        return self._people("officials")

    def clean_deputies(self) -> list[Person]:
        """The people named."""
        return self._people("deputies")

    def _people(self, field: str) -> list[Person]:
        names = [name.strip() for name in self.cleaned_data[field].split(",") if name.strip()]
        found = {person.username: person for person in Person.objects.filter(username__in=names)}
        if lacking := [name for name in names if name not in found]:
            raise forms.ValidationError(
                _("Không có tên đăng nhập “%(name)s”. Hãy xem lại ở trang Người dùng."),
                params={"name": ", ".join(lacking)},
            )
        return list(found.values())

    def act(self, actor: Actor, at: datetime) -> str:
        """Set the roster of the day."""
        said = self.cleaned_data
        rosters.set_roster(
            desk=desk_on(self.unit, said["on_day"]),
            day=said["on_day"],
            signer=said["signer"],
            officials=said["officials"],
            deputies=said["deputies"],
            text=said["note"],
            actor=actor,
            at=at,
        )
        return ""


def _drop_roster(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    rosters.drop_roster(roster_id=row, unit=unit, actor=actor, at=at)


REGISTERS = (
    Register(
        slug="quay",
        title=gettext_lazy("Quầy"),
        lead=gettext_lazy(
            "Quầy ưu tiên gọi người được ưu tiên trước. Ghi số quầy đã có và để trống tên là đổi dấu ưu tiên."
        ),
        columns=(
            gettext_lazy("Số"),
            gettext_lazy("Tên"),
            gettext_lazy("Ưu tiên"),
            gettext_lazy("Từ ngày"),
            gettext_lazy("Hết từ ngày"),
        ),
        empty=gettext_lazy("Chưa có quầy nào. Quầy mở dưới đây sẽ hiện ở đây."),
        roles=ADMIN_OR_LEAD,
        rows=counter_rows,
        form=CounterForm,
        add=gettext_lazy("Mở quầy, đổi dấu ưu tiên"),
        end=_close_counter,
        end_label=gettext_lazy("Đóng quầy"),
    ),
    Register(
        slug="lich-truc",
        title=gettext_lazy("Lịch trực"),
        lead=gettext_lazy(
            "Mỗi ngày một lịch. Người ký phải giữ vai trò phê duyệt, cán bộ trực phải được phân công."
        ),
        columns=(
            gettext_lazy("Ngày"),
            gettext_lazy("Người ký"),
            gettext_lazy("Cán bộ trực"),
            gettext_lazy("Người thay"),
            gettext_lazy("Ghi chú"),
        ),
        empty=gettext_lazy("Chưa có lịch trực. Lịch lập dưới đây sẽ hiện ở đây."),
        roles=ADMIN_OR_LEAD,
        rows=roster_rows,
        form=RosterForm,
        add=gettext_lazy("Lập lịch trực"),
        end=_drop_roster,
        end_label=gettext_lazy("Xóa lịch"),
        end_has_day=False,
    ),
)

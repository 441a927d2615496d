"""What is asked about an event: how it is announced, what became of a day, its report, a question raised there?"""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.actors import Actor
from motcua.outreach.actions import events as acts
from motcua.outreach.actions.dialogues import raise_question
from motcua.outreach.models import Event, EventDay
from motcua.outreach.terms import ASKER_LABELS, EVENT_KIND_LABELS, Asker, DayStanding, EventKind
from motcua.web.admin.fields import ProceduresField, UnitForm, clock_field
from motcua.web.outreach.fields import (
    BodiesField,
    all_units,
    number_field,
    offer,
    programmes_or_none,
    text_field,
    units_here,
)
from motcua.web.shared.widgets import DatePartsField, RevealRadios
from motcua.workcalendar.wording import WEEKDAYS as WEEKDAY_NAMES

_KINDS = [(kind.value, label) for kind, label in EVENT_KIND_LABELS.items()]
_WEEKDAYS = [
    ("", gettext_lazy("Mọi ngày trong khoảng")),
    *((str(n), w) for n, w in enumerate(WEEKDAY_NAMES, 1)),
]
_OUTCOMES = [
    (DayStanding.HELD.value, gettext_lazy("Đã tổ chức")),
    (DayStanding.POSTPONED.value, gettext_lazy("Hoãn")),
    (DayStanding.CANCELLED.value, gettext_lazy("Hủy")),
]


def _clock(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


class _CameFields(forms.Form):
    """How a day went."""

    result = text_field(gettext_lazy("Kết quả"), 2000, rows=3, required=False)
    attended = number_field(gettext_lazy("Số người dự"))
    advised = number_field(gettext_lazy("Số yêu cầu đã tư vấn"), gettext_lazy("Chỉ ghi cho ngày hội"))
    settled = number_field(gettext_lazy("Số yêu cầu đã giải quyết"), gettext_lazy("Chỉ ghi cho ngày hội"))
    evidence = text_field(
        gettext_lazy("Minh chứng"), 500, required=False, hint=gettext_lazy("Số biên bản, địa chỉ bài đăng")
    )

    file = forms.FileField(
        label=gettext_lazy("Tệp minh chứng"), required=False,
        help_text=gettext_lazy("Biên bản, ảnh: PDF, JPG hoặc PNG"),
    )  # fmt: skip

    @property
    def came(self) -> acts.Came:
        """The words, numbers and paper as the act takes them."""
        names = ("result", "attended", "advised", "settled", "evidence")
        came = acts.Came(**{name: self.cleaned_data[name] for name in names})
        return _with_file(came, self.cleaned_data["file"])


def _with_file(came: acts.Came, file: Any) -> acts.Came:
    """With the file that a form took, where it took one."""
    return replace(came, file=file.read(), file_name=(file.name or "")[:200]) if file else came


class EventForm(UnitForm, _CameFields):
    """An event as it is announced, or as it was held."""

    lead = forms.ChoiceField(label=gettext_lazy("Đơn vị chủ trì"))
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=_KINDS)
    name = text_field(gettext_lazy("Tên sự kiện"), 300)
    place = text_field(gettext_lazy("Địa điểm"), 300)
    first = DatePartsField(label=gettext_lazy("Ngày, hoặc từ ngày"))
    last = DatePartsField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chỉ một ngày"),
    )
    weekday = forms.ChoiceField(
        label=gettext_lazy("Hàng tuần vào"), choices=_WEEKDAYS, required=False,
        help_text=gettext_lazy("Ví dụ ngày hội vào thứ Tư hàng tuần"),
    )  # fmt: skip
    starts = clock_field(gettext_lazy("Từ giờ"), required=False)
    ends = clock_field(gettext_lazy("Đến giờ"), required=False)
    bodies = BodiesField(
        label=gettext_lazy("Đơn vị phối hợp"), required=False,
        help_text=gettext_lazy("Mỗi dòng một đơn vị; đơn vị ngoài hệ thống ghi đủ tên"),
    )  # fmt: skip
    procedures = ProceduresField(label=gettext_lazy("Thủ tục"), required=False)
    participants = text_field(gettext_lazy("Thành phần tham dự"), 500, required=False)
    programme = forms.ChoiceField(label=gettext_lazy("Thuộc chương trình"), required=False)
    opens = forms.ChoiceField(
        label=gettext_lazy("Mở đầu chương trình"), required=False,
        help_text=gettext_lazy("Chỉ chọn cho lễ phát động"),
    )  # fmt: skip
    field_order = (
        "kind", "name", "lead", "bodies", "first", "last", "weekday", "starts", "ends", "place", "participants",
        "procedures", "programme", "opens", "result", "attended", "advised", "settled", "evidence", "file",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = programmes_or_none(self.unit)
        offer(self, lead=units_here(self.unit), programme=programmes)
        offer(self, opens=[("", _("Không mở chương trình nào")), *programmes[1:]])
        self.fields["procedures"].help_text = _("Mã thủ tục, cách nhau bằng dấu phẩy; không bắt buộc")
        self.fields["result"].help_text = _("Chỉ ghi khi sự kiện đã diễn ra")
        self.made: Event | None = None

    def act(self, actor: Actor, at: datetime) -> str:
        """Plan or record it."""
        said = self.cleaned_data
        units, bodies = said["bodies"]
        words = {
            name: said[name] for name in ("name", "place", "participants", "programme", "opens", "procedures")
        }
        announced = acts.Announced(
            lead=said["lead"],
            kind=EventKind(said["kind"]),
            first=said["first"],
            last=said["last"] or said["first"],
            weekday=int(said["weekday"]) if said["weekday"] else None,
            starts=_clock(said["starts"]),
            ends=_clock(said["ends"]),
            units=units,
            bodies=bodies,
            **words,
        )
        self.made = acts.plan_event(announced=announced, came=self.came, actor=actor, at=at)
        return ""


class OutcomeForm(UnitForm, _CameFields):
    """What became of one day."""

    standing = forms.ChoiceField(
        label=gettext_lazy("Ngày này"), choices=_OUTCOMES,
        widget=RevealRadios(
            reveals={
                DayStanding.HELD.value: ["result", "attended", "advised", "settled", "evidence", "file"],
                DayStanding.POSTPONED.value: ["new_day"],
            }
        ),
    )  # fmt: skip
    new_day = DatePartsField(
        label=gettext_lazy("Ngày mới"), required=False, help_text=gettext_lazy("Để trống nếu chưa định")
    )
    reason = text_field(
        gettext_lazy("Lý do"), 500, required=False, hint=gettext_lazy("Khi hoãn, hủy hoặc sửa kết quả đã ghi")
    )
    field_order = (
        "standing",
        "new_day",
        "result",
        "attended",
        "advised",
        "settled",
        "evidence",
        "file",
        "reason",
    )

    def __init__(self, *args: Any, row: EventDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def act(self, actor: Actor, at: datetime) -> str:
        """Say it."""
        said = self.cleaned_data
        acts.say_outcome(
            day_id=self.row.pk,
            standing=DayStanding(said["standing"]),
            reason=said["reason"],
            came=self.came,
            new_day=said["new_day"],
            actor=actor,
            at=at,
        )
        return ""


class NewDayForm(UnitForm):
    """The new day of what was postponed without one."""

    new_day = DatePartsField(label=gettext_lazy("Ngày mới"))

    def __init__(self, *args: Any, row: EventDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def act(self, actor: Actor, at: datetime) -> str:
        """Set it."""
        acts.set_new_day(day_id=self.row.pk, new_day=self.cleaned_data["new_day"], actor=actor, at=at)
        return ""


class ReportForm(UnitForm):
    """The report in which a meeting ended."""

    number = text_field(gettext_lazy("Số, ký hiệu báo cáo"), 100)
    issued_on = DatePartsField(label=gettext_lazy("Ngày ban hành"))
    text = text_field(gettext_lazy("Tóm tắt"), 2000, rows=4, required=False)
    file = forms.FileField(
        label=gettext_lazy("Tệp báo cáo"), required=False,
        help_text=gettext_lazy("Bản chụp báo cáo, ảnh: PDF, JPG hoặc PNG"),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event

    def act(self, actor: Actor, at: datetime) -> str:
        """Lay it beside the event."""
        said = dict(self.cleaned_data)
        paper = _with_file(acts.NO_PAPER, said.pop("file"))
        acts.report_event(event_id=self.event.pk, paper=paper, actor=actor, at=at, **said)
        return ""


class QuestionForm(UnitForm):
    """A question raised at a dialogue."""

    asker = forms.ChoiceField(
        label=gettext_lazy("Ai hỏi"), choices=[(one.value, label) for one, label in ASKER_LABELS.items()],
        help_text=gettext_lazy("Không ghi tên người hỏi"),
    )  # fmt: skip
    text = text_field(
        gettext_lazy("Câu hỏi"), 1000, rows=4,
        hint=gettext_lazy("Tên, số điện thoại, số giấy tờ trong câu hỏi sẽ được che"),
    )  # fmt: skip
    responsible = forms.ChoiceField(label=gettext_lazy("Cơ quan trả lời"))
    due_on = DatePartsField(label=gettext_lazy("Hạn trả lời"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        offer(self, responsible=all_units(self.day))

    def act(self, actor: Actor, at: datetime) -> str:
        """Keep it."""
        said = dict(self.cleaned_data)
        asker = Asker(said.pop("asker"))
        raise_question(event_id=self.event.pk, asker=asker, actor=actor, at=at, **said)
        return ""

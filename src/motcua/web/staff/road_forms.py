"""What is written down at somebody's home: who, which papers, when, the paper slip given there?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from config import clock
from motcua.core.moments import at, local_day
from motcua.core.refusals import refuse
from motcua.dossiers.actions.road import Noted
from motcua.dossiers.home.route import whole_number
from motcua.dossiers.receptions import Reception
from motcua.dossiers.road_rules import Happened, Told, by_office_clock
from motcua.dossiers.terms import RETURN_LABELS, Channel, ReturnChannel
from motcua.procedures.models import Component, ProcedureVersion
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios
from motcua.web.staff.applicant_fields import ApplicantForm
from motcua.web.staff.block_forms import DueOnPaper, clock_field, day_field
from motcua.web.staff.desk_fields import line
from motcua.web.staff.opening import new_opening, read_opening
from motcua.web.staff.paper_fields import PapersForm

_HIDDEN = ("opening", "key", "opened", "pressed", "clock")
_SMALL = {"class": "govuk-radios--small"}


class OnTheRoad(OfficeForm):
    """When it happened there: by the device, or by the signed opening of the page where it sends at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _HIDDEN:
            self.fields[name] = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
        self.fields["opening"].initial = new_opening

    def told(self) -> tuple[str, Happened]:
        """The key of this entry, and when it happened by the office's clock (after `is_valid`)."""
        said, now = self.cleaned_data, clock.now()
        if not said["key"]:
            opening = read_opening(said["opening"])
            return opening.key, Happened(opening.at, now)
        pressed, shown = _moment(said["pressed"]), _moment(said["clock"])
        opened = _moment(said["opened"]) if said["opened"] else pressed
        return said["key"], by_office_clock(Told(opened, pressed, shown), now)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 2000 <= moment.year < 2100:
        raise refuse("moment_wrong", "Máy gửi giờ không đọc được. Hãy tải lại trang rồi ghi lại.")
    return moment


class RoadForm(OnTheRoad, ApplicantForm, PapersForm, DueOnPaper):
    """One reception at somebody's home."""

    return_channel = forms.ChoiceField(
        label=gettext_lazy("Nhận kết quả bằng cách nào?"),
        choices=[(channel.value, label) for channel, label in RETURN_LABELS.items()],
        initial=ReturnChannel.HOME.value,
        widget=RevealRadios(_SMALL),
    )
    number = line(
        gettext_lazy("Số trên giấy tiếp nhận viết tay"),
        60,
        hint=gettext_lazy(
            "Khi không có mạng: số của lô số dự phòng in trên giấy đã giao. Gõ các chữ số cuối là đủ."
        ),
    )
    received = clock_field(
        gettext_lazy("Giờ nhận ghi trên giấy"),
        required=False,
        help_text=gettext_lazy("Để trống: lấy giờ bắt đầu ghi trên máy này."),
    )
    due_clock = clock_field(gettext_lazy("Giờ hẹn trả ghi trên giấy"), required=False)
    due_day = day_field(gettext_lazy("Ngày hẹn trả ghi trên giấy"), required=False)
    due_strict = forms.BooleanField(label=gettext_lazy("Giấy ghi “trước” giờ đó"), required=False)
    reason = line(
        gettext_lazy("Lý do nhận trên giấy"),
        300,
        hint=gettext_lazy("Ví dụ: tiếp nhận tại nhà, không có mạng"),
    )
    off_hours_reason = line(gettext_lazy("Lý do, nếu nhận ngoài giờ làm việc"), 300)

    def __init__(
        self, *args: Any, version: ProcedureVersion, components: Sequence[Component], **kwargs: Any
    ) -> None:
        super().__init__(*args, components=components, **kwargs)
        self.version = version

    @property
    def paper_said(self) -> bool:
        """Was something said of a paper slip, or is it wrong? Then it stands open."""
        names = ("number", "received", "due_clock", "due_day", "due_strict", "off_hours_reason")
        return any(self[name].value() or self[name].errors for name in names)

    def noted(self, *, unit_id: str, request_id: int | None) -> Noted:
        """As the act takes it (after `is_valid`)."""
        said = self.cleaned_data
        key, happened = self.told()
        day = local_day(happened.pressed_at)
        if said["number"] and said["received"]:
            written = at(day, said["received"])
            happened = Happened(written, written, happened.clock_off)
        reception = Reception(
            procedure=self.version.procedure_id,
            unit_id=unit_id,
            applicant=self.applicant(),
            received_at=happened.pressed_at,
            channel=Channel.HOME,
            return_channel=said["return_channel"],
            components=self.handed(),
            conditions=tuple(c.key for c in self.components if said.get(f"paper-{c.key}-needed")),
            off_hours_reason=said["off_hours_reason"],
        )
        return Noted(
            key=key,
            happened=happened,
            request_id=request_id,
            reception=reception,
            number=whole_number(said["number"], unit_id, day) if said["number"] else "",
            reason=said["reason"],
            due_written=self.due_written(day),
        )


class NotDoneForm(OnTheRoad):
    """Nobody was there, or it is not done."""

    nobody = forms.ChoiceField(
        label=gettext_lazy("Vì sao không tiếp nhận được?"),
        choices=[
            ("yes", gettext_lazy("Đến nơi không gặp: xếp lịch lại")),
            ("no", gettext_lazy("Không thực hiện: kết thúc yêu cầu, có lý do")),
        ],
        initial="yes",
        widget=RevealRadios(_SMALL),
    )
    reason = line(gettext_lazy("Lý do, ghi chú"), 300)

    def noted(self, *, unit_id: str, request_id: int | None) -> Noted:
        """As the act takes it (after `is_valid`)."""
        key, happened = self.told()
        said = self.cleaned_data
        nobody = said["nobody"] == "yes"
        return Noted(key=key, happened=happened, request_id=request_id, reason=said["reason"], nobody=nobody)

"""What is said about reserved numbers: a new block, a spoilt form, a reception written by hand?"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.moments import at
from motcua.dossiers.applicants import KIND_LABELS, Applicant, ApplicantKind
from motcua.dossiers.block_rules import MOST_NUMBERS, Due, whole_code
from motcua.dossiers.completeness import Handed
from motcua.dossiers.late_entries import PaperReception
from motcua.dossiers.models import NumberBlock
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import CHANNEL_LABELS, RETURN_LABELS, Channel, ReturnChannel
from motcua.organisation.models import Person
from motcua.procedures.models import ProcedureVersion
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.reception_form import AT_ONCE, BY_RULE, DESK_CHANNELS, ORDINARY, WISH_LABELS

ITEM_ROWS = 3
_CLOCK = ["%H:%M", "%H%M", "%Hh%M", "%Hg%M", "%Hh", "%H"]
_UNHELPED = {"autocomplete": "off", "spellcheck": "false"}


def _line(
    label: Any, length: int, width: str = "", *, required: bool = False, **more: Any
) -> forms.CharField:
    attrs = {**_UNHELPED, **({"class": f"govuk-input--width-{width}"} if width else {})}
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.TextInput(attrs), **more
    )


def _number(label: Any) -> forms.CharField:
    return _line(label, 60, "20", required=True, help_text=gettext_lazy("Gõ các chữ số cuối là đủ."))


def clock_field(label: Any, *, required: bool, **more: Any) -> forms.TimeField:
    """An hour as it stands on paper: 14:30, 1430, 14h30."""
    attrs = {**_UNHELPED, "class": "govuk-input--width-5", "inputmode": "numeric"}
    return forms.TimeField(
        label=label,
        required=required,
        input_formats=_CLOCK,
        widget=forms.TextInput(attrs),
        error_messages={"invalid": gettext_lazy("Giờ chưa đúng. Hãy ghi như 14:30 hoặc 1430.")},
        **more,
    )


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day chosen from the browser's calendar."""
    widget = forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class BlockForm(OfficeForm):
    """How many numbers, for which day, why."""

    day = day_field(gettext_lazy("Dùng cho ngày"))
    size = forms.IntegerField(
        label=gettext_lazy("Bao nhiêu số"),
        min_value=1,
        max_value=MOST_NUMBERS,
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        help_text=gettext_lazy("Tối đa 200. Số đã để dành không cấp cho ai khác, kể cả khi không dùng."),
    )
    reason = _line(gettext_lazy("Lý do"), 300, required=True, initial=gettext_lazy("Mất điện"))


def _of_block(typed: str, codes: Sequence[str]) -> str:
    """The whole code of a number of this block: its last digits are enough on the keyboard."""
    text = whole_code(typed, codes)
    if text not in codes:
        raise forms.ValidationError(
            _("Số này không thuộc lô số dự phòng này. Hãy xem lại số in trên giấy, hoặc mở lô của số đó.")
        )
    return text


class SpoiltForm(OfficeForm):
    """Which form was spoilt, and how."""

    number = _number(gettext_lazy("Số trên giấy hỏng"))
    reason = _line(gettext_lazy("Lý do giấy hỏng"), 300, required=True)

    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes

    def clean_number(self) -> str:
        """The whole code."""
        return _of_block(self.cleaned_data["number"], self.codes)


class DueOnPaper(OfficeForm):
    """The due time that stands on a paper slip: `due_clock`, `due_day`, `due_strict` of the form."""

    def clean(self) -> dict[str, Any]:
        """A day without an hour says nothing."""
        said = super().clean() or self.cleaned_data
        if said.get("due_day") and "due_clock" in said and said["due_clock"] is None:
            self.add_error("due_clock", _("Chưa ghi giờ hẹn trả. Hãy ghi giờ, hoặc để trống cả ngày hẹn."))
        return said

    def due_written(self, day: date) -> Due | None:
        """An hour without a day is that of the slip's own `day` (after `is_valid`)."""
        said, clock = self.cleaned_data, self.cleaned_data["due_clock"]
        return Due(at(said["due_day"] or day, clock), said["due_strict"]) if clock else None


class PaperFields(DueOnPaper):
    """What stands on a paper slip, in the order of the slip."""

    number = _number(gettext_lazy("Số trên giấy"))
    name = _line(gettext_lazy("Họ, chữ đệm và tên, hoặc tên tổ chức"), 1000, required=True)
    id_number = _line(gettext_lazy("Số giấy tờ hoặc mã số thuế"), 60, "20", required=True)
    phone = _line(gettext_lazy("Số điện thoại"), 40, "20")
    address = _line(gettext_lazy("Địa chỉ"), 1000)
    procedure = forms.ChoiceField(label=gettext_lazy("Thủ tục"))
    all_given = forms.BooleanField(label=gettext_lazy("Đã nhận đủ giấy tờ bắt buộc"))
    received = clock_field(gettext_lazy("Giờ nhận ghi trên giấy"), required=True)
    due_clock = clock_field(
        gettext_lazy("Giờ hẹn trả ghi trên giấy"),
        required=False,
        help_text=gettext_lazy("Để trống nếu giấy không ghi."),
    )
    due_day = day_field(gettext_lazy("Ngày hẹn trả ghi trên giấy"), required=False)
    due_strict = forms.BooleanField(label=gettext_lazy("Giấy ghi “trước” giờ đó"), required=False)
    received_by = forms.ChoiceField(label=gettext_lazy("Người ký giấy tiếp nhận"))
    reason = _line(gettext_lazy("Lý do nhận trên giấy"), 300, required=True)
    kind = forms.ChoiceField(
        label=gettext_lazy("Người nộp là"),
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        required=False,
    )
    representative = _line(gettext_lazy("Người đi nộp, nếu là tổ chức hoặc nộp thay"), 1000)
    wish = forms.ChoiceField(
        label=gettext_lazy("Hẹn trả theo cách nào?"),
        choices=[(wish, WISH_LABELS[wish]) for wish in (BY_RULE, AT_ONCE, ORDINARY)],
        required=False,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hồ sơ đến bằng cách nào?"),
        choices=[(one.value, CHANNEL_LABELS[one]) for one in DESK_CHANNELS],
        required=False,
    )
    return_channel = forms.ChoiceField(
        label=gettext_lazy("Nhận kết quả bằng cách nào?"),
        choices=[(one.value, label) for one, label in RETURN_LABELS.items()],
        required=False,
    )
    off_hours_reason = _line(gettext_lazy("Lý do, nếu nhận ngoài giờ làm việc"), 300)


class PaperForm(PaperFields):
    """One reception as a clerk types it from its paper slip."""

    def __init__(
        self,
        *args: Any,
        block: NumberBlock,
        codes: Sequence[str],
        versions: Sequence[ProcedureVersion],
        signers: Sequence[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.block, self.codes = block, codes
        self.versions = {version.procedure_id: version for version in versions}
        choices: dict[str, list[tuple[str, str]]] = {
            "procedure": [("", _("Chọn thủ tục"))]
            + [(code, f"{version.name} ({code})") for code, version in self.versions.items()],
            "received_by": [(str(person.pk), person.full_name) for person in signers],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        for row in range(ITEM_ROWS):
            self._add_item(row)

    def _add_item(self, row: int) -> None:
        named = {"row": row + 1}
        self.fields[f"item-{row}-title"] = _line(_("Giấy tờ chứng thực %(row)s") % named, 1000)
        for key, label in (
            ("pages", _("Số trang, giấy tờ %(row)s")),
            ("copies", _("Số bản, giấy tờ %(row)s")),
        ):
            self.fields[f"item-{row}-{key}"] = forms.IntegerField(
                label=label % named,
                required=False,
                min_value=1,
                max_value=100_000,
                widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
            )

    def item_fields(self) -> list[forms.BoundField]:
        """The rows of papers to certify."""
        return [self[f"item-{row}-{key}"] for row in range(ITEM_ROWS) for key in ("title", "pages", "copies")]

    def clean_number(self) -> str:
        """The whole code: its last digits are enough on the keyboard."""
        return _of_block(self.cleaned_data["number"], self.codes)

    def paper(self) -> PaperReception:
        """What stands on the paper, as the act takes it (after `is_valid`)."""
        said = self.cleaned_data
        keys = ("name", "id_number", "phone", "address", "representative")
        applicant = Applicant(kind=said["kind"] or ApplicantKind.PERSON, **{key: said[key] for key in keys})
        reception = Reception(
            procedure=said["procedure"],
            unit_id=self.block.unit_id,
            applicant=applicant,
            received_at=self._on_day(said["received"]),
            channel=said["channel"] or Channel.DESK,
            return_channel=said["return_channel"] or ReturnChannel.DESK,
            components=self._handed(),
            items=tuple(self._items()),
            at_once=said["wish"] == AT_ONCE,
            ordinary=said["wish"] == ORDINARY,
            off_hours_reason=said["off_hours_reason"],
        )
        due = self.due_written(self.block.day)
        return PaperReception(said["number"], reception, said["reason"], due, int(said["received_by"]))

    def _on_day(self, clock: time) -> datetime:
        return at(self.block.day, clock)

    def _handed(self) -> tuple[Handed, ...]:
        version = self.versions[self.cleaned_data["procedure"]]
        return tuple(
            Handed(one.key, original=one.originals or 1, copies=one.copies)
            for one in version.components.all()
            if one.mandatory
        )

    def _items(self) -> list[dict[str, Any]]:
        said = self.cleaned_data
        rows = [
            {key: said.get(f"item-{n}-{key}") for key in ("title", "pages", "copies")}
            for n in range(ITEM_ROWS)
        ]
        return [row for row in rows if any(row.values())]

"""The reception form: who asks, which papers, what is wished; built from the procedure version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.applicants import KIND_LABELS, Applicant, ApplicantKind
from motcua.dossiers.completeness import Handed
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import CHANNEL_LABELS, RETURN_LABELS, Channel, ReturnChannel
from motcua.procedures.models import Component, ProcedureVersion
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealCheckboxes, RevealRadios

ID_CHOICES = (
    ("", gettext_lazy("Tự nhận ra từ số")),
    ("cccd", gettext_lazy("Số định danh, thẻ căn cước (12 số)")),
    ("cmnd", gettext_lazy("Chứng minh nhân dân (9 số)")),
    ("passport", gettext_lazy("Hộ chiếu")),
    ("birth_certificate", gettext_lazy("Giấy khai sinh")),
    ("tax_code", gettext_lazy("Mã số thuế")),
)
DESK_CHANNELS = (Channel.DESK, Channel.POST, Channel.HOME)
ITEM_ROWS = 6
SHEETS = {"min_value": 0, "max_value": 100_000}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One component on the form: what the catalogue asks, and its controls."""

    component: Component
    given: BoundField
    original: BoundField
    copies: BoundField
    needed: BoundField | None


class ReceptionForm(OfficeForm):
    """Everything said at a reception at the desk, in the order a clerk asks it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Người nộp là"),
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        initial=ApplicantKind.PERSON.value,
        widget=RevealRadios(reveals={ApplicantKind.ORGANISATION: ["representative"]}),
    )
    name = forms.CharField(
        label=gettext_lazy("Họ, chữ đệm và tên hoặc tên tổ chức"),
        max_length=1000,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    representative = forms.CharField(
        label=gettext_lazy("Người đại diện đi nộp"), required=False, max_length=1000
    )
    id_number = forms.CharField(
        label=gettext_lazy("Số giấy tờ hoặc mã số thuế"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    id_type = forms.ChoiceField(label=gettext_lazy("Loại giấy tờ"), choices=ID_CHOICES, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"type": "tel"}),
    )
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), required=False, max_length=1000)
    email = forms.CharField(label=gettext_lazy("Thư điện tử"), required=False, max_length=200)
    channel = forms.ChoiceField(
        label=gettext_lazy("Hồ sơ đến bằng cách nào?"),
        choices=[(channel.value, CHANNEL_LABELS[channel]) for channel in DESK_CHANNELS],
        initial=Channel.DESK.value,
        widget=RevealRadios,
    )
    return_channel = forms.ChoiceField(
        label=gettext_lazy("Nhận kết quả bằng cách nào?"),
        choices=[(channel.value, label) for channel, label in RETURN_LABELS.items()],
        initial=ReturnChannel.DESK.value,
        widget=RevealRadios,
    )
    wishes = forms.MultipleChoiceField(
        label=gettext_lazy("Cách hẹn"),
        required=False,
        choices=[
            ("at_once", gettext_lazy("Giải quyết ngay, người nộp chờ tại quầy")),
            ("ordinary", gettext_lazy("Người nộp xin hẹn theo thời hạn thông thường")),
        ],
        widget=RevealCheckboxes,
    )
    off_hours_reason = forms.CharField(
        label=gettext_lazy("Lý do tiếp nhận ngoài giờ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Chỉ cần khi đang ngoài giờ làm việc."),
    )
    prolong = forms.ChoiceField(label=gettext_lazy("Kéo dài thời hạn"), required=False)
    prolong_until = forms.DateTimeField(
        label=gettext_lazy("Thời điểm đã thỏa thuận"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Chỉ khi hai bên thỏa thuận bằng văn bản."),
    )
    intake = forms.CharField(
        label=gettext_lazy("Số phiếu yêu cầu bổ sung lần trước"), required=False, max_length=60
    )
    opening = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, version: ProcedureVersion, components: Sequence[Component], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.components = tuple(components)
        self.fields["prolong"].choices = _grounds(version)  # type: ignore[attr-defined]
        for component in self.components:
            self._add_paper(component)
        self.certifies = bool(version.facts.get("certification"))
        for number in range(ITEM_ROWS if self.certifies else 0):
            self._add_item(number)

    def _add_paper(self, component: Component) -> None:
        prefix = f"paper-{component.key}"
        name = component.name
        self.fields[f"{prefix}-given"] = forms.BooleanField(label=name, required=False)
        self.fields[f"{prefix}-original"] = forms.IntegerField(
            label=_("Số bản chính: %(name)s") % {"name": name},
            required=False,
            initial=component.originals or (0 if component.copies else 1),
            **SHEETS,  # type: ignore[arg-type]
        )
        self.fields[f"{prefix}-copies"] = forms.IntegerField(
            label=_("Số bản sao: %(name)s") % {"name": name},
            required=False,
            initial=component.copies,
            **SHEETS,  # type: ignore[arg-type]
        )
        if not component.mandatory:
            self.fields[f"{prefix}-needed"] = forms.BooleanField(
                label=_("Có trường hợp này: %(condition)s") % {"condition": component.condition},
                required=False,
            )

    def _add_item(self, number: int) -> None:
        row = {"row": number + 1}
        self.fields[f"item-{number}-title"] = forms.CharField(
            label=_("Giấy tờ %(row)s") % row, required=False, max_length=1000
        )
        for key, label in (
            ("pages", _("Số trang, giấy tờ %(row)s")),
            ("copies", _("Số bản, giấy tờ %(row)s")),
        ):
            self.fields[f"item-{number}-{key}"] = forms.IntegerField(
                label=label % row, required=False, min_value=1, max_value=100_000
            )

    @property
    def paper_rows(self) -> list[PaperRow]:
        """The components with their controls, for the table of papers."""
        return [self._paper_row(component) for component in self.components]

    def _paper_row(self, component: Component) -> PaperRow:
        prefix = f"paper-{component.key}"
        needed = f"{prefix}-needed"
        return PaperRow(
            component=component,
            given=self[f"{prefix}-given"],
            original=self[f"{prefix}-original"],
            copies=self[f"{prefix}-copies"],
            needed=self[needed] if needed in self.fields else None,
        )

    @property
    def item_rows(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """Rows for the papers to certify."""
        if not self.certifies:
            return []
        return [
            (self[f"item-{n}-title"], self[f"item-{n}-pages"], self[f"item-{n}-copies"])
            for n in range(ITEM_ROWS)
        ]

    def reception(self, *, unit_id: str, received_at: datetime) -> Reception:
        """What was said, as the act takes it (after `is_valid`)."""
        said = self.cleaned_data
        return Reception(
            procedure=self.version.procedure_id,
            unit_id=unit_id,
            applicant=self._applicant(),
            received_at=received_at,
            channel=said["channel"],
            return_channel=said["return_channel"],
            components=tuple(self._handed()),
            conditions=tuple(c.key for c in self.components if said.get(f"paper-{c.key}-needed")),
            items=tuple(self._items()),
            at_once="at_once" in said["wishes"],
            ordinary="ordinary" in said["wishes"],
            prolong=said["prolong"] or None,
            prolong_until=said["prolong_until"],
            off_hours_reason=said["off_hours_reason"],
            intake=said["intake"].strip() or None,
            opened_here=True,
        )

    def _applicant(self) -> Applicant:
        said = self.cleaned_data
        keys = ("kind", "name", "id_type", "id_number", "phone", "email", "address", "representative")
        return Applicant(**{key: said[key] for key in keys})

    def _handed(self) -> list[Handed]:
        said = self.cleaned_data
        return [
            Handed(
                component.key,
                said.get(f"paper-{component.key}-original") or 0,
                said.get(f"paper-{component.key}-copies") or 0,
            )
            for component in self.components
            if said.get(f"paper-{component.key}-given")
        ]

    def _items(self) -> list[dict[str, Any]]:
        said = self.cleaned_data
        rows = [
            {key: said.get(f"item-{n}-{key}") for key in ("title", "pages", "copies")}
            for n in range(ITEM_ROWS if self.certifies else 0)
        ]
        return [row for row in rows if any(row.values())]


def _grounds(version: ProcedureVersion) -> list[tuple[str, str]]:
    """The lawful prolongation of the version (promises 7), if it has one."""
    choices = [("", _("Không kéo dài"))]
    if version.limit_extension:
        choices.append((version.limit_extension["ground"], version.limit_extension.get("condition", "")))
    return choices

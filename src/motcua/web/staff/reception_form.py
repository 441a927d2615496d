"""The reception form: who asks, which papers, what is wished; built from the procedure version."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.receptions import Reception
from motcua.dossiers.signatories import law_of
from motcua.dossiers.terms import CHANNEL_LABELS, RETURN_LABELS, Channel, ReturnChannel
from motcua.payments.terms import CollectionMoment
from motcua.procedures.models import Component, ProcedureVersion
from motcua.web.shared.widgets import RevealRadios
from motcua.web.staff.applicant_fields import ApplicantForm, line_field
from motcua.web.staff.desk_fields import OriginalFields, SigningFields
from motcua.web.staff.paper_fields import PapersForm

DESK_CHANNELS = (Channel.DESK, Channel.POST, Channel.HOME)
AT_ONCE, BY_RULE, ORDINARY = "at_once", "by_rule", "ordinary"
ITEM_ROWS = 6
WISH_LABELS = {
    AT_ONCE: gettext_lazy("Giải quyết ngay, người nộp chờ tại quầy"),
    BY_RULE: gettext_lazy("Theo quy định và chương trình đang áp dụng"),
    ORDINARY: gettext_lazy("Theo thời hạn thông thường, do người nộp muốn"),
}
_SMALL = {"class": "govuk-radios--small"}


class ReceptionForm(ApplicantForm, SigningFields, OriginalFields, PapersForm):
    """Everything said at a reception at the desk, in the order a clerk asks it."""

    wish = forms.ChoiceField(
        label=gettext_lazy("Hẹn trả theo cách nào?"),
        choices=list(WISH_LABELS.items()),
        initial=BY_RULE,
        widget=RevealRadios(_SMALL),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hồ sơ đến bằng cách nào?"),
        choices=[(channel.value, CHANNEL_LABELS[channel]) for channel in DESK_CHANNELS],
        initial=Channel.DESK.value,
        widget=RevealRadios(_SMALL),
    )
    return_channel = forms.ChoiceField(
        label=gettext_lazy("Nhận kết quả bằng cách nào?"),
        choices=[(channel.value, label) for channel, label in RETURN_LABELS.items()],
        initial=ReturnChannel.DESK.value,
        widget=RevealRadios(_SMALL),
    )
    off_hours_reason = line_field(gettext_lazy("Lý do tiếp nhận ngoài giờ"), 300)
    prolong = forms.ChoiceField(label=gettext_lazy("Kéo dài thời hạn"), required=False)
    prolong_until = forms.DateTimeField(
        label=gettext_lazy("Thời điểm đã thỏa thuận"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Chỉ khi hai bên thỏa thuận bằng văn bản."),
    )
    intake = line_field(gettext_lazy("Số phiếu yêu cầu bổ sung lần trước"), 60)
    another_person = forms.BooleanField(
        label=gettext_lazy("Người nộp không phải người ghi trên phiếu; đã đối chiếu giấy tờ"),
        required=False,
        widget=forms.CheckboxInput(_SMALL),
    )
    fee_moment = forms.ChoiceField(
        label=gettext_lazy("Phí, lệ phí nộp lúc nào?"),
        choices=[
            (CollectionMoment.RECEIVE.value, gettext_lazy("Khi tiếp nhận")),
            (CollectionMoment.RETURN.value, gettext_lazy("Khi nhận kết quả")),
        ],
        initial=CollectionMoment.RECEIVE.value,
        required=False,
        widget=RevealRadios(_SMALL),
    )
    visit = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    opening = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, version: ProcedureVersion, components: Sequence[Component], **kwargs: Any
    ) -> None:
        super().__init__(*args, components=components, **kwargs)
        self.version = version
        self.fields["prolong"].choices = _grounds(version)  # type: ignore[attr-defined]
        self.certifies = bool(version.facts.get("certification"))
        if self.certifies:  # people wait for a certified copy: one key less for the clerk
            self.fields["wish"].initial = AT_ONCE
        for number in range(ITEM_ROWS if self.certifies else 0):
            self._add_item(number)
        self.add_originals()
        if not law_of(version.facts).in_front:
            del self.fields["signed_in_front"]

    def _add_item(self, number: int) -> None:
        row = {"row": number + 1}
        self.fields[f"item-{number}-title"] = line_field(_("Giấy tờ %(row)s") % row, 1000)
        for key, label in (
            ("pages", _("Số trang, giấy tờ %(row)s")),
            ("copies", _("Số bản, giấy tờ %(row)s")),
        ):
            self.fields[f"item-{number}-{key}"] = forms.IntegerField(
                label=label % row,
                required=False,
                min_value=1,
                max_value=100_000,
                widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
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

    @property
    def items_said(self) -> bool:
        """Was anything written about papers to certify, or is it wrong? Then they stand open."""
        return any(field.value() or field.errors for row in self.item_rows for field in row)

    @property
    def special_said(self) -> bool:
        """The same for prolongation and the number of an earlier intake."""
        names = ("prolong", "prolong_until", "intake", "another_person")
        later = self["fee_moment"].value() == CollectionMoment.RETURN
        return later or any(self[name].value() or self[name].errors for name in names)

    def reception(self, *, unit_id: str, received_at: datetime) -> Reception:
        """What was said, as the act takes it (after `is_valid`)."""
        said = self.cleaned_data
        return Reception(
            procedure=self.version.procedure_id,
            unit_id=unit_id,
            applicant=self.applicant(),
            received_at=received_at,
            channel=said["channel"],
            return_channel=said["return_channel"],
            components=self.handed(),
            conditions=tuple(c.key for c in self.components if said.get(f"paper-{c.key}-needed")),
            items=tuple(self._items()),
            at_once=said["wish"] == AT_ONCE,
            ordinary=said["wish"] == ORDINARY,
            prolong=said["prolong"] or None,
            prolong_until=said["prolong_until"],
            off_hours_reason=said["off_hours_reason"],
            intake=said["intake"].strip() or None,
            another_person=said["another_person"],
            opened_here=True,
            fee_moment=said["fee_moment"] or CollectionMoment.RECEIVE,
            visit=said["visit"],
            originals=tuple(self.originals()),
            signing=self.signing(),
            signed_in_front=bool(said.get("signed_in_front")),
        )

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

"""What may a visitor ask by form? When a result would come, and how a dossier stands."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.core.moments import at
from motcua.core.vntext import nfc
from motcua.dossiers.terms import CHANNEL_LABELS, Channel
from motcua.organisation.models import Unit
from motcua.procedures.models import ProcedureVersion
from motcua.web.shared.widgets import DatePartsField, RevealRadios

NOW, THEN = "now", "then"
_CODE_LIMIT, _SECRET_LIMIT = 60, 20


class DueForm(forms.Form):
    """Procedure, unit, channel and moment; asked by GET so that the answer has an address."""

    procedure = forms.ChoiceField(label=_("Thủ tục"))
    unit = forms.ChoiceField(label=_("Nơi nộp"))
    channel = forms.ChoiceField(
        label=_("Cách nộp"), choices=[(channel.value, CHANNEL_LABELS[channel]) for channel in Channel]
    )
    moment = forms.ChoiceField(
        label=_("Nộp lúc nào?"),
        choices=[(NOW, _("Bây giờ")), (THEN, _("Lúc khác"))],
        widget=RevealRadios(reveals={THEN: ("day", "clock")}),
    )
    day = DatePartsField(label=_("Ngày nộp"), required=False, help_text=_("Ví dụ: 27 11 2026"))
    clock = forms.TimeField(
        label=_("Giờ nộp"),
        required=False,
        help_text=_("Ví dụ: 15:31"),
        input_formats=["%H:%M", "%Hh%M", "%H.%M"],
        error_messages={"invalid": _("Ghi giờ và phút, ví dụ 15:31")},
    )
    at_once = forms.BooleanField(
        label=_("Được giải quyết ngay trong lúc chờ"),
        required=False,
        help_text=_("Ví dụ: chứng thực vài trang."),
    )
    ordinary = forms.BooleanField(
        label=_("Tôi muốn hẹn theo thời hạn thông thường, không cần sớm"), required=False
    )

    def __init__(
        self,
        *args: Any,
        versions: Sequence[ProcedureVersion],
        units: Sequence[Unit],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        fields = self.fields
        fields["procedure"].choices = [("", _("Chọn thủ tục"))] + [  # type: ignore[attr-defined]
            (version.procedure_id, version.name) for version in versions
        ]
        fields["unit"].choices = [(unit.id, unit.name) for unit in units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`received`: the moment asked about (aware)."""
        cleaned = super().clean() or {}
        if cleaned.get("moment") == NOW:
            cleaned["received"] = self.now
        elif cleaned.get("moment") == THEN:
            for name, text in (("day", _("Ghi ngày nộp")), ("clock", _("Ghi giờ nộp, ví dụ 15:31"))):
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, text)
            if isinstance(cleaned.get("clock"), time) and cleaned.get("day"):
                cleaned["received"] = at(cleaned["day"], cleaned["clock"])
        return cleaned


class TrackForm(forms.Form):
    """Code and secret as printed on the slip; sent by POST so that neither stands in an address."""

    code = forms.CharField(
        label=_("Mã hồ sơ"),
        max_length=_CODE_LIMIT,
        help_text=_("In ở góc trên của giấy tiếp nhận, ví dụ H29.101-261123-0007."),
        error_messages={"required": _("Nhập mã hồ sơ in trên giấy tiếp nhận")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    secret = forms.CharField(
        label=_("Mã tra cứu"),
        max_length=_SECRET_LIMIT,
        help_text=_("8 chữ và số in cùng giấy tiếp nhận. Không đưa mã này cho người khác."),
        error_messages={"required": _("Nhập mã tra cứu in trên giấy tiếp nhận")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """As it is stored, however it was typed."""
        return nfc("".join(self.cleaned_data["code"].split())).upper()

    def clean_secret(self) -> str:
        """Without the spaces and dashes people put in to read it better."""
        return nfc("".join(self.cleaned_data["secret"].replace("-", "").split())).upper()

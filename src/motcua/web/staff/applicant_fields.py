"""Who stands at the counter? The fields that a reception and the opening of a visit share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.applicants import KIND_LABELS, Applicant, ApplicantKind
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios

ID_CHOICES = (
    ("", gettext_lazy("Tự nhận ra từ số")),
    ("cccd", gettext_lazy("Số định danh, thẻ căn cước (12 số)")),
    ("cmnd", gettext_lazy("Chứng minh nhân dân (9 số)")),
    ("passport", gettext_lazy("Hộ chiếu")),
    ("birth_certificate", gettext_lazy("Giấy khai sinh")),
    ("tax_code", gettext_lazy("Mã số thuế")),
)
APPLICANT_KEYS = (
    "kind", "name", "id_type", "id_number", "phone", "email", "address", "representative",
)  # fmt: skip
ROW = {"class": "govuk-radios--inline govuk-radios--small"}
_UNHELPED = {"autocomplete": "off", "spellcheck": "false"}


def line_field(label: Any, length: int, *, required: bool = False, **attrs: Any) -> forms.CharField:
    """One line of text that the browser neither completes nor corrects."""
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.TextInput({**_UNHELPED, **attrs})
    )


class ApplicantForm(OfficeForm):
    """The person or organisation who asks."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Người nộp là"),
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        initial=ApplicantKind.PERSON.value,
        widget=RevealRadios(ROW),
    )
    name = line_field(gettext_lazy("Họ, chữ đệm và tên, hoặc tên tổ chức"), 1000, required=True)
    id_number = line_field(gettext_lazy("Số giấy tờ hoặc mã số thuế"), 60, required=True)
    phone = line_field(gettext_lazy("Số điện thoại"), 40, type="tel")
    address = line_field(gettext_lazy("Địa chỉ"), 1000)
    representative = line_field(gettext_lazy("Người đi nộp, nếu là tổ chức hoặc nộp thay"), 1000)
    id_type = forms.ChoiceField(label=gettext_lazy("Loại giấy tờ"), choices=ID_CHOICES, required=False)
    email = line_field(gettext_lazy("Thư điện tử"), 200)

    @property
    def more_said(self) -> bool:
        """Was something said of what is seldom asked (another kind of paper, e-mail), or is it wrong?"""
        return any(self[name].value() or self[name].errors for name in ("id_type", "email"))

    def applicant(self) -> Applicant:
        """Who it is, as the acts take it (after `is_valid`)."""
        return Applicant(**{key: self.cleaned_data[key] for key in APPLICANT_KEYS})

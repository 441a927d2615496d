"""What is asked beside the procedure's own form? Where, for whom, how the result comes back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.applicants.actors import Citizen, Organisation
from motcua.applicants.terms import MANDATE_LABELS
from motcua.dossiers.online_terms import FILED_FOR_LABELS, FiledFor
from motcua.dossiers.terms import RETURN_LABELS, ReturnChannel
from motcua.organisation.models import Unit
from motcua.procedures.models import Component
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios

_LINE = 200


class PlaceForm(OfficeForm):
    """Which unit, and which of the conditional papers the case needs."""

    unit = forms.ChoiceField(label=gettext_lazy("Nộp tại cơ quan nào?"))
    conditions = forms.MultipleChoiceField(
        label=gettext_lazy("Trường hợp của ông/bà"),
        help_text=gettext_lazy("Đánh dấu những điều đúng; không có thì bỏ trống."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, units: Sequence[Unit], components: Sequence[Component], **kwargs: Any
    ) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["unit"].choices = [("", _("Chọn cơ quan"))] + [(u.id, u.name) for u in units]  # type: ignore[attr-defined]
        cases = [(c.key, c.condition[:1].upper() + c.condition[1:]) for c in components if c.condition]
        if cases:
            self.fields["conditions"].choices = cases  # type: ignore[attr-defined]
        else:
            del self.fields["conditions"]


class WhoForm(OfficeForm):
    """For whom it is filed, with the person's own name and number where nobody has shown them yet."""

    whom = forms.ChoiceField(
        label=gettext_lazy("Ông/bà nộp hồ sơ này cho ai?"),
        choices=[(one.value, label) for one, label in FILED_FOR_LABELS.items()],
        initial=FiledFor.SELF.value,
    )
    other_name = forms.CharField(label=gettext_lazy("Họ tên người đó"), max_length=_LINE, required=False)
    other_id = forms.CharField(label=gettext_lazy("Số định danh của người đó"), max_length=30, required=False)
    other_phone = forms.CharField(
        label=gettext_lazy("Điện thoại của người đó"),
        help_text=gettext_lazy("Người đó được báo là có hồ sơ nộp thay."),
        max_length=30,
        required=False,
        widget=forms.TextInput({"type": "tel", "class": "govuk-input--width-20"}),
    )
    mandate = forms.ChoiceField(
        label=gettext_lazy("Nộp thay vì"),
        choices=[
            ("", gettext_lazy("Chọn lý do")),
            *[(one.value, text) for one, text in MANDATE_LABELS.items()],
        ],
        required=False,
    )
    document = forms.CharField(
        label=gettext_lazy("Giấy ủy quyền hoặc giấy tờ chứng minh (số, ngày, nơi chứng thực)"),
        max_length=300,
        required=False,
    )
    organisation = forms.ChoiceField(label=gettext_lazy("Tổ chức"), required=False)
    name = forms.CharField(label=gettext_lazy("Họ tên của ông/bà"), max_length=_LINE)
    id_number = forms.CharField(
        label=gettext_lazy("Số định danh cá nhân"),
        help_text=gettext_lazy("12 số trên thẻ căn cước."),
        max_length=30,
    )
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}),
    )
    email = forms.CharField(
        label=gettext_lazy("Thư điện tử"),
        max_length=_LINE,
        required=False,
        widget=forms.TextInput({"type": "email", "autocomplete": "email", "spellcheck": "false"}),
    )
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), max_length=300, required=False)

    def __init__(
        self, *args: Any, citizen: Citizen | None, organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.citizen, self.organisations = citizen, {str(one.representation_id): one for one in organisations}
        allowed = [FiledFor.SELF] if citizen is None else [FiledFor.SELF, FiledFor.OTHER]
        allowed += [FiledFor.ORGANISATION] if organisations else []
        fields = self.fields
        fields["whom"].widget = RevealRadios(
            reveals={one.value: _REVEALS[one.value] for one in allowed if one.value in _REVEALS}
        )
        fields["whom"].choices = [(one.value, FILED_FOR_LABELS[one]) for one in allowed]  # type: ignore[attr-defined]
        fields["organisation"].choices = [(key, one.name) for key, one in self.organisations.items()]  # type: ignore[attr-defined]
        if len(allowed) == 1:
            for name in ("whom", *_OTHER, "organisation"):
                del fields[name]
        elif not organisations:
            del fields["organisation"]
        if self.shown:  # what an identity provider showed is not typed again
            del fields["name"], fields["id_number"]

    @property
    def shown(self) -> bool:
        """Whether name and number of this person are known from a sure source."""
        return self.citizen is not None and self.citizen.id_verified and bool(self.citizen.id_number)

    def clean(self) -> dict[str, Any]:
        """What is needed depends on the choice."""
        said = super().clean() or {}
        if said.get("whom") == FiledFor.OTHER:
            for name, text in (
                ("other_name", _("Chưa điền họ tên người đó")),
                ("other_id", _("Chưa điền số định danh của người đó")),
                ("mandate", _("Chưa chọn vì sao nộp thay")),
                ("document", _("Chưa ghi giấy ủy quyền hoặc giấy tờ chứng minh")),
            ):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, text)
        return said

    def who(self) -> dict[str, Any]:
        """As the draft keeps it."""
        said = self.cleaned_data
        whom = FiledFor(said.get("whom") or FiledFor.SELF)
        me = {
            "name": self.citizen.name if self.shown and self.citizen else said["name"],
            "id_type": self.citizen.id_type if self.shown and self.citizen else "",
            "id_number": self.citizen.id_number if self.shown and self.citizen else said["id_number"],
        }
        contact = {key: said.get(key) or "" for key in ("phone", "email", "address")}
        if whom is FiledFor.OTHER:
            other = {"name": said["other_name"], "id_type": "", "id_number": said["other_id"]}
            authority = {"kind": said["mandate"], "document": said["document"], "filer": me}
            told = contact | {"phone": said["other_phone"] or contact["phone"]}
            return {"for": whom.value, **other, **told, "representative": me["name"], "authority": authority}
        if whom is FiledFor.ORGANISATION:
            one = self.organisations[said["organisation"]]
            named = {"name": one.name, "id_type": "tax_code", "id_number": one.tax_code}
            authority = {"representation": one.representation_id, "filer": me}
            return {
                "for": whom.value,
                **named,
                **contact,
                "representative": me["name"],
                "authority": authority,
            }
        return {"for": whom.value, **me, **contact, "representative": ""}


_OTHER = ("other_name", "other_id", "other_phone", "mandate", "document")
_REVEALS = {FiledFor.OTHER.value: list(_OTHER), FiledFor.ORGANISATION.value: ["organisation"]}


class WishesForm(OfficeForm):
    """How the result comes back, and where to."""

    return_channel = forms.ChoiceField(label=gettext_lazy("Ông/bà muốn nhận kết quả bằng cách nào?"))
    return_address = forms.CharField(
        label=gettext_lazy("Địa chỉ nhận"),
        help_text=gettext_lazy("Số nhà, đường, phường/xã, tỉnh/thành phố."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, channels: Sequence[ReturnChannel], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        reveals = {ReturnChannel.POST.value: ["return_address"], ReturnChannel.HOME.value: ["return_address"]}
        first = next((one.value for one in channels if one.value in reveals), "")
        field = self.fields["return_channel"]
        field.widget = RevealRadios(reveals={first: ["return_address"]} if first else {})
        field.choices = [(one.value, RETURN_LABELS[one]) for one in channels]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Post and home need an address."""
        said = super().clean() or {}
        away = {ReturnChannel.POST, ReturnChannel.HOME}
        if said.get("return_channel") in away and not said.get("return_address"):
            self.add_error("return_address", _("Chưa điền địa chỉ nhận kết quả"))
        return said


class ResumeForm(OfficeForm):
    """A guest goes on elsewhere: the number of the draft and its secret."""

    number = forms.CharField(
        label=gettext_lazy("Mã bản đang soạn"), max_length=16, help_text=gettext_lazy("Dạng BN-…")
    )
    secret = forms.CharField(label=gettext_lazy("Mã bí mật"), max_length=12)

"""What is said of a seal: a request, its registration, a hand-over, its loss; how a procedure is sealed?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.authority.actions.seals import SealWish
from motcua.authority.seal_rules import MOST_STAMPS
from motcua.authority.seal_tables import Seal
from motcua.authority.seal_terms import KIND_LABELS, MAKE_LABELS, SEALING_LABELS, SealAct
from motcua.authority.seals import seals_held
from motcua.dossiers.models import Dossier
from motcua.dossiers.sealing import usual_stamps
from motcua.organisation.models import OneStopUnit, Person, Unit
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios
from motcua.web.staff.rare_forms import RareForm, words

_SMALL = {"class": "govuk-radios--small"}


def _line(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=required, help_text=hint)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class RequestSealForm(OfficeForm):
    """Which seal is asked for, and by which document."""

    unit = forms.ChoiceField(label=gettext_lazy("Con dấu của đơn vị nào?"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại con dấu"),
        choices=[(one.value, label) for one, label in KIND_LABELS.items()],
        widget=RevealRadios(_SMALL),
    )
    make = forms.ChoiceField(
        label=gettext_lazy("Cách đóng"),
        choices=[(one.value, label) for one, label in MAKE_LABELS.items()],
        widget=RevealRadios(_SMALL),
    )
    name = _line(gettext_lazy("Nội dung con dấu"), hint=gettext_lazy("Tên cơ quan khắc trên con dấu."))
    desk = forms.ChoiceField(label=gettext_lazy("Nơi đặt con dấu"), required=False)
    document = _line(
        gettext_lazy("Văn bản cho phép khắc dấu"), hint=gettext_lazy("Số, ngày, cơ quan ban hành.")
    )

    def __init__(
        self, units: Sequence[Unit], desks: Sequence[OneStopUnit], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[str, str]]] = {
            "unit": [(unit.pk, unit.name) for unit in units],
            "desk": [
                ("", _("Tại cơ quan")),
                *((str(desk.pk), desk.name or f"{_('Bộ phận Một cửa')}, {desk.unit.name}") for desk in desks),
            ],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def wish(self) -> SealWish:
        """What is asked for (after `is_valid`)."""
        said = self.cleaned_data
        desk = int(said["desk"]) if said["desk"] else None
        return SealWish(said["unit"], said["kind"], said["make"], said["name"], said["document"], desk)


class RegisterForm(OfficeForm):
    """The certificate of the police."""

    certificate = _line(gettext_lazy("Số giấy chứng nhận đăng ký mẫu con dấu"))
    certificate_on = _day(gettext_lazy("Ngày cấp"))
    police = _line(gettext_lazy("Cơ quan công an cấp"), hint=gettext_lazy("Ví dụ: Công an tỉnh."))


class OfferForm(OfficeForm):
    """To whom the seal goes, and who allowed it."""

    to = forms.TypedChoiceField(label=gettext_lazy("Giao cho ai?"), coerce=int)
    document = _line(
        gettext_lazy("Văn bản cho phép"),
        required=False,
        hint=gettext_lazy("Cần khi người giao không phải người đang giữ con dấu."),
    )

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(one.pk, one.full_name) for one in people]  # type: ignore[attr-defined]


class TakeForm(OfficeForm):
    """Pressing the button is the confirmation."""


class CallBackForm(OfficeForm):
    """Why the hand-over does not take place."""

    reason = _line(gettext_lazy("Lý do"), required=False)


class LoseForm(OfficeForm):
    """How the seal was lost, and the report to the police."""

    reason = words(gettext_lazy("Mất thế nào, lúc nào"), rows=2)
    report = _line(gettext_lazy("Văn bản báo công an"), hint=gettext_lazy("Số, ngày văn bản."))


class WithdrawForm(OfficeForm):
    """By which document it is taken back."""

    document = _line(gettext_lazy("Văn bản thu hồi"), hint=gettext_lazy("Số, ngày văn bản."))


_FORMS: dict[SealAct, type[OfficeForm]] = {
    SealAct.REGISTER: RegisterForm,
    SealAct.TAKE: TakeForm,
    SealAct.CALL_BACK: CallBackForm,
    SealAct.LOSE: LoseForm,
    SealAct.WITHDRAW: WithdrawForm,
}


def seal_form(act: SealAct, people: Sequence[Person], data: Any = None) -> OfficeForm:
    """The form of an act on a seal."""
    return OfferForm(people, data) if act is SealAct.OFFER else _FORMS[act](data)


class SealingForm(OfficeForm):
    """How results of a procedure are sealed, from when, by which decision."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kết quả được đóng dấu thế nào?"),
        choices=[(one.value, label) for one, label in SEALING_LABELS.items()],
        widget=RevealRadios(_SMALL),
    )
    valid_from = _day(gettext_lazy("Từ ngày"))
    document = _line(gettext_lazy("Văn bản quyết định"), hint=gettext_lazy("Số, ngày, cơ quan ban hành."))


class StampForm(RareForm):
    """With which seal, how many times; the one in hand and the usual counts stand there already."""

    seal = forms.ChoiceField(label=gettext_lazy("Đóng con dấu nào?"), required=False)
    stamps = forms.IntegerField(
        label=gettext_lazy("Số lượt đóng dấu"),
        min_value=1,
        max_value=MOST_STAMPS,
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    joins = forms.IntegerField(
        label=gettext_lazy("Số lượt giáp lai"),
        help_text=gettext_lazy("Tối đa 5 tờ một lượt; một tờ thì không cần."),
        min_value=0,
        max_value=MOST_STAMPS,
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    note = words(gettext_lazy("Ghi chú, ý kiến"), required=False)

    def offer(self, dossier: Dossier, actor_id: int | None) -> "StampForm":
        """The seals the person has in hand."""
        held: list[Seal] = seals_held(actor_id, dossier.unit_id) if actor_id else []
        if len(held) > 1:
            self.fields["seal"].choices = [(one.pk, str(one)) for one in held]  # type: ignore[attr-defined]
        else:
            del self.fields["seal"]
        self.initial["stamps"], self.initial["joins"] = usual_stamps(dossier)
        return self

"""What is asked when a unit registers an option, adds to it or tells its result? One form for each act."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.organisation.actors import Actor
from motcua.participation.actions.registering import Particulars, register
from motcua.participation.pledging import warnings_of
from motcua.participation.registration_rules import Planned
from motcua.participation.registration_terms import ACTIVITY_LABELS, EVENTS, ActivityKind, Option
from motcua.programmes.actions.recording import Decision
from motcua.programmes.actions.running import add_to_list
from motcua.web.admin.fields import ProceduresField, UnitForm
from motcua.web.shared.widgets import DatePartsField

_MAIN = (("main", _("Nội dung chính")), ("voluntary", _("Tự nguyện, thêm ngoài phần phải làm")))


def long_text(
    label: str | Promise, limit: int, *, required: bool = True, hint: str | Promise = ""
) -> forms.CharField:
    """Some lines of text."""
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, max_length=limit, required=required, help_text=hint, widget=widget)  # type: ignore[arg-type]  # lazy text


class RegisterForm(UnitForm):
    """What every option asks: main or voluntary, and the paper that shows it; options ask more before it."""

    main = forms.ChoiceField(label=_("Đăng ký là"), choices=_MAIN, widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("Minh chứng"),
        max_length=300,
        required=False,
        help_text=_("Số văn bản, địa chỉ tin bài; bổ sung sau cũng được"),
    )

    def __init__(self, *args: Any, programme: str, option: Option, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.option = programme, option
        self.order_fields([name for name in self.fields if name not in {"main", "evidence"}])

    def particulars(self) -> dict[str, Any]:
        """What this option says beside its evidence."""
        return {}

    def act(self, actor: Actor, at: datetime) -> str:
        """Register it; a pledge on what is not often late is warned of."""
        row = register(
            unit_id=self.unit.pk,
            programme=self.programme,
            option=self.option.value,
            main=self.cleaned_data["main"] == "main",
            said=Particulars(evidence=self.cleaned_data["evidence"], **self.particulars()),
            actor=actor,
            at=at,
        )
        return " ".join(warnings_of(row))


class PledgeForm(RegisterForm):
    """Which procedures, from when (R-101)."""

    procedures = ProceduresField(label=_("Thủ tục cam kết"), required=False)
    pledged_from = DatePartsField(
        label=_("Cam kết từ ngày"), required=False, help_text=_("Để trống là từ hôm nay")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedures"].help_text = _("Mã thủ tục, cách nhau bằng dấu phẩy; ít nhất một thủ tục")

    def particulars(self) -> dict[str, Any]:
        """Procedures and day."""
        return {name: self.cleaned_data[name] for name in ("procedures", "pledged_from")}


class ActivityFields(forms.Form):
    """What is organised, when and where."""

    kind = forms.ChoiceField(label=_("Loại"), choices=())
    name = forms.CharField(label=_("Tên"), max_length=300)
    held_on = DatePartsField(label=_("Ngày"))
    place = forms.CharField(label=_("Địa điểm"), max_length=300, required=False)
    partners = long_text(_("Đơn vị phối hợp"), 2000, required=False, hint=_("Mỗi dòng một đơn vị"))
    result = long_text(_("Kết quả"), 1000, required=False, hint=_("Chỉ ghi khi đã diễn ra"))


def planned(said: Mapping[str, Any]) -> Planned:
    """What the fields say."""
    return Planned(
        kind=ActivityKind(said["kind"]),
        name=said["name"],
        day=said["held_on"],
        place=said["place"],
        partners=tuple(said["partners"].splitlines()),
        result=said["result"],
    )


def offer_kinds(form: forms.Form, kinds: tuple[ActivityKind, ...]) -> None:
    """Let the form choose among these; one alone is not asked for."""
    field = form.fields["kind"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(kind.value, ACTIVITY_LABELS[kind]) for kind in kinds]
    if len(kinds) == 1:
        field.widget, field.initial = forms.HiddenInput(), kinds[0].value


class ActivityRegisterForm(ActivityFields, RegisterForm):
    """Option 2.3 with its first event, option 2.5 with its festival day (R-102, R-104)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_kinds(self, EVENTS if self.option is Option.DIALOGUE else (ActivityKind.FESTIVAL,))

    def particulars(self) -> dict[str, Any]:
        """The one event."""
        return {"activities": [planned(self.cleaned_data)]}


class InitiativeForm(RegisterForm):
    """What it is and who answers for it (R-105)."""

    description = long_text(_("Mô hình, sáng kiến, giải pháp"), 1000)
    owner = forms.CharField(label=_("Phụ trách"), max_length=200)

    def particulars(self) -> dict[str, Any]:
        """Both."""
        return {name: self.cleaned_data[name] for name in ("description", "owner")}


FORMS: Mapping[Option, type[RegisterForm]] = {
    Option.CLEAR_BACKLOG: RegisterForm,
    Option.NO_LATE_RESULT: PledgeForm,
    Option.DIALOGUE: ActivityRegisterForm,
    Option.FEEDBACK_1022: RegisterForm,
    Option.FESTIVAL: ActivityRegisterForm,
    Option.INITIATIVE: InitiativeForm,
}


class OwnProcedureForm(UnitForm):
    """A procedure that the unit settles within the day on its own, by which document (R-117)."""

    procedures = ProceduresField(label=_("Thủ tục"), required=True)
    valid_from = DatePartsField(label=_("Áp dụng từ ngày"))
    number = forms.CharField(label=_("Số văn bản đăng ký"), max_length=60)
    issued_on = DatePartsField(label=_("Ngày ban hành"))

    def __init__(self, *args: Any, programme: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["procedures"].help_text = _("Mã thủ tục, cách nhau bằng dấu phẩy")

    def act(self, actor: Actor, at: datetime) -> str:
        """Add each; all or none."""
        said = self.cleaned_data
        with transaction.atomic():
            for code in said["procedures"]:
                add_to_list(
                    programme_id=self.programme,
                    unit_id=self.unit.pk,
                    procedure=code,
                    valid_from=said["valid_from"],
                    decision=Decision(said["number"], said["issued_on"], self.unit.name),
                    actor=actor,
                    at=at,
                )
        return ""

"""Which controls do the forms of administration share? A person by username, a role, a term, hours of the clock."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.refusals import Refused
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, Unit
from motcua.organisation.terms import ROLE_LABELS, Role
from motcua.procedures.models import Procedure
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField
from motcua.workcalendar.reading import WEEKDAYS
from motcua.workcalendar.wording import WEEKDAYS as WEEKDAY_NAMES

ROLE_CHOICES = [(role.value, label) for role, label in ROLE_LABELS.items()]
WEEKDAY_CHOICES = list(zip(WEEKDAYS, WEEKDAY_NAMES, strict=True))
NARROW = {"class": "govuk-input--width-5"}


class PersonField(forms.CharField):
    """A person by username; the browser offers those of the unit (`datalist` people). Cleans to a Person."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"list": "people", "autocomplete": "off", "class": "govuk-input--width-20"})
        super().__init__(max_length=60, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The person, or None where nothing is asked and nothing written."""
        username = super().clean(value)
        if not username:
            return None
        person = Person.objects.filter(username__iexact=username).first()
        if person is None:
            raise forms.ValidationError(
                _("Không có tên đăng nhập “%(name)s”. Hãy xem lại ở trang Người dùng."),
                params={"name": username},
            )
        return person


class ProceduresField(forms.CharField):
    """Procedures by their codes with commas between; nothing means all of them. Cleans to the codes."""

    def __init__(self, **kwargs: Any) -> None:
        hint = gettext_lazy("Mã thủ tục, cách nhau bằng dấu phẩy; để trống là mọi thủ tục")
        super().__init__(max_length=2000, help_text=hint, **kwargs)

    def clean(self, value: Any) -> Any:
        """The codes, each of a procedure that there is."""
        codes = [code.strip() for code in super().clean(value).split(",") if code.strip()]
        known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
        if lacking := [code for code in codes if code not in known]:
            raise forms.ValidationError(
                _("Không có thủ tục mã “%(code)s”. Hãy xem lại danh mục."),
                params={"code": ", ".join(lacking)[:120]},
            )
        return codes


def clock_field(label: Any, *, required: bool = True, initial: str = "") -> forms.CharField:
    """A time on the office's clock, 07:30."""
    return forms.RegexField(
        r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        label=label,
        required=required,
        initial=initial,
        error_messages={"invalid": gettext_lazy("Giờ phải có dạng 07:30")},
        widget=forms.TextInput({**NARROW, "inputmode": "numeric", "autocomplete": "off"}),
    )


def role_field() -> forms.ChoiceField:
    """One of the roles."""
    return forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=ROLE_CHOICES)


def from_field() -> DatePartsField:
    """The first day of a term."""
    return DatePartsField(
        label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Để trống là từ hôm nay"), required=False
    )


def to_field(*, required: bool = False) -> DatePartsField:
    """The first day after a term."""
    hint = (
        gettext_lazy("Từ ngày này không còn hiệu lực") if required else gettext_lazy("Để trống nếu chưa định")
    )
    return DatePartsField(label=gettext_lazy("Hết hiệu lực từ ngày"), help_text=hint, required=required)


def basis_field(label: Any = None) -> forms.CharField:
    """Document or reason."""
    return forms.CharField(label=label or gettext_lazy("Căn cứ"), max_length=300)


class _Term(TypedDict):
    """The two days of a term as acts take them."""

    valid_from: date
    valid_to: date | None


class UnitForm(OfficeForm):
    """A form about one unit whose saving is one act; a refusal of the act stands at the field it names."""

    def __init__(self, *args: Any, unit: Unit, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.day = unit, day

    def act(self, actor: Actor, at: datetime) -> str:
        """Do it; answers a warning to show, or nothing. Raises Refused."""
        raise NotImplementedError

    def perform(self, actor: Actor, at: datetime) -> str | None:
        """Whether it was done: the warning ("" where all is well), or None with the errors in the form."""
        return performed(self, lambda: self.act(actor, at))

    def days(self) -> _Term:
        """The term of the form; an empty beginning is today."""
        said = self.cleaned_data
        return {"valid_from": said["valid_from"] or self.day, "valid_to": said["valid_to"]}

    def chosen_role(self) -> Role:
        """The role chosen."""
        return Role(self.cleaned_data["role"])


def performed(form: forms.Form, act: Callable[[], str | None]) -> str | None:
    """Run the act of a form: "" or its warning when done, None when the form or the office says no."""
    if not form.is_valid():
        return None
    try:
        return act() or ""
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return None

"""What is asked about a desk: threshold, rooms and equipment, staff, skills, entitlements? One form for each act."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy

from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.participation.actions import entitling, readiness
from motcua.participation.terms import (
    CONDITION_LABELS,
    ENTITLEMENT_LABELS,
    STANDING_LABELS,
    ConditionKind,
    ConditionStanding,
    EntitlementKind,
)
from motcua.web.admin.fields import (
    NARROW,
    PersonField,
    ProceduresField,
    UnitForm,
    basis_field,
    from_field,
    role_field,
)
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField


def number(label: object, least: int, most: int, hint: object = "") -> forms.IntegerField:
    """A whole number in a narrow box."""
    widget = forms.NumberInput(NARROW)
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=hint, widget=widget)  # type: ignore[arg-type]  # lazy text


class ThresholdForm(UnitForm):
    """The threshold of frequent use (R-048)."""

    dossiers = number(
        gettext_lazy("Số hồ sơ"), 1, 1_000_000, gettext_lazy("Từ số này trở lên là thường xuyên")
    )
    months = number(gettext_lazy("Trong số tháng"), 1, 36)
    valid_from = from_field()
    basis = basis_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Set it."""
        said = self.cleaned_data | {"valid_from": self.cleaned_data["valid_from"] or self.day}
        readiness.set_frequency(unit_id=self.unit.pk, actor=actor, at=at, **said)
        return ""


class ConditionForm(UnitForm):
    """A room or a piece of equipment (R-062, R-231)."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"), choices=[(one.value, label) for one, label in CONDITION_LABELS.items()]
    )
    name = forms.CharField(label=gettext_lazy("Tên"), max_length=200)
    standing = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        choices=[(one.value, label) for one, label in STANDING_LABELS.items()],
        widget=forms.RadioSelect,
    )
    owner = forms.CharField(label=gettext_lazy("Phụ trách"), max_length=200)
    text = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=300, required=False)

    def act(self, actor: Actor, at: datetime) -> str:
        """State it."""
        said = dict(self.cleaned_data)
        kind, standing = ConditionKind(said.pop("kind")), ConditionStanding(said.pop("standing"))
        readiness.state_condition(
            unit_id=self.unit.pk, kind=kind, standing=standing, actor=actor, at=at, **said
        )
        return ""


class StaffForm(UnitForm):
    """How many people of a role the desk needs (R-228)."""

    role = role_field()
    planned = number(gettext_lazy("Số người theo kế hoạch"), 0, 500)

    def act(self, actor: Actor, at: datetime) -> str:
        """Plan it."""
        role = Role(self.cleaned_data["role"])
        planned = self.cleaned_data["planned"]
        readiness.plan_staff(unit_id=self.unit.pk, role=role, planned=planned, actor=actor, at=at)
        return ""


class SkillForm(UnitForm):
    """What a person is trained for (R-228)."""

    person = PersonField(label=gettext_lazy("Tên đăng nhập"))
    name = forms.CharField(label=gettext_lazy("Năng lực, nghiệp vụ"), max_length=200)
    procedures = ProceduresField(label=gettext_lazy("Thủ tục"), required=False)
    basis = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300, required=False)
    gone = forms.BooleanField(label=gettext_lazy("Không còn năng lực này"), required=False)

    def act(self, actor: Actor, at: datetime) -> str:
        """Record it."""
        said = dict(self.cleaned_data)
        held = not said.pop("gone")
        readiness.record_skill(unit_id=self.unit.pk, held=held, actor=actor, at=at, **said)
        return ""


class EntitlementForm(UnitForm):
    """An allowance or a uniform of a person for a period (R-232)."""

    person = PersonField(label=gettext_lazy("Tên đăng nhập"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"), choices=[(one.value, label) for one, label in ENTITLEMENT_LABELS.items()]
    )
    first = DatePartsField(label=gettext_lazy("Từ ngày"))
    last = DatePartsField(label=gettext_lazy("Đến hết ngày"))
    amount = forms.IntegerField(
        label=gettext_lazy("Số tiền (đồng)"), min_value=0, max_value=1_000_000_000, required=False
    )
    pieces = forms.IntegerField(label=gettext_lazy("Số bộ"), min_value=0, max_value=100, required=False)
    basis = basis_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Grant it."""
        said = dict(self.cleaned_data)
        kind = EntitlementKind(said.pop("kind"))
        amount, pieces = said.pop("amount") or 0, said.pop("pieces") or 0
        entitling.grant_entitlement(
            unit_id=self.unit.pk, kind=kind, amount=amount, pieces=pieces, actor=actor, at=at, **said
        )
        return ""


class ReasonForm(OfficeForm):
    """Why an entry is taken back."""

    reason = forms.CharField(label=gettext_lazy("Lý do hủy"), max_length=300)

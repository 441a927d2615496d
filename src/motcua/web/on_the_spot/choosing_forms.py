"""What is asked to judge, class and plan procedures for "4 tại chỗ"? One form for each act."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.participation.classes import names_of
from motcua.procedures.actions import set_class
from motcua.procedures.models import OnTheSpotList
from motcua.procedures.queries import desk_list_on
from motcua.procedures.terms import PathClass
from motcua.programmes.actions import choosing as acts
from motcua.programmes.terms import (
    CRITERION_LABELS,
    DUTY_LABELS,
    DUTY_STANDING_LABELS,
    SOLUTION_LABELS,
    Criterion,
    Duty,
    DutyStanding,
)
from motcua.web.admin.fields import NARROW, UnitForm, from_field
from motcua.web.shared.widgets import DatePartsField

_YES, _NO = "yes", "no"
_OFF = "off"
CLASS_CHOICES = [
    (PathClass.FULL.value, gettext_lazy("Trọn vẹn tại chỗ: cả năm bước tại Bộ phận Một cửa")),
    (PathClass.PARTIAL.value, gettext_lazy("Phê duyệt, đóng dấu nơi khác")),
    (_OFF, gettext_lazy("Đưa ra khỏi quy trình")),
]


def announced_choices(unit: Unit, day: date) -> list[tuple[str, str]]:
    """What the province lists for the desk, by code."""
    announced = desk_list_on(unit, day)
    codes = announced.codes if announced else []
    names = names_of(codes, day)
    return [(code, f"{code} {names.get(code, '')}") for code in sorted(codes)]


def long_text(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """A few lines; stored as one."""
    widget = forms.Textarea({"rows": 2})
    return forms.CharField(label=label, max_length=500, required=required, help_text=hint, widget=widget)


class ProcedureForm(UnitForm):
    """A form about a procedure of the province's list."""

    procedure = forms.ChoiceField(label=gettext_lazy("Thủ tục"), choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["procedure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chọn trong danh mục của tỉnh")), *announced_choices(self.unit, self.day)]


class JudgeForm(ProcedureForm):
    """A selection sheet: yes or no for each criterion (R-049)."""

    judged_on = DatePartsField(
        label=gettext_lazy("Ngày rà soát"), help_text=gettext_lazy("Để trống là hôm nay"), required=False
    )
    reason = long_text(gettext_lazy("Lý do"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one, label in CRITERION_LABELS.items():
            self.fields[one.value] = forms.ChoiceField(
                label=label,
                choices=[(_YES, _("Có")), (_NO, _("Không"))],
                widget=forms.RadioSelect({"class": "govuk-radios--inline govuk-radios--small"}),
            )
        self.order_fields(["procedure", *(one.value for one in Criterion), "judged_on", "reason"])

    def act(self, actor: Actor, at: datetime) -> str:
        """Keep the sheet."""
        said = self.cleaned_data
        acts.judge_procedure(
            unit_id=self.unit.pk,
            procedure=said["procedure"],
            criteria={one: said[one.value] == _YES for one in Criterion},
            judged_on=said["judged_on"] or self.day,
            reason=said["reason"],
            actor=actor,
            at=at,
        )
        return ""


class ClassForm(ProcedureForm):
    """Put a procedure on the list, change its class, or take it off, from a day on (R-045, R-061, R-065)."""

    list = forms.ChoiceField(label=gettext_lazy("Danh sách"), choices=())
    path_class = forms.ChoiceField(
        label=gettext_lazy("Phân loại"), choices=CLASS_CHOICES, widget=forms.RadioSelect
    )
    valid_from = from_field()
    basis = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["list"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list_choices(self.unit)

    def act(self, actor: Actor, at: datetime) -> str:
        """Set the class."""
        said = self.cleaned_data
        wanted = said["path_class"]
        set_class(
            list_slug=said["list"],
            unit_id=self.unit.pk,
            procedure=said["procedure"],
            path_class=None if wanted == _OFF else PathClass(wanted),
            valid_from=said["valid_from"] or self.day,
            basis=said["basis"],
            actor=actor,
            at=at,
        )
        return ""


def list_choices(unit: Unit) -> list[tuple[str, str]]:
    """Lists that name the unit, else every list."""
    lists = OnTheSpotList.objects.order_by("demo", "slug")
    found = lists.filter(entries__unit=unit).distinct() or lists
    return [(row.slug, row.name) for row in found]


class SolutionForm(ProcedureForm):
    """How a procedure is brought under the process (R-056, R-057)."""

    solutions = forms.MultipleChoiceField(
        label=gettext_lazy("Giải pháp"),
        choices=[(one.value, label) for one, label in SOLUTION_LABELS.items()],
        required=False,
        help_text=gettext_lazy("Chọn một hoặc nhiều"),
        widget=forms.CheckboxSelectMultiple,
    )
    other = forms.CharField(label=gettext_lazy("Giải pháp khác"), max_length=200, required=False)
    staff = long_text(gettext_lazy("Nhân sự"), required=False)
    roadmap = long_text(gettext_lazy("Lộ trình"), required=False)
    equipment = long_text(gettext_lazy("Trang thiết bị"), required=False)

    def act(self, actor: Actor, at: datetime) -> str:
        """Keep it; a warning where parts lack."""
        said = self.cleaned_data
        parts = {name: said[name] for name in ("staff", "roadmap", "equipment")}
        named = [*said["solutions"], said["other"]]
        acts.plan_solutions(
            unit_id=self.unit.pk, procedure=said["procedure"], solutions=named, actor=actor, at=at, **parts
        )
        complete = all(parts.values()) and any(named)
        return "" if complete else _("Mục này còn thiếu nên được đánh dấu chưa đầy đủ.")


class YearForm(UnitForm):
    """Planned number of procedures of a year (R-058)."""

    year = forms.IntegerField(
        label=gettext_lazy("Năm"), min_value=2020, max_value=2099, widget=forms.NumberInput(NARROW)
    )
    planned = forms.IntegerField(
        label=gettext_lazy("Số thủ tục theo kế hoạch"), min_value=0, max_value=5000,
        widget=forms.NumberInput(NARROW),
    )  # fmt: skip
    starts_on = DatePartsField(label=gettext_lazy("Ngày bắt đầu thực hiện"))

    def act(self, actor: Actor, at: datetime) -> str:
        """Plan the year."""
        acts.plan_year(unit_id=self.unit.pk, actor=actor, at=at, **self.cleaned_data)
        return ""


class PlanForm(UnitForm):
    """The detailed plan that the Chair issued (R-059)."""

    number = forms.CharField(label=gettext_lazy("Số văn bản"), max_length=60)
    issued_on = DatePartsField(label=gettext_lazy("Ngày ban hành"))
    signed_by = forms.CharField(label=gettext_lazy("Người ký"), max_length=200, required=False)

    def act(self, actor: Actor, at: datetime) -> str:
        """Record it."""
        acts.record_plan(unit_id=self.unit.pk, actor=actor, at=at, **self.cleaned_data)
        return ""


class DutyForm(UnitForm):
    """How far a duty of part II is (R-063)."""

    duty = forms.ChoiceField(
        label=gettext_lazy("Nhiệm vụ"),
        choices=[(one.value, f"{one.value} {label}") for one, label in DUTY_LABELS.items()],
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        choices=[(one.value, label) for one, label in DUTY_STANDING_LABELS.items()],
        widget=forms.RadioSelect,
    )
    reported_on = DatePartsField(
        label=gettext_lazy("Ngày"), help_text=gettext_lazy("Để trống là hôm nay"), required=False
    )
    text = long_text(gettext_lazy("Ghi chú"), required=False)

    def act(self, actor: Actor, at: datetime) -> str:
        """Report it."""
        said = self.cleaned_data
        acts.report_duty(
            unit_id=self.unit.pk,
            duty=Duty(said["duty"]),
            standing=DutyStanding(said["standing"]),
            reported_on=said["reported_on"] or self.day,
            text=said["text"],
            actor=actor,
            at=at,
        )
        return ""

"""Registers of a hall: what a decision switches on, groups of services, the numbers of the order of calling."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.policies import Period
from motcua.procedures.queries import fields_on
from motcua.queueing.actions import hall_settings
from motcua.queueing.lines import hall_rule_on
from motcua.queueing.models import HallApproval, HallRule, ServiceGroup
from motcua.queueing.terms import HALL_SERVICE_LABELS, HallService
from motcua.web.admin.fields import NARROW, ProceduresField, UnitForm, basis_field, from_field, to_field
from motcua.web.admin.of_desks import desk_on
from motcua.web.admin.opening import ADMIN_OR_LEAD
from motcua.web.admin.registers import Register, Row, day_words, term_row

_TERM = (gettext_lazy("Từ ngày"), gettext_lazy("Hết từ ngày"))


def approval_rows(unit: Unit, day: date) -> list[Row]:
    """What is or was switched on, by service, the newest first."""
    return [
        term_row(
            one.pk,
            (HALL_SERVICE_LABELS[HallService(one.what)], one.document),
            one.valid_from,
            one.valid_to,
            day,
        )
        for one in HallApproval.objects.filter(desk__unit=unit)
    ]


class ApprovalForm(UnitForm):
    """Switch a service of the hall on."""

    what = forms.ChoiceField(
        label=gettext_lazy("Cho phép dịch vụ nào?"),
        choices=[(one.value, gettext_lazy(label)) for one, label in HALL_SERVICE_LABELS.items()],
        widget=forms.RadioSelect,
    )
    document = basis_field(gettext_lazy("Văn bản cho phép (số, ngày, cơ quan)"))
    valid_from = from_field()
    valid_to = to_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Write the decision down."""
        said, period = self.cleaned_data, Period(**self.days())
        hall_settings.approve_hall_service(
            desk=desk_on(self.unit, period.valid_from),
            what=said["what"],
            document=said["document"],
            period=period,
            actor=actor,
            at=at,
        )
        return ""


def _end_approval(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    hall_settings.end_hall_service(approval_id=row, unit=unit, end=end, actor=actor, at=at)


def group_rows(unit: Unit, day: date) -> list[Row]:
    """Groups of services in the order shown, ended ones too."""
    rows = []
    for one in ServiceGroup.objects.filter(desk__unit=unit).order_by("desk_id", "position", "letter"):
        serves = ", ".join([*one.fields, *one.procedures]) or _("Mọi việc không thuộc nhóm khác")
        rows.append(term_row(one.pk, (one.letter, one.name, serves), one.valid_from, one.valid_to, day))
    return rows


class GroupForm(UnitForm):
    """A new group of services."""

    letter = forms.CharField(
        label=gettext_lazy("Chữ của nhóm"),
        help_text=gettext_lazy("Một chữ A đến Z, đứng đầu số thứ tự: A012"),
        max_length=1,
        widget=forms.TextInput(NARROW),
    )
    name = forms.CharField(label=gettext_lazy("Tên nhóm việc"), max_length=120)
    fields_served = forms.MultipleChoiceField(
        label=gettext_lazy("Gồm lĩnh vực nào?"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
    )
    procedures = ProceduresField(label=gettext_lazy("Và thủ tục nào?"), required=False)
    valid_from = from_field()
    valid_to = to_field()

    def __init__(self, *args: Any, unit: Unit, day: date, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, day=day, **kwargs)
        served: Any = self.fields["fields_served"]
        served.choices = [(name, name) for name in fields_on(day)]
        self.fields["procedures"].help_text = _(
            "Mã thủ tục, cách nhau bằng dấu phẩy. Không chọn lĩnh vực, không ghi thủ tục: mọi việc khác."
        )

    def act(self, actor: Actor, at: datetime) -> str:
        """Open it."""
        said, period = self.cleaned_data, Period(**self.days())
        hall_settings.open_group(
            desk=desk_on(self.unit, period.valid_from),
            wish=hall_settings.GroupWish(
                said["letter"], said["name"], said["procedures"], said["fields_served"]
            ),
            period=period,
            actor=actor,
            at=at,
        )
        return ""


def _end_group(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    hall_settings.end_group(group_id=row, unit=unit, end=end, actor=actor, at=at)


def rule_rows(unit: Unit, day: date) -> list[Row]:
    """The numbers by their decisions, the newest first; the one in force is marked."""
    rules = list(HallRule.objects.filter(desk__unit=unit).order_by("-valid_from", "-id"))
    here = {hall_rule_on(desk, day).pk for desk in {one.desk_id for one in rules}}
    return [Row(one.pk, _numbers(one), _standing(one, here, day), open=False) for one in rules]


def _numbers(rule: HallRule) -> tuple[str, ...]:
    words = _("%(n)d phút")
    minutes = (rule.ageing_minutes, rule.booked_minutes, rule.late_minutes, rule.wait_limit_minutes)
    return (
        *(words % {"n": one} for one in minutes),
        _("%(n)d tuổi") % {"n": rule.elderly_age},
        rule.document or "–",
        day_words(rule.valid_from),
    )


def _standing(rule: HallRule, here: set[int], day: date) -> tuple[str, str]:
    if rule.valid_from > day:
        return _("Sắp tới"), "blue"
    return (_("Đang hiệu lực"), "green") if rule.pk in here else (_("Đã hết"), "grey")


def _minutes(label: Any, initial: int, hint: Any, name: str) -> forms.IntegerField:
    least, most = hall_settings.RULE_BOUNDS[name]
    return forms.IntegerField(
        label=label,
        help_text=hint,
        initial=initial,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(NARROW),
    )


class RuleForm(UnitForm):
    """Other numbers of the order of calling, from a day on."""

    ageing_minutes = _minutes(
        gettext_lazy("Không ai bị vượt quá (phút)"),
        45,
        gettext_lazy("Không ai bị người đến sau chừng này phút vượt lên, dù người đó thuộc diện ưu tiên."),
        "ageing_minutes",
    )
    booked_minutes = _minutes(
        gettext_lazy("Người đặt lịch được tính trước giờ hẹn (phút)"), 30, "", "booked_minutes"
    )
    late_minutes = _minutes(
        gettext_lazy("Đến trễ giờ hẹn bao lâu vẫn còn quyền (phút)"), 15, "", "late_minutes"
    )
    wait_limit_minutes = _minutes(
        gettext_lazy("Chờ trung bình tối đa (phút)"),
        30,
        gettext_lazy("Vượt mức này thì lãnh đạo thấy cảnh báo."),
        "wait_limit_minutes",
    )
    elderly_age = _minutes(gettext_lazy("Người già từ (tuổi)"), 60, "", "elderly_age")
    document = basis_field(gettext_lazy("Văn bản quyết định (số, ngày, cơ quan)"))
    valid_from = from_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Write the numbers down."""
        said = self.cleaned_data
        first = said["valid_from"] or self.day
        hall_settings.state_hall_rule(
            desk=desk_on(self.unit, first),
            numbers={name: said[name] for name in hall_settings.RULE_BOUNDS},
            document=said["document"],
            valid_from=first,
            actor=actor,
            at=at,
        )
        return ""


REGISTERS = (
    Register(
        slug="dich-vu-sanh",
        title=gettext_lazy("Dịch vụ ở sảnh"),
        lead=gettext_lazy(
            "Ki-ốt, đặt lịch hẹn, lấy số từ xa chỉ mở cho người dân trong thời gian có văn bản cho phép ở đây."
        ),
        columns=(gettext_lazy("Dịch vụ"), gettext_lazy("Văn bản"), *_TERM),
        empty=gettext_lazy("Chưa có dịch vụ nào được cho phép. Người dân lấy số tại quầy hướng dẫn."),
        roles=ADMIN_OR_LEAD,
        rows=approval_rows,
        form=ApprovalForm,
        add=gettext_lazy("Cho phép"),
        end=_end_approval,
    ),
    Register(
        slug="nhom-viec",
        title=gettext_lazy("Nhóm việc"),
        lead=gettext_lazy("Người đến chọn nhóm việc khi lấy số; mỗi quầy nói mình nhận những nhóm nào."),
        columns=(gettext_lazy("Chữ"), gettext_lazy("Tên"), gettext_lazy("Gồm"), *_TERM),
        empty=gettext_lazy("Chưa có nhóm việc nào nên chưa phát số được. Hãy thêm nhóm đầu tiên."),
        roles=ADMIN_OR_LEAD,
        rows=group_rows,
        form=GroupForm,
        add=gettext_lazy("Thêm nhóm việc"),
        end=_end_group,
    ),
    Register(
        slug="quy-tac-goi-so",
        title=gettext_lazy("Quy tắc gọi số"),
        lead=gettext_lazy(
            "Thứ tự gọi là công khai. Các con số dưới đây do văn bản của cơ quan quyết định; chưa ghi thì dùng "
            "mặc định: 45, 30, 15, 30 phút và 60 tuổi."
        ),
        columns=(
            gettext_lazy("Không ai bị vượt quá"),
            gettext_lazy("Đặt lịch tính trước"),
            gettext_lazy("Trễ hẹn cho phép"),
            gettext_lazy("Chờ trung bình tối đa"),
            gettext_lazy("Người già từ"),
            gettext_lazy("Văn bản"),
            gettext_lazy("Từ ngày"),
        ),
        empty=gettext_lazy("Chưa ghi; đang dùng các con số mặc định."),
        roles=ADMIN_OR_LEAD,
        rows=rule_rows,
        form=RuleForm,
        add=gettext_lazy("Đổi các con số"),
    ),
)

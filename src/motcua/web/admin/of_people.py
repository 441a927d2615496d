"""Registers of the people of a unit: roles and their limits, powers to sign, postings, stand-ins."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.authority.actions import powers
from motcua.authority.queries import powers_in
from motcua.organisation.actions import postings, roles
from motcua.organisation.actors import Actor
from motcua.organisation.models import Deputy, Posting, RoleGrant, RoleLimit, Unit
from motcua.organisation.queries import unit_by_id, warning_of
from motcua.organisation.terms import ROLE_LABELS, Role
from motcua.web.admin.fields import (
    NARROW,
    ROLE_CHOICES,
    PersonField,
    ProceduresField,
    UnitForm,
    basis_field,
    from_field,
    role_field,
    to_field,
)
from motcua.web.admin.of_desks import desk_on
from motcua.web.admin.opening import ADMIN, ADMIN_OR_LEAD
from motcua.web.admin.registers import Register, Row, term_row

_CAPACITIES = [("head", gettext_lazy("Người đứng đầu")), ("deputy", gettext_lazy("Cấp phó ký thay (KT.)"))]


def role_rows(unit: Unit, day: date) -> list[Row]:
    """Roles in the order of the list of roles, then by name."""
    order = {role.value: place for place, role in enumerate(Role)}
    grants = RoleGrant.objects.filter(unit=unit).select_related("person")
    rows = sorted(grants, key=lambda one: (order[one.role], one.person.full_name, one.valid_from))
    return [
        term_row(
            one.pk,
            (ROLE_LABELS[Role(one.role)], one.person.full_name, one.person.username),
            one.valid_from,
            one.valid_to,
            day,
        )
        for one in rows
    ]


class RoleForm(UnitForm):
    """Give a role."""

    person = PersonField(label=gettext_lazy("Tên đăng nhập"))
    role = role_field()
    valid_from = from_field()
    valid_to = to_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Grant it."""
        person = self.cleaned_data["person"]
        roles.grant_role(
            person=person, unit=self.unit, role=self.chosen_role(), actor=actor, at=at, **self.days()
        )
        return ""


def _end_role(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    roles.end_role(grant_id=row, unit=unit, end=end, actor=actor, at=at)


def limit_rows(unit: Unit, day: date) -> list[Row]:
    """Limits with how many hold the role today."""
    limits = RoleLimit.objects.filter(unit=unit).order_by("role")
    held = {
        role: RoleGrant.objects.filter(unit=unit, role=role, valid_from__lte=day)
        .exclude(valid_to__lte=day)
        .values("person_id")
        .distinct()
        .count()
        for role in limits.values_list("role", flat=True)
    }
    return [
        Row(
            one.pk,
            (ROLE_LABELS[Role(one.role)], str(one.most), str(held[one.role])),
            (_("Vượt giới hạn"), "red") if held[one.role] > one.most else (_("Trong giới hạn"), "green"),
        )
        for one in limits
    ]


class LimitForm(UnitForm):
    """How many people may hold a role."""

    role = role_field()
    most = forms.IntegerField(
        label=gettext_lazy("Nhiều nhất bao nhiêu người cùng lúc"),
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(NARROW),
    )

    def act(self, actor: Actor, at: datetime) -> str:
        """Set the limit."""
        most = self.cleaned_data["most"]
        roles.limit_role(unit=self.unit, role=self.chosen_role(), most=most, actor=actor, at=at)
        return ""


def _drop_limit(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    limit = RoleLimit.objects.filter(pk=row, unit=unit).first()
    if limit is not None:
        roles.limit_role(unit=unit, role=Role(limit.role), most=None, actor=actor, at=at)


def power_rows(unit: Unit, day: date) -> list[Row]:
    """Powers to sign, the newest first."""
    return [
        term_row(
            one.pk,
            (
                " ".join(part for part in (one.prefix, one.title) if part),
                one.person.full_name,
                one.person.username,
            ),
            one.valid_from,
            one.ends,
            day,
        )
        for one in powers_in(unit.id)
    ]


class PowerForm(UnitForm):
    """Give the power to sign."""

    person = PersonField(label=gettext_lazy("Tên đăng nhập"))
    capacity = forms.ChoiceField(
        label=gettext_lazy("Tư cách ký"), choices=_CAPACITIES, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=gettext_lazy("Chức vụ"), max_length=100, help_text=gettext_lazy("Ví dụ: Phó Chủ tịch")
    )
    head_title = forms.CharField(
        label=gettext_lazy("Ký thay chức vụ nào"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Chỉ với cấp phó; để trống thì lấy từ chức vụ: Phó Chủ tịch ký KT. CHỦ TỊCH"),
    )
    valid_from = from_field()
    valid_to = to_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Grant it."""
        said = self.cleaned_data
        powers.grant_signing_power(
            person=said["person"],
            unit=self.unit,
            capacity=said["capacity"],
            title=said["title"],
            head_title=said["head_title"],
            actor=actor,
            at=at,
            **self.days(),
        )
        return ""


def _end_power(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    powers.end_signing_power(power_id=row, unit=unit, end=end, actor=actor, at=at)


def posting_rows(unit: Unit, day: date) -> list[Row]:
    """Postings to the unit's desks, the newest first; what is unusual about a secondment stands beside it."""
    found = Posting.objects.filter(one_stop_unit__unit=unit).select_related(
        "person", "home_unit", "one_stop_unit"
    )
    rows = []
    for one in found.order_by("-valid_from", "person__full_name"):
        home = one.home_unit.name if one.home_unit and one.home_unit_id != unit.id else _("của cơ quan")
        cells = (one.person.full_name, one.person.username, home, work_words(one), warning_of(one) or "–")
        rows.append(term_row(one.pk, cells, one.valid_from, one.valid_to, day))
    return rows


def work_words(one: Posting) -> str:
    """For which work and procedures somebody is posted (R-229)."""
    work = ", ".join(ROLE_LABELS[Role(role)] for role in one.roles) or _("mọi vai trò được giao")
    return f"{work}; {', '.join(one.procedures) or _('mọi thủ tục')}"


class PostingForm(UnitForm):
    """Post somebody to the desk, for all their work or for some (144/KH-UBND II.4)."""

    person = PersonField(label=gettext_lazy("Tên đăng nhập"))
    home = forms.CharField(
        label=gettext_lazy("Cơ quan cử đến (mã đơn vị)"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Để trống nếu là người của cơ quan. Ví dụ: hcmc.so-tu-phap"),
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Phân công cho việc"),
        choices=ROLE_CHOICES,
        required=False,
        help_text=gettext_lazy("Không chọn là mọi vai trò người đó được giao"),
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
    )
    procedures = ProceduresField(label=gettext_lazy("Phân công cho thủ tục"), required=False)
    valid_from = from_field()
    valid_to = to_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Post them; a secondment outside 6 to 24 months is done with a warning."""
        said, days = self.cleaned_data, self.days()
        posting = postings.post_person(
            person=said["person"],
            desk=desk_on(self.unit, said["valid_from"] or self.day),
            home_unit=unit_by_id(said["home"]) if said["home"] else None,
            roles=[Role(role) for role in said["roles"]],
            procedures=said["procedures"],
            actor=actor,
            at=at,
            **days,
        )
        return warning_of(posting)


def _end_posting(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    postings.end_posting(posting_id=row, unit=unit, end=end, actor=actor, at=at)


def deputy_rows(unit: Unit, day: date) -> list[Row]:
    """Who stands in for whom, the newest first."""
    found = (
        Deputy.objects.filter(unit=unit).select_related("absent", "stand_in").order_by("-valid_from", "-id")
    )
    return [
        term_row(
            one.pk,
            (one.absent.full_name, one.stand_in.full_name, one.reason or "–"),
            one.valid_from,
            one.valid_to,
            day,
        )
        for one in found
    ]


class DeputyForm(UnitForm):
    """Somebody stands in for somebody."""

    absent = PersonField(label=gettext_lazy("Người vắng (tên đăng nhập)"))
    stand_in = PersonField(label=gettext_lazy("Người làm thay (tên đăng nhập)"))
    reason = basis_field(gettext_lazy("Lý do"))
    valid_from = from_field()
    valid_to = to_field(required=True)

    def act(self, actor: Actor, at: datetime) -> str:
        """Set the stand-in."""
        said = self.cleaned_data
        postings.set_deputy(
            absent=said["absent"],
            stand_in=said["stand_in"],
            unit=self.unit,
            reason=said["reason"],
            valid_from=said["valid_from"] or self.day,
            valid_to=said["valid_to"],
            actor=actor,
            at=at,
        )
        return ""


def _end_deputy(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    postings.end_deputy(deputy_id=row, unit=unit, end=end, actor=actor, at=at)


_TERM = (gettext_lazy("Từ ngày"), gettext_lazy("Hết từ ngày"))
_NAME, _USERNAME = gettext_lazy("Họ và tên"), gettext_lazy("Tên đăng nhập")
REGISTERS = (
    Register(
        slug="phan-cong",
        title=gettext_lazy("Phân công tại Bộ phận Một cửa"),
        lead=gettext_lazy(
            "Tiếp nhận, thẩm định tại chỗ, trả kết quả phải do người được phân công trong ngày, "
            "đúng việc và đúng thủ tục được phân công."
        ),
        columns=(
            _NAME,
            _USERNAME,
            gettext_lazy("Cơ quan cử đến"),
            gettext_lazy("Phân công cho"),
            gettext_lazy("Lưu ý"),
            *_TERM,
        ),
        empty=gettext_lazy("Chưa phân công ai. Người được phân công dưới đây sẽ hiện ở đây."),
        roles=ADMIN_OR_LEAD,
        rows=posting_rows,
        form=PostingForm,
        add=gettext_lazy("Phân công"),
        end=_end_posting,
    ),
    Register(
        slug="lam-thay",
        title=gettext_lazy("Người làm thay"),
        lead=gettext_lazy(
            "Việc làm thay ghi cả hai tên. Quyền ký và quyền quản trị không chuyển cho người làm thay."
        ),
        columns=(gettext_lazy("Người vắng"), gettext_lazy("Người làm thay"), gettext_lazy("Lý do"), *_TERM),
        empty=gettext_lazy("Chưa có ai làm thay."),
        roles=ADMIN_OR_LEAD,
        rows=deputy_rows,
        form=DeputyForm,
        add=gettext_lazy("Cử người làm thay"),
        end=_end_deputy,
        end_label=gettext_lazy("Kết thúc sớm"),
    ),
    Register(
        slug="vai-tro",
        title=gettext_lazy("Vai trò"),
        lead=gettext_lazy(
            "Vai trò có hiệu lực trong cơ quan này, giữa hai ngày. Không ai tự cấp quyền cho mình."
        ),
        columns=(gettext_lazy("Vai trò"), _NAME, _USERNAME, *_TERM),
        empty=gettext_lazy("Chưa phân vai trò cho ai."),
        roles=ADMIN,
        rows=role_rows,
        form=RoleForm,
        add=gettext_lazy("Phân vai trò"),
        end=_end_role,
    ),
    Register(
        slug="gioi-han",
        title=gettext_lazy("Giới hạn vai trò"),
        lead=gettext_lazy(
            "Số người cùng giữ một vai trò trong cơ quan; người đang giữ không bị mất quyền khi hạ giới hạn."
        ),
        columns=(gettext_lazy("Vai trò"), gettext_lazy("Nhiều nhất"), gettext_lazy("Đang giữ")),
        empty=gettext_lazy("Chưa đặt giới hạn nào."),
        roles=ADMIN,
        rows=limit_rows,
        form=LimitForm,
        add=gettext_lazy("Đặt giới hạn"),
        end=_drop_limit,
        end_label=gettext_lazy("Bỏ giới hạn"),
        end_has_day=False,
    ),
    Register(
        slug="tham-quyen-ky",
        title=gettext_lazy("Thẩm quyền ký"),
        lead=gettext_lazy(
            "Mỗi cơ quan có một người đứng đầu; cấp phó ký thay (KT.). 30/2020/NĐ-CP, điều 13."
        ),
        columns=(gettext_lazy("Ký với tư cách"), _NAME, _USERNAME, *_TERM),
        empty=gettext_lazy("Chưa có ai được ký."),
        roles=ADMIN,
        rows=power_rows,
        form=PowerForm,
        add=gettext_lazy("Giao quyền ký"),
        end=_end_power,
    ),
)

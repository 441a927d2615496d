"""Registers of a unit beyond its desk: workers of the public post, and what it does at people's homes."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.actions import home_service
from motcua.dossiers.home_terms import HOME_KIND_LABELS, HomeKind
from motcua.dossiers.models import HomeApproval
from motcua.organisation.actions import postal
from motcua.organisation.actors import Actor
from motcua.organisation.models import PostalMember, Unit
from motcua.web.admin.fields import PersonField, ProceduresField, UnitForm, basis_field, from_field, to_field
from motcua.web.admin.opening import ADMIN, ADMIN_OR_LEAD
from motcua.web.admin.registers import Register, Row, term_row

_TERM = (gettext_lazy("Từ ngày"), gettext_lazy("Hết từ ngày"))


def postal_rows(unit: Unit, day: date) -> list[Row]:
    """Workers of the post who serve the unit, the newest first."""
    found = PostalMember.objects.filter(unit=unit).select_related("person", "postal_unit")
    return [
        term_row(
            one.pk,
            (one.postal_unit.name, one.person.full_name, one.person.username, one.document or "–"),
            one.valid_from,
            one.valid_to,
            day,
        )
        for one in found.order_by("-valid_from", "-id")
    ]


class PostalForm(UnitForm):
    """Say of which postal unit somebody is."""

    person = PersonField(label=gettext_lazy("Tên đăng nhập"))
    postal_unit = forms.CharField(
        label=gettext_lazy("Đơn vị bưu chính"),
        max_length=200,
        help_text=gettext_lazy("Tên như ghi trên hợp đồng. Ví dụ: Bưu điện Quận 11"),
    )
    document = basis_field(gettext_lazy("Văn bản, hợp đồng"))
    valid_from = from_field()
    valid_to = to_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Write it."""
        said = self.cleaned_data
        postal.join_postal_unit(
            person=said["person"],
            unit=self.unit,
            postal_unit=said["postal_unit"],
            document=said["document"],
            actor=actor,
            at=at,
            **self.days(),
        )
        return ""


def _leave(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    postal.leave_postal_unit(member_id=row, unit=unit, end=end, actor=actor, at=at)


def home_rows(unit: Unit, day: date) -> list[Row]:
    """What the unit does at home and by which document, the newest first."""
    return [
        term_row(
            one.pk,
            (
                ", ".join(HOME_KIND_LABELS[HomeKind(kind)] for kind in one.kinds),
                ", ".join(one.procedures) or str(gettext_lazy("Mọi thủ tục")),
                one.area or "–",
                one.document,
            ),
            one.valid_from,
            one.valid_to,
            day,
        )
        for one in HomeApproval.objects.filter(unit=unit)
    ]


class HomeForm(UnitForm):
    """Say from when the unit comes home."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Làm gì tại nhà?"),
        choices=[(kind.value, gettext_lazy(label)) for kind, label in HOME_KIND_LABELS.items()],
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
    )
    procedures = ProceduresField(label=gettext_lazy("Cho thủ tục nào?"), required=False)
    area = forms.CharField(
        label=gettext_lazy("Địa bàn"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ví dụ: các khu phố 1 đến 5; người cao tuổi, người khuyết tật trong phường"),
    )
    document = forms.CharField(label=gettext_lazy("Văn bản cho phép"), max_length=300)
    valid_from = from_field()
    valid_to = to_field()

    def act(self, actor: Actor, at: datetime) -> str:
        """Write it."""
        said = self.cleaned_data
        home_service.approve_home_service(
            unit=self.unit,
            kinds=said["kinds"],
            procedures=said["procedures"],
            area=said["area"],
            document=said["document"],
            actor=actor,
            at=at,
            **self.days(),
        )
        return ""


def _end_home(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    home_service.end_home_service(approval_id=row, unit=unit, end=end, actor=actor, at=at)


REGISTERS = (
    Register(
        slug="buu-chinh",
        title=gettext_lazy("Nhân viên bưu chính"),
        lead=gettext_lazy(
            "Mỗi lượt tiếp nhận, trả kết quả của bưu chính công ích ghi tên đơn vị bưu chính; "
            "chưa ghi ở đây thì người đó chưa làm được."
        ),
        columns=(
            gettext_lazy("Đơn vị bưu chính"),
            gettext_lazy("Họ và tên"),
            gettext_lazy("Tên đăng nhập"),
            gettext_lazy("Văn bản, hợp đồng"),
            *_TERM,
        ),
        empty=gettext_lazy("Chưa ghi nhân viên bưu chính nào."),
        roles=ADMIN,
        rows=postal_rows,
        form=PostalForm,
        add=gettext_lazy("Ghi nhân viên bưu chính"),
        end=_leave,
    ),
    Register(
        slug="tai-nha",
        title=gettext_lazy("Tiếp nhận, hỗ trợ, trả kết quả tại nhà"),
        lead=gettext_lazy("Người dân chỉ yêu cầu được những việc và những ngày có văn bản cho phép ở đây."),
        columns=(
            gettext_lazy("Việc"),
            gettext_lazy("Thủ tục"),
            gettext_lazy("Địa bàn"),
            gettext_lazy("Văn bản"),
            *_TERM,
        ),
        empty=gettext_lazy("Cơ quan chưa có văn bản cho phép làm việc tại nhà người dân."),
        roles=ADMIN_OR_LEAD,
        rows=home_rows,
        form=HomeForm,
        add=gettext_lazy("Cho phép"),
        end=_end_home,
    ),
)

"""What is typed for a visit at home: by whom it is asked, when who goes, what came of it?"""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.home.reading import approvals_of
from motcua.dossiers.home_rules import VISITING
from motcua.dossiers.home_terms import HOME_KIND_LABELS, HomeAct, HomeKind
from motcua.dossiers.models import HomeRequest
from motcua.organisation.models import RoleGrant, in_force
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios
from motcua.web.staff.desk_fields import line
from motcua.web.staff.rare_forms import moment, words


class AskHomeForm(OfficeForm):
    """For what, where, when; the kinds and hours the unit may offer."""

    kind = forms.ChoiceField(label=gettext_lazy("Làm gì tại nhà?"), widget=RevealRadios)
    procedure = line(gettext_lazy("Mã thủ tục"), 12, hint=gettext_lazy("Ví dụ: 2.000815"), required=True)
    name = line(gettext_lazy("Họ và tên"), required=True)
    phone = line(gettext_lazy("Số điện thoại"), 20, required=True)
    address = line(gettext_lazy("Địa chỉ"), 300, required=True)
    starts = moment(gettext_lazy("Có nhà từ"))
    ends = moment(gettext_lazy("Có nhà đến"), hint=gettext_lazy("Trong cùng một ngày"))
    note = words(gettext_lazy("Điều cần biết khi đến"), rows=2, required=False)

    def __init__(self, *args: Any, unit_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {kind for one in approvals_of(unit_id) for kind in one.kinds}
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, HOME_KIND_LABELS[kind]) for kind in HomeKind if kind in offered
        ]


class RequestForm(OfficeForm):
    """What follows on a request; `act` says which."""

    act: ClassVar[HomeAct]

    def __init__(self, data: Any, *, row: HomeRequest) -> None:
        super().__init__(data, prefix=None, auto_id=f"id_{self.act}_%s")
        self.prepare(row)

    def prepare(self, row: HomeRequest) -> None:
        """What the form shows of the request."""


class ScheduleForm(RequestForm):
    """When and who."""

    act = HomeAct.SCHEDULE
    official = forms.ChoiceField(label=gettext_lazy("Cán bộ đến nhà"))
    starts = moment(gettext_lazy("Hẹn từ"))
    ends = moment(gettext_lazy("Hẹn đến"))
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)

    def prepare(self, row: HomeRequest) -> None:
        """The officials of the day, the window wished for."""
        grants = RoleGrant.objects.filter(
            in_force(local_day(clock.now())), unit_id=row.unit_id, role__in=VISITING, person__is_active=True
        )
        people = grants.order_by("person__full_name").values_list("person__username", "person__full_name")
        self.fields["official"].choices = list(dict.fromkeys(people))  # type: ignore[attr-defined]
        self.initial = {
            "starts": row.visit_from or row.wished_from,
            "ends": row.visit_to or row.wished_to,
            "official": row.official.username if row.official else "",
        }


class NobodyForm(RequestForm):
    """Nobody was there."""

    act = HomeAct.NOBODY_THERE
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)


class FinishForm(RequestForm):
    """The dossier it became."""

    act = HomeAct.FINISH
    code = line(
        gettext_lazy("Mã hồ sơ"),
        60,
        hint=gettext_lazy("Đã tiếp nhận với hình thức “Tại nhà”, hoặc đã trả kết quả tại nhà"),
        required=True,
    )


class RefuseForm(RequestForm):
    """Why not."""

    act = HomeAct.REFUSE
    reason = words(gettext_lazy("Lý do"), rows=2)


class DropForm(RequestForm):
    """The person needs it no more."""

    act = HomeAct.DROP
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)


HOME_FORMS: dict[HomeAct, type[RequestForm]] = {
    HomeAct.SCHEDULE: ScheduleForm,
    HomeAct.FINISH: FinishForm,
    HomeAct.NOBODY_THERE: NobodyForm,
    HomeAct.REFUSE: RefuseForm,
    HomeAct.DROP: DropForm,
}

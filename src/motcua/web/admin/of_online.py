"""Register of where people of a unit file online: with the unit itself, or at the national portal."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.actions.online_intake import set_online_intake
from motcua.organisation.actors import Actor
from motcua.organisation.models import OnlineIntake, Unit
from motcua.organisation.online_intake import Intake, intake_on
from motcua.organisation.terms import INTAKE_MODE_LABELS, IntakeMode
from motcua.web.admin.fields import UnitForm, basis_field, from_field
from motcua.web.admin.opening import ADMIN
from motcua.web.admin.registers import Register, Row, day_words


def intake_rows(unit: Unit, day: date) -> list[Row]:
    """What the unit said, the newest first; without a saying of its own, what it takes over from elsewhere."""
    holds = intake_on(unit, day)
    said = list(OnlineIntake.objects.filter(unit=unit).order_by("-valid_from", "-id"))
    rows = [_row(one, holds, day) for one in said]
    if holds.unit_id == unit.id:
        return rows
    return [*rows, Row(0, _cells(holds.mode, holds.valid_from, holds.source), _words_of(holds), open=False)]


def _row(one: OnlineIntake, holds: Intake, day: date) -> Row:
    here = (one.unit_id, one.valid_from, one.source) == (holds.unit_id, holds.valid_from, holds.source)
    words = (_("Đang hiệu lực"), "green") if here else (_("Đã hết"), "grey")
    if one.valid_from > day:
        words = (_("Sắp tới"), "blue")
    return Row(one.pk, _cells(IntakeMode(one.mode), one.valid_from, one.source), words, open=False)


def _cells(mode: IntakeMode, valid_from: date, source: str) -> tuple[str, ...]:
    return INTAKE_MODE_LABELS[mode], day_words(valid_from), source


def _words_of(holds: Intake) -> tuple[str, str]:
    return (_("Theo cấp trên"), "green") if holds.unit_id else (_("Mặc định chung"), "green")


class IntakeForm(UnitForm):
    """Another place to file from a day on."""

    mode = forms.ChoiceField(
        label=gettext_lazy("Người dân nộp trực tuyến ở đâu?"),
        choices=[(mode.value, label) for mode, label in INTAKE_MODE_LABELS.items()],
        widget=forms.RadioSelect,
    )
    valid_from = from_field()
    basis = basis_field(gettext_lazy("Văn bản quy định (số, ngày, cơ quan)"))

    def act(self, actor: Actor, at: datetime) -> str:
        """Say it."""
        said = self.cleaned_data
        set_online_intake(
            unit=self.unit,
            mode=said["mode"],
            valid_from=said["valid_from"] or self.day,
            source=said["basis"],
            actor=actor,
            at=at,
        )
        return ""


REGISTERS = (
    Register(
        slug="nop-truc-tuyen",
        title=gettext_lazy("Nộp trực tuyến"),
        lead=gettext_lazy(
            "Nơi người dân nộp hồ sơ trực tuyến của đơn vị này và các đơn vị trực thuộc. Khi nộp tại Cổng Dịch vụ công "
            "quốc gia, trang của đơn vị vẫn hướng dẫn, tính hẹn và soạn tờ khai để in."
        ),
        columns=(gettext_lazy("Nơi nộp"), gettext_lazy("Từ ngày"), gettext_lazy("Văn bản")),
        empty=gettext_lazy("Chưa đặt."),
        roles=ADMIN,
        rows=intake_rows,
        form=IntakeForm,
        add=gettext_lazy("Đổi nơi nộp"),
    ),
)

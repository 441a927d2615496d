"""Register of a unit: the machines in its hall that are kiosks, each set up by a code that is shown once (R-027)."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.queueing.actions.kiosks import end_kiosk, prepare_kiosk
from motcua.queueing.kiosks import IDLE_SECONDS
from motcua.queueing.models import Kiosk
from motcua.web.admin.fields import NARROW, UnitForm
from motcua.web.admin.of_desks import desk_on
from motcua.web.admin.opening import ADMIN
from motcua.web.admin.registers import Register, Row, term_row


def kiosk_rows(unit: Unit, day: date) -> list[Row]:
    """Kiosks of the unit's desks by their marks, ended ones too."""
    found = Kiosk.objects.filter(desk__unit=unit).prefetch_related("setups").order_by("desk_id", "mark")
    return [term_row(one.pk, _cells(one), one.valid_from, one.valid_to, day) for one in found]


def _cells(kiosk: Kiosk) -> tuple[str, ...]:
    used = [setup for setup in kiosk.setups.all() if setup.used_at]
    newest = max(used, key=lambda setup: setup.used_at, default=None)  # type: ignore[arg-type, return-value]
    idle = _("%(n)d giây") % {"n": newest.idle_seconds} if newest else "–"
    return kiosk.mark, kiosk.name or "–", _("Đã thiết lập") if kiosk.key_hash else _("Chưa thiết lập"), idle


class KioskForm(UnitForm):
    """A new kiosk, or a new code for one that is there (another machine, a lost key)."""

    mark = forms.CharField(
        label=gettext_lazy("Dấu của ki-ốt"),
        help_text=gettext_lazy("Một chữ A đến Z, đứng sau chữ của nhóm việc trên phiếu: AK012"),
        max_length=1,
        widget=forms.TextInput(NARROW),
    )
    name = forms.CharField(label=gettext_lazy("Nơi đặt"), max_length=100, required=False)
    idle_seconds = forms.IntegerField(
        label=gettext_lazy("Tự xóa sau mấy giây không ai bấm"),
        initial=IDLE_SECONDS,
        min_value=15,
        max_value=600,
        widget=forms.NumberInput(NARROW),
    )

    def act(self, actor: Actor, at: datetime) -> str:
        """Prepare it; the code is said once."""
        said = self.cleaned_data
        code = prepare_kiosk(
            desk=desk_on(self.unit, self.day),
            mark=said["mark"],
            name=said["name"],
            idle_seconds=said["idle_seconds"],
            valid_from=self.day,
            actor=actor,
            at=at,
        )
        words = _(
            "Mã thiết lập: %(code)s. Mở địa chỉ /kiot/ tại máy và gõ mã trong một giờ; mã chỉ hiện một lần."
        )
        return words % {"code": code}


def _end(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    end_kiosk(kiosk_id=row, unit=unit, end=end, actor=actor, at=at)


REGISTERS = (
    Register(
        slug="ki-ot",
        title=gettext_lazy("Ki-ốt"),
        lead=gettext_lazy(
            "Máy ở sảnh phát số, hướng dẫn, nhận hồ sơ. Chỉ chạy khi đã ghi quyết định cho dùng. Nhập lại dấu đã có "
            "là cấp mã mới: máy cũ mang dấu đó thôi dùng khi máy mới gõ mã."
        ),
        columns=(
            gettext_lazy("Dấu"),
            gettext_lazy("Nơi đặt"),
            gettext_lazy("Máy"),
            gettext_lazy("Tự xóa sau"),
            gettext_lazy("Từ ngày"),
            gettext_lazy("Hết từ ngày"),
        ),
        empty=gettext_lazy("Chưa có ki-ốt nào. Ki-ốt thêm dưới đây sẽ hiện ở đây."),
        roles=ADMIN,
        rows=kiosk_rows,
        form=KioskForm,
        add=gettext_lazy("Thêm ki-ốt, cấp mã mới"),
        end=_end,
        end_label=gettext_lazy("Thôi dùng"),
    ),
)

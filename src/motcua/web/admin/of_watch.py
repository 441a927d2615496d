"""Register of a unit's watch: from what hour a lacking signer is told of, how early before a long gap."""

from datetime import date, datetime, time

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.actions.presence import MOST_DAYS_AHEAD, set_watch
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.presence import watch_rule_of
from motcua.web.admin.fields import NARROW, UnitForm, clock_field
from motcua.web.admin.opening import ADMIN_OR_LEAD
from motcua.web.admin.registers import Register, Row


def watch_rows(unit: Unit, day: date) -> list[Row]:
    """The one row that holds."""
    rule = watch_rule_of(unit)
    cells = (f"{rule.signer_alarm_at:%H:%M}", str(rule.days_before_gap))
    words = (_("Đã đặt"), "green") if rule.pk and not rule._state.adding else (_("Mặc định"), "grey")
    return [Row(0, cells, words, open=False)]


class WatchForm(UnitForm):
    """Other hours for this unit."""

    signer_alarm_at = clock_field(gettext_lazy("Báo thiếu người ký từ giờ"), initial="14:30")
    days_before_gap = forms.IntegerField(
        label=gettext_lazy("Nhắc trước đợt nghỉ dài (ngày làm việc)"),
        initial=5,
        min_value=1,
        max_value=MOST_DAYS_AHEAD,
        widget=forms.NumberInput(NARROW),
    )

    def act(self, actor: Actor, at: datetime) -> str:
        """Set them."""
        set_watch(
            unit=self.unit,
            signer_alarm_at=time.fromisoformat(self.cleaned_data["signer_alarm_at"]),
            days_before_gap=self.cleaned_data["days_before_gap"],
            actor=actor,
            at=at,
        )
        return ""


REGISTERS = (
    Register(
        slug="moc-bao",
        title=gettext_lazy("Mốc báo"),
        lead=gettext_lazy(
            "Từ giờ này, hồ sơ đến hạn hôm nay mà người ký đang vắng được báo cho lãnh đạo và người tiếp nhận; "
            "chương trình có mốc giờ sớm hơn thì báo sớm hơn."
        ),
        columns=(gettext_lazy("Giờ báo thiếu người ký"), gettext_lazy("Nhắc trước đợt nghỉ dài (ngày)")),
        empty=gettext_lazy("Chưa đặt."),
        roles=ADMIN_OR_LEAD,
        rows=watch_rows,
        form=WatchForm,
        add=gettext_lazy("Đặt mốc báo"),
    ),
)

"""What is asked to add to a registration, to tell its result or to end it? One form for each act."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.core.moments import at as moment_at
from motcua.organisation.actors import Actor
from motcua.participation.actions.backlog import add_backlog, clear_backlog
from motcua.participation.actions.portal_items import answer_portal_item, record_portal_item
from motcua.participation.actions.registering import add_activity, report_result, withdraw_registration
from motcua.participation.models import Registration
from motcua.participation.registration_terms import (
    ACTIVITIES_OF,
    BACKLOG_LABELS,
    BacklogKind,
    Option,
)
from motcua.web.admin.fields import NARROW, UnitForm, clock_field
from motcua.web.registrations.forms import ActivityFields, long_text, offer_kinds, planned
from motcua.web.shared.widgets import DatePartsField


class ActForm(UnitForm):
    """A form about a registration; `item` is the activity, backlog item or item of 1022 it means."""

    def __init__(self, *args: Any, row: Registration, item: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.item = row, item

    def moment(self) -> datetime:
        """Day and time of the form."""
        day: date = self.cleaned_data["on_day"]
        return moment_at(day, time.fromisoformat(self.cleaned_data["clock"]))


class ActivityForm(ActivityFields, ActForm):
    """One more activity (R-102, R-104, R-249)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_kinds(self, ACTIVITIES_OF.get(Option(self.row.option), ()))

    def act(self, actor: Actor, at: datetime) -> str:
        """Add it."""
        add_activity(registration_id=self.row.pk, planned=planned(self.cleaned_data), actor=actor, at=at)
        return ""


class ReportForm(ActForm):
    """A result with evidence; of a festival day also how many requests (R-104, R-105)."""

    result = long_text(_("Kết quả"), 1000)
    evidence = forms.CharField(label=_("Minh chứng"), max_length=300, required=False)
    advised = forms.IntegerField(
        label=_("Số yêu cầu được tư vấn"), min_value=0, max_value=1_000_000, required=False,
        widget=forms.NumberInput(NARROW),
    )  # fmt: skip
    settled = forms.IntegerField(
        label=_("Số yêu cầu được giải quyết"), min_value=0, max_value=1_000_000, required=False,
        widget=forms.NumberInput(NARROW),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row.option != Option.FESTIVAL or self.item is None:  # they are counted by festival day
            del self.fields["advised"], self.fields["settled"]

    def act(self, actor: Actor, at: datetime) -> str:
        """Tell it."""
        said = self.cleaned_data
        report_result(
            registration_id=self.row.pk,
            activity_id=self.item,
            result=said["result"],
            evidence=said["evidence"],
            advised=said.get("advised") or 0,
            settled=said.get("settled") or 0,
            actor=actor,
            at=at,
        )
        return ""


class BacklogForm(ActForm):
    """A dossier or project that lies unfinished (R-160)."""

    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[(kind.value, label) for kind, label in BACKLOG_LABELS.items()],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Mã hồ sơ hoặc tên dự án"), max_length=300)
    cause = long_text(_("Nguyên nhân tồn đọng"), 500)
    owner = forms.CharField(label=_("Phụ trách"), max_length=200)
    target = DatePartsField(label=_("Phải xong ngày"))

    def act(self, actor: Actor, at: datetime) -> str:
        """Take it in."""
        said = dict(self.cleaned_data)
        kind = BacklogKind(said.pop("kind"))
        add_backlog(registration_id=self.row.pk, kind=kind, actor=actor, at=at, **said)
        return ""


class ClearForm(ActForm):
    """When it was settled for good, shown by what."""

    cleared_on = DatePartsField(label=_("Giải quyết xong ngày"))
    evidence = forms.CharField(label=_("Minh chứng"), max_length=300)

    def act(self, actor: Actor, at: datetime) -> str:
        """Say it."""
        clear_backlog(item_id=self.item or 0, actor=actor, at=at, **self.cleaned_data)
        return ""


class PortalItemForm(ActForm):
    """What came by channel 1022, and when (R-103)."""

    number = forms.CharField(label=_("Mã phản ánh trên Cổng 1022"), max_length=40)
    subject = forms.CharField(
        label=_("Lĩnh vực, nội dung"), max_length=300, help_text=_("Không ghi tên, số điện thoại của ai")
    )
    on_day = DatePartsField(label=_("Nhận ngày"))
    clock = clock_field(_("Lúc"))

    def act(self, actor: Actor, at: datetime) -> str:
        """Take it in."""
        said = self.cleaned_data
        record_portal_item(
            registration_id=self.row.pk,
            number=said["number"],
            subject=said["subject"],
            received_at=self.moment(),
            actor=actor,
            at=at,
        )
        return ""


class AnswerForm(ActForm):
    """When the result was told, and what it was (R-103)."""

    outcome = long_text(_("Kết quả đã trả lời"), 500, hint=_("Không ghi tên, số điện thoại của ai"))
    on_day = DatePartsField(label=_("Trả lời ngày"))
    clock = clock_field(_("Lúc"))

    def act(self, actor: Actor, at: datetime) -> str:
        """Say it."""
        answer_portal_item(
            item_id=self.item or 0,
            answered_at=self.moment(),
            outcome=self.cleaned_data["outcome"],
            actor=actor,
            at=at,
        )
        return ""


class WithdrawForm(ActForm):
    """Why the unit does not do it after all."""

    reason = long_text(_("Lý do rút đăng ký"), 300)

    def act(self, actor: Actor, at: datetime) -> str:
        """End it."""
        withdraw_registration(registration_id=self.row.pk, actor=actor, at=at, **self.cleaned_data)
        return ""

"""What must be said to decide an online level, or to record a campaign?"""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.core.refusals import Refused
from motcua.organisation.actors import Actor
from motcua.procedures.online_levels.actions import record_campaign, state_online_level
from motcua.procedures.online_levels.rules import LEVEL_LABELS
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField

_DECIDED, _PLANNED = "decided", "planned"


class LevelForm(OfficeForm):
    """A decision or a plan about one procedure."""

    level = forms.ChoiceField(
        label=_("Mức độ trực tuyến"),
        choices=[(level.value, label) for level, label in LEVEL_LABELS.items()],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("Ghi gì?"),
        choices=[
            (_DECIDED, _("Quyết định: từ ngày này nhận hồ sơ theo mức độ này")),
            (_PLANNED, _("Kế hoạch: đến ngày này phải đạt mức độ này")),
        ],
        widget=forms.RadioSelect,
    )
    valid_from = DatePartsField(label=_("Ngày"))
    document = forms.CharField(
        label=_("Văn bản"), max_length=300, help_text=_("Số, ngày của quyết định hoặc kế hoạch")
    )
    reason = forms.CharField(
        label=_("Lý do"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, code: str, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"valid_from": day, "kind": _DECIDED}, **kwargs)
        self.code = code

    def act(self, actor: Actor, at: datetime) -> None:
        """Write it. Raises Refused."""
        said = dict(self.cleaned_data)
        planned = said.pop("kind") == _PLANNED
        state_online_level(code=self.code, planned=planned, actor=actor, at=at, **said)


class CampaignForm(OfficeForm):
    """A campaign: what it is called, its first and last day."""

    name = forms.CharField(label=_("Tên đợt vận động"), max_length=200)
    starts_on = DatePartsField(label=_("Ngày đầu"))
    ends_on = DatePartsField(label=_("Ngày cuối"))
    document = forms.CharField(label=_("Văn bản"), max_length=300, required=False)

    def act(self, actor: Actor, at: datetime) -> None:
        """Write it. Raises Refused."""
        record_campaign(actor=actor, at=at, **self.cleaned_data)


def written(form: LevelForm | CampaignForm, actor: Actor, at: datetime) -> bool:
    """Whether it was written; else the form says what is wrong or why not."""
    if not form.is_valid():
        return False
    try:
        form.act(actor, at)
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return False
    return True

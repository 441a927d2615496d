"""What is said in the hall: which counter is opened for what, who comes for what, where somebody is sent, why."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.models import Counter
from motcua.queueing.models import ServiceGroup
from motcua.queueing.terms import REASON_LABELS, PriorityReason
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealCheckboxes, RevealRadios
from motcua.web.staff.desk_fields import line

_SMALL = {"class": "govuk-radios--small"}
_TICKS = {"class": "govuk-checkboxes--small"}
_REASONS = [(reason.value, gettext_lazy(label)) for reason, label in REASON_LABELS.items()]
NO_PRIORITY: tuple[str, Any] = ("", gettext_lazy("Không"))


class OpenForm(OfficeForm):
    """Which counter, for which groups, before whom else."""

    counter = forms.TypedChoiceField(label=gettext_lazy("Quầy"), coerce=int, widget=RevealRadios(_SMALL))
    groups = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Nhóm việc của quầy"),
        help_text=gettext_lazy("Không chọn: mọi nhóm việc."),
        coerce=int,
        required=False,
        widget=RevealCheckboxes(_TICKS),
    )
    classes = forms.MultipleChoiceField(
        label=gettext_lazy("Quầy riêng cho"),
        help_text=gettext_lazy(
            "Những người này được gọi đến quầy trước mọi người khác. Bỏ trống: như quầy đã khai."
        ),
        choices=_REASONS,
        required=False,
        widget=RevealCheckboxes(_TICKS),
    )

    def __init__(
        self, *args: Any, counters: Sequence[Counter], groups: Sequence[ServiceGroup], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        first = counters[0] if counters else None
        here: Any = self.fields["counter"]
        here.choices = [(one.pk, _counter_words(one)) for one in counters]
        here.initial = first.pk if first else None
        listed: Any = self.fields["groups"]
        listed.choices = [(one.pk, str(one)) for one in groups]

    def marked(self) -> list[PriorityReason] | None:
        """The classes said; where none were, those that the counter itself is marked with."""
        said = [PriorityReason(one) for one in self.cleaned_data["classes"]]
        return said or None


def _counter_words(counter: Counter) -> str:
    name = f"{counter}: {counter.name}" if counter.name else str(counter)
    marked = ", ".join(REASON_LABELS[PriorityReason(one)].lower() for one in counter.priority)
    return _("%(name)s (ưu tiên %(classes)s)") % {"name": name, "classes": marked} if marked else name


class IssueForm(OfficeForm):
    """Who comes for what; no name."""

    groups = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Người đến cần làm việc gì?"),
        help_text=gettext_lazy("Chọn được nhiều việc; làm lần lượt theo thứ tự dưới đây."),
        coerce=int,
        widget=RevealCheckboxes,
        error_messages={"required": gettext_lazy("Chọn ít nhất một việc.")},
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("Có thuộc diện ưu tiên không?"),
        choices=[NO_PRIORITY, *_REASONS],
        required=False,
        widget=RevealRadios(_SMALL),
    )

    def __init__(self, *args: Any, groups: Iterable[ServiceGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields["groups"]
        listed.choices = [(one.pk, one.name) for one in groups]

    def priority_said(self) -> PriorityReason | None:
        """The reason claimed, or None."""
        said = self.cleaned_data["priority"]
        return PriorityReason(said) if said else None


class TransferForm(OfficeForm):
    """Where to, and why."""

    where = forms.ChoiceField(label=gettext_lazy("Chuyển đến"))
    reason = line(gettext_lazy("Lý do"), 300, required=True)

    def __init__(
        self,
        *args: Any,
        groups: Iterable[ServiceGroup],
        counters: Iterable[Counter],
        but: tuple[int, int | None] = (0, None),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, auto_id="transfer-%s", **kwargs)
        where: Any = self.fields["where"]
        where.choices = [
            ("", _("Chọn nơi chuyển")),
            *((f"g{one.pk}", _("Nhóm việc %(name)s") % {"name": one}) for one in groups if one.pk != but[0]),
            *((f"c{one.pk}", str(one)) for one in counters if one.pk != but[1]),
        ]

    def target(self) -> dict[str, Any]:
        """As `transfer` takes it."""
        said = self.cleaned_data["where"]
        key = "group_id" if said[0] == "g" else "counter_id"
        return {key: int(said[1:]), "reason": self.cleaned_data["reason"]}


class OutForm(OfficeForm):
    """Why somebody is called before their turn; whose turn it is needs no reason."""

    asked_later = ("reason",)
    reason = line(gettext_lazy("Lý do gọi trước lượt"), 300)

"""What must be said to draft a report, to issue it, to return it, to set the date by which it is owed?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.organisation.models import Level, Unit
from motcua.reports.actions.issuing import Wanted
from motcua.reports.actions.obliging import DueRule
from motcua.reports.issue_policies import MOST_TEXT
from motcua.reports.issue_terms import EVERY_LABELS, KIND_LABELS, Every, ReportKind
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField, RevealRadios

_KINDS = [(one.value, label) for one, label in KIND_LABELS.items()]


class DraftForm(OfficeForm):
    """Which report, of which programme, of which days."""

    kind = forms.ChoiceField(label=_("Báo cáo gì?"), choices=_KINDS, widget=forms.RadioSelect)
    programme = forms.ChoiceField(label=_("Chương trình"))
    first = DatePartsField(label=_("Từ ngày"))
    last = DatePartsField(label=_("Đến hết ngày"))

    def __init__(self, *args: Any, programmes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = list(programmes)  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """As the act takes it."""
        said = self.cleaned_data
        return Wanted(ReportKind(said["kind"]), said["programme"], said["first"], said["last"])


class IssueForm(OfficeForm):
    """To whom it goes."""

    receivers = forms.MultipleChoiceField(
        label=_("Gửi đến"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label=_("Nơi nhận khác"),
        required=False,
        max_length=MOST_TEXT,
        help_text=_("Cơ quan không dùng hệ thống này, cách nhau bằng dấu chấm phẩy"),
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receivers"].choices = [(one.pk, one.name) for one in units]  # type: ignore[attr-defined]


class ReturnForm(OfficeForm):
    """Why it goes back."""

    reason = forms.CharField(
        label=_("Cần sửa điều gì?"), max_length=MOST_TEXT, widget=forms.Textarea({"rows": 3})
    )


class DueForm(OfficeForm):
    """Who owes which report by when."""

    kind = forms.ChoiceField(label=_("Báo cáo gì?"), choices=_KINDS, widget=forms.RadioSelect)
    programme = forms.ChoiceField(label=_("Chương trình"))
    level = forms.ChoiceField(label=_("Cấp phải báo cáo"))
    every = forms.ChoiceField(
        label=_("Bao lâu một lần?"),
        choices=[(one.value, label) for one, label in EVERY_LABELS.items()],
        widget=RevealRadios(
            reveals={
                Every.ONCE.value: ("last", "due_on"),
                Every.MONTH.value: (),
                Every.QUARTER.value: (),
            }
        ),
    )
    last = DatePartsField(label=_("Ngày cuối kỳ"), required=False)
    due_on = DatePartsField(label=_("Hạn gửi"), required=False)
    first = DatePartsField(label=_("Ngày đầu kỳ (hoặc kỳ đầu tiên phải báo cáo)"))
    days_after = forms.IntegerField(
        label=_("Hằng tháng, quý: gửi trong mấy ngày sau khi hết kỳ?"),
        required=False,
        min_value=0,
        max_value=366,
    )
    source = forms.CharField(
        label=_("Văn bản quy định hạn"),
        required=False,
        max_length=MOST_TEXT,
        help_text=_("Để trống nếu văn bản không ghi hạn: hạn sẽ ghi rõ là do người dùng đặt"),
    )
    ended = forms.BooleanField(label=_("Thôi yêu cầu báo cáo này"), required=False)

    def __init__(
        self, *args: Any, programmes: Iterable[tuple[str, str]], levels: Iterable[Level], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = list(programmes)  # type: ignore[attr-defined]
        self.fields["level"].choices = [(one.code, one.name) for one in levels]  # type: ignore[attr-defined]

    def rule(self) -> DueRule:
        """As the act takes it."""
        said = dict(self.cleaned_data)
        kind, every = ReportKind(said.pop("kind")), Every(said.pop("every"))
        return DueRule(kind=kind, every=every, **said)

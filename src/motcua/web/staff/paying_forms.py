"""What is said of statements and refunds: a file, a decision on a line, why and how money goes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.payments.actions.reconciling import Choice
from motcua.payments.terms import DECISION_LABELS, Decision
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios


class StatementForm(OfficeForm):
    """A bank statement."""

    file = forms.FileField(
        label=gettext_lazy("Sao kê của ngân hàng (.xlsx, .csv)"),
        help_text=gettext_lazy(
            "Cần các cột: ngày giao dịch, số giao dịch, ghi có, nội dung. Nạp lại không ghi hai lần."
        ),
    )


class DecisionForm(OfficeForm):
    """What becomes of a line."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Xử lý khoản tiền này thế nào?"),
        choices=[(word.value, gettext_lazy(DECISION_LABELS[word])) for word in Decision],
        widget=RevealRadios(reveals={Decision.TAKE.value: ["reference"]}),
    )
    reference = forms.CharField(
        label=gettext_lazy("Mã lệnh thanh toán"),
        help_text=gettext_lazy("Bắt đầu bằng MC, 16 ký tự; in trên trang thanh toán của người nộp."),
        max_length=20,
        required=False,
    )
    note = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def choice(self) -> Choice:
        """The same for the act."""
        said: dict[str, Any] = self.cleaned_data
        return Choice(said["decision"], said["note"], said["reference"])


class AskRefundForm(OfficeForm):
    """Why money should go back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do hoàn"), max_length=300, widget=forms.Textarea({"rows": 2})
    )


class DecideRefundForm(OfficeForm):
    """Yes or no, and what the head says."""

    approve = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[("1", gettext_lazy("Duyệt hoàn")), ("0", gettext_lazy("Không duyệt"))],
        widget=RevealRadios({"class": "govuk-radios--small"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Ý kiến"),
        help_text=gettext_lazy("Không duyệt thì phải ghi lý do."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class CompleteRefundForm(OfficeForm):
    """The bank's number of the transfer back."""

    reference = forms.CharField(label=gettext_lazy("Số chứng từ chuyển tiền của ngân hàng"), max_length=100)

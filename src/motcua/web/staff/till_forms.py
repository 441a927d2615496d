"""What is said at the till? Lines and quantities, or an exemption; how it is paid; a refund; a count; an amount."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.charging import Till, Wishes
from motcua.payments.actions.ledger import Payment
from motcua.payments.fees import CopiedPaper
from motcua.payments.terms import METHOD_LABELS, MOMENT_LABELS, CollectionMoment, DeskMethod, Method
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField, RevealRadios

METHOD_CHOICES = [(method.value, gettext_lazy(METHOD_LABELS[Method(method)])) for method in DeskMethod]
_SMALL = {"class": "govuk-radios--small"}


def _count(
    label: str, *, initial: int | None = None, most: int = 10_000, required: bool = False
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=required,
        initial=initial,
        min_value=0,
        max_value=most,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "numeric"}),
    )


class FeeForm(OfficeForm):
    """What is collected for one dossier, or why not; amounts are the server's, never the form's."""

    ground = forms.ChoiceField(label=gettext_lazy("Đối tượng miễn"), required=False)
    evidence = forms.CharField(
        label=gettext_lazy("Giấy tờ chứng minh đã xem"),
        help_text=gettext_lazy("Tên, số, ngày của giấy tờ, ví dụ: Giấy chứng nhận hộ nghèo số 12/2022."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, till: Till, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.till = till
        grounds = [(ground, ground) for ground in till.schedule.exemptions]
        self.fields["ground"].choices = [("", _("Không miễn")), *grounds]  # type: ignore[attr-defined]
        if not grounds:
            del self.fields["ground"], self.fields["evidence"]
        for place, item in enumerate(till.schedule.items):
            label = f"{item.name} ({item.unit})" if item.unit else item.name
            first_said = 0 if till.settled else till.suggested.get(item.name, 0)
            self.fields[f"line-{place}"] = _count(label, initial=first_said)
        if till.schedule.formula and not till.papers:
            self.fields["pages"] = _count(_("Số trang của bản chính"), most=100_000)
            self.fields["copies"] = _count(_("Số bản chứng thực"), most=100_000)
        first = [name for name in self.fields if name.startswith(("line-", "pages", "copies"))]
        self.order_fields(["take", *first, "ground", "evidence", "method", "transfer_reference", "moment"])

    def wishes(self) -> Wishes:
        """What is wanted, for `charge_of`."""
        said = self.cleaned_data
        items = self.till.schedule.items
        paper = CopiedPaper(_("Giấy tờ chứng thực"), said.get("pages") or 0, said.get("copies") or 0)
        return Wishes(
            quantities={item.name: said.get(f"line-{place}") or 0 for place, item in enumerate(items)},
            papers=(paper,) if paper.pages and paper.copies else (),
            ground=said.get("ground", ""),
            evidence=" ".join(said.get("evidence", "").split()),
        )


class TillForm(FeeForm):
    """What is collected for one dossier, and how it is paid."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    method = forms.ChoiceField(
        label=gettext_lazy("Cách nộp"),
        choices=METHOD_CHOICES,
        initial=Method.CASH.value,
        widget=RevealRadios(_SMALL),
    )
    transfer_reference = forms.CharField(
        label=gettext_lazy("Mã giao dịch chuyển khoản"), max_length=100, required=False
    )
    moment = forms.ChoiceField(
        label=gettext_lazy("Thu lúc nào?"),
        choices=[(moment.value, gettext_lazy(label)) for moment, label in MOMENT_LABELS.items()],
        initial=CollectionMoment.RECEIVE.value,
        widget=RevealRadios(_SMALL),
    )

    def payment(self, subject: str, payer: str, filed_as: str = "") -> Payment:
        """Who pays how; `filed_as`: the number under which the dossier came from afar."""
        said = self.cleaned_data
        how = (said["key"], said["method"], said["moment"], said["transfer_reference"])
        return Payment(subject, payer, *how, filed_as)


class RefundForm(OfficeForm):
    """Why and how a fee is given back."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=gettext_lazy("Lý do hoàn"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Hoàn bằng"),
        choices=METHOD_CHOICES,
        initial=Method.CASH.value,
        widget=RevealRadios(_SMALL),
    )


class CountForm(OfficeForm):
    """What the drawer holds at the end of the day, in đồng."""

    counted = _count(gettext_lazy("Tiền mặt kiểm đếm (đồng)"), most=10**12, required=True)  # type: ignore[arg-type]
    handed_over = _count(gettext_lazy("Nộp quỹ (đồng)"), most=10**12, initial=0)  # type: ignore[arg-type]
    reason = forms.CharField(
        label=gettext_lazy("Lý do chênh lệch"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class AmountForm(OfficeForm):
    """One amount that the province set."""

    line = forms.ChoiceField(label=gettext_lazy("Khoản thu"))
    amount = _count(gettext_lazy("Mức thu (đồng)"), most=100_000_000, required=True)  # type: ignore[arg-type]
    source = forms.CharField(label=gettext_lazy("Số nghị quyết của HĐND cấp tỉnh"), max_length=200)
    valid_from = DatePartsField(label=gettext_lazy("Áp dụng từ ngày"))

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = lines  # type: ignore[attr-defined]

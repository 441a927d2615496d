"""What is said of a visit? Who came; and at its end, what each dossier pays and how the whole is paid."""

from collections.abc import Sequence
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.refusals import Refused
from motcua.documents.wording import money_text
from motcua.dossiers.actions.visiting import Visitor
from motcua.dossiers.charging import charge_of
from motcua.dossiers.visits import VisitPage, WishLine
from motcua.payments.actions.ledger import Together
from motcua.payments.fees import Charge, FeeLine
from motcua.payments.terms import Method
from motcua.web.shared.errors_in_forms import FormError, errors_of
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios
from motcua.web.staff.applicant_fields import ApplicantForm, line_field
from motcua.web.staff.till_forms import METHOD_CHOICES, FeeForm


class VisitorForm(ApplicantForm):
    """Who came, typed or scanned once for all wishes."""

    counter = line_field(gettext_lazy("Quầy"), 60)
    anew = forms.BooleanField(label=gettext_lazy("Người này đến lần khác trong ngày"), required=False)

    def visitor(self) -> Visitor:
        """The same for the act."""
        said = self.cleaned_data
        return Visitor(self.applicant(), counter=said["counter"], anew=said["anew"])


class PaymentForm(OfficeForm):
    """How the whole is paid."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=60)
    method = forms.ChoiceField(
        label=gettext_lazy("Cách nộp"),
        choices=METHOD_CHOICES,
        initial=Method.CASH.value,
        widget=RevealRadios({"class": "govuk-radios--inline govuk-radios--small"}),
    )
    transfer_reference = forms.CharField(
        label=gettext_lazy("Mã giao dịch chuyển khoản"), max_length=100, required=False
    )


class WishFeeForm(FeeForm):
    """What one dossier of the visit pays now."""

    take = forms.BooleanField(label=gettext_lazy("Thu hồ sơ này trong lần nộp này"), required=False)

    @property
    def counted(self) -> list[tuple[FeeLine, str]]:
        """What is counted by page and copy, with its amount in words."""
        return [(line, money_text(line.amount)) for line in self.till.formula_lines]


class VisitTill:
    """The payment of a visit: one form for the payment, one for each dossier that may still pay."""

    def __init__(self, page: VisitPage, data: QueryDict | None) -> None:
        self.page = page
        self.payment = PaymentForm(data, initial={"key": uuid4().hex})
        self.fees: Sequence[tuple[WishLine, WishFeeForm]] = [
            (wish, _fee_form(wish, data)) for wish in page.payable
        ]

    def is_valid(self) -> bool:
        """Is everything readable?"""
        judged = [form.is_valid() for form in self.forms]
        return all(judged)

    @property
    def forms(self) -> list[OfficeForm]:
        """Every form, for the summary of errors."""
        return [*(form for _wish, form in self.fees), self.payment]

    @property
    def errors(self) -> list[FormError]:
        """What is wrong, for the top of the page."""
        return [error for form in self.forms for error in errors_of(form)]

    def together(self) -> Together:
        """What is paid, as the act takes it (after `is_valid`). Raises Refused as `charge_of`."""
        said = self.payment.cleaned_data
        charges = [self._charge(wish, form) for wish, form in self.fees if form.cleaned_data["take"]]
        return Together(
            charges=tuple(charges),
            payer=self.page.payer,
            key=said["key"],
            method=said["method"],
            transfer_reference=said["transfer_reference"],
        )

    def _charge(self, wish: WishLine, form: WishFeeForm) -> tuple[str, Charge]:
        assert wish.dossier is not None  # only dossiers are payable
        return wish.number, charge_of(wish.dossier, self.page.visit.unit, form.wishes())

    @property
    def now(self) -> str:
        """The sum that the button takes, as far as the forms say it."""
        if not self.payment.is_bound:
            return money_text(self.page.expected)
        try:
            return money_text(sum(charge.owed for _code, charge in self.together().charges))
        except Refused:
            return _("chưa tính được")


def _fee_form(wish: WishLine, data: QueryDict | None) -> WishFeeForm:
    assert wish.dossier is not None  # only dossiers are payable
    assert wish.till is not None
    first = {"take": not wish.due_later and bool(wish.expected)}
    return WishFeeForm(data, till=wish.till, prefix=f"d{wish.dossier.pk}", initial=first)

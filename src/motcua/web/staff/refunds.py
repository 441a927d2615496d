"""Money paid online that goes back: the list, asking, deciding by a second person, noting that it was done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.refusals import Refused
from motcua.documents.wording import money_text
from motcua.payments.actions.refunding import ask_refund, complete_refund, decide_refund
from motcua.payments.models import LedgerEntry, RefundRequest
from motcua.payments.orders import refund_requests
from motcua.payments.policies import why_not_decide_refund
from motcua.payments.receipts import OfficeReceipts
from motcua.payments.terms import KIND_LABELS, REFUND_LABELS, EntryKind, RefundState
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.paying_forms import AskRefundForm, CompleteRefundForm, DecideRefundForm
from motcua.web.staff.requests import StaffRequest, journal_view

RECEIPTS = OfficeReceipts()


@require_GET
def requests(request: StaffRequest) -> HttpResponse:
    """What waits for somebody, and the last that do not any more."""
    waiting = [_row(one) for one in refund_requests(request.unit.pk)[:200]]
    ended = [_row(one) for one in refund_requests(request.unit.pk, ended=True)[:50]]
    if waiting or ended:
        codes = [row["entry"].subject for row in (*waiting, *ended)]
        journal_view(request, "list:hoan-tien", codes=codes)
    return render(request, "staff/refunds.html", {"waiting": waiting, "ended": ended})


def _row(one: RefundRequest) -> dict[str, Any]:
    return {
        "asked": one,
        "entry": one.entry,
        "amount": money_text(one.entry.amount),
        "kind": KIND_LABELS[EntryKind(one.entry.kind)],
        "state": REFUND_LABELS[RefundState(one.state)],
    }


@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, entry_id: int) -> HttpResponse:
    """Ask that what was paid online goes back."""
    entry = get_object_or_404(LedgerEntry, pk=entry_id, unit_id=request.unit.pk)
    form = AskRefundForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                ask_refund(entry_id=entry_id, **form.cleaned_data, actor=request.actor, at=clock.now())
                messages.success(request, _("Đã lập đề nghị hoàn, chờ lãnh đạo duyệt."))
                return redirect("paying:refunds")
        except Refused as refused:
            add_refusal(form, refused.refusal)
            status = 409
    journal_view(request, entry.subject, fee=True)
    context = {"entry": entry, "amount": money_text(entry.amount), "form": form}
    return render(request, "staff/refund_ask.html", context, status=status)


@require_http_methods(["GET", "POST"])
def request_page(request: StaffRequest, request_id: int) -> HttpResponse:
    """One request: deciding it, or noting that the money went back."""
    found = get_object_or_404(
        RefundRequest.objects.select_related("entry", "refund"), pk=request_id, unit_id=request.unit.pk
    )
    form = _form(found, request)
    status = 200
    if request.method == "POST" and form is not None:
        status = 422
        try:
            if form.is_valid():
                _done(request, found, form)
                return redirect("paying:refunds")
        except Refused as refused:
            add_refusal(form, refused.refusal)
            status = 409
    journal_view(request, found.entry.subject, fee=True)
    return render(
        request, "staff/refund.html", _row(found) | {"form": form, "why": _why(found, request)}, status=status
    )


def _form(found: RefundRequest, request: StaffRequest) -> OfficeForm | None:
    """What may be said of the request now."""
    data = request.POST or None
    if found.state == RefundState.ASKED:
        return DecideRefundForm(data) if _why(found, request) == "" else None
    return CompleteRefundForm(data) if found.state == RefundState.APPROVED else None


def _why(found: RefundRequest, request: StaffRequest) -> str:
    """Why this person may not decide it."""
    if found.state != RefundState.ASKED:
        return ""
    refusal = why_not_decide_refund(request.actor, asked_by=found.asked_by_id)
    return refusal.text if refusal else ""


def _done(request: StaffRequest, found: RefundRequest, form: OfficeForm) -> None:
    said, actor, at = form.cleaned_data, request.actor, clock.now()
    if found.state == RefundState.ASKED:
        approve = said["approve"] == "1"
        decide_refund(request_id=found.pk, approve=approve, note=said["note"], actor=actor, at=at)
        messages.success(request, _("Đã ghi quyết định."))
        return
    complete_refund(request_id=found.pk, reference=said["reference"], receipts=RECEIPTS, actor=actor, at=at)
    messages.success(request, _("Đã ghi hoàn tiền."))

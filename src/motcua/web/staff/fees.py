"""The till: what a dossier costs, taking it, giving it back; the drawer of the day and its closing."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.refusals import Refusal, Refused
from motcua.documents.wording import money_text
from motcua.dossiers.charging import charge_of, kept_of, numbers_of, refunds_due, why_not_charged
from motcua.dossiers.models import Dossier
from motcua.dossiers.online.fees import till_as_asked
from motcua.dossiers.online_fees import fee_asked
from motcua.payments.actions.closing import Count, close_day
from motcua.payments.actions.ledger import collect, refund
from motcua.payments.actions.ordering import open_order
from motcua.payments.models import LedgerEntry
from motcua.payments.orders import online_money
from motcua.payments.queries import closing_of, day_entries, day_money, first_open_day
from motcua.payments.receipts import OfficeReceipts
from motcua.payments.terms import GIVEN_BACK, KIND_LABELS, METHOD_LABELS, ONLINE, EntryKind, Method
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.days import day_asked
from motcua.web.staff.online_orders import online_context
from motcua.web.staff.requests import StaffRequest, journal_view
from motcua.web.staff.till_forms import CountForm, RefundForm, TillForm

RECEIPTS = OfficeReceipts()
# What stands behind each figure of the drawer.
BEHIND: dict[str, dict[str, str]] = {
    "thu-tien-mat": {"kind": EntryKind.COLLECTION, "method": Method.CASH},
    "hoan-tien-mat": {"kind": EntryKind.REFUND, "method": Method.CASH},
    "chuyen-khoan": {"method": Method.TRANSFER},
    "tien-mat": {"method": Method.CASH},
}


@require_http_methods(["GET", "POST"])
def till(request: StaffRequest, code: str) -> HttpResponse:
    """What the dossier costs and what was taken; a POST takes it."""
    dossier = _dossier(request, code)
    form = TillForm(
        request.POST or None, till=till_as_asked(dossier, request.unit), initial={"key": uuid4().hex}
    )
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _collected(request, dossier, form)
        except Refused as refused:
            refusal = refused.refusal
            add_refusal(form, refusal)
    journal_view(request, code, fee=True)
    context = {"dossier": dossier, "form": form, "rows": entry_rows(form.till.entries), "till": form.till}
    context["over"] = why_not_charged(dossier)
    context["kept"] = money_text(form.till.kept)
    context |= online_context(dossier, clock.now())
    context["formula"] = [(line, money_text(line.amount)) for line in form.till.formula_lines]
    return render(request, "staff/till.html", context, status=409 if refusal else 422 if form.errors else 200)


def _collected(request: StaffRequest, dossier: Dossier, form: TillForm) -> HttpResponse:
    if "online" in request.POST:
        return _asked_online(request, dossier, form)
    entry = collect(
        payment=form.payment(
            str(dossier), dossier.representative or dossier.applicant_name, dossier.filing_number or ""
        ),
        charge=charge_of(dossier, request.unit, form.wishes()),
        receipts=RECEIPTS,
        actor=request.actor,
        at=clock.now(),
    )
    if entry.receipt_number:
        told = _("Đã thu %(amount)s, biên lai %(number)s.")
        messages.success(request, told % {"amount": money_text(entry.amount), "number": entry.receipt_number})
    else:
        messages.success(request, _("Đã ghi miễn phí, lệ phí."))
    return redirect("staff:till", str(dossier))


def _asked_online(request: StaffRequest, dossier: Dossier, form: TillForm) -> HttpResponse:
    moment = form.cleaned_data["moment"]
    asked = fee_asked(dossier, request.unit, moment=moment, wishes=form.wishes())
    order = open_order(asked=asked, actor=request.actor, at=clock.now())
    told = _("Đã mở lệnh thanh toán %(amount)s, mã %(reference)s.")
    messages.success(request, told % {"amount": money_text(order.amount), "reference": order.reference})
    return redirect("staff:till", str(dossier))


def _dossier(request: StaffRequest, code: str) -> Dossier:
    found = (
        Dossier.objects.filter(Q(code=code[:60]) | Q(filing_number=code[:60]), unit_id=request.actor.unit_id)
        if code.isprintable()
        else None
    )
    dossier = found.select_related("version", "unit").first() if found is not None else None
    if dossier is None:
        raise Http404
    return dossier


def entry_rows(entries: Iterable[LedgerEntry]) -> list[dict[str, object]]:
    """Entries as a table shows them."""
    return [
        {
            "entry": entry,
            "kind": KIND_LABELS[EntryKind(entry.kind)],
            "method": METHOD_LABELS[Method(entry.method)] if entry.amount else "–",
            "amount": money_text(entry.amount),
            "lines": "; ".join(f"{line['name']} ({line['basis']})" for line in entry.lines),
            "back": _way_back(entry),
        }
        for entry in entries
    ]


def _way_back(entry: LedgerEntry) -> str:
    """Where money of the entry is given back: at the desk, or by a request that a second person decides."""
    if entry.kind not in GIVEN_BACK or hasattr(entry, "reversed_by"):
        return ""
    if entry.method in ONLINE:
        return reverse("paying:ask_refund", args=[entry.pk])
    return (
        reverse("staff:give_back", args=[entry.subject, entry.pk])
        if entry.kind == EntryKind.COLLECTION
        else ""
    )


@require_http_methods(["GET", "POST"])
def give_back(request: StaffRequest, code: str, entry_id: int) -> HttpResponse:
    """Give one collected fee back: the reason, and a POST that writes the counter-entry."""
    dossier = _dossier(request, code)
    entry = LedgerEntry.objects.filter(
        pk=entry_id, unit_id=request.actor.unit_id, subject__in=numbers_of(dossier)
    ).first()
    if entry is None:
        raise Http404
    form = RefundForm(request.POST or None, initial={"key": uuid4().hex})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            refund(entry_id=entry_id, **said, receipts=RECEIPTS, actor=request.actor, at=clock.now())
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, _("Đã ghi hoàn %(amount)s.") % {"amount": money_text(entry.amount)})
            return redirect("staff:till", str(dossier))
    status = 409 if refusal else 422 if form.errors else 200
    context = _back_context(dossier, entry) | {"form": form, "refusal": refusal}
    return render(request, "staff/give_back.html", context, status=status)


def _back_context(dossier: Dossier, entry: LedgerEntry) -> dict[str, object]:
    amount = money_text(entry.amount)
    return {"dossier": dossier, "number": str(dossier), "entry": entry, "amount": amount}


@require_http_methods(["GET", "POST"])
def drawer(request: StaffRequest) -> HttpResponse:
    """My money of a day: figures with the entries behind them; a POST closes the day."""
    day = day_asked(request)
    form = CountForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        count = Count(said["counted"], said["handed_over"] or 0, said["reason"])
        try:
            close_day(day=day, count=count, actor=request.actor, at=clock.now())
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, _("Đã khóa sổ ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"})
            return redirect(f"/can-bo/so-quy/?ngay={day.isoformat()}")
    status = 409 if refusal else 422 if form.errors else 200
    context = _drawer_context(request, day) | {"form": form, "refusal": refusal}
    return render(request, "staff/drawer.html", context, status=status)


def _drawer_context(request: StaffRequest, day: date) -> dict[str, object]:
    unit_id, me = request.actor.unit_id, request.actor.person_id
    money = day_money(unit_id, me, day)
    shown = request.GET.get("loai", "")
    entries = day_entries(unit_id, me, day)
    entries = entries.filter(**BEHIND.get(shown, {}))
    here = f"/can-bo/so-quy/?ngay={day.isoformat()}"
    figures = [
        (money_text(money.opening), _("Đầu ngày"), "", ""),
        (money_text(money.cash_in), _("Thu tiền mặt"), "green", f"{here}&loai=thu-tien-mat"),
        (money_text(money.cash_out), _("Hoàn tiền mặt"), "", f"{here}&loai=hoan-tien-mat"),
        (
            money_text(money.transfer_in - money.transfer_out),
            _("Chuyển khoản"),
            "",
            f"{here}&loai=chuyen-khoan",
        ),
        (money_text(money.expected), _("Phải có trong két"), "", f"{here}&loai=tien-mat"),
        (
            money_text(online_money(unit_id, day, day)["fees"]),
            _("Cả cơ quan thu trực tuyến, không vào két"),
            "",
            f"{reverse('paying:report')}?tu={day.isoformat()}&den={day.isoformat()}",
        ),
    ]
    earlier = first_open_day(unit_id, me, day)
    closing = closing_of(unit_id, me, day)
    return {
        "day": day,
        "figures": figures,
        "rows": entry_rows(entries),
        "closing": closing,
        "counted": money_text(closing.counted) if closing else "",
        "handed_over": money_text(closing.handed_over) if closing else "",
        "difference": money_text(closing.difference) if closing else "",
        "earlier": earlier,
        "back": refunds_due(unit_id).count(),
    }


@require_GET
def due_back(request: StaffRequest) -> HttpResponse:
    """Withdrawn or cancelled dossiers whose fee is still kept."""
    found = list(refunds_due(request.actor.unit_id)[:200])
    kept = kept_of(request.actor.unit_id, found)
    rows = [(one, str(one), money_text(kept.get(str(one), 0))) for one in found]
    if found:
        journal_view(request, "list:can-hoan", codes=[str(one) for one in found])
    return render(request, "staff/due_back.html", {"rows": rows})

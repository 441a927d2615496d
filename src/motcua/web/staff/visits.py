"""One visitor, many wishes: open the visit, see its wishes with their fees, pay once, print one envelope."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.documents.wording import money_text
from motcua.dossiers.actions.visiting import open_visit, visit_from
from motcua.dossiers.envelopes import envelope_pdf, fee_of, outcome_of, receipts_of, slip_of
from motcua.dossiers.hall import tickets_words
from motcua.dossiers.queries import dossier_page
from motcua.dossiers.visits import VisitPage, WishLine, on_slip, visit_page, visits_on
from motcua.payments.actions.ledger import collect_together
from motcua.payments.models import LedgerEntry
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.doors import VISITING
from motcua.web.staff.fees import RECEIPTS
from motcua.web.staff.reception_filling import card_in, of_card
from motcua.web.staff.requests import StaffRequest, journal_view
from motcua.web.staff.sought import searched, sought
from motcua.web.staff.visit_forms import VisitorForm, VisitTill

MOST_VISITS = 200


@searched
@require_http_methods(["GET", "POST"])
def visits(request: StaffRequest) -> HttpResponse:
    """Today's visits, and the form that opens one; the scanned card fills it."""
    if request.method == "GET":
        return _visits(request, VisitorForm(), focus="cccd-qr")
    if request.POST.get("fill"):
        return _filled(request)
    form = VisitorForm(request.POST)
    if not form.is_valid():
        return _visits(request, form, status=422)
    try:
        visit = open_visit(visitor=form.visitor(), actor=request.actor, at=clock.now())
    except Refused as refused:
        return _not_opened(request, form, refused.refusal)
    return redirect(f"{reverse('staff:choose')}?luot={visit.pk}")


def _not_opened(request: StaffRequest, form: VisitorForm, refusal: Refusal) -> HttpResponse:
    """The visit of this morning is one link away, a second one a tick."""
    if refusal.code == "visit_open_today":
        return _visits(request, form, refusal=refusal, before=refusal.data["visit"], status=409)
    add_refusal(form, refusal)
    return _visits(request, form, status=409)


def _filled(request: StaffRequest) -> HttpResponse:
    words = {name: request.POST.get(name, "") for name in VisitorForm.base_fields}
    try:
        words |= of_card(card_in(request.POST))
    except Refused as refused:
        return _visits(request, VisitorForm(initial=words), refusal=refused.refusal, status=409)
    return _visits(request, VisitorForm(initial=words))


def _visits(
    request: StaffRequest,
    form: VisitorForm,
    *,
    refusal: Refusal | None = None,
    before: int | None = None,
    focus: str = "",
    status: int = 200,
) -> HttpResponse:
    text = sought(request)
    found = list(visits_on(request.unit.id, local_day(clock.now()), text)[:MOST_VISITS])
    if found:
        journal_view(request, "list:luot", visits=[visit.pk for visit in found])
    context = {
        "form": form,
        "refusal": refusal,
        "before": before,
        "visits": found,
        "text": text,
        "focus": focus,
    }
    return render(request, "staff/visits.html", context, status=status)


@require_http_methods(["GET", "POST"])
def visit(request: StaffRequest, visit_id: int) -> HttpResponse:
    """Every wish with its promise, fee and slip; a POST pays for all that are ticked, or only counts anew."""
    page = _page(request, visit_id)
    counting = request.method == "POST"
    till = VisitTill(page, request.POST if counting else None)
    refusal: Refusal | None = None
    if counting and till.is_valid() and not request.POST.get("count"):
        try:
            entries = collect_together(
                together=till.together(), receipts=RECEIPTS, actor=request.actor, at=clock.now()
            )
            return _paid(request, page, entries)
        except Refused as refused:
            refusal = refused.refusal
    _journal(request, page)
    status = 409 if refusal else 422 if any(form.errors for form in till.forms) else 200
    return render(
        request, "staff/visit.html", _context(request, page, till) | {"refusal": refusal}, status=status
    )


def _context(request: StaffRequest, page: VisitPage, till: VisitTill) -> dict[str, object]:
    today = page.visit.day == local_day(clock.now()) and request.actor.has(*VISITING)
    return {
        "visit": page.visit,
        "ticket": tickets_words(page.visit),
        "rows": [_row(wish) for wish in page.wishes],
        "till": till,
        "figures": [
            (len(page.wishes), _("Việc đã yêu cầu"), "", ""),
            (money_text(page.expected), _("Còn phải thu"), "yellow" if page.expected else "", ""),
            (money_text(page.paid), _("Đã thu"), "green" if page.paid else "", ""),
        ],
        "receipts": list(dict.fromkeys(receipts_of(page))),
        "printable": any(on_slip(wish) for wish in page.wishes),
        "adds": f"{reverse('staff:choose')}?luot={page.visit.pk}" if today else "",
    }


def _row(wish: WishLine) -> dict[str, str]:
    """One wish in words, with where its dossier, its till and its slip are."""
    kind = "dossier" if wish.dossier else "intake"
    return {
        "number": wish.number,
        "procedure": wish.procedure,
        "outcome": outcome_of(wish),
        "fee": fee_of(wish),
        "address": reverse(f"staff:{kind}", args=[wish.number]),
        "till": reverse("staff:till", args=[wish.number]) if wish.dossier else "",
        "slip": reverse("staff:slip_pdf", args=[wish.number, slip_of(wish)]) if on_slip(wish) else "",
    }


def _paid(request: StaffRequest, page: VisitPage, entries: list[LedgerEntry]) -> HttpResponse:
    number = next((entry.receipt_number for entry in entries if entry.receipt_number), "")
    amount = money_text(sum(entry.amount for entry in entries))
    told = (
        _("Đã thu %(amount)s cho %(count)s hồ sơ, biên lai %(number)s.")
        if number
        else _("Đã ghi miễn phí, lệ phí cho %(count)s hồ sơ.")
    )
    messages.success(request, told % {"amount": amount, "count": len(entries), "number": number})
    return redirect("staff:visit", page.visit.pk)


def _page(request: StaffRequest, visit_id: int) -> VisitPage:
    page = visit_page(visit_id, request.actor)
    if page is None:
        raise Http404
    return page


def _journal(request: StaffRequest, page: VisitPage) -> None:
    """The page shows a person and every dossier of theirs."""
    journal_view(request, f"visit:{page.visit.pk}", codes=[wish.number for wish in page.wishes])


@require_GET
def envelope(request: StaffRequest, visit_id: int) -> HttpResponse:
    """Cover and slips as one PDF, in the order asked."""
    page = _page(request, visit_id)
    content = envelope_pdf(page, site=request.build_absolute_uri("/"))
    _journal(request, page)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="luot-{visit_id}.pdf"'
    return response


@require_POST
def one_more(request: StaffRequest, code: str) -> HttpResponse:
    """The person just served has one more wish: their visit, and the next procedure."""
    found = dossier_page(code, request.actor)
    if found is None:
        raise Http404
    visit = visit_from(dossier=found.dossier, actor=request.actor, at=clock.now())
    return redirect(f"{reverse('staff:choose')}?luot={visit.pk}")

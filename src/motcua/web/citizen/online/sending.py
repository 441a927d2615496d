"""The last pages: how the result comes back, everything once more with the promise, sent once, and the receipt."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.documents.files.reading import read_file
from motcua.documents.wording import money_text
from motcua.dossiers.actions.drafting import say_wishes
from motcua.dossiers.actions.online_filing import Sending, file_online
from motcua.dossiers.models import OnlineFiling
from motcua.dossiers.online.declarations import declaration_pdf
from motcua.dossiers.online.drafts import Holder, filed_by
from motcua.dossiers.online.fees import fee_of_filing
from motcua.dossiers.online.readiness import lacks
from motcua.dossiers.online.receipts import receipt_of, receipt_pdf
from motcua.dossiers.online_terms import FILED_FOR_LABELS, FiledFor
from motcua.dossiers.terms import RETURN_LABELS, Channel, ReturnChannel
from motcua.organisation.models import Unit
from motcua.organisation.online_intake import portal
from motcua.payments.actions.ordering import open_order
from motcua.payments.orders import orders_of, state_of
from motcua.procedures.online_forms.answers import pages, rows_of, shown_in
from motcua.procedures.online_forms.kinds import as_text
from motcua.procedures.queries import settlers_of
from motcua.web.citizen.online.begin import at_unit
from motcua.web.citizen.online.forms import WishesForm
from motcua.web.citizen.online.holding import Filing, filing_page, holder_of
from motcua.web.citizen.online.steps import after, place_of, steps_of
from motcua.web.citizen.session import citizen_of
from motcua.web.citizen.wording import fee_lines, public_text
from motcua.web.shared.kiosk_mode import channel_here


@filing_page
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, filing: Filing) -> HttpResponse:
    """How the result comes back."""
    kept = filing.draft.wishes
    form = WishesForm(
        request.POST if request.method == "POST" else None,
        initial=kept
        or {
            "return_channel": ReturnChannel.DESK.value,
            "return_address": filing.draft.who.get("address", ""),
        },
        channels=[ReturnChannel.DESK, ReturnChannel.POST, ReturnChannel.ONLINE],
    )
    if form.is_bound and form.is_valid():
        draft = say_wishes(actor=filing.holder, number=filing.number, wishes=form.cleaned_data, at=filing.now)
        return redirect(after(filing.saved(draft).one, "nhan-ket-qua"))
    shown = {
        "form": form,
        "title": _("Nhận kết quả bằng cách nào?"),
        "code": filing.code,
        "place": place_of(steps_of(filing.one), "nhan-ket-qua", otherwise=""),
    }
    return render(request, "citizen/online/question.html", shown, status=422 if form.errors else 200)


@filing_page
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Everything once more, with the promise in force; a POST sends it."""
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            return _sent(request, filing)
        except Refused as refused:
            refusal = refused.refusal
    shown = _check(filing, refusal, channel_here(request))
    return render(request, "citizen/online/check.html", shown, status=409 if refusal else 200)


def _sent(request: HttpRequest, filing: Filing) -> HttpResponse:
    said = request.POST.get("version", "")
    sending = Sending(
        number=filing.number,
        version=int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0,
        assisted_by=filing.citizen.assisted_by if filing.citizen else None,
        assurance=filing.citizen.assurance if filing.citizen else 1,
        channel=channel_here(request),
    )
    filed = file_online(sending=sending, actor=filing.holder, at=filing.now)
    _ask_fee(filed, filing.now)
    return redirect("file_receipt", str(filed.dossier.filing_number))


def _ask_fee(filed: OnlineFiling, now: datetime) -> None:
    """The order to pay stands on the receipt; where it cannot be opened the filing stands all the same, and
    the desk sees that the fee was not asked for (`fee_not_asked`)."""
    asked = fee_of_filing(filed)
    if asked is not None:
        with suppress(Refused):
            open_order(asked=asked, actor=None, at=now)


def _check(filing: Filing, refusal: Refusal | None, channel: Channel) -> dict[str, Any]:
    one, day = filing.one, local_day(filing.now)
    unit = one.draft.unit
    return {
        "refusal": refusal,
        "code": filing.code,
        "version": one.version,
        "draft": one.draft,
        "lacks": [(lack.text, f"/nop-ho-so/{filing.code}/{lack.step}/") for lack in lacks(one, day)],
        "sections": _sections(filing),
        "papers": [(component, one.papers_of(component.key)) for component in one.asked_papers],
        "who": _who_rows(one.draft.who),
        "wishes": one.draft.wishes,
        "return_words": RETURN_LABELS.get(one.draft.wishes.get("return_channel", "desk"), ""),
        "here": at_unit(one.version, unit, filing.now, channel) if isinstance(unit, Unit) else None,
        "portal": portal(),
        "fees": fee_lines(one.version.fee),
        "why_come": public_text(one.why_come),
        "has_form": one.form is not None,
        "place": place_of(steps_of(one), "xem-lai", otherwise=""),
    }


def _sections(filing: Filing) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(title, address, [(label, answer)]) of each page of the form, as it would be filed."""
    form, answers = filing.one.form, filing.draft.answers
    if form is None:
        return []
    found = []
    for group in pages(form, answers):
        rows = [
            (one.label, as_text(one, given.get(one.key)))
            for given in rows_of(group, answers)
            for one in shown_in(form, group, answers, given)
        ]
        found.append((group.title, f"/nop-ho-so/{filing.code}/khai/{group.key}/", rows))
    return found


def _who_rows(who: dict[str, Any]) -> list[tuple[str, str]]:
    if not who:
        return []
    rows = [
        (_("Nộp cho"), FILED_FOR_LABELS[FiledFor(who.get("for", "self"))]),
        (_("Họ tên hoặc tên tổ chức"), who.get("name", "")),
        (_("Số giấy tờ"), who.get("id_number", "")),
        (_("Người nộp thay, đại diện"), who.get("representative", "")),
        (_("Điện thoại"), who.get("phone", "")),
        (_("Thư điện tử"), who.get("email", "")),
        (_("Địa chỉ"), who.get("address", "")),
    ]
    return [(label, str(value)) for label, value in rows if value]


@filing_page
@require_safe
def printed(request: HttpRequest, filing: Filing) -> HttpResponse:
    """The declaration as it stands, to be printed: for the national portal, the desk or to read it over."""
    one = filing.one
    units = settlers_of(one.version, local_day(filing.now))
    unit = one.draft.unit or (units[0] if units else None)
    if one.form is None or unit is None:
        raise Http404
    answers = one.judged(local_day(filing.now)).cleaned
    pdf = declaration_pdf(
        one.form, answers, procedure=filing.code, unit=unit, day=local_day(filing.now), moment=filing.now
    )
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="to-khai.pdf"'}
    )


@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The number, the promise, every paper with its SHA-256."""
    filing = _own(request, number)
    shown: dict[str, Any] = {"receipt": receipt_of(filing, at=clock.now()), "filing": filing}
    shown["dossier"] = filing.dossier
    numbers = [one for one in (filing.dossier.filing_number, filing.dossier.code) if one]
    if orders := orders_of(numbers):
        shown["order"], shown["amount"] = orders[0], money_text(orders[0].amount)
        shown["payment"] = state_of(orders[0], clock.now())
    return render(request, "citizen/online/receipt.html", shown)


@never_cache
@require_safe
def receipt_file(request: HttpRequest, number: str) -> HttpResponse:
    """The same as PDF."""
    filing = _own(request, number)
    pdf = receipt_pdf(filing, site=request.build_absolute_uri("/"))
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="bien-nhan.pdf"'},
    )


@never_cache
@require_safe
def filed_declaration(request: HttpRequest, number: str) -> HttpResponseBase:
    """The declaration that was filed, byte for byte."""
    filing = _own(request, number)
    if filing.declaration is None:
        raise Http404
    return HttpResponse(
        read_file(filing.declaration),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="to-khai.pdf"'},
    )


def _own(request: HttpRequest, number: str) -> OnlineFiling:
    """The filing of this account, or the one this browser has just sent; anybody else gets 404."""
    filings = OnlineFiling.objects.filter(dossier__filing_number=number[:60])
    filing = filings.select_related("draft", "dossier__version", "dossier__unit", "declaration").first()
    if filing is None or filing.draft is None:
        raise Http404
    citizen = citizen_of(request)
    if citizen is not None:
        mine = filed_by(Holder(account_id=citizen.account_id), filing.draft.number)
        if mine is not None:
            return filing
    guest = holder_of(request, filing.draft.procedure_id) if citizen is None else None
    if guest and filing.account_id is None and filed_by(guest, filing.draft.number):
        return filing
    raise Http404

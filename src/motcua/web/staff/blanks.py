"""The stock of blank forms: what came, what each became, the balance of a day."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.actions.results.blanks import receive_blanks, spoil_blank, use_blank
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.result_terms import BLANK_FATE_LABELS, BlankFate
from motcua.dossiers.results.blanks import balances_on, series_of_unit, uses_on
from motcua.web.staff.days import day_asked
from motcua.web.staff.requests import StaffRequest, journal_view, nowhere

_SAID = ("kind", "first", "last", "serial", "received_from", "document", "reason")


@require_http_methods(["GET", "POST"])
def blanks(request: StaffRequest) -> HttpResponse:
    """Balances and uses of a day; a POST receives a run, uses a form for a dossier, or notes a spoilt one."""
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _DOES.get(request.POST.get("do", ""), _received)(request)
        except DossierNotFound as unknown:
            raise nowhere(request, request.POST.get("code", "")[:60]) from unknown
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, _("Đã ghi vào sổ phôi."))
            return redirect("staff:blanks")
    return render(request, "staff/blanks.html", _context(request, refusal), status=409 if refusal else 200)


def _context(request: StaffRequest, refusal: Refusal | None) -> dict[str, Any]:
    day = day_asked(request)
    uses = uses_on(request.unit.pk, day)
    if uses:
        journal_view(request, "list:phoi", codes=[str(one.result.dossier) for one in uses if one.result])
    series = series_of_unit(request.unit.pk)
    return {
        "day": day,
        "balances": balances_on(request.unit.pk, day),
        "series": [(one, one.label(one.first), one.label(one.last)) for one in series],
        "kinds": sorted({one.kind for one in series}),
        "uses": [(one.series.label(one.serial), BLANK_FATE_LABELS[BlankFate(one.fate)], one) for one in uses],
        "refusal": refusal,
        "typed": request.POST if refusal else {},
    }


def _said(request: StaffRequest) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in _SAID}


def _received(request: StaffRequest) -> None:
    receive_blanks(actor=request.actor, at=clock.now(), said=_said(request))


def _used(request: StaffRequest) -> None:
    code = request.POST.get("code", "").strip()
    use_blank(code=code, actor=request.actor, at=clock.now(), said=_said(request))


def _spoilt(request: StaffRequest) -> None:
    spoil_blank(actor=request.actor, at=clock.now(), said=_said(request))


_DOES: dict[str, Callable[[StaffRequest], None]] = {"receive": _received, "use": _used, "spoil": _spoilt}

"""Amounts that the province sets: which are known, since when, by which resolution; a new one from a day on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.wording import money_text
from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of
from motcua.payments.actions.amounts import AmountSet, set_amount
from motcua.payments.queries import province_fees_of
from motcua.payments.reading import read_schedule
from motcua.procedures.queries import receivable_by
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.requests import StaffRequest
from motcua.web.staff.till_forms import AmountForm


@require_http_methods(["GET", "POST"])
def amounts(request: StaffRequest) -> HttpResponse:
    """The amounts in force and before; a POST sets one for the province from a day on."""
    form = AmountForm(request.POST or None, lines=_lines(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        procedure, _mark, name = said["line"].partition("|")
        wanted = AmountSet(
            _province(request.unit), procedure, name, said["amount"], said["source"], said["valid_from"]
        )
        try:
            set_amount(said=wanted, actor=request.actor, at=clock.now())
        except Refused as refused:
            add_refusal(form, refused.refusal)
        else:
            messages.success(request, _("Đã ghi mức thu."))
            return redirect("staff:amounts")
    rows = [(one, money_text(one.amount)) for one in province_fees_of(request.unit)]
    return render(
        request, "staff/amounts.html", {"form": form, "rows": rows}, status=422 if form.errors else 200
    )


def _province(unit: Unit) -> str:
    """The highest agency above the unit, for which the People's Council resolves."""
    return (unit.id, *ancestors_of(unit))[-1]


def _lines(request: StaffRequest) -> list[tuple[str, str]]:
    """Published lines without a national amount, of what this unit receives today."""
    versions = receivable_by(request.unit, local_day(clock.now())).order_by("name_sort")
    return [
        (f"{version.procedure_id}|{item.name}", f"{version.procedure_id} {version.name}: {item.name}")
        for version in versions
        for item in read_schedule(version.fee).items
        if item.amount is None
    ]

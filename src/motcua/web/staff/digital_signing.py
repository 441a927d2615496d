"""Sign and seal results digitally: what waits, one confirmation for up to 200, the answer for each; the shares."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.dossiers.actions.digitally import seal_results, sign_results
from motcua.dossiers.actions.papers_to_sign import Signed
from motcua.dossiers.actions.registry import BATCH_LIMIT, perform
from motcua.dossiers.models import ResultDocument
from motcua.dossiers.results import signatures
from motcua.dossiers.terms import Act
from motcua.integrations.signing.office import agencys_hand, key_store, own_hand, own_token
from motcua.organisation.terms import Role
from motcua.web.staff.days import days_asked
from motcua.web.staff.requests import StaffRequest, journal_list, journal_view

SIGNERS = frozenset({Role.APPROVE})
SEALERS = frozenset({Role.SEAL})


@require_http_methods(["GET", "POST"])
def to_sign(request: StaffRequest) -> HttpResponse:
    """Results this person approved and has not signed; POST signs the ticked ones."""
    waiting = list(signatures.to_sign(request.actor)[:BATCH_LIMIT])
    if request.method == "GET":
        return _list(request, waiting, sealing=False)
    return _pressed(request, "staff:to_sign", sign)


@require_http_methods(["GET", "POST"])
def to_seal(request: StaffRequest) -> HttpResponse:
    """Results signed by their person that wait for the agency's signature; POST seals the ticked ones."""
    if request.method == "GET":
        return _list(request, signatures.to_seal(request.actor, clock.now())[:BATCH_LIMIT], sealing=True)
    return _pressed(request, "staff:to_seal", seal)


def sign(request: StaffRequest, codes: Sequence[str]) -> list[Signed]:
    """With the person's own key. Raises Refused where there is none."""
    actor, now = request.actor, clock.now()
    return sign_results(codes=codes, actor=actor, hand=own_hand(actor, request.unit, now), at=now)


def seal(request: StaffRequest, codes: Sequence[str]) -> list[Signed]:
    """With the agency's key: the stamping and its line in the register go with it."""
    actor, now = request.actor, clock.now()

    def stamp(code: str, said: Mapping[str, Any]) -> object:
        return perform(act=Act.STAMP, code=code, actor=actor, at=now, said=said)

    hand = agencys_hand(actor, request.unit, now)
    return seal_results(codes=codes, actor=actor, hand=hand, at=now, stamp=stamp)


def _pressed(
    request: StaffRequest, back: str, work: Callable[[StaffRequest, Sequence[str]], list[Signed]]
) -> HttpResponse:
    try:
        answers = work(request, request.POST.getlist("code"))
    except Refused as refused:
        messages.error(request, refused.refusal.text)
        return redirect(back)
    done = [one for one in answers if one.refusal is None]
    context = {
        "done": done,
        "refused": [one for one in answers if one.refusal is not None],
        "sealing": back == "staff:to_seal",
        "back": back,
    }
    return render(request, "staff/signed.html", context, status=200 if done else 409)


def _list(request: StaffRequest, waiting: Sequence[ResultDocument], *, sealing: bool) -> HttpResponse:
    journal_list(request, "dong-dau-so" if sealing else "ky-so", [one.dossier for one in waiting])
    context = {
        "rows": waiting,
        "sealing": sealing,
        "most": BATCH_LIMIT,
        "demonstration": key_store().demonstration,
    }
    context |= {"elsewhere": not sealing and own_token(request.actor, request.unit) is not None}
    return render(request, "staff/to_sign.html", context)


@require_GET
def shares(request: StaffRequest) -> HttpResponse:
    """How many results were signed digitally, by month and procedure; each figure opens its list (R-078, R-079)."""
    today = local_day(clock.now())
    first, last = days_asked(request, first=today.replace(month=1, day=1))
    rows = signatures.shares(request.actor.unit_id, first=first, last=last)
    context: dict[str, Any] = {"rows": rows, "first": first, "last": last}
    if "ds" in request.GET:
        signed = {"co": True, "thieu": False}.get(request.GET["ds"])
        procedure = request.GET.get("tt", "")[:40]
        dossiers = signatures.behind(
            request.actor.unit_id, first=first, last=last, procedure=procedure, signed=signed
        )
        journal_view(request, "list:ty-le-ky-so", codes=[str(one) for one in dossiers])
        context |= {"dossiers": dossiers, "listed": True, "title": _listed(signed)}
    return render(request, "staff/signature_shares.html", context)


def _listed(signed: bool | None) -> str:
    if signed is None:
        return _("Kết quả đã trả")
    return _("Đã trả, có tệp ký số") if signed else _("Đã trả, thiếu tệp ký số")

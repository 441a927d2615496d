"""Sign with a token in one's own machine: choose, fetch what is to be signed, send the answer back."""

import json
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from motcua.core.refusals import Refused, refuse
from motcua.documents.signing.elsewhere import LONGEST_VALUE, values_of
from motcua.dossiers.actions.registry import BATCH_LIMIT
from motcua.dossiers.actions.signing_elsewhere import Round, complete_signatures, prepare_signatures, round_of
from motcua.integrations.signing.office import key_store, own_image, token_needed
from motcua.web.staff.requests import StaffRequest, journal_list

_SHOWN = 5  # refusals told one by one
_LONGEST = BATCH_LIMIT * 2 * LONGEST_VALUE  # characters of an answer


@require_POST
def prepare(request: StaffRequest) -> HttpResponse:
    """Make the ticked results ready and open their round."""
    try:
        made = prepare_signatures(
            codes=request.POST.getlist("code"),
            actor=request.actor,
            key=token_needed(request.actor, request.unit),
            image=own_image(request.actor, request.unit),
            at=clock.now(),
        )
    except Refused as refused:
        messages.error(request, refused.refusal.text)
        return redirect("staff:to_sign")
    _tell(request, made)
    return redirect("staff:sign_elsewhere", made.ticket) if made.waiting else redirect("staff:to_sign")


def _tell(request: StaffRequest, made: Round) -> None:
    for one in made.refused[:_SHOWN]:
        messages.error(request, f"{one.code[:60]}: {one.refusal.text if one.refusal else ''}")
    if len(made.refused) > _SHOWN:
        more = len(made.refused) - _SHOWN
        messages.error(request, _("Còn %(more)d kết quả khác chưa chuẩn bị được.") % {"more": more})


@never_cache
@require_http_methods(["GET", "POST"])
def signing(request: StaffRequest, ticket: str) -> HttpResponse:
    """The round: what is to be signed; POST takes the answer of the token's program, as file or as text."""
    try:
        if request.method == "POST":
            return _completed(request, ticket)
        found = round_of(ticket=ticket, actor=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.refusal.text)
        return redirect("staff:to_sign")
    return _shown(request, found)


def _shown(request: StaffRequest, found: Round) -> HttpResponse:
    journal_list(request, "ky-so-thiet-bi", [one.result.dossier for one in found.waiting])
    service = key_store().local_service()
    response = render(request, "staff/sign_elsewhere.html", {"round": found, "service": service})
    if service:  # only this page, only where the unit's token program listens on the same machine
        response._csp_update = {"connect-src": [service]}  # type: ignore[attr-defined]
    return response


def _completed(request: StaffRequest, ticket: str) -> HttpResponse:
    token, now = token_needed(request.actor, request.unit), clock.now()
    try:
        values = values_of(_answer(request))
    except Refused as refused:  # nothing was sent that could be judged: the round stays open
        messages.error(request, refused.refusal.text)
        return redirect("staff:sign_elsewhere", ticket)
    answers = complete_signatures(
        ticket=ticket, values=values, actor=request.actor, key=token, trust=key_store().trust(now), at=now
    )
    done = [one for one in answers if one.refusal is None]
    context = {
        "done": done,
        "refused": [one for one in answers if one.refusal is not None],
        "back": "staff:to_sign",
    }
    return render(request, "staff/signed.html", context, status=200 if done else 409)


def _answer(request: StaffRequest) -> Mapping[str, object]:
    upload = request.FILES.get("file")
    sent = upload.read(_LONGEST + 1) if upload else request.POST.get("answer", "").encode()
    try:
        signatures = json.loads(sent)["signatures"] if len(sent) <= _LONGEST else None
    except (ValueError, KeyError, TypeError, RecursionError):
        signatures = None
    if not isinstance(signatures, dict):
        raise refuse(
            "signing_answer_unreadable",
            "Không đọc được tệp trả lời của chương trình ký. Hãy chọn đúng tệp .json mà chương trình đã lưu.",
        )
    return signatures


@never_cache
@require_GET
def asked(request: StaffRequest, ticket: str) -> HttpResponse:
    """What the program beside the token signs, as a file (docs/ky-so-tai-may.md)."""
    try:
        found = round_of(ticket=ticket, actor=request.actor, at=clock.now())
    except Refused as refused:
        return JsonResponse(
            {"refusal": {"code": refused.refusal.code, "text": refused.refusal.text}}, status=409
        )
    response = JsonResponse(found.asked, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="ky-so-{found.ticket[:8]}.json"'
    return response

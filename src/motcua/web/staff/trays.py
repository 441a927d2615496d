"""One act on a whole tray of dossiers: which acts, each dossier judged on its own and answered."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from config import clock
from motcua.core.refusals import Refused
from motcua.dossiers import policies
from motcua.dossiers.actions.looking_over import look_over
from motcua.dossiers.actions.registry import BATCH_LIMIT, perform_many
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import ACT_LABELS, Act, Path, Place, State
from motcua.dossiers.transitions import target_of
from motcua.organisation.actors import Actor
from motcua.web.staff.requests import StaffRequest, journal_list
from motcua.web.staff.rows import rows_of

TRAY_LIMIT = BATCH_LIMIT
# Acts that need no words, so that a whole tray can be done in one go.
TRAY_ACTS = (Act.ACCEPT, Act.FORWARD, Act.APPRAISE, Act.APPROVE, Act.STAMP, Act.HAND_BACK, Act.RETURN_RESULT)


# Before many are approved the signer sees them together, each with in whose name, or why not.
REVIEW = "review"
_PLACES = (
    (Place.ONLINE.value, _lazy("Trực tuyến, từ danh sách của người ký")),
    (Place.DESK.value, _lazy("Tại Bộ phận Một cửa")),
    (Place.AGENCY.value, _lazy("Tại cơ quan (không dùng cho hồ sơ 4 tại chỗ)")),
)


def tray_acts(actor: Actor, rows: Iterable[Dossier]) -> list[tuple[str, str]]:
    """The acts of this person that the table opens for at least one of the dossiers shown."""
    places = {(Path(row.path), State(row.state)) for row in rows}
    return [
        (REVIEW, _("Xem lại và phê duyệt")) if act is Act.APPROVE else (act.value, ACT_LABELS[act])
        for act in TRAY_ACTS
        if actor.has(*policies.ROLES_FOR[act]) and any(target_of(*place, act) for place in places)
    ]


@require_POST
def tray(request: StaffRequest) -> HttpResponse:
    """One act on all ticked dossiers; nothing ticked leads back to the list with the reason."""
    act, back = request.POST.get("act", ""), _back(request)
    if act == REVIEW:
        return _review(request, back)
    if act not in {known.value for known in TRAY_ACTS}:
        raise Http404
    said = {"place": request.POST.get("place", "")} if act == Act.APPROVE else {}
    return done_for_many(request, Act(act), request.POST.getlist("code"), said=said, back=back)


def _review(request: StaffRequest, back: str) -> HttpResponse:
    """The tray once more before it is approved; nothing ticked leads back to the list."""
    codes, now = request.POST.getlist("code"), clock.now()
    if not codes or len(codes) > TRAY_LIMIT:
        return done_for_many(request, Act.APPROVE, codes, said={}, back=back)
    found = look_over(codes=codes, actor=request.actor, at=now)
    able = [one for one in found if one.dossier is not None and one.refusal is None]
    journal_list(request, REVIEW, [one.dossier for one in found if one.dossier is not None])
    rows = rows_of([one.dossier for one in able if one.dossier], request.unit, now)
    context = {
        "able": [(row, one.signs_as) for row, one in zip(rows, able, strict=True)],
        "refused": [one for one in found if one.refusal is not None],
        "places": _PLACES,
        "place": request.POST.get("place") or Place.ONLINE.value,
        "back": back,
    }
    return render(request, "staff/tray_review.html", context)


def done_for_many(
    request: StaffRequest,
    act: Act,
    codes: Sequence[str],
    *,
    said: Mapping[str, Any],
    back: str,
    label: str = "",
) -> HttpResponse:
    """One act on many dossiers: what was done, and why not the others; refused as a whole, back to the list."""
    try:
        answers = perform_many(act=act, codes=codes, actor=request.actor, at=clock.now(), said=said)
    except Refused as refused:
        messages.error(request, refused.refusal.text)
        return redirect(back)
    done = [answer for answer in answers if answer.refusal is None]
    refused_ones = [answer for answer in answers if answer.refusal is not None]
    context = {"label": label or ACT_LABELS[act], "done": done, "refused": refused_ones, "back": back}
    return render(request, "staff/tray_done.html", context, status=200 if done else 409)


def _back(request: StaffRequest) -> str:
    """The list that the tray came from, never another site."""
    given = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()})
    return given if safe and given.startswith("/can-bo/") else "/can-bo/xu-ly/"

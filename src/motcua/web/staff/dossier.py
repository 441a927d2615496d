"""One dossier: promise with its explanation, papers, timeline, what may be done next and, where not, why."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local
from motcua.core.refusals import Refusal, Refused
from motcua.documents.wording import due_text
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.papers import form_set_of, forms_issued
from motcua.dossiers.queries import DossierPage, dossier_page
from motcua.dossiers.terms import (
    ACT_LABELS,
    CHANNEL_LABELS,
    PATH_LABELS,
    RETURN_LABELS,
    STATE_LABELS,
    Act,
    Channel,
    Path,
    ReturnChannel,
    State,
)
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.act_forms import ONE_PRESS, ActForm, act_form
from motcua.web.staff.requests import StaffRequest, journal_view
from motcua.web.staff.rows import left_of
from motcua.web.staff.telling import told
from motcua.workcalendar.queries import calendar_of


@dataclass(frozen=True, slots=True)
class Line:
    """One step on the timeline."""

    title: str
    by: str
    at: datetime
    text: str


@require_GET
def dossier(request: StaffRequest, code: str) -> HttpResponse:
    """The page of one dossier; looking at it is journalled."""
    found = _found(request, code)
    journal_view(request, str(found.dossier))
    context = _context(found) | {"new": request.GET.get("moi") == "1", "press": _presses(found)}
    return render(request, "staff/dossier.html", context)


def _found(request: StaffRequest, code: str) -> DossierPage:
    found = dossier_page(code, request.actor)
    if found is None:
        raise Http404
    return found


def _presses(found: DossierPage) -> list[tuple[Act, str, Refusal | None, bool]]:
    """Act, label, reason why not, whether one press does it."""
    return [
        (button.act, ACT_LABELS[button.act], button.refusal, button.act in ONE_PRESS)
        for button in found.buttons
    ]


def _context(found: DossierPage) -> dict[str, object]:
    dossier = found.dossier
    due = due_text(dossier.due_at, strict=dossier.due_strict) if dossier.due_at else ""
    moved = dossier.due_original is not None and dossier.due_original != dossier.due_at
    original = due_text(dossier.due_original, strict=False) if moved and dossier.due_original else ""
    return {
        "dossier": dossier,
        "number": str(dossier),
        "due": due,
        "original": original,
        "left": left_of(dossier, calendar_of(dossier.unit), clock.now()),
        "state_label": STATE_LABELS[State(dossier.state)],
        "channel": CHANNEL_LABELS[Channel(dossier.channel)],
        "return_channel": RETURN_LABELS[ReturnChannel(dossier.return_channel)],
        "path": PATH_LABELS[Path(dossier.path)],
        "lines": [_line(step) for step in found.steps],
        "handed_in": found.handed_in,
        "pending": found.pending,
        "forms": [(form.number, form.title) for form in forms_issued(dossier)],
        "circular": form_set_of(dossier).circular,
    }


def _line(step: Step) -> Line:
    return Line(ACT_LABELS[Act(step.act)], step.actor_name, step.at, told(step))


@require_http_methods(["GET", "POST"])
def act(request: StaffRequest, code: str, act_code: str) -> HttpResponse:
    """The page of one act, and doing it; a refusal keeps what was written."""
    if act_code not in {known.value for known in ACT_LABELS}:
        raise Http404
    wanted, found = Act(act_code), _found(request, code)
    if request.method == "GET":
        journal_view(request, str(found.dossier), act=act_code)
        return _act_page(request, found, wanted, act_form(wanted, found.dossier))
    if request.POST.get("press") == "1":
        return _pressed(request, found, wanted)
    form = act_form(wanted, found.dossier, request.POST)
    if not form.is_valid():
        return _act_page(request, found, wanted, form, status=422)
    try:
        return _do(request, found, wanted, form.said())
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return _act_page(request, found, wanted, form, refusal=refused.refusal, status=409)


def _pressed(request: StaffRequest, found: DossierPage, wanted: Act) -> HttpResponse:
    """One press on the dossier's page; refused, the page comes back with the reason."""
    try:
        return _do(request, found, wanted, {})
    except Refused as refused:
        fresh = _found(request, str(found.dossier))
        context = _context(fresh) | {"refusal": refused.refusal, "press": _presses(fresh)}
        return render(request, "staff/dossier.html", context, status=409)


def _do(request: StaffRequest, found: DossierPage, wanted: Act, said: dict[str, object]) -> HttpResponse:
    _refuse_stale(request, found)
    done = perform(act=wanted, code=str(found.dossier), actor=request.actor, at=clock.now(), said=said)
    if done.pending:
        messages.info(request, _("Đã ghi yêu cầu. Việc này chờ người thứ hai xác nhận."))
    else:
        messages.success(request, _("Đã xong: %(act)s.") % {"act": ACT_LABELS[wanted]})
    fresh = Dossier.objects.get(pk=found.dossier.pk)
    return redirect("staff:dossier", str(fresh))


def _refuse_stale(request: StaffRequest, found: DossierPage) -> None:
    """The page showed an earlier state: tell who did what since, instead of acting on what nobody saw."""
    seen = request.POST.get("seen", "")
    if not seen.isdigit() or int(seen) == found.dossier.step_count:
        return
    last = found.steps[-1]
    raise Refused(
        Refusal(
            "stale_page",
            _("%(who)s vừa “%(act)s” hồ sơ này lúc %(at)s. Hãy xem lại rồi làm bước tiếp theo.")
            % {
                "who": last.actor_name or _("Người khác"),
                "act": ACT_LABELS[Act(last.act)],
                "at": f"{local(last.at):%H:%M}",
            },
        )
    )


def _act_page(
    request: StaffRequest,
    found: DossierPage,
    wanted: Act,
    form: ActForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    why_not = next((button.refusal for button in found.buttons if button.act is wanted), None)
    context = {
        "dossier": found.dossier,
        "number": str(found.dossier),
        "act": wanted.value,
        "label": ACT_LABELS[wanted],
        "form": form,
        "refusal": refusal or why_not,
    }
    return render(request, "staff/act.html", context, status=status)

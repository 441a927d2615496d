"""One dossier: promise with its explanation, papers, timeline, what may be done next and, where not, why."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import DossierPage, dossier_page
from motcua.dossiers.terms import ACT_LABELS, Act
from motcua.web.staff.act_forms import SaidForm, act_form
from motcua.web.staff.requests import StaffRequest, dossier_meant, journal_view, nowhere
from motcua.web.staff.showing import dossier_context
from motcua.web.staff.telling import asked_line

NOT_NOW = Refusal(
    "wrong_order", "Bước này không còn làm được với hồ sơ. Hãy quay lại hồ sơ để xem bước tiếp theo."
)


@require_GET
def dossier(request: StaffRequest, code: str) -> HttpResponse:
    """The page of one dossier; looking at it is journalled."""
    found = _found(request, code)
    journal_view(request, str(found.dossier))
    return render(request, "staff/dossier.html", dossier_context(found, request.actor, clock.now()))


def _found(request: StaffRequest, code: str) -> DossierPage:
    found = dossier_page(code, request.actor)
    if found is None:
        raise nowhere(request, code)
    return found


@require_http_methods(["GET", "POST"])
def act(request: StaffRequest, code: str, act_code: str) -> HttpResponse:
    """The page of one act, and doing it; a refusal keeps what was written."""
    wanted = _act_of(act_code)
    if wanted in {Act.ATTACH_COPY, Act.DROP_COPY}:
        return redirect("staff:copies", code)
    if wanted in {Act.CONFIRM_COPIES, Act.DIGITISE_RESULT}:
        return redirect("staff:digitise", code)
    if request.method == "GET":
        found = _found(request, code)
        return _act_page(request, found, wanted, _form(request, found.dossier, wanted))
    dossier = dossier_meant(request, code)
    if request.POST.get("press") == "1":
        return _pressed(request, dossier, wanted)
    form = _form(request, dossier, wanted, request.POST)
    if not form.is_valid():
        return _act_page(request, _found(request, code), wanted, form, status=422)
    try:
        return _do(request, dossier, wanted, form.said())
    except Refused as refused:
        fresh = _found(request, str(dossier))
        if refused.refusal.field in form.fields:
            form.add_error(refused.refusal.field, refused.refusal.text)
            return _act_page(request, fresh, wanted, form, status=409)
        return _act_page(request, fresh, wanted, form, refusal=refused.refusal, status=409)


def _act_of(act_code: str) -> Act:
    if act_code not in {known.value for known in ACT_LABELS}:
        raise Http404
    return Act(act_code)


def _form(request: StaffRequest, dossier: Dossier, wanted: Act, data: QueryDict | None = None) -> SaidForm:
    return act_form(wanted, dossier, data, actor_id=request.actor.person_id)


def _pressed(request: StaffRequest, dossier: Dossier, wanted: Act) -> HttpResponse:
    """One press on the dossier's page; refused, the page comes back with the reason."""
    try:
        return _do(request, dossier, wanted, {})
    except Refused as refused:
        fresh = _found(request, str(dossier))
        journal_view(request, str(fresh.dossier), act=wanted)
        context = dossier_context(fresh, request.actor, clock.now()) | {"refusal": refused.refusal}
        return render(request, "staff/dossier.html", context, status=409)


def _do(request: StaffRequest, dossier: Dossier, wanted: Act, said: dict[str, object]) -> HttpResponse:
    _refuse_stale(request, dossier)
    done = perform(act=wanted, code=str(dossier), actor=request.actor, at=clock.now(), said=said)
    if done.pending:
        messages.info(request, _("Đã ghi yêu cầu. Việc này chờ người thứ hai xác nhận."))
    else:
        messages.success(request, _("Đã xong: %(act)s.") % {"act": ACT_LABELS[wanted]})
    # Only a filing takes another number by an act.
    number = dossier.code or Dossier.objects.values_list("code", flat=True).get(pk=dossier.pk)
    return redirect("staff:dossier", number or dossier.filing_number)


def _refuse_stale(request: StaffRequest, dossier: Dossier) -> None:
    """The page showed an earlier state: tell who did what since, instead of acting on what nobody saw."""
    seen = request.POST.get("seen", "")
    if seen in {"", str(dossier.step_count)}:
        return
    last = dossier.steps.latest("seq")
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
    form: SaidForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    journal_view(request, str(found.dossier), act=wanted)
    why_not = next((button.refusal for button in found.buttons if button.act is wanted), NOT_NOW)
    context = {
        "dossier": found.dossier,
        "number": str(found.dossier),
        "seen": found.dossier.step_count,
        "label": ACT_LABELS[wanted],
        "form": form,
        "refusal": refusal or why_not,
        "closed": why_not is not None,
        "asked": [asked_line(waiting) for waiting in found.pending if waiting.act == wanted],
    }
    return render(request, "staff/act.html", context, status=status)

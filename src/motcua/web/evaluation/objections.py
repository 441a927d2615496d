"""Who objected to which figure, until when is it answered, and what was answered? (R-283)"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.evaluation.models import Objection
from motcua.evaluation.policies import READING
from motcua.evaluation.queries import objections_to, own_objections, why_not_answer_it
from motcua.evaluation.rules import period_of
from motcua.evaluation.terms import CRITERION_LABELS, VERDICT_LABELS, Criterion, Rated, Verdict
from motcua.organisation.queries import units_under
from motcua.web.evaluation.asked import page_of, period_asked
from motcua.web.evaluation.forms import AnswerForm, ObjectionForm
from motcua.web.staff.requests import StaffRequest, journal_view

MOST = 300


@require_GET
def objections(request: StaffRequest) -> HttpResponse:
    """The own ones, and for those who read ratings all of the agency and below; unanswered first."""
    reads, today = request.actor.has(*READING), local_day(clock.now())
    found = (
        objections_to(units_under([request.unit.pk])) if reads else own_objections(request.actor.person_id)
    )
    rows = [(one, *words_of(one), standing_of(one, today)) for one in found[:MOST]]
    if reads and rows:
        journal_view(request, "list:y-kien")
    return render(request, "evaluation/objections.html", page_of(request, "evaluation:objections", rows=rows))


def words_of(one: Objection) -> tuple[str, str, str]:
    """Whose rating, of which period, which figure."""
    period = period_of(one.period)
    whose = one.person.full_name if one.person else one.unit.name
    figure = CRITERION_LABELS[Criterion(one.criterion)] if one.criterion else _("Cả kết quả đánh giá")
    return whose, period.label if period else one.period, figure


def standing_of(one: Objection, today: object) -> tuple[str, str]:
    """Answered, waiting, overdue, with a colour."""
    given = getattr(one, "answer", None)
    if given is not None:
        return VERDICT_LABELS[
            Verdict(given.verdict)
        ], "grey" if given.verdict == Verdict.DISMISSED else "green"
    if one.due_on < today:  # type: ignore[operator]
        return _("Quá hạn trả lời"), "red"
    return _("Chờ trả lời"), "yellow"


@require_http_methods(["GET", "POST"])
def send(request: StaffRequest) -> HttpResponse:
    """Object to the own rating of a period, or as head to that of the agency (`loai=units`)."""
    period = period_asked(request)
    rated = Rated.UNITS if request.GET.get("loai") == Rated.UNITS else Rated.PERSONS
    data = request.POST if request.method == "POST" else None
    form = ObjectionForm(data, rated=rated, unit_id=request.unit.pk, period=period.code, label_suffix="")
    if request.method == "POST" and form.perform(request.actor, clock.now()):
        messages.success(request, _("Đã gửi ý kiến. Người khác sẽ trả lời trước hạn ghi ở danh sách."))
        return redirect("evaluation:objections")
    whose = request.unit.name if rated is Rated.UNITS else request.actor.name
    context = {
        "title": _("Ý kiến về số liệu đánh giá"),
        "caption": f"{whose}, {period.label}",
        "form": form,
        "button": _("Gửi ý kiến"),
        "back": "evaluation:own",
    }
    shown = page_of(request, "evaluation:objections", **context)
    return render(request, "evaluation/form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def objection(request: StaffRequest, objection_id: int) -> HttpResponse:
    """One objection with the figures as they stood, and its answer or the form for it."""
    one = _found(request, objection_id)
    form = AnswerForm(request.POST if request.method == "POST" else None, label_suffix="", objection=one)
    if request.method == "POST" and form.perform(request.actor, clock.now()):
        messages.success(request, _("Đã trả lời ý kiến."))
        return redirect("evaluation:objections")
    journal_view(request, f"objection:{one.pk}")
    whose, period, figure = words_of(one)
    given = getattr(one, "answer", None)
    context = {
        "one": one,
        "whose": whose,
        "period": period,
        "figure": figure,
        "standing": standing_of(one, local_day(clock.now())),
        "given": given,
        "form": form if given is None and request.actor.has(*READING) else None,
        "refusal": why_not_answer_it(request.actor, one) if given is None else None,
    }
    shown = page_of(request, "evaluation:objections", **context)
    return render(request, "evaluation/objection.html", shown, status=422 if form.errors else 200)


def _found(request: StaffRequest, objection_id: int) -> Objection:
    one = Objection.objects.select_related("unit", "person", "answer").filter(pk=objection_id).first()
    if one is None:
        raise Http404
    if one.stated_by_id == request.actor.person_id:
        return one
    if not request.actor.has(*READING):
        raise PermissionDenied
    if one.unit_id not in units_under([request.unit.pk]):
        raise Http404
    return one

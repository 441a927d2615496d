"""Delegations of the power to sign: their list, each with its history, every act on them, figures over time."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.authority import delegations as found
from motcua.authority.capacity import CAPACITY_LABELS, Capacity, lines
from motcua.authority.delegation_rules import why_not_by_role, why_not_do
from motcua.authority.delegation_terms import (
    ADVISER_LABELS,
    DELEGATION_ACT_LABELS,
    KIND_LABELS,
    STANDING_LABELS,
    VERDICT_LABELS,
    Adviser,
    DelegateKind,
    DelegationAct,
    Standing,
    Verdict,
)
from motcua.authority.models import Delegation, DelegationStep
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.web.shared.errors_in_forms import add_oversized
from motcua.web.shared.stored_files import attachment
from motcua.web.staff.days import day_said
from motcua.web.staff.delegation_forms import FORMS, GuidanceForm, ProposalForm, done
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_view

COLOURS = {
    Standing.WAITING: "yellow",
    Standing.COMING: "blue",
    Standing.IN_FORCE: "green",
    Standing.EXPIRED: "grey",
    Standing.WITHDRAWN: "red",
    Standing.DECLINED: "grey",
}


@require_GET
def delegations(request: StaffRequest) -> HttpResponse:
    """The delegations this unit may look at; `ngay` narrows to those in force that day, `co-quan` to one unit."""
    today, on, unit_id = (
        local_day(clock.now()),
        day_said(request, "ngay"),
        request.GET.get("co-quan", "")[:60],
    )
    page = list_page(request, found.narrowed(found.seen_by(request.unit.pk), on=on, unit_id=unit_id))
    standing = ((one, found.standing_of(one, on or today)) for one in page.rows)
    context = {
        "unit": request.unit,
        "rows": [(one, STANDING_LABELS[how], COLOURS[how], _counted(one, on)) for one, how in standing],
        "list": page,
        "on": on,
        "of": Unit.objects.filter(pk=unit_id).first(),
        "proposes": why_not_by_role(DelegationAct.PROPOSE, request.actor) is None,
        "candidates": found.candidates_of(request.unit, today),
    }
    return render(request, "staff/delegations.html", context)


def _counted(record: Delegation, on: date | None) -> int:
    return len(found.procedures_of([record], on)) if on else record.scope.count()


@require_GET
def delegation(request: StaffRequest, code: str) -> HttpResponse:
    """One delegation: what it gives, the opinions, its history, what may be done now."""
    record, today = _record(request, code), local_day(clock.now())
    how, facts = found.standing_of(record, today), found.facts_for_policy(record)
    newest = found.guidance_on(record.unit, today)
    context = {
        "one": record,
        "standing": (STANDING_LABELS[how], COLOURS[how]),
        "facts": _facts(record),
        "lines": lines(found.cited(record)),
        "scope": found.scope_of_delegation(record),
        "opinions": [
            (ADVISER_LABELS[Adviser(one.adviser)], VERDICT_LABELS[Verdict(one.verdict)], one)
            for one in record.opinions.select_related("by")
        ],
        "newer_guidance": newest if newest and newest.pk != record.guidance_id else None,
        "papers": [(one, DELEGATION_ACT_LABELS[DelegationAct(one.act)]) for one in found.papers_of(record)],
        "timeline": [_told(step) for step in record.steps.all()],
        "acts": [
            (DELEGATION_ACT_LABELS[act], reverse("staff:delegation_act", args=[code, slug]))
            for slug, (act, _form) in FORMS.items()
            if why_not_do(act, facts, request.actor) is None
        ],
    }
    return render(request, "staff/delegation.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest) -> HttpResponse:
    """Propose a delegation; `thu-tuc` of the address is ticked already."""
    now = clock.now()
    initial = {"procedures": request.GET.getlist("thu-tuc")[:300]}
    form = ProposalForm(
        request.POST or None, request.FILES or None, unit=request.unit, day=local_day(now), initial=initial
    )
    if request.method == "POST":
        add_oversized(form, request)
    if request.method == "POST" and (code := done(form, lambda: form.act(request.actor, now))):
        messages.success(request, _("Đã đề xuất. Chờ ý kiến của Phòng Nội vụ và Phòng Tư pháp."))
        return redirect("staff:delegation", code)
    context = {"form": form, "title": _("Đề xuất ủy quyền ký"), "button": _("Đề xuất")}
    return render(request, "staff/delegation_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def act(request: StaffRequest, code: str, slug: str) -> HttpResponse:
    """One act on a delegation."""
    record = _record(request, code)
    if slug not in FORMS:
        raise Http404
    kind, form_of = FORMS[slug]
    refusal = why_not_do(kind, found.facts_for_policy(record), request.actor)
    if refusal is not None:
        raise Refused(refusal)
    form, now = form_of(request.POST or None, request.FILES or None), clock.now()
    if request.method == "POST":
        add_oversized(form, request)
    if request.method == "POST" and done(form, lambda: form.act(code, request.actor, now)):
        messages.success(request, _("Đã lưu."))
        return redirect("staff:delegation", code)
    label = DELEGATION_ACT_LABELS[kind]
    context = {"form": form, "title": label, "button": label, "one": record, "facts": _facts(record)}
    return render(request, "staff/delegation_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def guidance(request: StaffRequest) -> HttpResponse:
    """The guidance on delegation in its versions; a new one is linked by later proposals."""
    form, now = GuidanceForm(request.POST or None), clock.now()
    if request.method == "POST" and done(form, lambda: form.act(request.unit, request.actor, now)):
        messages.success(request, _("Đã lưu."))
        return redirect("staff:guidance")
    context = {
        "rows": found.guidances_of(request.unit),
        "current": found.guidance_on(request.unit, local_day(now)),
        "form": form,
        "writes": why_not_by_role(DelegationAct.PROPOSE, request.actor) is None,
    }
    return render(request, "staff/delegation_guidance.html", context, status=422 if form.errors else 200)


@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """Procedures with a delegation at the end of each month, by unit; every figure opens its list (R-072)."""
    today = local_day(clock.now())
    months = found.last_months(today)
    units = Unit.objects.filter(pk__in=units_under([request.unit.pk])).order_by(
        "level__position", "name_fold"
    )
    rows = found.figures_of(units, months, today=today)
    shown = [(row[0].unit, row) for row in rows if any(one.procedures for one in row)]
    context = {"months": months, "rows": shown or [(row[0].unit, row) for row in rows[:1]]}
    return render(request, "staff/delegation_figures.html", context)


@require_GET
def paper(request: StaffRequest, code: str, seq: int) -> HttpResponseBase:
    """The document itself, as it was laid beside the delegation; the opening is journalled."""
    record = _record(request, code)
    laid = record.papers.filter(seq=seq).select_related("file").first()
    if laid is None:
        raise Http404
    response = attachment(laid.file, laid.name)
    journal_view(request, record.code, paper=laid.seq, sha256=laid.file.sha256)
    return response


def _record(request: StaffRequest, code: str) -> Delegation:
    try:
        return found.delegation_of(code, request.unit.pk)
    except Refused:
        raise Http404 from None


def _facts(one: Delegation) -> list[tuple[str, str]]:
    rows = [
        (_("Cơ quan"), one.unit.name),
        (_("Người ủy quyền"), f"{one.delegator.full_name}, {one.delegator_title}, {one.delegator_unit.name}"),
        (_("Người được ủy quyền"), f"{one.delegate.full_name}, {one.delegate_title}"),
        (_("Là"), KIND_LABELS[DelegateKind(one.delegate_kind)]),
        (_("Tư cách ký"), CAPACITY_LABELS[Capacity(one.capacity)]),
        (_("Thời hạn"), _("từ ngày %(first)s, hết hiệu lực từ ngày %(last)s")
         % {"first": f"{one.valid_from:%d/%m/%Y}", "last": f"{one.ends:%d/%m/%Y}"}),
        (_("Lý do"), one.reason),
        (_("Văn bản ủy quyền"), one.instrument or _("chưa có")),
        (_("Văn bản thu hồi"), one.withdrawal.label if one.withdrawal else ""),
        (_("Hướng dẫn của Sở Nội vụ"), str(one.guidance) if one.guidance else _("chưa ghi")),
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def _told(step: DelegationStep) -> dict[str, Any]:
    """A step for the timeline."""
    said = step.data
    words = [
        said.get("reason", ""),
        said.get("instrument", ""),
        said.get("text", ""),
        said.get("document", ""),
    ]
    if said.get("adviser"):
        adviser, verdict = ADVISER_LABELS[Adviser(said["adviser"])], VERDICT_LABELS[Verdict(said["verdict"])]
        words.insert(0, f"{adviser}: {verdict}")
    title = DELEGATION_ACT_LABELS[DelegationAct(step.act)]
    return {"title": title, "by": step.actor_name, "at": step.at, "text": "\n".join(filter(None, words))}

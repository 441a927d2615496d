"""Templates of results: what is in force, what waits for a second person, editing as data with a look at the PDF."""

from typing import Any

import yaml
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.actions.results.templating import approve_template, edit_template
from motcua.dossiers.models import TemplateVersion
from motcua.dossiers.queries import dossier_to_act_on
from motcua.dossiers.result_terms import (
    TEMPLATE_KIND_LABELS,
    TEMPLATE_STATE_LABELS,
    TemplateKind,
    TemplateState,
)
from motcua.dossiers.results.content import KNOWN, Content
from motcua.dossiers.results.paper import set_result
from motcua.dossiers.results.queries import content_of, label_of, versions_for
from motcua.dossiers.results.values import Decided
from motcua.web.staff.requests import StaffRequest, journal_view, nowhere


@require_GET
def templates(request: StaffRequest) -> HttpResponse:
    """Every template the unit works with, the common ones among them."""
    found = versions_for(request.unit.pk)
    rows = [
        {
            "version": one,
            "kind": TEMPLATE_KIND_LABELS[TemplateKind(one.template.kind)],
            "state": TEMPLATE_STATE_LABELS[TemplateState(one.state)],
        }
        for one in found
        if one.state != TemplateState.RETIRED
    ]
    return render(request, "staff/result_templates.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def template(request: StaffRequest, key: str) -> HttpResponse:
    """One template with its versions; a POST keeps the unit's draft, or puts it in force by a second person."""
    found = [one for one in versions_for(request.unit.pk) if one.template.key == key]
    if not found:
        raise Http404
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            return _written(request, key)
        except Refused as refused:
            refusal = refused.refusal
    return render(
        request,
        "staff/result_template.html",
        _context(request, found, refusal),
        status=409 if refusal else 200,
    )


def _written(request: StaffRequest, key: str) -> HttpResponse:
    if "approve" in request.POST:
        approve_template(key=key, actor=request.actor, at=clock.now(), seen=request.POST.get("seen", ""))
        messages.success(request, _("Mẫu đã có hiệu lực."))
    else:
        said = {name: request.POST.get(name, "") for name in ("content", "note")}
        edit_template(key=key, actor=request.actor, at=clock.now(), said=said)
        messages.success(request, _("Đã lưu bản đang soạn. Người thứ hai đọc và duyệt thì mới dùng."))
    return redirect("staff:result_template", key)


def _context(request: StaffRequest, found: list[TemplateVersion], refusal: Refusal | None) -> dict[str, Any]:
    drafted = next((one for one in found if one.state == TemplateState.DRAFT), None)
    standing = next((one for one in found if one.state == TemplateState.IN_FORCE), found[0])
    shown = drafted or standing
    typed = request.POST.get("content") if refusal and "content" in request.POST else None
    return {
        "key": shown.template.key,
        "name": shown.template.name,
        "confidence": shown.template.confidence.replace("knowledge:", _("theo hiểu biết, cần đối chiếu:")),
        "versions": [(one, TEMPLATE_STATE_LABELS[TemplateState(one.state)]) for one in found],
        "draft": drafted,
        "mine": drafted is not None and drafted.edited_by_id == request.actor.person_id,
        "text": typed if typed is not None else as_text(shown),
        "note": request.POST.get("note", "") if refusal else "",
        "known": KNOWN.items(),
        "refusal": refusal,
    }


def as_text(version: TemplateVersion) -> str:
    """The content as YAML for the editor."""
    return yaml.safe_dump(version.content, allow_unicode=True, sort_keys=False, width=100)


@require_GET
def preview(request: StaffRequest, key: str, number: int) -> HttpResponse:
    """A version with the data of a real dossier (`?ho-so=`) of the unit, marked as a draft."""
    version = next(
        (one for one in versions_for(request.unit.pk) if one.template.key == key and one.number == number),
        None,
    )
    code = request.GET.get("ho-so", "").strip()
    dossier = dossier_to_act_on(code, request.actor) if version else None
    if version is None or dossier is None:
        raise nowhere(request, code)
    journal_view(request, str(dossier), template=key)
    content = content_of(version)
    made = set_result(content, _shown(content), dossier, Decided(moment=clock.now()), label=label_of(version))
    response = HttpResponse(made.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="mau-{key}.pdf"'
    return response


def _shown(content: Content) -> dict[str, str]:
    """What is typed stands as the name of its field; a date as an example."""
    return {one.key: "2000-02-09" if one.kind == "date" else f"[{one.label}]" for one in content.fields}

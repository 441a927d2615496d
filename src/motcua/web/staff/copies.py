"""Electronic copies of a dossier's papers: see, attach per component, take off, open; every opening journalled."""

from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.uploads import oversized
from motcua.core.refusals import Refusal, Refused
from motcua.documents.files.inspecting import picture_of
from motcua.documents.files.keeping import too_large
from motcua.documents.files.kinds import ACCEPT, FileKind
from motcua.documents.files.names import clean_name
from motcua.documents.files.reading import read_file
from motcua.dossiers import policies
from motcua.dossiers.actions.copying import MOST_FILES, Upload
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.copies.listing import by_component, copy_to_open
from motcua.dossiers.models import ComponentCopy, Dossier
from motcua.dossiers.queries import policy_facts
from motcua.dossiers.terms import Act, CopyOrigin
from motcua.web.shared.stored_files import attachment, shut
from motcua.web.staff.requests import StaffRequest, dossier_meant, journal_view

FIELD = "file-"
NATIONAL = "national-"  # ticked: the files of this component were taken from the national portal
_THUMBNAIL = 240  # pixels
_TOO_LARGE = frozenset({"file_too_large", "dossier_too_large"})


@require_http_methods(["GET", "POST"])
def copies(request: StaffRequest, code: str) -> HttpResponse:
    """The copies by component with what may be done; a POST attaches files, or takes the ticked ones off."""
    dossier = dossier_meant(request, code)
    if request.method == "GET":
        journal_view(request, str(dossier), page="ban-dien-tu")
        return _page(request, dossier)
    act = Act.DROP_COPY if "drop" in request.POST else Act.ATTACH_COPY
    try:
        said = _dropped(request) if act is Act.DROP_COPY else {"uploads": uploads_in(request)}
        perform(act=act, code=str(dossier), actor=request.actor, at=clock.now(), said=said)
    except Refused as refused:
        journal_view(request, str(dossier), page="ban-dien-tu")
        status = 413 if refused.refusal.code in _TOO_LARGE else 409
        return _page(request, dossier, refusal=refused.refusal, status=status)
    done = _("Đã bỏ bản điện tử.") if act is Act.DROP_COPY else _("Đã gắn bản điện tử.")
    messages.success(request, done)
    return redirect("staff:copies", str(dossier))


def uploads_in(request: StaffRequest) -> list[Upload]:
    """The files that came, by the component whose field they came in. Refused: `file_too_large`."""
    came = request.FILES  # reading it takes the request in
    for field, name in oversized(request):
        refusal = too_large(clean_name(name)).refusal
        raise Refused(Refusal(refusal.code, refusal.text, field))
    return [
        Upload(field.removeprefix(FIELD), str(file.name), cast(BinaryIO, file), _origin(request, field))
        for field, files in came.lists()
        if field.startswith(FIELD)
        for file in files
    ]


def _origin(request: StaffRequest, field: str) -> CopyOrigin:
    """As the official ticked it: a file of the machine, or one taken from the national portal."""
    ticked = NATIONAL + field.removeprefix(FIELD) in request.POST
    return CopyOrigin.NATIONAL if ticked else CopyOrigin.UPLOAD


def _dropped(request: StaffRequest) -> dict[str, Any]:
    sent = request.POST.getlist("numbers")
    numbers = [int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 10]
    return {"numbers": numbers, "reason": request.POST.get("reason", "")}


@require_GET
def copy_file(request: StaffRequest, code: str, number: int) -> HttpResponseBase:
    """One copy, decrypted while it is sent, to be saved under its name; never shown inside a page of ours."""
    dossier, copy = _copy(request, code, number)
    return given(request, str(dossier), copy)


def given(request: StaffRequest, code: str, copy: ComponentCopy, **detail: object) -> HttpResponseBase:
    """A copy as attachment, the opening journalled. Refused: what `chunks_of` refuses."""
    response = attachment(copy.file, copy.name)
    journal_view(request, code, copy=copy.number, **detail)
    return response


@require_GET
def thumbnail(request: StaffRequest, code: str, number: int, page: int) -> HttpResponse:
    """A page of a copy, small."""
    dossier, copy = _copy(request, code, number)
    if not 1 <= page <= (copy.pages or 0):
        raise Http404
    kind = FileKind(copy.file.media_type)
    drawn = picture_of(read_file(copy.file), kind, page=page, width=_THUMBNAIL)
    if drawn is None:
        raise Http404
    journal_view(request, str(dossier), copy=number, page=page)
    response = HttpResponse(drawn, content_type="image/jpeg")
    shut(response)
    return response


def _copy(request: StaffRequest, code: str, number: int) -> tuple[Dossier, ComponentCopy]:
    dossier = dossier_meant(request, code)
    copy = copy_to_open(dossier, number, request.actor) if number <= 32_767 else None
    if copy is None:
        raise Http404
    return dossier, copy


def _page(
    request: StaffRequest, dossier: Dossier, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    facts = policy_facts(dossier)
    closed = {
        act: policies.why_not_act(act, facts, request.actor) for act in (Act.ATTACH_COPY, Act.DROP_COPY)
    }
    groups = by_component(dossier)
    context = {
        "dossier": dossier,
        "number": str(dossier),
        "groups": groups,
        "any": any(group.copies for group in groups),
        "refusal": refusal,
        "at_fault": refusal.field.removeprefix(FIELD) if refusal else "",
        "reason": request.POST.get("reason", ""),
        "why_not": closed[Act.ATTACH_COPY],
        "attaches": closed[Act.ATTACH_COPY] is None,
        "drops": closed[Act.DROP_COPY] is None,
        "accept": ACCEPT,
        "most": MOST_FILES,
    }
    return render(request, "staff/copies.html", context, status=status)

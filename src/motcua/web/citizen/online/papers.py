"""The papers of a filing: each by camera or file, checked at once, put in order, used again where it was handed in."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config.uploads import oversized
from motcua.applicants.models import StoredPaper
from motcua.applicants.queries import consented
from motcua.applicants.terms import Purpose
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.documents.files.keeping import too_large
from motcua.documents.files.kinds import ACCEPT
from motcua.documents.files.names import clean_name
from motcua.dossiers.actions.draft_papers import (
    add_paper,
    join_parts,
    move_paper,
    remove_paper,
    reuse_paper,
    take_part,
    use_stored,
)
from motcua.dossiers.digitisation.reuse import Offer, Owner, offers
from motcua.dossiers.online.drafts import parts_there
from motcua.dossiers.store import papers_of
from motcua.procedures.models import Component
from motcua.web.citizen.online.holding import Filing, filing_page
from motcua.web.citizen.online.steps import after, place_of, steps_of

_KEY = "giay-to"


@filing_page
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Every paper the case asks for, with what is there; going on is always possible, filing only when all are."""
    if request.method == "POST":
        return redirect(after(filing.one, _KEY))
    offered = {offer.component: offer for offer in _offers(filing)}
    rows = [
        {
            "component": component,
            "files": filing.one.papers_of(component.key),
            "note": original_note(component),
            "offer": offered.get(component.key),
        }
        for component in filing.one.asked_papers
    ]
    place = place_of(steps_of(filing.one), _KEY, otherwise="")
    return render(request, "citizen/online/papers.html", {"rows": rows, "place": place, "code": filing.code})


def original_note(component: Component) -> str:
    """Whether the paper itself must be seen or left, and when."""
    if component.mode == "present":
        return _("Chụp bản chính. Mang bản chính để đối chiếu khi nhận kết quả hoặc khi được mời.")
    if component.originals:
        return _("Cần nộp bản chính: chụp gửi trước, nộp bản chính khi nhận kết quả hoặc gửi qua bưu chính.")
    return ""


def owner_of(filing: Filing) -> Owner:
    """Whose earlier papers may be offered: of a person whose number is certain, nobody else's (R-085)."""
    citizen = filing.citizen
    if citizen is None or not citizen.id_verified or filing.draft.who.get("for", "self") != "self":
        return Owner("", "")
    return Owner(citizen.id_type, citizen.id_number)


def _offers(filing: Filing) -> list[Offer]:
    if filing.draft.unit_id is None:
        return []
    return offers(
        owner_of(filing), filing.one.asked_papers, unit_id=filing.draft.unit_id, on=local_day(filing.now)
    )


@filing_page
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, filing: Filing, component: str) -> HttpResponse:
    """One paper: its files, a camera or file field, an earlier copy to use again."""
    asked = _asked(filing, component)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _do(request, filing, asked)
            more = () if "done" in request.POST else (component,)
            return redirect("file_paper" if more else "file_papers", filing.code, *more)
        except Refused as refused:
            refusal = refused.refusal
    shown = {
        "component": asked,
        "files": filing.one.papers_of(component),
        "note": original_note(asked),
        "offer": next((one for one in _offers(filing) if one.component == component), None),
        "stored": _stored(filing, asked),
        "may_use_store": filing.citizen and consented(filing.citizen.account_id, Purpose.STORE),
        "accept": ACCEPT,
        "refusal": refusal,
        "code": filing.code,
    }
    too_much = refusal is not None and refusal.code in {"file_too_large", "dossier_too_large"}
    status = 413 if too_much else 422 if refusal else 200
    return render(request, "citizen/online/paper.html", shown, status=status)


def _stored(filing: Filing, asked: Component) -> list[StoredPaper]:
    """Results in the person's own store that stand for this paper."""
    if filing.citizen is None or not owner_of(filing).id_number:
        return []
    return papers_of(filing.citizen.account_id, asked.name, on=local_day(filing.now))


def _asked(filing: Filing, key: str) -> Component:
    found = next((one for one in filing.one.asked_papers if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _do(request: HttpRequest, filing: Filing, asked: Component) -> None:
    """What the pressed button says: take off, move, use again; else keep the files that came."""
    sent, mine = request.POST, {"actor": filing.holder, "number": filing.number, "at": filing.now}
    if (number := _number(sent.get("remove"))) is not None:
        remove_paper(**mine, paper_id=number)  # type: ignore[arg-type]
    elif (number := _number(sent.get("earlier"))) is not None:
        move_paper(**mine, paper_id=number, earlier=True)  # type: ignore[arg-type]
    elif (number := _number(sent.get("later"))) is not None:
        move_paper(**mine, paper_id=number, earlier=False)  # type: ignore[arg-type]
    elif (number := _number(sent.get("reuse"))) is not None:
        reuse_paper(**mine, owner=owner_of(filing), component=asked.key, copy_id=number)  # type: ignore[arg-type]
    elif (number := _number(sent.get("stored"))) is not None:
        use_stored(**mine, paper_id=number, component=asked.key)  # type: ignore[arg-type]
    else:
        _keep_files(request, filing, asked)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _keep_files(request: HttpRequest, filing: Filing, asked: Component) -> None:
    came = request.FILES.getlist("file")
    for _field, name in oversized(request):
        raise too_large(clean_name(name))
    if not came and "done" not in request.POST:
        raise Refused(
            Refusal("file_missing", _("Chưa chọn tệp hoặc ảnh nào. Hãy chụp hoặc chọn tệp."), "file")
        )
    for file in came:
        add_paper(
            actor=filing.holder, number=filing.number, component=asked.key, name=str(file.name),
            content=cast(BinaryIO, file), at=filing.now,
        )  # fmt: skip
    if came:
        messages.success(request, _("Đã nhận %(count)s tệp.") % {"count": len(came)})


@filing_page
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, filing: Filing, component: str) -> HttpResponse:
    """A large file part by part, so that a lost connection costs one part: GET says which are there."""
    asked = _asked(filing, component)
    upload = request.GET.get("upload", "")
    try:
        if request.method == "GET":
            there = [number for number, _size in parts_there(filing.draft, upload)]
            return JsonResponse({"parts": there})
        whole = _number(request.GET.get("of"))
        if whole is not None:
            join_parts(
                actor=filing.holder, number=filing.number, component=asked.key, upload=upload, parts=whole,
                name=request.GET.get("name", ""), at=filing.now,
            )  # fmt: skip
            return JsonResponse({"done": True})
        taken = take_part(
            actor=filing.holder, number=filing.number, component=asked.key, upload=upload,
            part=_number(request.GET.get("part")) or 0, content=request.body, at=filing.now,
        )  # fmt: skip
        return JsonResponse({"bytes": taken})
    except Refused as refused:
        known = refused.refusal
        status = 413 if known.code == "file_too_large" else 422
        return JsonResponse({"code": known.code, "text": known.text}, status=status)

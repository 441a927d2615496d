"""Digitise the papers of a dossier at the counter: what lacks, scan, compare with the paper, defects, use again."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from PIL import Image

from config import clock
from config.uploads import oversized
from motcua.core.refusals import Refusal, Refused, refuse
from motcua.documents.files.inspecting import picture_of
from motcua.documents.files.keeping import too_large
from motcua.documents.files.kinds import FileKind
from motcua.documents.files.names import clean_name, name_for
from motcua.documents.files.reading import read_file
from motcua.documents.scans.watched import scanner_folders
from motcua.dossiers.actions import scanning
from motcua.dossiers.actions.looking import mark_defect, reuse_copies
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.copies.listing import copy_to_open
from motcua.dossiers.digitisation.terms import RESULT_KEY
from motcua.dossiers.models import CopyCheck, Dossier, ScanPage
from motcua.dossiers.terms import Act
from motcua.organisation.terms import KEEPERS
from motcua.web.staff.copy_signing import own_signature
from motcua.web.staff.digitising_page import component_context, list_context
from motcua.web.staff.requests import StaffRequest, dossier_meant, journal_view

_SMALL, _LARGE = 240, 1000  # pixels wide
Doing = Callable[[StaffRequest, Dossier, str], str]


@require_http_methods(["GET", "POST"])
def digitise(request: StaffRequest, code: str) -> HttpResponse:
    """Every component and the result with its state; a POST says that all copies were compared with the paper."""
    dossier = dossier_meant(request, code)
    refusal = None
    if request.method == "POST":
        try:
            _confirm(request, dossier, {})
            return redirect("staff:digitise", str(dossier))
        except Refused as refused:
            refusal = refused.refusal
    journal_view(request, str(dossier), page="so-hoa")
    context = list_context(dossier_meant(request, code), request.actor) | {"refusal": refusal}
    return render(request, "staff/digitise.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "POST"])
def component(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """One component: its copies, the pages being scanned, what is wrong, what may be used again."""
    dossier = dossier_meant(request, code)
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _done(request, dossier, key))
            return redirect("staff:digitise_component", str(dossier), key)
        except Refused as refused:
            refusal = refused.refusal
    journal_view(request, str(dossier), component=key[:60])
    context = component_context(dossier_meant(request, code), key, request.actor, clock.now())
    if context is None:
        raise Http404
    if offered := [one.code for one in context["offers"]]:
        journal_view(request, "list:dung-lai", codes=offered)
    folders = scanner_folders(settings.SCANNER_FOLDER, request.unit.id)
    waiting = [(folder.counter, len(folder.waiting(clock.real_now()))) for folder in folders]
    context |= {"refusal": refusal, "scanners": waiting, "words": request.POST.get("words", "")}
    return render(request, "staff/digitise_component.html", context, status=_status(refusal))


@require_GET
def scan_picture(request: StaffRequest, code: str, page: int) -> HttpResponse:
    """A page that waits to be bound, as it is turned; `lon=1` large enough to read."""
    dossier = dossier_meant(request, code)
    row = ScanPage.objects.filter(dossier=dossier, pk=page).select_related("file").first()
    if row is None or (row.file.sensitive and not request.actor.roles & KEEPERS):
        raise Http404
    width = _LARGE if request.GET.get("lon") == "1" else _SMALL
    drawn = picture_of(read_file(row.file), FileKind(row.file.media_type), page=1, width=width)
    if drawn is None:
        raise Http404
    journal_view(request, str(dossier), scan_page=page)
    response = HttpResponse(_turned(drawn, row.turn), content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_GET
def signed_copy(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """A copy with the signature of who compared it."""
    dossier = dossier_meant(request, code)
    copy = copy_to_open(dossier, number, request.actor) if number <= 32_767 else None
    check = CopyCheck.objects.filter(copy=copy, signed__isnull=False).select_related("signed").first()
    if copy is None or check is None or check.signed is None:
        raise Http404
    content = read_file(check.signed)
    journal_view(request, str(dossier), copy=number, signed=True)
    response = HttpResponse(content, content_type=check.signed.media_type)
    name = f"da-ky-{name_for(copy.name, FileKind(check.signed.media_type))}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _turned(drawn: bytes, turn: int) -> bytes:
    if not turn:
        return drawn
    into = io.BytesIO()
    with Image.open(io.BytesIO(drawn), formats=["JPEG"]) as image:
        image.rotate(-turn, expand=True).save(into, "JPEG", quality=80)
    return into.getvalue()


def _status(refusal: Refusal | None) -> int:
    if refusal is None:
        return 200
    return 413 if refusal.code in {"file_too_large", "dossier_too_large"} else 409


def _done(request: StaffRequest, dossier: Dossier, key: str) -> str:
    """Do what was pressed; what is to be said of it."""
    doing = next((one for name, one in _DOINGS.items() if name in request.POST), None)
    if doing is None:  # the camera and a plain Enter lay pages
        doing = _add
    return doing(request, dossier, key)


def _add(request: StaffRequest, dossier: Dossier, key: str) -> str:
    for field, name in oversized(request):
        refusal = too_large(clean_name(name)).refusal
        raise Refused(Refusal(refusal.code, refusal.text, field))
    pictures = [(str(file.name), file.read()) for file in request.FILES.getlist("pages")]
    added = scanning.add_pages(**_here(request, dossier), component=key, pictures=pictures)
    return _("Đã thêm %(n)d trang.") % {"n": len(added)}


def _from_scanner(request: StaffRequest, dossier: Dossier, key: str) -> str:
    counter = request.POST["scanner"]
    folders = scanner_folders(settings.SCANNER_FOLDER, request.unit.id)
    folder = next((one for one in folders if one.counter == counter), None)
    if folder is None:
        raise refuse("scanner_unknown", "Không có thư mục máy quét này. Hãy báo người quản trị.")
    with folder.taken(clock.real_now()) as pictures:
        if not pictures:
            raise refuse("scanner_empty", "Máy quét chưa có ảnh nào. Hãy quét giấy tờ rồi bấm lại.")
        added = scanning.add_pages(**_here(request, dossier), component=key, pictures=pictures)
    return _("Đã lấy %(n)d trang từ máy quét.") % {"n": len(added)}


def _turn(request: StaffRequest, dossier: Dossier, key: str) -> str:
    page, _sign, degrees = request.POST["turn"].partition(":")
    scanning.turn_page(**_here(request, dossier), page=_number(page), degrees=_number(degrees))
    return _("Đã xoay trang.")


def _shift(request: StaffRequest, dossier: Dossier, key: str) -> str:
    page, _sign, way = request.POST["shift"].partition(":")
    scanning.shift_page(**_here(request, dossier), page=_number(page), way=way)
    return _("Đã đổi thứ tự trang.")


def _out(request: StaffRequest, dossier: Dossier, key: str) -> str:
    scanning.take_out(**_here(request, dossier), page=_number(request.POST["out"]))
    return _("Đã bỏ trang.")


def _anew(request: StaffRequest, dossier: Dossier, key: str) -> str:
    scanning.begin_anew(**_here(request, dossier), component=key)
    return _("Đã bỏ các trang; hãy quét lại.")


def _bind(request: StaffRequest, dossier: Dossier, key: str) -> str:
    scanning.bind_pages(**_here(request, dossier), component=key)
    if key == RESULT_KEY:
        return _("Đã số hóa kết quả.")
    return _("Đã ghép các trang thành bản điện tử. Hãy xem lại và đối chiếu với bản giấy.")


def _compare(request: StaffRequest, dossier: Dossier, key: str) -> str:
    said: dict[str, Any] = {"numbers": [_number(request.POST["compare"])]}
    if valid_to := request.POST.get("valid_to", ""):
        said["valid_to"] = valid_to
    _confirm(request, dossier, said)
    return _("Đã ghi: bản điện tử đã đối chiếu với bản giấy.")


def _defect(request: StaffRequest, dossier: Dossier, key: str) -> str:
    number, _sign, defect = request.POST["defect"].partition(":")
    words = request.POST.get("words", "")
    mark_defect(**_here(request, dossier), number=_number(number), defect=defect, words=words)
    return _("Đã ghi lỗi; lỗi này sẽ có sẵn trên phiếu yêu cầu bổ sung.") if defect else _("Đã bỏ ghi lỗi.")


def _drop(request: StaffRequest, dossier: Dossier, key: str) -> str:
    """What cannot be read makes way for another picture of the same paper."""
    said = {"numbers": [_number(request.POST["drop"])], "reason": _("Bản quét hỏng, quét lại")}
    perform(act=Act.DROP_COPY, code=str(dossier), actor=request.actor, at=clock.now(), said=said)
    return _("Đã bỏ bản hỏng. Hãy quét lại giấy tờ này.")


def _reuse(request: StaffRequest, dossier: Dossier, key: str) -> str:
    reuse_copies(**_here(request, dossier), copies={key: _number(request.POST["reuse"])})
    return _("Đã dùng lại bản điện tử của hồ sơ trước.")


_DOINGS: Mapping[str, Doing] = {
    "scanner": _from_scanner,
    "turn": _turn,
    "shift": _shift,
    "out": _out,
    "anew": _anew,
    "bind": _bind,
    "compare": _compare,
    "defect": _defect,
    "drop": _drop,
    "reuse": _reuse,
}


def _confirm(request: StaffRequest, dossier: Dossier, said: Mapping[str, Any]) -> None:
    words = {**said, "sign": own_signature(request)}
    perform(act=Act.CONFIRM_COPIES, code=str(dossier), actor=request.actor, at=clock.now(), said=words)


def _here(request: StaffRequest, dossier: Dossier) -> dict[str, Any]:
    return {"code": str(dossier), "actor": request.actor, "at": clock.now()}


def _number(text: str) -> int:
    """A number of the page as it was sent; anything else is no page."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0

"""One entry on a page of its own: an item of the media, a material that is given out, a course with who came."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from motcua.core.moments import local_day
from motcua.documents.handouts import HandoutKind
from motcua.organisation.queries import units_under
from motcua.outreach.actions import materials, media
from motcua.outreach.communication_tables import Material, MaterialHandOut, MediaItem
from motcua.outreach.communication_terms import EntryKind, MediaAct
from motcua.outreach.registers.making import Entry
from motcua.outreach.registers.materials import material_facts, materials_for
from motcua.outreach.registers.training import participants
from motcua.outreach.striking import struck_ids
from motcua.outreach.told import found
from motcua.outreach.training_tables import TrainingCourse
from motcua.procedures.queries import settlers_of, version_on
from motcua.procedures.terms import VersionStatus
from motcua.web.admin.fields import performed
from motcua.web.citizen.handouts import handout_pdf
from motcua.web.communication.fields import ChoosingForm, day_field, line, web_link
from motcua.web.communication.keeping_forms import HandOverForm, TraineeForm
from motcua.web.communication.kinds import KEEPING, READING
from motcua.web.communication.pages import asked_for, bound, cells_of, facts_of, shown
from motcua.web.shared.stored_files import attachment
from motcua.web.staff.requests import StaffRequest

_MOST_SHOWN = 200
_MOST_ID = 2**63 - 1


class CheckForm(ChoosingForm):
    """Which source was checked (R-263)."""

    source = line(gettext_lazy("Nguồn đã kiểm tra"))


class PublishForm(ChoosingForm):
    """When an item appeared."""

    day = day_field(gettext_lazy("Ngày đăng, phát"))  # type: ignore[assignment]  # a field; fields leave the class
    link = web_link()


@require_http_methods(["GET", "POST"])
def media_item(request: StaffRequest, item_id: int) -> HttpResponse:
    """An item with what was done; a POST checks its source or records that it appeared."""
    item = _own(request, MediaItem, item_id, EntryKind.MEDIA)
    wanted = request.POST.get("viec", "") if request.method == "POST" else ""
    forms = {
        "check": bound(CheckForm, request) if wanted == "check" else _empty(CheckForm, request),
        "publish": bound(PublishForm, request) if wanted == "publish" else _empty(PublishForm, request),
    }
    act = _media_act(request, item, wanted, forms)
    if act is not None and performed(forms[wanted], act) is not None:
        messages.success(request, _("Đã ghi."))
        return redirect(request.path)
    steps = {step.act: step for step in item.steps.all()}
    context = {
        "facts": facts_of(request, "tin-bai", item_id),
        "item": item,
        "check": None if MediaAct.CHECK in steps else forms["check"],
        "publish": None if MediaAct.PUBLISH in steps else forms["publish"],
        "keeps": request.actor.has(*KEEPING) and item.unit_id == request.unit.pk,
        "failed": forms.get(wanted),
    }
    failed = wanted in forms and forms[wanted].errors
    return render(request, "communication/media_item.html", context, status=422 if failed else 200)


def _media_act(
    request: StaffRequest, item: MediaItem, wanted: str, forms: dict[str, Any]
) -> Callable[[], None] | None:
    def check() -> None:
        said = forms["check"].cleaned_data
        media.check_source(item_id=item.pk, actor=request.actor, at=clock.now(), **said)

    def publish() -> None:
        said = forms["publish"].cleaned_data
        media.publish_media(item_id=item.pk, actor=request.actor, at=clock.now(), **said)

    return {"check": check, "publish": publish}.get(wanted)


@require_GET
def here(request: StaffRequest) -> HttpResponse:
    """The materials of the unit and those above it, for everybody who works here (R-235)."""
    asked = asked_for(request)
    rows = found(materials_for(request.unit), asked.wanted).select_related("unit")
    context = {"materials": rows.order_by("-day", "-pk")[:_MOST_SHOWN], "wanted": asked.wanted}
    return render(request, "communication/here.html", context)


@require_http_methods(["GET", "POST"])
def material(request: StaffRequest, material_id: int) -> HttpResponse:
    """A material with who got it; a POST hands printed copies over (R-235)."""
    row = get_object_or_404(materials_for(request.unit, below=True), pk=min(material_id, _MOST_ID))
    form = bound(HandOverForm, request)

    def act() -> None:
        said = form.cleaned_data
        materials.hand_over(material_id=row.pk, actor=request.actor, at=clock.now(), **said)

    if request.method == "POST" and performed(form, act) is not None:
        messages.success(request, _("Đã ghi việc giao."))
        return redirect(request.path)
    given = MaterialHandOut.objects.filter(material=row).exclude(pk__in=struck_ids(EntryKind.HAND_OUT))
    keeps = request.actor.has(*KEEPING) and row.unit_id == request.unit.pk
    context = {
        "facts": material_facts(row),
        "material": row,
        "given": given.order_by("-pk")[:_MOST_SHOWN],
        "reads": request.actor.has(*READING) and row.unit_id in units_under([request.unit.pk]),
        "form": form if keeps else None,
        "opens": bool(row.file_id or row.procedure_id),
    }
    return render(request, "communication/material.html", context, status=422 if form.errors else 200)


@require_POST
def download(request: StaffRequest, material_id: int) -> HttpResponseBase:
    """The material itself, the download recorded: the file that was kept, or the leaflet made from the catalogue."""
    row = get_object_or_404(materials_for(request.unit, below=True), pk=min(material_id, _MOST_ID))
    given = _kept(row) if row.file_id else _leaflet(request, row)
    materials.note_download(material_id=row.pk, actor=request.actor, at=clock.now())
    return given


@require_http_methods(["GET", "POST"])
def course(request: StaffRequest, course_id: int) -> HttpResponse:
    """A course with its participants; a POST writes one down, or that they came (R-234)."""
    row = _own(request, TrainingCourse, course_id, EntryKind.COURSE)
    keeps = request.actor.has(*KEEPING) and row.unit_id == request.unit.pk
    form = bound(TraineeForm, request, course=row)
    if request.method == "POST" and form.perform(request.actor, clock.now()) is not None:
        messages.success(request, _("Đã lưu."))
        return redirect(request.path)
    made = participants(asked_for(request), row)
    context = shown(request, made) | {
        "facts": facts_of(request, "tap-huan", course_id),
        "form": form if keeps else None,
        "rows": [(cells_of(one), "", "") for one in made.lines],
    }
    return render(request, "communication/course.html", context, status=422 if form.errors else 200)


def _own(request: StaffRequest, table: type[Entry], key: int, kind: EntryKind) -> Entry:
    """The entry, where it is of this unit or one below it and was not struck out; 404 otherwise."""
    rows = table._default_manager.filter(unit_id__in=units_under([request.unit.pk]))
    return get_object_or_404(rows.exclude(pk__in=struck_ids(kind)), pk=min(key, _MOST_ID))


def _empty(form: type[ChoosingForm], request: StaffRequest) -> ChoosingForm:
    return form(unit=request.unit, day=local_day(clock.now()))


def _kept(row: Material) -> HttpResponseBase:
    assert row.file is not None
    return attachment(row.file, row.file_name)


def _leaflet(request: StaffRequest, row: Material) -> HttpResponse:
    day = local_day(clock.now())
    version = version_on(row.procedure_id, day) if row.procedure_id else None
    if version is None or version.status != VersionStatus.PUBLIC:
        raise Http404(_("Thủ tục này không còn công khai. Hãy chọn tài liệu khác."))
    under = units_under([request.unit.pk])
    settlers = sorted(settlers_of(version, day), key=lambda unit: unit.pk != request.unit.pk)
    unit = next((one for one in settlers if one.pk in under), None)
    if unit is None:
        raise Http404(_("Không có cơ quan nào ở đây giải quyết thủ tục này."))
    answer = HttpResponse(handout_pdf(version, unit, HandoutKind.LEAFLET), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="to-gap-{version.procedure_id}-{unit.pk}.pdf"'
    return answer

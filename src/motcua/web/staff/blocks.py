"""Numbers for a day without power: reserve a block, print its pack, account for every number."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.pack_typesetting import typeset_pack
from motcua.dossiers.actions import blocks as acts
from motcua.dossiers.block_pack import pack_of
from motcua.dossiers.blocks import block_of, counted_blocks, numbers_of
from motcua.dossiers.models import NumberBlock
from motcua.dossiers.terms import BLOCK_STATE_LABELS, NUMBER_FATE_LABELS, BlockState, NumberFate
from motcua.organisation.terms import Role
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.block_forms import BlockForm, SpoiltForm
from motcua.web.staff.requests import StaffRequest, journal_view

_COLOURS = {NumberFate.ENTERED: "green", NumberFate.SPOILT: "yellow", NumberFate.UNUSED: "grey"}
_STATES = {BlockState.RESERVED: "blue", BlockState.IN_USE: "yellow", BlockState.SETTLED: "green"}


@require_http_methods(["GET", "POST"])
def blocks(request: StaffRequest) -> HttpResponse:
    """The blocks of the unit; the head reserves another."""
    today = local_day(clock.now())
    form = BlockForm(request.POST or None, initial={"day": today, "size": 30})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("staff:block", _reserved(request, form).pk)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    counted = counted_blocks(request.unit.id, today)
    context = {
        "rows": [(one, BLOCK_STATE_LABELS[one.state], _STATES[one.state]) for one in counted],
        "overdue": sum(one.left for one in counted if one.overdue),
        "form": form,
        "reserves": request.actor.has(Role.LEAD),
    }
    return render(request, "staff/blocks.html", context, status=422 if form.errors else 200)


def _reserved(request: StaffRequest, form: BlockForm) -> NumberBlock:
    block = acts.reserve(unit_id=request.unit.id, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("Đã để dành %(n)s số. In gói giấy và giao cho quầy.") % {"n": block.size})
    return block


@require_http_methods(["GET", "POST"])
def block(request: StaffRequest, block_id: int) -> HttpResponse:
    """One block, number by number; a POST says that a form was spoilt."""
    found = block_of(block_id, request.unit.id)
    form = SpoiltForm(request.POST or None, codes=[one.code for one in numbers_of(found)])
    if request.method == "POST" and form.is_valid():
        try:
            use = acts.spoil(
                code=form.cleaned_data["number"],
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                at=clock.now(),
            )
            messages.success(request, _("Đã ghi số %(code)s là giấy hỏng.") % {"code": use.number.code})
            return redirect("staff:block", block_id)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    return _block_page(request, found, form)


def _block_page(request: StaffRequest, found: NumberBlock, form: SpoiltForm) -> HttpResponse:
    [count] = counted_blocks(request.unit.id, local_day(clock.now()), block_id=found.pk)
    rows = []
    for number in numbers_of(found):
        use = getattr(number, "use", None)
        fate = NumberFate(use.fate) if use else None
        said = (NUMBER_FATE_LABELS[fate], _COLOURS[fate]) if fate else ("", "")
        rows.append((number, use, said, getattr(number, "waiting", None)))
    context = {
        "reserved": found,
        "count": count,
        "state": (BLOCK_STATE_LABELS[count.state], _STATES[count.state]),
        "rows": rows,
        "form": form,
        "reserves": request.actor.has(Role.LEAD),
        "enters": request.actor.has(Role.RECEIVE),
    }
    return render(request, "staff/block.html", context, status=422 if form.errors else 200)


@require_GET
def pack(request: StaffRequest, block_id: int) -> HttpResponse:
    """The pack for the counter as PDF: cover, promises of the day, slips in two copies, a register to fill in."""
    found = block_of(block_id, request.unit.id)
    content = typeset_pack(pack_of(found, site=request.build_absolute_uri("/")))
    journal_view(request, f"block:{found.pk}", pack=found.size)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="goi-giay-{found.day.isoformat()}-{found.pk}.pdf"'
    return response


@require_POST
def give_back(request: StaffRequest, block_id: int) -> HttpResponse:
    """The head closes the block; a refusal is shown by itself."""
    given = acts.give_back(block_id=block_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã ghi %(n)s số là không dùng. Lô đã giải trình đủ.") % {"n": len(given)})
    return redirect("staff:block", block_id)

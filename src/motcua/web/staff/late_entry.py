"""Type in what was received on paper, one slip after another; a second person compares and confirms."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.dossiers.actions.late_entry import confirm, take_back, type_in
from motcua.dossiers.block_rules import difference
from motcua.dossiers.blocks import block_of, counted_blocks, next_free, numbers_of, signers_on, waiting_in
from motcua.dossiers.late_entries import due_of_data, of_data
from motcua.dossiers.models import NumberBlock, WaitingEntry
from motcua.organisation.terms import Role
from motcua.procedures.queries import receivable_by, version_on
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.block_forms import PaperForm
from motcua.web.staff.requests import StaffRequest, journal_view

# What the next slip most often says too.
_CARRIED_OF = "late_entry_{}"
CARRIED = ("procedure", "received_by", "reason", "channel", "return_channel", "due_clock", "due_day")


@require_http_methods(["GET", "POST"])
def type_slip(request: StaffRequest, block_id: int) -> HttpResponse:
    """The form for one paper slip; once typed, the next number stands ready."""
    found = block_of(block_id, request.unit.id)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            entry = type_in(paper=form.paper(), actor=request.actor, at=clock.now())
            _carry(request, form)
            return redirect(f"{request.path}?{urlencode({'sau': entry.number.code})}")
        except Refused as refused:
            add_refusal(form, refused.refusal)
    [count] = counted_blocks(request.unit.id, local_day(clock.now()), block_id=found.pk)
    context = {"reserved": found, "count": count, "form": form, "said": bool(form.errors)}
    # No banner: it would take the keyboard away from the next slip.
    context["typed"] = next(
        (one.number for one in waiting_in(found) if one.number.code == _after(request)), None
    )
    return render(request, "staff/late_entry.html", context, status=422 if form.errors else 200)


def _form(request: StaffRequest, found: NumberBlock) -> PaperForm:
    number = next_free(found, after=_after(request))
    initial = {"reason": found.reason, "received_by": str(request.actor.person_id)}
    if _after(request):
        initial |= request.session.get(_CARRIED_OF.format(found.pk), {})
    initial["number"] = number.code if number else ""
    form = PaperForm(
        request.POST or None,
        initial=initial,
        block=found,
        codes=[one.code for one in numbers_of(found)],
        versions=list(receivable_by(request.unit, found.day)),
        signers=signers_on(found),
    )
    first = "name" if initial["number"] else "number"
    form.fields[first].widget.attrs["autofocus"] = True
    return form


def _after(request: StaffRequest) -> str:
    """The number typed just before."""
    after = request.GET.get("sau", "")[:60]
    return after if after.isprintable() else ""


def _carry(request: StaffRequest, form: PaperForm) -> None:
    """Kept with the sign-in: a reason in free words may name a person, so it stands in no address."""
    said = {name: form.data.get(name, "")[:300] for name in CARRIED}
    request.session[_CARRIED_OF.format(form.block.pk)] = {
        name: value for name, value in said.items() if value
    }


@require_http_methods(["GET", "POST"])
def compare(request: StaffRequest, block_id: int) -> HttpResponse:
    """What waits, to be compared with the office's copies; a POST confirms or takes back those chosen."""
    found = block_of(block_id, request.unit.id)
    if request.method == "POST":
        if request.POST.get("lai"):
            return _taken_back(request, block_id)
        return _confirmed(request, found)
    waiting = waiting_in(found)
    if waiting:
        journal_view(request, f"block:{found.pk}", codes=[one.number.code for one in waiting])
    context = {"reserved": found, "rows": [_row(request, one) for one in waiting]}
    context["enters"] = request.actor.has(Role.RECEIVE)
    return render(request, "staff/late_compare.html", context)


def _row(request: StaffRequest, waiting: WaitingEntry) -> dict[str, object]:
    paper = of_data(waiting.number.code, waiting.data)
    version = version_on(paper.reception.procedure, local_day(paper.reception.received_at))
    counted = due_of_data(waiting.data["due_counted"])
    return {
        "entry": waiting,
        "paper": paper,
        "procedure": version.name if version else paper.reception.procedure,
        "counted": counted,
        "differs": difference(counted, paper.due_written) if counted else "",
        "mine": waiting.asked_by_id == request.actor.person_id,
    }


def _confirmed(request: StaffRequest, found: NumberBlock) -> HttpResponse:
    """Each judged on its own: one that is refused does not stop the rest."""
    done, refused = [], []
    for code in dict.fromkeys(request.POST.getlist("code")[: found.size]):
        try:
            entered = confirm(code=code, actor=request.actor, at=clock.now())
        except Refused as caught:
            refused.append((code, caught.refusal))
            continue
        done.append(entered.dossier)
        for warning in entered.warnings:
            messages.warning(request, warning)
    context = {"reserved": found, "done": done, "refused": refused}
    return render(request, "staff/late_done.html", context, status=409 if refused else 200)


def _taken_back(request: StaffRequest, block_id: int) -> HttpResponse:
    code = request.POST["lai"]
    take_back(code=code, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ phiếu nhập bù của số %(code)s.") % {"code": code[:60]})
    return redirect(reverse("staff:compare", args=[block_id]))

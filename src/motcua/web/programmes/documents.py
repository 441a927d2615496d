"""Plans and steering documents sent to staff: mine to read and confirm, and who of those I sent one to has read it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import units_under
from motcua.programmes.actions.sending import confirm_read, send_to_staff
from motcua.programmes.models import SteeringDocument
from motcua.programmes.steering import documents_for, readers_of
from motcua.web.admin.fields import performed
from motcua.web.programmes.kinds import RUNNING
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.requests import StaffRequest


class SendForm(OfficeForm):
    """To the staff of which units."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Gửi cho toàn thể cán bộ của"), widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, units: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = units


@require_http_methods(["GET", "POST"])
def mine(request: StaffRequest) -> HttpResponse:
    """What was sent to this person, unread first; a POST confirms one."""
    if request.method == "POST":
        text = request.POST.get("document", "")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
        try:
            confirm_read(document_id=number, actor=request.actor, at=clock.now())
        except Refused as refused:
            messages.error(request, refused.refusal.text)
        else:
            messages.success(request, _("Đã xác nhận đã đọc."))
        return redirect("programmes:documents")
    rows = [(row, getattr(row, "confirmation", None)) for row in documents_for(request.actor.person_id)[:200]]
    return render(request, "programmes/documents.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def document(request: StaffRequest, document_id: int) -> HttpResponse:
    """One document of this unit: who got it, who has read it; a POST sends it to the staff of units."""
    found = (
        SteeringDocument.objects.filter(pk=document_id, unit=request.unit).select_related("programme").first()
    )
    if found is None:
        raise Http404
    day = local_day(clock.now())
    under = Unit.objects.filter(in_force(day), pk__in=units_under([request.unit.pk]))
    offered = list(under.order_by("level__position", "name_fold").values_list("pk", "name"))
    form = SendForm(offered, request.POST or None, initial={"units": [request.unit.pk]})
    sent: list[int] = []

    def act() -> None:
        chosen = form.cleaned_data["units"]
        sent.append(send_to_staff(document_id=found.pk, unit_ids=chosen, actor=request.actor, at=clock.now()))

    if request.method == "POST" and performed(form, act) is not None:
        messages.success(request, _("Đã gửi thêm cho %(n)d người.") % {"n": sent[0]})
        return redirect("programmes:document", found.pk)
    return _document_page(request, found, form)


def _document_page(request: StaffRequest, found: SteeringDocument, form: SendForm) -> HttpResponse:
    readers = readers_of(found)
    context = {
        "document": found,
        "readers": readers,
        "figures": [
            (len(readers), _("Người nhận")),
            (sum(one.read_at is not None for one in readers), _("Đã xác nhận đã đọc"), "green"),
        ],
        "form": form if request.actor.has(*RUNNING) else None,
    }
    return render(request, "programmes/document.html", context, status=422 if form.errors else 200)

"""Open dossiers of units that ended: who goes on with each, taken over one by one or all at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.documents.wording import due_text
from motcua.dossiers.actions.registry import BATCH_LIMIT
from motcua.dossiers.left_behind import Left, answered_by, choices_for
from motcua.dossiers.terms import STATE_LABELS, Act, State
from motcua.organisation.models import Unit
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.requests import StaffRequest, journal_list
from motcua.web.staff.trays import done_for_many
from motcua.web.staff.watch_tabs import watch_tabs

HERE = "/can-bo/theo-doi/co-quan-ket-thuc/"


class SucceedForm(OfficeForm):
    """Which unit goes on; left empty, the one successor named."""

    unit = forms.ChoiceField(
        label=gettext_lazy("Cơ quan giải quyết tiếp"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chỉ có một cơ quan kế thừa"),
    )
    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=1000, required=False)

    def __init__(self, units: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Cơ quan kế thừa đã ghi")), *((u.pk, u.name) for u in units)]  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def left(request: StaffRequest) -> HttpResponse:
    """The list for the head of the successor or of the superior; a POST takes over."""
    day = local_day(clock.now())
    found = answered_by(request.unit.pk, day)
    form = SucceedForm(choices_for(found, request.unit.pk, day), request.POST or None)
    if request.method == "POST" and form.is_valid():
        every = [str(one.dossier) for one in found[:BATCH_LIMIT]] if request.POST.get("all") else []
        return _taken_over(request, form.cleaned_data, every or request.POST.getlist("code"))
    shown = found[:BATCH_LIMIT]
    journal_list(request, "co-quan-ket-thuc", [one.dossier for one in shown])
    context = {
        "tabs": watch_tabs(request.actor.roles, "co-quan-ket-thuc/"),
        "rows": [_row(one) for one in shown],
        "count": len(found),
        "form": form,
    }
    return render(request, "staff/left.html", context, status=422 if form.errors else 200)


def _row(one: Left) -> dict[str, Any]:
    dossier = one.dossier
    heir = Unit.objects.filter(pk=one.heir).first() if one.heir else None
    return {
        "code": str(dossier),
        "unit": dossier.unit.name,
        "ended": dossier.unit.valid_to,
        "procedure": dossier.version.name,
        "due": due_text(dossier.due_at, strict=dossier.due_strict) if dossier.due_at else _("Chưa hẹn"),
        "state": STATE_LABELS[State(dossier.state)],
        "heir": heir.name if heir else _("Chưa định, ông/bà chọn"),
    }


def _taken_over(request: StaffRequest, said: dict[str, Any], codes: list[str]) -> HttpResponse:
    label = _("Giải quyết tiếp hồ sơ của cơ quan đã kết thúc")
    return done_for_many(request, Act.SUCCEED, codes, said=said, back=HERE, label=label)

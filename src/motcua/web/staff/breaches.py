"""The register of leaks: what happened, whom it concerns, until when the authority is told."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import at, end_of, start_of
from motcua.core.refusals import Refused
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.organisation.models import Person
from motcua.personal_data.actions.breaching import record_breach
from motcua.personal_data.breaches import Wanted, list_of
from motcua.personal_data.models import Breach
from motcua.personal_data.policies import MOST_TEXT
from motcua.personal_data.terms import SCOPE_LABELS, BreachScope
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField, RevealRadios
from motcua.web.staff.requests import StaffRequest, journal_view


class BreachForm(OfficeForm):
    """What was found when, and by what the affected are looked for."""

    described = forms.CharField(
        label=gettext_lazy("Sự cố gì?"), max_length=MOST_TEXT, widget=forms.Textarea({"rows": 4})
    )
    found_day = DatePartsField(label=gettext_lazy("Ngày phát hiện"))
    found_clock = forms.TimeField(
        label=gettext_lazy("Giờ phát hiện"),
        input_formats=["%H:%M", "%Hh%M"],
        help_text=gettext_lazy("Ví dụ: 09:30"),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Tìm người bị ảnh hưởng theo"),
        choices=[(one.value, label) for one, label in SCOPE_LABELS.items()],
        widget=RevealRadios(reveals={"person": ("person",), "file": ("sha256",)}),
    )
    person = forms.ChoiceField(label=gettext_lazy("Cán bộ"), required=False)
    sha256 = forms.RegexField(
        label=gettext_lazy("SHA-256 của tệp"), regex=r"^[0-9a-fA-F]{64}$", required=False
    )
    first = DatePartsField(label=gettext_lazy("Từ ngày"), required=False)
    last = DatePartsField(label=gettext_lazy("Đến hết ngày"), required=False)

    def __init__(self, data: Any, unit_id: str) -> None:
        super().__init__(data, label_suffix="")
        people = Person.objects.filter(grants__unit_id=unit_id).distinct().order_by("full_name")
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Chọn cán bộ")),
            *((str(one.pk), one.full_name) for one in people),
        ]

    def clean(self) -> dict[str, Any]:
        """Each scope needs its own field."""
        said = super().clean() or {}
        needed = {
            BreachScope.PERSON: ("person",),
            BreachScope.FILE: ("sha256",),
            BreachScope.PERIOD: ("first", "last"),
        }
        for name in needed.get(said.get("scope", ""), ()):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("Điền mục này"))
        return said

    def wanted(self, unit_id: str) -> Wanted:
        """As the search takes it."""
        said = self.cleaned_data
        return Wanted(
            scope=BreachScope(said["scope"]),
            unit_id=unit_id,
            first=start_of(said["first"]) if said.get("first") else None,
            last=end_of(said["last"]) if said.get("last") else None,
            person_id=int(said["person"]) if said.get("person") else None,
            sha256=said.get("sha256", "").lower(),
        )

    @property
    def found_at(self) -> datetime:
        """When it was discovered."""
        return at(self.cleaned_data["found_day"], self.cleaned_data["found_clock"])


@require_http_methods(["GET", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """Every entry of the unit, the newest first; a new one."""
    form = BreachForm(request.POST if request.method == "POST" else None, request.unit.pk)
    if request.method == "POST" and form.is_valid():
        try:
            made = record_breach(
                wanted=form.wanted(request.unit.pk),
                described=form.cleaned_data["described"],
                discovered_at=form.found_at,
                actor=request.actor,
                at=clock.now(),
            )
            messages.success(request, _("Đã ghi sự cố %(number)s.") % {"number": made.number})
            return redirect("rights:breaches")
        except Refused as refused:
            add_refusal(form, refused.refusal)
    rows = [
        (one, SCOPE_LABELS[BreachScope(one.scope)])
        for one in Breach.objects.filter(unit_id=request.unit.pk).order_by("-pk")[:200]
    ]
    context = {"form": form, "rows": rows, "now": clock.now()}
    return render(request, "staff/breaches.html", context, status=422 if form.errors else 200)


@require_GET
def list_file(request: StaffRequest, number: str) -> HttpResponse:
    """Whom it concerns and how they are reached; taking it is journalled."""
    breach = Breach.objects.filter(unit_id=request.unit.pk, number=number).first()
    if breach is None:
        raise Http404
    codes = list(breach.subjects.exclude(dossier="").values_list("dossier", flat=True)[:1000])
    journal_view(request, number, codes=codes)
    response = HttpResponse(list_of(breach), content_type=CONTENT_TYPES[FileKind.XLSX])
    response["Content-Disposition"] = f'attachment; filename="{number}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response

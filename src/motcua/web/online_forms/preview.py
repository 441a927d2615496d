"""What would a citizen see? A page of any version with its errors, and the declaration with labels as answers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.online.declarations import declaration_pdf
from motcua.procedures.models import FormVersion
from motcua.procedures.online_forms.queries import form_of
from motcua.procedures.online_forms.samples import sample_answers
from motcua.web.citizen.address_fields import places_on
from motcua.web.citizen.form_fields import page_form
from motcua.web.staff.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def page(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """One page (`?trang=`) as it is filled in; what is typed is judged and kept nowhere."""
    version = _version(code, number)
    form = form_of(version)
    key = request.GET.get("trang", form.groups[0].key)
    group = form.group(key)
    if group is None:
        raise Http404
    day = local_day(clock.now())
    data: Any = request.POST if request.method == "POST" else None
    answers = sample_answers(form, upto=key, on=day)
    shown = page_form(form, group, answers, data, on=day, places=places_on(day))
    context = {
        "version": version,
        "code": code,
        "schema": form,
        "group": group,
        "form": shown,
        "right": data is not None and shown.is_valid(),
        "place": form.groups.index(group) + 1,
    }
    return render(request, "staff/online_form_preview.html", context)


@require_GET
def paper(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The declaration with a sample answer for every question."""
    form = form_of(_version(code, number))
    day = local_day(clock.now())
    made = declaration_pdf(
        form, sample_answers(form, on=day), procedure=code, unit=request.unit, day=day, moment=clock.now()
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="to-khai-{number}.pdf"'
    return response


def _version(code: str, number: int) -> FormVersion:
    return get_object_or_404(FormVersion, procedure_id=code, number=number)

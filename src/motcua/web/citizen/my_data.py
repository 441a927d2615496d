"""What does the office hold of me, and who looked at it? (13/2023/NĐ-CP điều 9; 91/2025/QH15)"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.personal_data.queries import held_of, who_viewed
from motcua.personal_data.rules import data_rules
from motcua.web.citizen.session import citizen_needed, here


@require_safe
@citizen_needed(alone=True)
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything, kind by kind, and what may be done with it."""
    context = {"sections": held_of(here(request)), "kept_by_law": data_rules().kept_by_law}
    return render(request, "citizen/my_data.html", context)


@require_safe
@citizen_needed(alone=True)
def viewers(request: HttpRequest) -> HttpResponse:
    """Which office opened which of my dossiers, when and for what."""
    return render(request, "citizen/my_viewers.html", {"rows": who_viewed(here(request))})

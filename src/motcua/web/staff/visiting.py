"""In which visit does a page of the reception stand? Named in its address, or in the form that was sent."""

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.models import Visit
from motcua.web.staff.requests import StaffRequest


def visit_asked(request: StaffRequest) -> Visit | None:
    """Today's visit of the unit that `?luot=12` names or the form carries; None where there is no such one."""
    said = request.GET.get("luot", "") or request.POST.get("visit", "")
    if not (said.isascii() and said.isdecimal() and len(said) <= 15):
        return None
    return Visit.objects.filter(pk=int(said), unit=request.unit, day=local_day(clock.now())).first()

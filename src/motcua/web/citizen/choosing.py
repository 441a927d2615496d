"""Which unit does the visitor mean? The one asked for, else the one of last time, else the one with most promises."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.organisation.models import Unit, in_force
from motcua.programmes.queries import rules_on
from motcua.programmes.rules import holds
from motcua.programmes.terms import APPLIED

COOKIE = "don_vi"
PARAMETER = "don-vi"
_YEAR = 365 * 24 * 3600


def units_to_choose(day: date) -> list[Unit]:
    """The units with a desk that day, by the alphabet."""
    desks = Unit.objects.filter(in_force(day), one_stop_units__isnull=False)
    return list(desks.select_related("level", "parent").distinct().order_by("name_fold"))


def unit_in_view(request: HttpRequest, units: Sequence[Unit], day: date) -> Unit | None:
    """The unit of `?don-vi=`, else of the cookie, else a first guess; 404 where the one asked for is not there."""
    by_id = {unit.id: unit for unit in units}
    asked = request.GET.get(PARAMETER, "")
    if asked and asked not in by_id:
        raise Http404(_("Đơn vị này không làm việc vào ngày đang xem. Hãy chọn đơn vị khác."))
    return by_id.get(asked) or by_id.get(request.COOKIES.get(COOKIE, "")) or _first_guess(units, day)


def remember_unit(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The unit asked for is remembered by this browser for next time; nothing is kept on the server."""
    asked = request.GET.get(PARAMETER, "")
    if asked:
        response.set_cookie(
            COOKIE, asked, max_age=_YEAR, samesite="Lax", secure=settings.PRODUCTION, httponly=True
        )
    return response


def _first_guess(units: Sequence[Unit], day: date) -> Unit | None:
    """The unit that a programme in force names itself, the one with the longest list first; else any."""
    named = {
        unit_id: max((len(codes) for codes in rule.lists.values()), default=0)
        for rule in rules_on()
        if rule.status in APPLIED and holds(day, rule.period_from, rule.period_to)
        for unit_id in rule.units
    }
    return max(units, key=lambda unit: named.get(unit.id, 0), default=None)

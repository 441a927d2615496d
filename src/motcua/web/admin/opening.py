"""Which unit is a page of administration about, and may the actor see it?"""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.models import Unit
from motcua.organisation.queries import scope_of
from motcua.organisation.terms import Role
from motcua.web.staff.requests import StaffRequest

ADMIN = frozenset({Role.ADMIN})
ADMIN_OR_LEAD = frozenset({Role.ADMIN, Role.LEAD})
JOURNAL_READERS = frozenset({Role.ADMIN, Role.INSPECT})


def scope_in(request: StaffRequest, roles: frozenset[Role] = ADMIN) -> frozenset[str]:
    """The units that the actor may change by these roles today."""
    return scope_of(request.actor, roles=roles, on=local_day(clock.now()))


def managed_unit(request: StaffRequest, unit_id: str, roles: frozenset[Role] = ADMIN) -> Unit:
    """The unit of the address: 404 where there is none, 403 outside the actor's scope."""
    unit = Unit.objects.select_related("level", "parent").filter(pk=unit_id).first()
    if unit is None:
        raise Http404
    if not request.actor.has(*roles) or unit_id not in scope_in(request, roles):
        raise PermissionDenied
    return unit

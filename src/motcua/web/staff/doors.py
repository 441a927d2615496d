"""Which roles open which staff page? A wrapper around each view; what may be done there the acts judge themselves."""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any, Concatenate

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase

from motcua.dossiers.archive import policies
from motcua.dossiers.finding import unit_kept
from motcua.organisation.terms import KEEPERS, Role
from motcua.payments import policies as paying
from motcua.web.shared.navigation import DOOR_ROLES
from motcua.web.staff.requests import StaffRequest

View = Callable[Concatenate[StaffRequest, ...], HttpResponseBase]
EVERYBODY = frozenset(Role)
# Administration of accounts needs nobody's personal data.
WORKING = EVERYBODY - {Role.ADMIN}
# A helper (hỗ trợ) may look and explain, but receives nothing.
RECEIVING = frozenset({Role.RECEIVE, Role.POST})
# The public post serves nobody at the counter.
VISITING = frozenset({Role.RECEIVE})
COLLECTING = frozenset({Role.RECEIVE, Role.RETURN})
# Numbers for a day without power: the head reserves and confirms, the clerk enters.
RESERVING = frozenset({Role.RECEIVE, Role.LEAD})
# Payments from afar: who accounts for them, who asks that money goes back.
RECONCILING = frozenset(paying.RECONCILING)
REFUNDING = COLLECTING | RECONCILING
CONTROLLING = frozenset({Role.CONTROL})
# Who proposes that a power to sign be lent.
PROPOSING = frozenset({Role.LEAD, Role.CONTROL})
KEEPING = KEEPERS
# Who looks into the archive, and who carries whole dossiers out of the office.
ARCHIVE_READING = policies.READING
EXPORTING = policies.EXPORTING


def door(view: View, roles: frozenset[Role] = WORKING) -> View:
    """The view for these roles only (403 for others); the request then knows its unit."""

    @wraps(view)
    def opened(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.has(*roles):
            raise PermissionDenied
        # A copy: what a request does to its unit is not seen by the next.
        request.unit = copy(unit_kept(request.stamp, request.actor.unit_id))
        request.unit_name = request.unit.name
        return view(request, *args, **kwargs)

    setattr(opened, DOOR_ROLES, roles)  # read by links to it (mc_opens)
    return opened

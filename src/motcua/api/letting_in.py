"""Which roles may make this call, and for which unit does it answer? As the doors of the pages have it."""

from django.http import HttpRequest

from motcua.api.tokens import Caller, caller_of
from motcua.core.refusals import refuse
from motcua.organisation.models import Unit
from motcua.organisation.terms import KEEPERS, ROLE_LABELS, Role
from motcua.payments.policies import COLLECTORS

__all__ = ["COLLECTING", "KEEPING", "VISITING", "let_in", "unit_of"]
COLLECTING = frozenset(COLLECTORS)
KEEPING = KEEPERS
VISITING = frozenset({Role.RECEIVE})


def let_in(request: HttpRequest, roles: frozenset[Role]) -> Caller:
    """The caller, where the token carries one of the roles today; Refused `no_role` otherwise."""
    caller = caller_of(request)
    if caller.actor.has(*roles):
        return caller
    names = ", ".join(f"“{ROLE_LABELS[role]}”" for role in sorted(roles))
    raise refuse(
        "no_role",
        f"Lời gọi này cần một trong các vai trò {names}. Đề nghị quản trị phân quyền cho mã truy cập.",
    )


def unit_of(caller: Caller) -> Unit:
    """The unit for which the caller acts."""
    return Unit.objects.select_related("level", "parent").get(pk=caller.actor.unit_id)

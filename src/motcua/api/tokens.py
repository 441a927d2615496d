"""Whose program is calling, for which unit, with which roles today? Default deny."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.organisation.actions.tokens import keep_use
from motcua.organisation.actors import Actor
from motcua.organisation.tokens import holder_of

_LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Caller:
    """The token's person acting now; `at` is the one moment of this request."""

    token_id: int
    actor: Actor
    at: datetime


class AnyToken(HttpBearer):
    """Any valid token, also one whose roles are over: for what is public anyway."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        return _caller_of(request, token)


class StaffToken(HttpBearer):
    """A token that still carries a role in its unit today."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        caller = _caller_of(request, token)
        if caller is not None and not caller.actor.roles:
            raise refuse(
                "token_without_role",
                "Mã truy cập không còn vai trò nào tại cơ quan này hôm nay. Đề nghị quản trị phân quyền lại.",
            )
        return caller


def caller_of(request: HttpRequest) -> Caller:
    """The caller that the token check put on the request."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined]


def _caller_of(request: HttpRequest, token: str) -> Caller | None:
    """Looked up once a request, however often it is asked."""
    if not token or len(token) > _LONGEST_TOKEN:
        return None
    if not hasattr(request, "known_caller"):
        at = clock.now()
        holder = holder_of(token=token, on=local_day(at))
        if holder is not None:
            keep_use(token_id=holder.token_id, last=holder.last_used_at, actor=holder.actor, at=at)
        request.known_caller = Caller(holder.token_id, holder.actor, at) if holder else None  # type: ignore[attr-defined]
    return cast("Caller | None", request.known_caller)  # type: ignore[attr-defined]

"""Issue and revoke keys of programs; keep when each was used."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, note
from motcua.organisation.models import ApiToken, Person, Unit
from motcua.organisation.terms import Role
from motcua.organisation.tokens import hash_of

USE_KEPT_EVERY = timedelta(minutes=15)


@transaction.atomic
def issue_token(
    *, person: Person, unit: Unit, roles: Iterable[Role], actor: Actor | None, at: datetime, name: str = ""
) -> str:
    """A new token for a program that acts as the person in the unit; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    issued = ApiToken.objects.create(
        name=clean_line(name, 100, field="name", what="Tên chương trình"),
        person=person,
        unit=unit,
        roles=sorted({role.value for role in roles}),
        hash=hash_of(token),
        created_at=at,
    )
    note(actor, at, unit.id, "issue_token", person.username, token=issued.pk, roles=issued.roles)
    return token


@transaction.atomic
def revoke_token(*, token_id: int, unit: Unit, actor: Actor | None, at: datetime) -> None:
    """From now on the program with that token gets in no more. Refused: `no_role`, `other_unit`, `token_unknown`."""
    allow(actor, unit.id, at)
    token = ApiToken.objects.select_for_update(of=("self",)).filter(pk=token_id, unit=unit).first()
    if token is None or token.revoked_at is not None:
        raise refuse("token_unknown", "Không có mã truy cập này hoặc đã thu hồi. Hãy tải lại trang.")
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    note(actor, at, unit.id, "revoke_token", token.person.username, token=token.pk)


def keep_use(*, token_id: int, last: datetime | None, actor: Actor, at: datetime) -> None:
    """Remember that the program used its token, at most every quarter of an hour."""
    if last is None or at - last >= USE_KEPT_EVERY:
        ApiToken.objects.filter(pk=token_id, person_id=actor.person_id).update(last_used_at=at)

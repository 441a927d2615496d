"""Record a sign-in with its session, end sessions."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from motcua.core import journal
from motcua.core.refusals import refuse
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, SignIn

_MOST_BROWSER = 200


@transaction.atomic
def record_sign_in(
    *,
    person: Person,
    unit_id: str,
    session_key: str,
    address: str,
    browser: str,
    actor: Actor | None,
    at: datetime,
) -> None:
    """Somebody came in: kept for the account's review and so that the session can be ended.

    Nobody acts yet, so `actor` is None.
    """
    person.last_login = at
    person.save(update_fields=["last_login"])
    SignIn.objects.create(
        person=person, at=at, session_key=session_key, address=address[:45], browser=browser[:_MOST_BROWSER]
    )
    journal.record(
        chain=unit_id,
        at=at,
        actor_id=person.pk,
        actor_name=person.full_name,
        action="sign_in",
        subject=person.username,
    )


@transaction.atomic
def end_session(*, sign_in_id: int, person: Person, actor: Actor, at: datetime) -> None:
    """End one of one's own sessions, wherever it is open. Refused: `session_unknown`."""
    found = SignIn.objects.filter(pk=sign_in_id, person=person).first()
    if found is None or person.pk != actor.person_id:
        raise refuse("session_unknown", "Không có phiên đăng nhập này. Hãy tải lại trang.")
    _end([found.session_key], at)


@transaction.atomic
def end_other_sessions(*, person: Person, session_key: str, actor: Actor, at: datetime) -> None:
    """End all of one's own sessions but this one. Refused: `session_unknown`."""
    if person.pk != actor.person_id:
        raise refuse("session_unknown", "Không có phiên đăng nhập này. Hãy tải lại trang.")
    end_sessions(person, at, but=session_key)


@transaction.atomic
def renew_session(*, former: str, session_key: str, person: Person, actor: Actor, at: datetime) -> None:
    """The session goes on under a new key (after a change of password)."""
    SignIn.objects.filter(person=person, session_key=former).update(session_key=session_key)


def end_sessions(person: Person, at: datetime, *, but: str = "") -> None:
    """End the person's open sessions, `but` one; called by the acts that close or change an account."""
    keys = SignIn.objects.filter(person=person, ended_at__isnull=True).exclude(session_key=but)
    _end(list(keys.values_list("session_key", flat=True)), at)


def _end(keys: list[str], at: datetime) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(session_key__in=keys, ended_at__isnull=True).update(ended_at=at)

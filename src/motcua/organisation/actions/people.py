"""Add, rename, close and reopen accounts, give and change passwords. `actor` None is the operator."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from motcua.core.refusals import refuse
from motcua.core.vntext import clean_name
from motcua.organisation.actions.sign_ins import end_sessions
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, allow_account, note
from motcua.organisation.models import Person

_MOST_NAME = 60
# Read aloud or copied from a slip of paper: no signs that look alike.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4
ONE_TIME_DAYS = 3


@transaction.atomic
def add_person(
    *,
    username: str,
    full_name: str,
    actor: Actor | None,
    at: datetime,
    password: str | None = None,
    demo: bool = False,
) -> Person:
    """A new person; without a password nobody signs in as them.

    Refused: `username_taken`, `name_missing`, `no_role`…
    """
    if actor is not None:
        allow(actor, actor.unit_id, at)
    name = clean_name(full_name, field="full_name")
    user = clean_name(username, _MOST_NAME, field="username", what="Tên đăng nhập")
    if Person.objects.filter(username__iexact=user).exists():
        raise refuse("username_taken", f"Tên đăng nhập {user} đã có. Hãy chọn tên khác.", field="username")
    person = Person.objects.create_person(user, name, password, demo=demo, created_at=at)
    note(actor, at, actor.unit_id if actor else "system", "add_person", user)
    return person


@transaction.atomic
def rename_person(*, person: Person, full_name: str, actor: Actor, at: datetime) -> None:
    """The name people and papers see from now on; past steps keep the old one."""
    allow_account(actor, person, at)
    person.full_name = clean_name(full_name, field="full_name")
    person.save(update_fields=["full_name"])
    note(actor, at, actor.unit_id, "rename_person", person.username)


@transaction.atomic
def close_account(*, person: Person, actor: Actor, at: datetime) -> None:
    """Nobody signs in as them any more, and their sessions end now; what they did stays theirs."""
    allow_account(actor, person, at)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person, at)
    note(actor, at, actor.unit_id, "close_account", person.username)


@transaction.atomic
def reopen_account(*, person: Person, actor: Actor, at: datetime) -> None:
    """The person may sign in again, with the roles that are still in force."""
    allow_account(actor, person, at)
    person.is_active = True
    person.save(update_fields=["is_active"])
    note(actor, at, actor.unit_id, "reopen_account", person.username)


@transaction.atomic
def give_one_time_password(*, person: Person, actor: Actor, at: datetime) -> str:
    """A password to hand over once; it must be changed at the first sign-in and within three days.

    Their open sessions end. Answers the password: it is kept nowhere.
    """
    allow_account(actor, person, at)
    password = "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    person.set_password(password)
    person.one_time_until = at + timedelta(days=ONE_TIME_DAYS)
    person.save(update_fields=["password", "one_time_until"])
    end_sessions(person, at)
    note(actor, at, actor.unit_id, "give_one_time_password", person.username)
    return password


@transaction.atomic
def change_password(
    *, person: Person, present: str, wanted: str, actor: Actor, at: datetime, session_key: str
) -> None:
    """A person's own new password; every other session of theirs ends.

    Refused: `not_own_password`, `password_wrong`, `password_same`, `password_weak`.
    """
    if person.pk != actor.person_id:
        raise refuse("not_own_password", "Chỉ đổi được mật khẩu của chính mình. Hãy đăng nhập lại.")
    if not person.check_password(present):
        raise refuse("password_wrong", "Mật khẩu hiện tại chưa đúng. Hãy nhập lại.", field="present")
    if present == wanted:
        raise refuse("password_same", "Mật khẩu mới phải khác mật khẩu cũ. Hãy chọn lại.", field="wanted")
    try:
        validate_password(wanted, person)
    except ValidationError as error:
        said = " ".join(error.messages)
        raise refuse("password_weak", f"{said} Hãy chọn mật khẩu khác.", field="wanted") from error
    person.set_password(wanted)
    person.one_time_until = None
    person.save(update_fields=["password", "one_time_until"])
    end_sessions(person, at, but=session_key)
    note(actor, at, actor.unit_id, "change_password", person.username)

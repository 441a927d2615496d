"""How does a program get in? A token for a person in one unit, printed once as the last word."""

import argparse

from django.conf import settings
from django.db import transaction

from config import clock
from motcua.authority.actions.powers import grant_signing_power
from motcua.authority.loading_seals import KeeperData, load_seals
from motcua.authority.models import Seal, SigningPower
from motcua.cli.demonstration import head_title
from motcua.core.refusals import refuse
from motcua.core.vntext import fold
from motcua.organisation.actions.people import add_person
from motcua.organisation.actions.postings import post_person
from motcua.organisation.actions.roles import grant_role
from motcua.organisation.actions.tokens import issue_token
from motcua.organisation.models import OneStopUnit, Person, Unit
from motcua.organisation.queries import unit_by_id
from motcua.organisation.terms import Role

HELP = "Cấp một mã truy cập API cho một người tại một đơn vị; mã chỉ in một lần."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who, where, with which roles."""
    parser.add_argument("name", metavar="TÊN", help="họ tên hoặc tên đăng nhập; chưa có thì thêm mới")
    parser.add_argument("--role", action="append", required=True, choices=[role.value for role in Role])
    parser.add_argument(
        "--program", default="", metavar="TÊN", help="chương trình dùng mã này, để nhận ra khi thu hồi"
    )
    parser.add_argument("--unit", required=True, metavar="MÃ_ĐƠN_VỊ")


@transaction.atomic
def run(args: argparse.Namespace) -> int:
    """Make what is missing from the unit's first day on, and print the token."""
    unit = unit_by_id(args.unit)
    roles = [Role(role) for role in dict.fromkeys(args.role)]
    at = clock.now()
    person = _person(args.name, unit)
    for role in roles:
        grant_role(
            person=person,
            unit=unit,
            role=role,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            actor=None,
            at=at,
        )
    for desk in OneStopUnit.objects.filter(unit=unit):
        post_person(
            person=person,
            desk=desk,
            home_unit=unit,
            valid_from=desk.valid_from,
            valid_to=desk.valid_to,
            actor=None,
            at=at,
        )
    if Role.APPROVE in roles:
        _give_power(person, unit)
    if Role.SEAL in roles:
        _give_seal(person, unit)
    print(issue_token(person=person, unit=unit, roles=roles, actor=None, at=at, name=args.program))
    return 0


def _person(name: str, unit: Unit) -> Person:
    """The person known by that username, else a new one without a password."""
    username = ".".join(fold(name).replace(".", " ").split())[:60]
    known = Person.objects.filter(username__in=[name, username]).first()
    if known is None:
        return add_person(
            username=username, full_name=name, demo=settings.DEMONSTRATION, actor=None, at=clock.now()
        )
    if not known.is_active:
        raise refuse("person_left", f"{known.full_name} đã nghỉ. Hãy dùng tên khác.")
    return known


def _give_power(person: Person, unit: Unit) -> None:
    """In the demonstration the role brings the power of the unit's head; elsewhere it is given by decision."""
    if not settings.DEMONSTRATION or SigningPower.objects.filter(person=person, unit=unit).exists():
        return
    grant_signing_power(
        person=person,
        unit=unit,
        capacity="head",
        title=head_title(unit),
        demo=True,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        actor=None,
        at=clock.now(),
    )


def _give_seal(person: Person, unit: Unit) -> None:
    """In the demonstration the role brings a seal of the unit; elsewhere one is handed over."""
    if settings.DEMONSTRATION and not Seal.objects.filter(holder=person, unit=unit).exists():
        load_seals([KeeperData(person, unit)], at=clock.now())

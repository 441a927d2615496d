"""How does the first administrator get in? By command at the machine, with a password of their own."""

import argparse
import getpass
import os
import sys
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.organisation.actions.people import add_person
from motcua.organisation.actions.roles import grant_role
from motcua.organisation.models import Person, RoleGrant, Unit, in_force
from motcua.organisation.queries import unit_by_id, units_on
from motcua.organisation.terms import Role

HELP = "Thêm người quản trị, hoặc đặt lại mật khẩu của họ."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who, where, and where the password comes from."""
    parser.add_argument("name", metavar="TÊN", help="tên đăng nhập")
    parser.add_argument("--full-name", metavar="HỌ_TÊN", help="họ và tên; không ghi thì lấy tên đăng nhập")
    parser.add_argument(
        "--unit", metavar="MÃ_ĐƠN_VỊ", help="chỉ quản trị đơn vị này; không ghi thì mọi đơn vị"
    )
    parser.add_argument("--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào chuẩn")


def run(args: argparse.Namespace) -> int:
    """Ask for the password, check it, add the person and the role."""
    password = _password(from_stdin=args.password_stdin)
    at = clock.now()
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(username=args.name).first()
        person = person or add_person(
            username=args.name, full_name=args.full_name or args.name, actor=None, at=at
        )
        _check(password, person)
        person.set_password(password)
        person.save(update_fields=["password"])
        units = _units(args.unit, local_day(at))
        held = RoleGrant.objects.filter(in_force(local_day(at)), person=person, role=Role.ADMIN)
        known = set(held.values_list("unit_id", flat=True))
        for unit in units:
            if unit.id not in known:
                grant_role(person=person, unit=unit, role=Role.ADMIN, actor=None, at=at)
    print(f"Đã đặt người quản trị {person.username} tại {len(units)} đơn vị.")
    return 0


def _units(unit_id: str | None, day: date) -> list[Unit]:
    units = [unit_by_id(unit_id)] if unit_id else list(units_on(day))
    if not units:
        raise refuse("no_units", "Chưa có đơn vị nào. Hãy nạp tệp đơn vị bằng lệnh load rồi làm lại.")
    return units


def _password(*, from_stdin: bool) -> str:
    """From stdin, from MOTCUA_ADMIN_PASSWORD, else asked twice at the terminal."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if given := os.environ.get("MOTCUA_ADMIN_PASSWORD"):
        return given
    if not sys.stdin.isatty():
        raise refuse(
            "no_password",
            "Không có nơi để hỏi mật khẩu. Hãy dùng --password-stdin hoặc MOTCUA_ADMIN_PASSWORD.",
        )
    first = getpass.getpass("Mật khẩu: ")
    if first != getpass.getpass("Nhập lại mật khẩu: "):
        raise refuse("passwords_differ", "Hai lần nhập không giống nhau. Hãy chạy lại lệnh.")
    return first


def _check(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise refuse(
            "weak_password", f"Mật khẩu chưa đạt: {' '.join(error.messages)} Hãy chọn mật khẩu khác."
        ) from error

"""Keep, check and take away second factors of the staff; trust devices; say what roles ask."""

import secrets
from datetime import datetime, timedelta

import pyotp
from django.db import IntegrityError, transaction

from motcua.core.refusals import Refused, refuse
from motcua.core.sealed import keyed, seal, unseal
from motcua.core.vntext import clean_line, needed_line
from motcua.organisation.actions.sign_ins import end_sessions
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, allow_account, note
from motcua.organisation.factor_rules import FactorKind, FactorNeed
from motcua.organisation.factor_tables import (
    FactorReset,
    FactorRule,
    RecoveryCode,
    SecondFactor,
    TrustedDevice,
)
from motcua.organisation.models import Person
from motcua.organisation.policies import LEADING
from motcua.organisation.terms import Role

TRUSTED_FOR = timedelta(days=30)
RECOVERY_CODES = 10
_STEP_S = 30
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_BOX = "staff.totp"


@transaction.atomic
def keep_app(*, secret: str, digits: str, label: str, actor: Actor, at: datetime, real_at: datetime) -> None:
    """The person's app shows what it should for this secret: kept from now on. Refused: `factor_code_wrong`.

    `real_at` is the real moment: the app counts by it, whatever the office's clock shows.
    """
    step = _step_shown(secret, digits, real_at)
    if step is None:
        raise _wrong()
    person = Person.objects.select_for_update().get(pk=actor.person_id)
    SecondFactor.objects.create(
        person=person,
        kind=FactorKind.TOTP,
        secret=seal(_BOX, secret),
        counter=step,
        label=_label(label, "Ứng dụng xác thực"),
        created_at=at,
    )
    note(actor, at, actor.unit_id, "keep_second_factor", person.username, kind=FactorKind.TOTP.value)


@transaction.atomic
def keep_staff_passkey(
    *, credential: str, public_key: str, sign_count: int, label: str, actor: Actor, at: datetime
) -> None:
    """A key the person's device has just made. Refused: `passkey_known`."""
    person = Person.objects.select_for_update().get(pk=actor.person_id)
    try:
        with transaction.atomic():
            SecondFactor.objects.create(
                person=person,
                kind=FactorKind.PASSKEY,
                credential=credential,
                public_key=public_key,
                counter=sign_count,
                label=_label(label, "Khóa đăng nhập"),
                created_at=at,
            )
    except IntegrityError as error:
        raise refuse("passkey_known", "Khóa này đã có. Hãy dùng khóa đó, hoặc tạo khóa khác.") from error
    note(actor, at, actor.unit_id, "keep_second_factor", person.username, kind=FactorKind.PASSKEY.value)


def check_app(*, person: Person, digits: str, actor: None, at: datetime) -> None:
    """Whether one of the person's apps shows these digits now; each half minute counts once.

    `at` is the real moment. Refused: `factor_code_wrong`.
    """
    for factor in person.factors.filter(kind=FactorKind.TOTP, ended_at__isnull=True):
        step = _step_shown(unseal(_BOX, factor.secret) or "", digits, at)
        mine = SecondFactor.objects.filter(pk=factor.pk)
        if step is not None and mine.filter(counter__lt=step).update(counter=step, last_used_at=at):
            return
    raise _wrong()


def use_recovery_code(*, person: Person, code: str, actor: None, at: datetime) -> None:
    """A code for the day the device is lost: right ones count once. Refused: `factor_code_wrong`."""
    typed = "".join(sign for sign in code.lower() if sign in _SIGNS)
    mine = person.recovery_codes.filter(hash=_code_hash(person, typed), used_at__isnull=True)
    if not typed or not mine.update(used_at=at):
        raise _wrong()


def passkey_used(*, factor: SecondFactor, sign_count: int, actor: None, at: datetime) -> None:
    """The key has just signed."""
    factor.counter, factor.last_used_at = sign_count, at
    factor.save(update_fields=["counter", "last_used_at"])


@transaction.atomic
def new_recovery_codes(*, actor: Actor, at: datetime) -> list[str]:
    """Ten codes, shown on this one answer; older ones are good no more."""
    person = Person.objects.select_for_update().get(pk=actor.person_id)
    person.recovery_codes.filter(used_at__isnull=True).update(used_at=at)
    codes = ["-".join(_random(4) for _ in range(3)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, hash=_code_hash(person, code.replace("-", "")), created_at=at)
        for code in codes
    )
    note(actor, at, actor.unit_id, "new_recovery_codes", person.username)
    return codes


@transaction.atomic
def drop_factor(*, factor_id: int, actor: Actor, at: datetime) -> None:
    """One of one's own factors is used no more. Refused: `factor_unknown`."""
    if not SecondFactor.objects.filter(pk=factor_id, person_id=actor.person_id, ended_at__isnull=True).update(
        ended_at=at
    ):
        raise refuse("factor_unknown", "Không có cách xác thực này. Hãy tải lại trang.")
    note(actor, at, actor.unit_id, "drop_second_factor", str(factor_id))


def trust_device(*, person: Person, browser: str, address: str, actor: None, at: datetime) -> str:
    """This browser need not show the second factor for 30 days; answers what its cookie keeps."""
    token = secrets.token_urlsafe(32)
    TrustedDevice.objects.create(
        person=person,
        hash=keyed("staff.device", token),
        browser=browser[:200],
        address=address[:45],
        created_at=at,
        expires_at=at + TRUSTED_FOR,
    )
    return token


def revoke_devices(*, actor: Actor, at: datetime) -> int:
    """No browser of the person's is trusted any more; answers how many were."""
    mine = TrustedDevice.objects.filter(person_id=actor.person_id, revoked_at__isnull=True)
    return mine.update(revoked_at=at)


@transaction.atomic
def say_factor_need(*, unit_id: str, role: Role, need: FactorNeed, actor: Actor, at: datetime) -> None:
    """What a role of the unit asks from now on; it is asked at the next sign-in. Refused: `no_role`, `other_unit`."""
    allow(actor, unit_id, at)
    FactorRule.objects.create(unit_id=unit_id, role=role, need=need, said_by_id=actor.person_id, said_at=at)
    note(actor, at, unit_id, "say_factor_need", role.value, need=need.value)


@transaction.atomic
def ask_factor_reset(*, person: Person, reason: str, actor: Actor, at: datetime) -> None:
    """An administrator asks that a person's factors be taken away (lost device); another person does it.

    Refused: `no_role`, `own_account`, `account_elsewhere`, `basis_missing`, `reset_asked`.
    """
    allow_account(actor, person, at)
    why = needed_line(reason, 300, field="reason", what="Lý do")
    if person.factor_resets.filter(done_at__isnull=True).exists():
        raise refuse("reset_asked", "Đã có đề nghị đặt lại, chờ người thứ hai. Hãy nhờ người đó làm.")
    FactorReset.objects.create(
        person=person, unit_id=actor.unit_id, reason=why, asked_by_id=actor.person_id, asked_at=at
    )
    note(actor, at, actor.unit_id, "ask_factor_reset", person.username)


@transaction.atomic
def do_factor_reset(*, person: Person, actor: Actor, at: datetime) -> None:
    """The second person: every factor, recovery code, trusted device and session of the person ends now.

    Refused: `no_role`, `other_unit`, `reset_unknown`, `same_person`, `own_account`.
    """
    asked = person.factor_resets.select_for_update().filter(done_at__isnull=True).first()
    if asked is None:
        raise refuse("reset_unknown", "Không có đề nghị đặt lại nào đang chờ. Hãy tải lại trang.")
    allow(actor, asked.unit_id, at, LEADING)
    if actor.person_id == person.pk:
        raise refuse("own_account", "Không tự đặt lại xác thực của chính mình. Hãy nhờ một người khác làm.")
    if actor.person_id == asked.asked_by_id:
        raise refuse(
            "same_person", "Người đề nghị không tự làm việc này. Hãy nhờ một quản trị hoặc lãnh đạo khác."
        )
    asked.done_by_id, asked.done_at = actor.person_id, at
    asked.save(update_fields=["done_by", "done_at"])
    person.factors.filter(ended_at__isnull=True).update(ended_at=at)
    person.recovery_codes.filter(used_at__isnull=True).update(used_at=at)
    person.devices.filter(revoked_at__isnull=True).update(revoked_at=at)
    end_sessions(person, at)
    note(actor, at, asked.unit_id, "do_factor_reset", person.username)


def _step_shown(secret: str, digits: str, at: datetime) -> int | None:
    """The half minute for which the app shows these digits: this one, the one before or after."""
    typed = "".join(digits.split())
    if not secret or not typed.isascii() or not typed.isdigit():
        return None
    now = int(at.timestamp()) // _STEP_S
    app = pyotp.TOTP(secret)
    return next(
        (step for step in (now, now - 1, now + 1) if app.verify(typed, for_time=step * _STEP_S)), None
    )


def _code_hash(person: Person, code: str) -> str:
    return keyed("staff.recovery", f"{person.pk} {code}")


def _random(length: int) -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(length))


def _label(said: str, otherwise: str) -> str:
    return clean_line(said, 60, field="label", what="Tên thiết bị") or otherwise


def _wrong() -> Refused:
    return refuse(
        "factor_code_wrong", "Mã chưa đúng hoặc đã dùng. Hãy chờ mã mới rồi nhập lại.", field="digits"
    )

"""How does a machine become a kiosk of a desk, and stop being one? A code once, then a key only it holds (R-027)."""

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, closing, note
from motcua.organisation.models import OneStopUnit, Unit
from motcua.queueing.kiosks import IDLE_SECONDS, KioskHere, key_hash
from motcua.queueing.models import Kiosk, KioskDraft, KioskSetup

CODE_GOOD_FOR = timedelta(hours=1)
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE_LENGTH = 8
_LEAST, _MOST = 15, 600


@transaction.atomic
def prepare_kiosk(
    *,
    desk: OneStopUnit,
    mark: str,
    actor: Actor | None,
    at: datetime,
    valid_from: date,
    name: str = "",
    idle_seconds: int = IDLE_SECONDS,
) -> str:
    """The code that sets a machine up as the kiosk of that mark, shown once; a kiosk that is there is set up anew.

    Refused: `no_role`, `other_unit`, `kiosk_mark_wrong`, `kiosk_idle_wrong`, `kiosk_ended`.
    """
    allow(actor, desk.unit_id, at)
    if not _LEAST <= idle_seconds <= _MOST:
        raise refuse(
            "kiosk_idle_wrong", f"Hãy chọn từ {_LEAST} đến {_MOST} giây không bấm.", field="idle_seconds"
        )
    kiosk = _kiosk(desk, mark.strip().upper(), name, valid_from)
    code = "".join(secrets.choice(_SIGNS) for _ in range(_CODE_LENGTH))
    KioskSetup.objects.create(
        kiosk=kiosk,
        code_hash=key_hash(code),
        idle_seconds=idle_seconds,
        made_by_id=actor.person_id if actor else None,
        made_at=at,
        until=at + CODE_GOOD_FOR,
    )
    note(actor, at, desk.unit_id, "prepare_kiosk", kiosk.mark, desk=desk.pk, idle_seconds=idle_seconds)
    return code


def _kiosk(desk: OneStopUnit, mark: str, name: str, valid_from: date) -> Kiosk:
    """The kiosk of that mark, its row held; made where there is none yet."""
    if len(mark) != 1 or not ("A" <= mark <= "Z"):
        raise refuse(
            "kiosk_mark_wrong", "Dấu của ki-ốt là một chữ từ A đến Z. Hãy nhập một chữ.", field="mark"
        )
    name = clean_line(name, 100, field="name", what="Nơi đặt")
    kiosk, _new = Kiosk.objects.select_for_update().get_or_create(
        desk=desk, mark=mark, defaults={"name": name, "valid_from": valid_from}
    )
    if kiosk.valid_to is not None:
        raise refuse(
            "kiosk_ended", "Ki-ốt mang dấu này đã thôi dùng. Hãy chọn dấu khác cho máy mới.", field="mark"
        )
    if name and name != kiosk.name:
        kiosk.name = name
        kiosk.save(update_fields=["name"])
    return kiosk


@transaction.atomic
def set_up_kiosk(*, code: str, actor: None, at: datetime) -> str:
    """The key of the machine at which the code was typed; another machine that held the mark is let go.

    Refused: `kiosk_code_unknown` (wrong, used, too old).
    """
    typed = key_hash("".join(code.split()).upper()[:40])
    setup = KioskSetup.objects.select_for_update().filter(code_hash=typed, used_at__isnull=True).first()
    if setup is None or at >= setup.until or setup.kiosk.valid_to is not None:
        raise refuse(
            "kiosk_code_unknown",
            "Mã này không đúng, đã dùng hoặc đã quá một giờ. Hãy xin quản trị viên mã mới.",
            field="code",
        )
    key = secrets.token_urlsafe(32)
    setup.used_at = at
    setup.save(update_fields=["used_at"])
    Kiosk.objects.filter(pk=setup.kiosk_id).update(key_hash=key_hash(key))
    kiosk = setup.kiosk
    note(actor, at, kiosk.desk.unit_id, "set_up_kiosk", kiosk.mark, desk=kiosk.desk_id)
    return key


@transaction.atomic
def end_kiosk(*, kiosk_id: int, unit: Unit, actor: Actor, at: datetime, end: date | None = None) -> None:
    """From that day, by default at once, the machine is no kiosk. Refused: `no_role`, `other_unit`, `kiosk_unknown`."""
    allow(actor, unit.id, at)
    kiosk = Kiosk.objects.select_for_update().filter(pk=kiosk_id, desk__unit=unit).first()
    if kiosk is None:
        raise refuse("kiosk_unknown", "Không có ki-ốt này ở cơ quan này. Hãy tải lại trang.")
    last = closing(kiosk, end, at)
    if last <= local_day(at):
        kiosk.key_hash = ""
    # A term has a day at least; without its key the machine is out all the same.
    kiosk.valid_to = max(last, kiosk.valid_from + timedelta(days=1))
    kiosk.save(update_fields=["valid_to", "key_hash"])
    note(actor, at, unit.id, "end_kiosk", kiosk.mark, valid_to=kiosk.valid_to)


def note_draft(*, kiosk: KioskHere, number: str, actor: None, at: datetime) -> None:
    """The filing in preparation was begun at this machine: left unfinished, it is discarded soon."""
    KioskDraft.objects.get_or_create(number=number, defaults={"kiosk_id": kiosk.id, "begun_at": at})

"""Blank forms (phôi): received in runs of serials, each used for one result or spoilt with a reason, never twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.actions.sayings import needed, text_of
from motcua.dossiers.models import BlankSeries, BlankUse
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.result_terms import BlankFate
from motcua.dossiers.results.blanks import MOST_BLANKS, lock_blank, split_serial
from motcua.dossiers.results.policies import STOCKING, why_not_by_role
from motcua.dossiers.results.queries import result_of
from motcua.organisation.actors import Actor


def receive_blanks(*, actor: Actor, at: datetime, said: Mapping[str, Any]) -> BlankSeries:
    """A run `first` … `last` (as printed, AB0001…AB0100) of a `kind`. Refused: no_role, serial_wrong,
    blanks_too_many, blanks_known and what a text may lack."""
    refuse_if(why_not_by_role("Nhập phôi", actor, STOCKING))
    kind = needed(said, "kind", "Loại phôi")
    prefix, first, digits = split_serial(needed(said, "first", "Số đầu"), field="first")
    last_prefix, last, _ = split_serial(needed(said, "last", "Số cuối"), field="last")
    if last_prefix != prefix or last < first:
        raise refuse(
            "serial_wrong", "Số cuối phải cùng ký hiệu và không nhỏ hơn số đầu. Hãy nhập lại.", field="last"
        )
    if last - first >= MOST_BLANKS:
        raise refuse(
            "blanks_too_many", f"Mỗi lần nhập nhiều nhất {MOST_BLANKS} phôi. Hãy chia nhỏ.", field="last"
        )
    series = BlankSeries(
        unit_id=actor.unit_id,
        kind=kind,
        prefix=prefix,
        digits=digits,
        first=first,
        last=last,
        received_from=text_of(said, "received_from", "Nhận từ"),
        document=text_of(said, "document", "Văn bản giao nhận"),
        received_by_id=actor.person_id,
        received_by_name=actor.name,
        received_at=at,
    )
    try:
        with transaction.atomic():
            series.save(force_insert=True)
    except IntegrityError:
        raise refuse(
            "blanks_known", "Trong dãy này có số phôi đã nhập trước đó. Hãy xem lại sổ phôi.", field="first"
        ) from None
    return series


@transaction.atomic
def use_blank(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> BlankUse:
    """The result of a dossier goes onto the blank form `serial` of a `kind`.

    Refused: no_role, result_not_in_force, blank_unknown, blank_used, blank_spoilt.
    """
    refuse_if(why_not_by_role("Dùng phôi", actor, STOCKING))
    dossier = dossier_of(code, actor.unit_id, lock=True)
    result = result_of(dossier)
    if result is None:
        raise refuse(
            "result_not_in_force", "Hồ sơ chưa có kết quả đã phê duyệt để in lên phôi. Hãy phê duyệt trước."
        )
    series, serial = lock_blank(actor.unit_id, said)
    _refuse_touched(series, serial)
    return _write(series, serial, BlankFate.USED, actor, at, result_id=result.pk)


@transaction.atomic
def spoil_blank(*, actor: Actor, at: datetime, said: Mapping[str, Any]) -> BlankUse:
    """A blank form is spoilt, with a `reason`; one that was used may be spoilt too, an unused one is then never used.

    Refused: no_role, blank_unknown, blank_spoilt, reason_missing.
    """
    refuse_if(why_not_by_role("Hủy phôi", actor, STOCKING))
    series, serial = lock_blank(actor.unit_id, said)
    reason = needed(said, "reason", "Lý do hỏng")
    used = series.uses.filter(serial=serial, fate=BlankFate.USED).first()
    if used is None:
        _refuse_touched(series, serial)
    elif series.uses.filter(serial=serial, fate=BlankFate.SPOILT).exists():
        raise _spoilt(series, serial)
    result_id = used.result_id if used else None
    return _write(series, serial, BlankFate.SPOILT, actor, at, reason=reason, result_id=result_id)


def _refuse_touched(series: BlankSeries, serial: int) -> None:
    touched = series.uses.filter(serial=serial).select_related("result__dossier").first()
    if touched is None:
        return
    if touched.fate == BlankFate.SPOILT or touched.result is None:
        raise _spoilt(series, serial)
    raise refuse(
        "blank_used",
        f"Phôi {series.label(serial)} đã dùng cho hồ sơ {touched.result.dossier}. Hãy lấy phôi khác.",
        field="serial",
    )


def _spoilt(series: BlankSeries, serial: int) -> Exception:
    return refuse(
        "blank_spoilt", f"Phôi {series.label(serial)} đã ghi hỏng. Hãy lấy phôi khác.", field="serial"
    )


def _write(
    series: BlankSeries, serial: int, fate: BlankFate, actor: Actor, at: datetime, **more: Any
) -> BlankUse:
    return BlankUse.objects.create(
        series=series,
        serial=serial,
        fate=fate.value,
        at=at,
        by_id=actor.person_id,
        by_name=actor.name,
        **more,
    )

"""What is printed for a block of reserved numbers: slips of the day's form, and what may be promised that day?"""

from datetime import date, datetime

from motcua.core.moments import start_of
from motcua.core.refusals import Refused
from motcua.documents.forms import form_set_on
from motcua.documents.packs import PackSlip, PaperPack, PromiseRow, Stretch
from motcua.documents.terms import FormKind
from motcua.dossiers.blocks import numbers_of
from motcua.dossiers.models import NumberBlock
from motcua.dossiers.promises import Promise
from motcua.dossiers.promising import promises_at_desk
from motcua.dossiers.registers import head_on
from motcua.dossiers.stretches import stretches
from motcua.organisation.models import Unit
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import receivable_by
from motcua.workcalendar.queries import calendar_of


def pack_of(block: NumberBlock, *, site: str) -> PaperPack:
    """The pack of a block, always the same for the same catalogue, calendar and programmes."""
    forms = form_set_on(block.day)
    return PaperPack(
        form=forms.form(FormKind.RECEIPT),
        register=forms.form(FormKind.REGISTER),
        head=head_on(block.unit, block.day, start_of(block.day)),
        unit=block.unit.name,
        day=block.day,
        slips=tuple(PackSlip(number.code, number.secret) for number in numbers_of(block)),
        promises=promises_of_day(block.unit, block.day),
        reason=block.reason,
        reserved_at=block.reserved_at,
        reserved_by=block.reserved_by_name,
        site=site,
        demonstration=block.unit.demo,
    )


def promises_of_day(unit: Unit, day: date) -> tuple[PromiseRow, ...]:
    """What the desk of the unit promises that day, procedures promised alike together, the soonest first."""
    calendar = calendar_of(unit)
    if not calendar.is_working_day(day):
        return ()
    opening, close = calendar.opening(day), calendar.close_of(day)
    alike: dict[tuple[tuple[Stretch, ...], str], list[tuple[str, str]]] = {}
    for version in receivable_by(unit, day):
        said = _said(version, unit, day, opening, close)
        if said is not None:
            alike.setdefault(said, []).append((version.procedure_id, version.name))
    rows = [PromiseRow(tuple(procedures), *said) for said, procedures in alike.items()]
    return tuple(sorted(rows, key=_soonest))


def _said(
    version: ProcedureVersion, unit: Unit, day: date, opening: datetime, close: datetime
) -> tuple[tuple[Stretch, ...], str] | None:
    try:
        ask = promises_at_desk(version, unit, day)
        ends = stretches(ask, opening=opening, close=close)
        found = tuple(_stretch(ask(last), last, is_last=last == ends[-1]) for last in ends)
    except Refused:
        return None  # nothing may be promised that day: the clerk finds no row and receives nothing
    return (found, "") if found else ((), version.limit_text)


def _stretch(promise: Promise, last: datetime, *, is_last: bool) -> Stretch:
    return Stretch(None if is_last else last, promise.due_at, promise.due_strict)


def _soonest(row: PromiseRow) -> tuple[bool, list[datetime]]:
    return not row.stretches, [stretch.due_at for stretch in row.stretches]

"""What does an official hand over at the end of a day? Dossiers, originals kept, cash, stamp imprints."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from motcua.core.moments import end_of, start_of
from motcua.documents import listings
from motcua.dossiers.custody import copies_held, held
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.registers import head_on
from motcua.dossiers.seal_sheets import imprints_by
from motcua.dossiers.shelf import on_shelf, to_call
from motcua.dossiers.terms import STATE_LABELS, Act, State
from motcua.organisation.models import Person, Unit
from motcua.payments.queries import closing_of, day_money

RECEIVING = (Act.RECEIVE, Act.ACCEPT)


def steps_of(unit_id: str, person_id: int, day: date, *acts: Act) -> QuerySet[Step]:
    """The acts of one person on one day, in order."""
    steps = Step.objects.filter(
        unit_id=unit_id,
        actor_id=person_id,
        act__in=acts,
        dossier__isnull=False,
        at__gte=start_of(day),
        at__lt=end_of(day),
    )
    return steps.select_related("dossier__version").order_by("id")


def unfinished_of(unit_id: str, person_id: int) -> QuerySet[Dossier]:
    """Dossiers that the person received and that are not ended, the first due first."""
    found = Dossier.objects.filter(unit_id=unit_id, received_by_id=person_id, ended_at__isnull=True)
    return found.select_related("version").order_by("due_at", "id")


def originals_kept(unit_id: str, dossiers: Iterable[Dossier]) -> dict[int, int]:
    """How many sheets of originals lie at the desk for each dossier (they go back to the person)."""
    kept = held(unit_id).filter(dossier__in=[one.pk for one in dossiers if one.originals_kept])
    return dict(kept.order_by().values_list("dossier_id").annotate(sum=Sum("copies")))


def shift_sheet(unit: Unit, person: Person, day: date, *, at: datetime) -> listings.ShiftSheet:
    """The hand-over sheet of a person and day, as it stands at the moment it is made."""
    unfinished = list(unfinished_of(unit.id, person.pk))
    kept = originals_kept(unit.id, unfinished)
    return listings.ShiftSheet(
        head=head_on(unit, day, at),
        code=f"{person.full_name}, {day:%d/%m/%Y}",
        official=person.full_name,
        day=day,
        received=_lines(steps_of(unit.id, person.pk, day, *RECEIVING)),
        returned=_lines(steps_of(unit.id, person.pk, day, Act.RETURN_RESULT)),
        unfinished=tuple(_line(one, one.due_at, kept.get(one.pk, 0)) for one in unfinished),
        originals=copies_held(unit.id, person.pk),
        imprints=imprints_by(unit.id, person.pk, day),
        money=_money(unit.id, person.pk, day),
        moment=at,
        demonstration=unit.demo,
        uncollected=on_shelf(unit.id).count(),
        to_call=to_call(unit.id).count(),
    )


def _lines(steps: Iterable[Step]) -> tuple[listings.ShiftLine, ...]:
    return tuple(_line(step.dossier, step.at, 0) for step in steps if step.dossier is not None)


def _line(dossier: Dossier, moment: datetime | None, originals: int) -> listings.ShiftLine:
    return listings.ShiftLine(
        code=str(dossier),
        procedure=dossier.version.name,
        applicant=dossier.applicant_name,
        state=STATE_LABELS[State(dossier.state)],
        at=moment,
        originals=originals,
    )


def _money(unit_id: str, person_id: int, day: date) -> listings.Money:
    money, closing = day_money(unit_id, person_id, day), closing_of(unit_id, person_id, day)
    return listings.Money(
        opening=money.opening,
        cash_in=money.cash_in,
        cash_out=money.cash_out,
        transfer_in=money.transfer_in,
        transfer_out=money.transfer_out,
        expected=money.expected,
        counted=closing.counted if closing else None,
        difference_reason=closing.reason if closing else "",
    )

"""All day long. The other visitors, served by real acts between the chapters: received, paid, and half of them done."""

from datetime import timedelta

from motcua.dossiers.applicants import Applicant
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import at, do
from tests.journeys.day.telling import TODAY, Day
from tests.payments.till import copies, pay

MORNING, AFTERNOON = 34, 12


def morning(day: Day) -> None:
    """Those who were served before noon."""
    for place in range(MORNING):
        dossier = _one(day, place, "08:45")
        moment = dossier.received_at + timedelta(minutes=4)
        do(Act.APPRAISE, dossier, Role.APPRAISE, moment)
        do(Act.APPROVE, dossier, Role.APPROVE, moment)
        do(Act.STAMP, dossier, Role.SEAL, moment)
        do(Act.RETURN_RESULT, dossier, Role.RETURN, moment)


def afternoon(day: Day) -> None:
    """A dozen who wait for a signature at half past two."""
    tray = day.kept["tray"] = []
    for place in range(AFTERNOON):
        dossier = _one(day, place, "13:30")
        do(Act.APPRAISE, dossier, Role.APPRAISE, dossier.received_at + timedelta(minutes=3))
        tray.append(dossier)


def _one(day: Day, place: int, start: str) -> Dossier:
    """The next visitor: three certified copies, paid in cash."""
    moment = at(f"{TODAY} {start}") + timedelta(minutes=2 * place)
    name, number = next(day.queue)
    person = Applicant(kind="person", name=name, id_number=number, phone="0912345678")
    dossier = copies(moment, applicant=person)
    pay(dossier, moment)
    return dossier

"""Does an act ever go by a catalogue that was changed meanwhile?"""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat

from motcua.core.catalogue_stamp import STAMP
from motcua.core.refusals import Refused
from motcua.dossiers.terms import Act
from motcua.organisation.models import OneStopUnit, RoleGrant, Unit
from motcua.organisation.terms import Role
from motcua.procedures.models import Component, InternalProcess, ProcedureVersion
from tests.cast import P5, all_papers, at, colleague, do, received, try_to_receive

pytestmark = pytest.mark.usefixtures("seeded")
NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")
EXTRACT = "2.000635"
STAMPED = {
    "organisation_level", "organisation_unit", "organisation_onestopunit", "procedures_procedure",
    "procedures_procedureversion", "procedures_component", "procedures_internalprocess",
    "procedures_onthespotlist", "procedures_onthespotentry", "legal_basis_document", "legal_basis_ruleset",
    "workcalendar_calendaryear", "workcalendar_calendarversion", "programmes_programme",
    "programmes_programmesversion", "programmes_solutionplan", "authority_sealingrule",
    "procedures_onlineleveldecision",
}  # fmt: skip


def test_every_table_that_is_remembered_renews_the_stamp() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT event_object_table FROM information_schema.triggers "
            "WHERE action_statement LIKE '%stamp_catalogue%'"
        )
        assert {table for (table,) in cursor.fetchall()} == STAMPED


def stamp_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {STAMP}")
        [stamp] = cursor.fetchone() or [""]
        return str(stamp)


def test_a_change_renews_the_stamp_and_a_change_undone_leaves_the_old_one() -> None:
    before = stamp_now()
    with transaction.atomic():
        Unit.objects.filter(pk=P5).update(place="Quận 11")
        assert stamp_now() != before
        transaction.set_rollback(True)
    assert stamp_now() == before
    RoleGrant.objects.filter(unit_id=P5).update(valid_to=date(2030, 1, 1))
    assert stamp_now() == before  # rights are read each time, remembered never


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (
            lambda: Component.objects.filter(version__procedure_id=EXTRACT).update(
                key=Concat("key", Value("-moi"))
            ),
            "component",
        ),
        (
            lambda: InternalProcess.objects.filter(version__procedure_id=EXTRACT).update(status="draft"),
            "process",
        ),
        (lambda: OneStopUnit.objects.filter(unit_id=P5).update(valid_to=date(2022, 5, 16)), "no_desk"),
        (lambda: Unit.objects.filter(pk=P5).update(valid_to=date(2022, 5, 16)), "unit_not_in_force"),
    ],
)
def test_what_changed_after_a_reception_holds_for_the_next(change: Any, refusal: str) -> None:
    received(EXTRACT, P5, NINE)
    papers = all_papers(EXTRACT, NINE)
    change()
    with pytest.raises(Refused, match=refusal):
        try_to_receive(EXTRACT, P5, TEN, components=papers)


def test_a_procedure_that_forbids_approving_ones_own_appraisal_from_now_on_forbids_it() -> None:
    dossier = received(EXTRACT, P5, NINE)
    do(Act.APPRAISE, dossier, Role.APPRAISE, NINE)
    signer = colleague(Role.APPROVE, P5, NINE)
    type(dossier).objects.filter(pk=dossier.pk).update(appraiser_id=signer.person_id)
    ProcedureVersion.objects.filter(pk=dossier.version_id).update(forbids_own_appraisal=True)
    with pytest.raises(Refused, match="own_appraisal"):
        do(Act.APPROVE, dossier, Role.APPROVE, TEN)

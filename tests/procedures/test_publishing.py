"""A draft becomes public by a signed decision in force on its first day."""

from datetime import date

import pytest

from motcua.core.refusals import Refused
from motcua.legal_basis.models import Document
from motcua.organisation.terms import Role
from motcua.procedures import actions
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import public_versions
from tests.cast import at, colleague
from tests.procedures.catalogue import BIRTH, NO_TERM, load_now, one_procedure

pytestmark = pytest.mark.usefixtures("seeded")
NOW = at("2026-11-23 09:00")
WARD = "hcmc.binh-thoi"


def draft() -> ProcedureVersion:
    load_now(one_procedure(BIRTH, code="9.000001", id="thu", valid_from="2026-11-20"), lend=False)
    return ProcedureVersion.objects.get(procedure_id="9.000001")


def decision(**changes: object) -> Document:
    facts = {
        "slug": "qd-cong-bo",
        "kind": "announcement",
        "number": "7/QĐ-UBND",
        "issued_on": date(2026, 11, 10),
        "effective_from": date(2026, 11, 20),
        "signed_by": "Phan Văn A",
    }
    return Document.objects.create(**(facts | changes))


@pytest.mark.requirement("R-008")
def test_with_a_signed_decision_a_draft_is_public():
    version = draft()
    assert not public_versions(NOW.date()).filter(procedure_id="9.000001").exists()
    actions.publish_version(
        version_id=version.id, decision=decision(), actor=colleague(Role.CONTROL, WARD, NOW), at=NOW
    )
    assert public_versions(NOW.date()).filter(procedure_id="9.000001").exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signed_by": ""}, "decision_not_signed"),
        ({"issued_on": None}, "decision_not_signed"),
        ({"effective_from": date(2026, 12, 1)}, "decision_not_in_force"),
    ],
)
def test_an_unsigned_decision_or_one_not_yet_in_force_publishes_nothing(changes, code):
    version = draft()
    with pytest.raises(Refused, match=code):
        actions.publish_version(
            version_id=version.id,
            decision=decision(**changes),
            actor=colleague(Role.CONTROL, WARD, NOW),
            at=NOW,
        )


@pytest.mark.requirement("R-010")
def test_a_version_without_a_time_limit_is_not_published_even_with_a_decision():
    version = ProcedureVersion.objects.get(procedure_id=NO_TERM, number=2)
    with pytest.raises(Refused, match="no_term"):
        actions.publish_version(
            version_id=version.id,
            decision=decision(effective_from=date(2025, 7, 1)),
            actor=colleague(Role.CONTROL, WARD, NOW),
            at=NOW,
        )


def test_only_those_who_keep_the_catalogue_publish():
    version = draft()
    with pytest.raises(Refused, match="no_role"):
        actions.publish_version(
            version_id=version.id, decision=decision(), actor=colleague(Role.RECEIVE, WARD, NOW), at=NOW
        )

"""What somebody might try with a result: a seal without a signature, another file, another power, another day."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from motcua.authority.seal_tables import Imprint
from motcua.authority.seal_terms import SealingKind
from motcua.core.refusals import Refusal, Refused
from motcua.documents.files.keeping import keep
from motcua.dossiers.actions.digitally import sign_results
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.actions.results.printing import print_result
from motcua.dossiers.models import ResultDocument
from motcua.dossiers.results.filling import typed_of
from motcua.dossiers.results.hands import Hand
from motcua.dossiers.results.proving import proof_of
from motcua.dossiers.results.queries import content_of, templates_of
from motcua.dossiers.results.verification import result_faults
from motcua.dossiers.terms import Act
from motcua.integrations.signing.office import person_of
from motcua.organisation.terms import Role
from tests.authority.delegating import acting, division_head
from tests.authority.delegating import decided as lent
from tests.cast import CERTIFIED_COPY, P5, Q11, at, colleague, do
from tests.dossiers.result_cast import NINE, appraised, drafted, handed_over
from tests.dossiers.test_digital_signatures import (
    LATER,
    decided,
    file_of,
    hand,
    ready,
    sealed_electronically,
    sign,
    store,
)

pytestmark = pytest.mark.usefixtures("seeded")


def behind_the_office(sql: str, *values: str | int) -> None:
    """What somebody with the database's password does."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.requirement("R-080")
@pytest.mark.parametrize(("kind", "signed"), [(SealingKind.ELECTRONIC, False), (SealingKind.BOTH, True)])
def test_no_invented_file_seals_a_result_of_the_office(kind, signed):
    sealed_electronically(kind)
    dossier = ready()
    if signed:
        sign(dossier)
    unsigned = decided(dossier).unsigned
    assert unsigned is not None
    for invented in ("ab" * 32, unsigned.sha256):
        with pytest.raises(Refused, match="phải đóng dấu số tại đây"):
            do(Act.STAMP, dossier, Role.SEAL, LATER, sealed_file=invented)
    assert decided(dossier).state == ("signed" if signed else "numbered")


def test_verify_names_a_signed_file_that_was_exchanged():
    dossier = ready()
    sign(dossier)
    other = keep(file_of(decided(ready()).unsigned), name="x.pdf", sensitive=True, at=LATER)
    assert not list(result_faults())
    behind_the_office(
        "UPDATE dossiers_resultdocument SET signed_id = %s WHERE id = %s", other.pk, decided(dossier).pk
    )
    assert list(result_faults())


CHANGES = (
    'power = power || \'{"title": "CHỦ TỊCH THÀNH PHỐ"}\'',
    "imprint = 'Con dấu khác'",
    "signer_id = drafted_by_id",
    "printed = printed + 7",
    "signed_id = NULL",
    "numbered_at = numbered_at - interval '1 day'",
    "over_decision = 'QĐ giả'",
    "foreign_system = 'Hệ thống khác'",
)


def test_verify_names_a_result_changed_by_hand():
    dossier = ready()
    sign(dossier)
    for change in CHANGES:
        with transaction.atomic():
            behind_the_office(f"UPDATE dossiers_resultdocument SET {change} WHERE id = {decided(dossier).pk}")
            assert len(list(result_faults())) == 1, change
            transaction.set_rollback(True)
    assert not list(result_faults())


def test_who_signs_under_another_delegation_than_the_one_cited_is_refused():
    dossier = ready()
    result = decided(dossier)
    behind_the_office(
        'UPDATE dossiers_resultdocument SET power = power || \'{"delegation": "UQ22-0001"}\' WHERE id = %s',
        result.pk,
    )
    [no] = sign(dossier)
    assert no.refusal is not None
    assert no.refusal.code == "power_changed"


@pytest.mark.requirement("R-069")
def test_what_a_delegate_approved_on_the_last_day_they_do_not_sign_the_day_after():
    person, last, after = division_head(), at("2022-05-31 16:00"), at("2022-06-01 08:00")
    lent(person)
    dossier = appraised(CERTIFIED_COPY, Q11, last)
    drafted(dossier, last)
    perform(act=Act.APPROVE, code=str(dossier), actor=acting(person, last), at=last, said={})
    dossier.refresh_from_db()

    def why_not(moment: datetime) -> Refusal | None:
        actor = acting(person, moment)
        signer = store().signer(person_of(actor, dossier.unit), moment)
        [one] = sign_results(codes=[str(dossier)], actor=actor, hand=Hand(actor, signer), at=moment)
        return one.refusal

    no = why_not(after)
    assert no is not None
    assert no.code == "no_signing_power"
    assert "hết hiệu lực từ ngày 01/06/2022" in no.text
    assert decided(dossier).state == "numbered"
    assert why_not(last + timedelta(minutes=5)) is None


def test_a_clock_put_back_signs_and_prints_nothing_before_the_approval():
    dossier = ready()
    early = NINE - timedelta(hours=1)
    whose = hand(Role.APPROVE)
    [no] = sign_results(codes=[str(dossier)], actor=whose.actor, hand=whose, at=early)
    assert no.refusal is not None
    assert no.refusal.code == "clock_behind"
    with pytest.raises(Refused) as why:
        print_result(code=str(dossier), actor=colleague(Role.RECEIVE, P5, NINE), at=early, said={})
    assert why.value.refusal.code == "clock_behind"


def test_one_key_that_breaks_in_an_unknown_way_stops_no_other():
    class Broken:
        holder = "x"
        tried = 0

        def sign(self, pdf, **said):
            Broken.tried += 1
            if Broken.tried == 1:
                raise RuntimeError("a fault of the driver")
            return hand(Role.APPROVE).signer.sign(pdf, **said)

    first, second = ready(), ready()
    answers = sign(first, second, signer=Broken())
    assert [one.refusal.code if one.refusal else "" for one in answers] == ["signing_failed", ""]


def test_the_check_page_names_the_seal():
    dossier = ready()
    handed_over(dossier)
    line = Imprint.objects.get(subject=str(dossier))
    assert proof_of(decided(dossier)).imprint == f"{line.seal}: dấu số {line.number}/2022"


def test_a_draft_never_stands_on_the_check_page():
    dossier = ready()
    handed_over(dossier)
    old = decided(dossier)
    drafted(dossier, LATER, number_source="foreign", foreign_number="9/X", foreign_number_again="9/X")
    do(Act.REVOKE_RESULT, dossier, Role.APPROVE, LATER, reason="Sai", document="QĐ 1")
    assert proof_of(ResultDocument.objects.get(pk=old.pk)).replaced_by == ""


def test_a_day_out_of_the_calendar_is_refused():
    version = templates_of(appraised().version, P5).first()
    assert version is not None
    content = content_of(version)
    day = replace(content.fields[0], key="day", kind="date")
    for text in ("1/1/9999999999999999", "0/0/0", "31/2/2022", "1/1/-5"):
        with pytest.raises(Refused) as no:
            typed_of(replace(content, fields=(day,)), {"day": text})
        assert no.value.refusal.code == "result_date_wrong"

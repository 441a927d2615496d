"""A dossier whose term has passed goes by decision of two persons; its chain holds, nobody's name stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.core.refusals import Refused
from motcua.documents.models import StoredFile
from motcua.dossiers.actions import disposing
from motcua.dossiers.actions.archiving import archive_closed
from motcua.dossiers.actions.daily_heads import record_daily_heads, sign_daily_heads
from motcua.dossiers.archive.keeping import figures_of, passed_of
from motcua.dossiers.models import ArchiveRecord, ComponentCopy, Disposal, Dossier, HandedIn, Step
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, CERTIFIED_COPY, ONG_TU, at, colleague, do
from tests.dossiers.result_cast import appraised, approved, drafted, handed_over
from tests.dossiers.scans import scanned

NINE = at("2026-01-12 09:00")
THEN = at("2036-02-04 09:00")
DECISION: dict[str, Any] = {
    "decision_number": "12/QĐ-UBND",
    "decision_day": date(2036, 2, 4),
    "decision_issuer": "Ủy ban nhân dân phường Bình Thới",
}


def person(role: Role, nth: int = 0) -> Actor:
    return colleague(role, BINH_THOI, THEN, nth=nth)


def kept(*, text: str = "1") -> Dossier:
    """Scanned, decided with a paper, handed over, archived."""
    dossier = appraised(CERTIFIED_COPY, BINH_THOI, NINE)
    component = dossier.version.components.filter(mandatory=True)[0].key
    scanned(dossier, component, NINE, text)
    dossier.refresh_from_db()
    drafted(dossier, NINE)
    approved(dossier, NINE)
    handed_over(dossier, NINE)
    do(Act.ARCHIVE, dossier, Role.LEAD, NINE + timedelta(hours=1))
    dossier.refresh_from_db()
    return dossier


def refused(call: Any, **said: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(**said)
    return str(caught.value.refusal.code)


def proposed(*dossiers: Dossier) -> Disposal:
    codes = [str(one) for one in dossiers]
    return disposing.propose(codes=codes, reason="Hết thời hạn lưu", actor=person(Role.CONTROL), at=THEN)


@pytest.mark.requirement("R-086")
@pytest.mark.requirement("R-087")
def test_what_was_decided_goes_and_leaves_a_tombstone_whose_chain_still_holds(seeded: None):
    dossier, sharing = kept(), kept()
    record_daily_heads(at=NINE + timedelta(days=2))
    sign_daily_heads(at=NINE + timedelta(days=2))
    copy = ComponentCopy.objects.get(dossier=dossier)
    assert ComponentCopy.objects.get(dossier=sharing).file_id == copy.file_id
    paper = dossier.results.get().unsigned_id or 0
    hashes = list(Step.objects.filter(dossier=dossier).order_by("seq").values_list("hash", flat=True))
    listed = proposed(dossier)
    assert dossier.pk not in passed_of(BINH_THOI, THEN.date()).values_list("dossier_id", flat=True)
    assert refused(disposing.dispose, number=listed.pk, actor=person(Role.LEAD), at=THEN) == "already_moved"
    disposing.decide(number=listed.pk, actor=person(Role.APPROVE), at=THEN, said=DECISION)
    disposing.dispose(number=listed.pk, actor=person(Role.CONTROL), at=THEN)
    dossier.refresh_from_db()
    stone = ArchiveRecord.objects.get(dossier=dossier).tombstone or {}
    assert (stone["code"], stone["procedure"], stone["steps"]) == (str(dossier), CERTIFIED_COPY, hashes)
    assert stone["decision"]["number"] == "12/QĐ-UBND"
    assert copy.file.sha256 in stone["files"]
    steps = list(Step.objects.filter(dossier=dossier).order_by("seq"))
    assert [step.hash for step in steps[:-1]] == hashes
    assert {key for step in steps[:-1] for key in step.data} <= {"letter", "result", "imprints", "sealing"}
    assert not HandedIn.objects.filter(dossier=dossier).exists()
    assert StoredFile.objects.filter(pk=copy.file_id).exists()
    assert not StoredFile.objects.filter(pk=paper).exists()
    assert ONG_TU.name not in f"{vars(dossier)} {stone} {[vars(step) for step in steps]}"
    assert ONG_TU.id_number not in f"{vars(dossier)} {stone}"
    figures = figures_of(BINH_THOI, THEN.date())
    assert (figures.kept, figures.passed, figures.disposed) == (1, 1, 1)
    assert verify() == []


@pytest.mark.requirement("R-086")
def test_a_disposal_needs_a_passed_term_another_person_and_a_decision_of_the_day(seeded: None):
    dossier = kept()
    early = at("2036-01-12 23:59")
    said: dict[str, Any] = {"codes": [str(dossier)], "reason": "Hết hạn"}
    lead = colleague(Role.LEAD, BINH_THOI, early)
    assert refused(disposing.propose, **said, actor=lead, at=early) == "term_runs"
    assert refused(disposing.propose, **said, actor=person(Role.RECEIVE), at=THEN) == "no_role"
    assert (
        refused(disposing.propose, codes=[], reason="x", actor=person(Role.LEAD), at=THEN) == "codes_missing"
    )
    assert refused(disposing.propose, codes=["x" * 9999], reason="x", actor=lead, at=THEN) == "term_runs"
    assert refused(disposing.propose, codes=[str(dossier)], reason=" ", actor=lead, at=THEN)
    listed = disposing.propose(**said, actor=lead, at=THEN)
    assert refused(disposing.propose, **said, actor=lead, at=THEN) == "term_runs"
    decide: dict[str, Any] = {"number": listed.pk, "at": THEN}
    if lead.has(Role.LEAD):
        assert refused(disposing.decide, **decide, actor=lead, said=DECISION) == "same_person"
    other = person(Role.APPROVE)
    assert refused(disposing.decide, **decide, actor=person(Role.RECEIVE), said=DECISION) == "no_role"
    for day in (date(2036, 2, 3), date(2036, 2, 5), None, "2036-02-04"):
        wrong = DECISION | {"decision_day": day}
        assert refused(disposing.decide, **decide, actor=other, said=wrong) == "decision_day"
    assert refused(disposing.decide, **decide, actor=other, said=DECISION | {"decision_number": ""})
    disposing.drop(number=listed.pk, actor=lead, at=THEN)
    assert refused(disposing.decide, **decide, actor=other, said=DECISION) == "already_moved"
    assert passed_of(BINH_THOI, THEN.date()).count() == 1
    assert refused(disposing.drop, number=listed.pk + 99, actor=lead, at=THEN) == "not_found"
    assert verify() == []


@pytest.mark.requirement("R-087")
def test_what_was_not_decided_cannot_be_erased_in_the_database_and_a_forged_decision_is_found(seeded: None):
    dossier = kept()
    listed = proposed(dossier)
    erasing = (
        "UPDATE dossiers_step SET data = '{}' WHERE dossier_id = %s",
        "DELETE FROM dossiers_handedin WHERE dossier_id = %s",
        "DELETE FROM dossiers_componentcopy WHERE dossier_id = %s",
        "UPDATE dossiers_dossier SET applicant_name = '' WHERE id = %s",
        'UPDATE dossiers_resultdocument SET fields = \'{"ten": "khác"}\' WHERE dossier_id = %s',
    )
    for sql in erasing:
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(sql, [dossier.pk])
    disposing.decide(number=listed.pk, actor=person(Role.APPROVE), at=THEN, said=DECISION)
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(
            "UPDATE dossiers_step SET hash = repeat('0', 64) WHERE dossier_id = %s", [dossier.pk]
        )
    disposing.dispose(number=listed.pk, actor=person(Role.CONTROL), at=THEN)
    assert verify() == []
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE dossiers_disposal SET decision_number = '13/QĐ-UBND'")
        cursor.execute('UPDATE dossiers_archiverecord SET tombstone = tombstone || \'{"code": "khác"}\'')
        cursor.execute("SET session_replication_role = DEFAULT")
    said = {finding.what for finding in verify()}
    assert said == {"mốc ghi nhớ đã bị sửa", "quyết định hoặc danh sách tiêu hủy không khớp nhật ký"}


@pytest.mark.requirement("R-086")
def test_the_job_leaves_what_still_holds_an_original(seeded: None):
    dossier = appraised(CERTIFIED_COPY, BINH_THOI, NINE)
    do(
        Act.KEEP_ORIGINALS,
        dossier,
        Role.RECEIVE,
        NINE,
        originals=[{"title": "Bằng tốt nghiệp", "mark": "", "copies": 1}],
    )
    do(
        Act.WITHDRAW,
        dossier,
        Role.RECEIVE,
        NINE,
        reason="Đổi ý",
        originals_at_end="leave",
        originals_reason="Chờ người nhà đến nhận",
    )
    assert archive_closed(at=THEN) == 0

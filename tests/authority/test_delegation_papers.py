"""The document of a delegation lies beside it as a PDF, and nobody can exchange it unseen."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.authority.actions import delegations as acts
from motcua.authority.actions.delegation_papers import attach_document
from motcua.authority.actions.delegation_steps import PaperUpload
from motcua.authority.delegation_terms import Stage
from motcua.authority.models import Delegation, DelegationPaper
from motcua.core.refusals import Refused
from motcua.documents.files.reading import read_file
from motcua.documents.models import StoredFile
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.authority.delegating import (
    DECIDED_AT,
    DECISION,
    acting,
    advised,
    decided,
    division_head,
    proposed,
    withdrawn,
)
from tests.cast import P5, Q11, at, colleague
from tests.documents.hostile_files import docx, picture, plain_pdf

pytestmark = pytest.mark.usefixtures("seeded")
LATER = at("2022-05-18 09:00")
PDF = plain_pdf()
PAPER = PaperUpload(PDF, "12-QD-UBND.pdf")


def decide(record: Delegation, paper: PaperUpload | None) -> Delegation:
    lead = colleague(Role.LEAD, record.unit_id, DECIDED_AT)
    return acts.decide_delegation(
        code=record.code, instrument=DECISION, actor=lead, at=DECIDED_AT, paper=paper
    )


@pytest.mark.requirement("R-068")
def test_the_decision_lies_beside_the_delegation_and_its_step_names_the_hash() -> None:
    record = decide(advised(division_head()), PAPER)
    laid = DelegationPaper.objects.get()
    step = record.steps.get(seq=laid.seq)
    assert step.act == "decide"
    assert (step.data["paper"], step.data["paper_name"]) == (laid.file.sha256, "12-QD-UBND.pdf")
    assert read_file(laid.file) == PDF
    assert verify() == []


def test_proposal_opinion_and_withdrawal_bring_theirs_too() -> None:
    record = proposed(division_head())
    actor = colleague(Role.CONTROL, Q11, LATER)
    record = attach_document(code=record.code, paper=PAPER, about="Tờ trình 5/TTr-PTP", actor=actor, at=LATER)
    assert [step.act for step in record.steps.all()] == ["propose", "attach"]
    other = decided(division_head("Lê Văn Ba"))
    said = acts.Instrument("19/QĐ-UBND", date(2022, 5, 18), "Chủ tịch UBND Quận 11")
    acts.withdraw_delegation(
        code=other.code,
        instrument=said,
        reason="Bố trí lại nhân sự",
        actor=colleague(Role.LEAD, Q11, LATER),
        at=LATER,
        paper=PaperUpload(plain_pdf(pad=10), "19-QD-UBND.pdf"),
    )
    assert list(DelegationPaper.objects.order_by("id").values_list("seq", flat=True)) == [2, 5]
    assert verify() == []


def test_a_decision_recorded_without_its_file_gets_it_later_and_stays_in_force() -> None:
    record = decided(division_head())
    actor = colleague(Role.LEAD, Q11, LATER)
    record = attach_document(code=record.code, paper=PAPER, about="Quyết định", actor=actor, at=LATER)
    assert record.stage == Stage.DECIDED
    assert record.steps.last().data["text"] == "Quyết định"  # type: ignore[union-attr]
    record = withdrawn(record, at("2022-05-19 09:00"))
    attach_document(code=record.code, paper=PAPER, about="Thu hồi", actor=actor, at=at("2022-05-20 09:00"))
    assert StoredFile.objects.count() == 1  # the same content twice is one file
    assert verify() == []


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (picture("JPEG"), "quyet-dinh.pdf", "paper_not_pdf"),
        (docx(), "quyet-dinh.docx", "paper_not_pdf"),
        (b"MZ\x90\x00", "quyet-dinh.pdf", "paper_not_pdf"),
        (b"", "quyet-dinh.pdf", "file_empty"),
        (PDF[: len(PDF) // 2], "quyet-dinh.pdf", "pdf_broken"),
        (plain_pdf(catalog="/OpenAction << /S /JavaScript /JS (1) >>"), "quyet-dinh.pdf", "pdf_active"),
    ],
)
def test_what_is_no_sound_pdf_is_refused_and_nothing_is_decided(content: bytes, name: str, code: str) -> None:
    record = advised(division_head())
    with pytest.raises(Refused) as caught:
        decide(record, PaperUpload(content, name))
    assert caught.value.refusal.code == code
    assert caught.value.refusal.field == "file"
    record.refresh_from_db()
    assert (record.stage, record.step_count) == (Stage.ADVISED, 3)
    assert not DelegationPaper.objects.exists()


def test_only_the_office_lays_a_document_never_the_delegate_nor_another_unit() -> None:
    person = division_head()
    record = decided(person)
    for actor, code in (
        (acting(person, LATER), "no_role"),
        (colleague(Role.RECEIVE, Q11, LATER), "no_role"),
        (colleague(Role.LEAD, P5, LATER), "delegation_unknown"),
    ):
        with pytest.raises(Refused, match=code):
            attach_document(code=record.code, paper=PAPER, about="Quyết định", actor=actor, at=LATER)
    lead = colleague(Role.LEAD, Q11, LATER)
    with pytest.raises(Refused, match="text_missing"):
        attach_document(code=record.code, paper=PAPER, about=" ", actor=lead, at=LATER)


@pytest.mark.requirement("R-087")
def test_a_document_cannot_be_exchanged_and_one_taken_out_by_force_is_named() -> None:
    record = decide(advised(division_head()), PAPER)
    for change in (
        lambda: DelegationPaper.objects.update(name="khác.pdf"),
        lambda: DelegationPaper.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE authority_delegationpaper DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM authority_delegationpaper")
        cursor.execute("ALTER TABLE authority_delegationpaper ENABLE TRIGGER USER")
    assert [record.code in str(fault) for fault in verify()] == [True]

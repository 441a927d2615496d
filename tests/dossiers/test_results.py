"""The trip of a result: drafted, numbered and set with the approval, sealed, issued, replaced, revoked."""

import hashlib
import unicodedata
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from motcua.authority.seal_tables import Imprint
from motcua.core.refusals import Refused
from motcua.documents.files.reading import read_file
from motcua.dossiers.actions.registry import perform_many
from motcua.dossiers.actions.results.drafting import draft_result
from motcua.dossiers.actions.results.printing import issue_result, print_result
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.results.queries import (
    draft_of,
    result_by_code,
    result_of,
    results_of,
    signing_place_of,
    unsigned_pdf,
)
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import (
    CERTIFIED_COPY,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    P5,
    Q11,
    at,
    colleague,
    do,
    received,
)
from tests.dossiers.other_acts import both
from tests.dossiers.result_cast import NINE, appraised, approved, drafted, handed_over, pdf_text

SIGNATURE = "2.000884"
LATER = at("2022-05-17 09:00")


def states(dossier: Dossier) -> list[str]:
    return [result.state for result in results_of(dossier)]


def refused(code: str, **said: object) -> str:
    """Why the drafting is refused."""
    clerk = colleague(Role.APPRAISE, P5, NINE)
    with pytest.raises(Refused) as no:
        draft_result(code=code, actor=clerk, at=NINE, said=said)
    return no.value.refusal.code


@pytest.mark.usefixtures("seeded")
class TestTrip:
    """From the draft to the hand-over."""

    @pytest.mark.rule("30/2020/NĐ-CP 15")
    def test_the_approval_gives_number_and_paper_and_the_step_keeps_its_hash(self) -> None:
        dossier = appraised()
        drafted(dossier)
        result = approved(dossier)
        assert (result.number, dossier.result_number) == ("01/UBND-XNTTHN", "01/UBND-XNTTHN")
        assert (result.series, result.year, result.serial, result.state) == (
            "UBND-XNTTHN",
            2022,
            1,
            "numbered",
        )
        pdf = unsigned_pdf(result)
        step = dossier.steps.get(act=Act.APPROVE)
        assert step.data["result_document"]["sha256"] == hashlib.sha256(pdf).hexdigest()
        assert step.data["result"]["number"] == result.number
        assert b"pdfaid:part" in pdf
        place = signing_place_of(result)
        assert place is not None
        assert (place.page, place.height) == (1, 26.0)
        assert verify() == []

    @pytest.mark.requirement("R-055")
    def test_stamped_and_handed_over_at_the_desk_the_result_is_sealed_and_issued_there(self) -> None:
        dossier = appraised()
        drafted(dossier)
        result = approved(dossier)
        handed_over(dossier)
        result.refresh_from_db()
        assert result.state == "issued"
        issued = result.events.get(kind="issued")
        assert issued.place == "desk"
        assert [event.kind for event in result.events.all()] == ["drafted", "numbered", "sealed", "issued"]
        assert verify() == []

    @pytest.mark.requirement("R-055")
    def test_printing_records_place_and_copy_and_again_only_with_a_reason(self) -> None:
        dossier = appraised()
        drafted(dossier)
        result = approved(dossier)
        clerk = colleague(Role.RECEIVE, P5, NINE)
        first = print_result(code=str(dossier), actor=clerk, at=NINE, said={})
        assert (first.place, first.data["from"], first.data["copies"]) == ("desk", 1, 1)
        with pytest.raises(Refused) as no:
            print_result(code=str(dossier), actor=clerk, at=NINE, said={})
        assert no.value.refusal.code == "reason_missing"
        print_result(code=str(dossier), actor=clerk, at=NINE, said={"reason": "Kẹt giấy", "copies": 2})
        result.refresh_from_db()
        assert result.printed == 3

    def test_the_next_of_the_same_kind_gets_the_next_number_another_kind_its_own_series(self) -> None:
        numbers = []
        for code, unit in ((MARITAL_STATUS, P5), (MARITAL_STATUS, P5), (HOUSEHOLD_BUSINESS, Q11)):
            dossier = appraised(code, unit)
            drafted(dossier)
            numbers.append(approved(dossier).number)
        assert numbers == ["01/UBND-XNTTHN", "02/UBND-XNTTHN", "01/HKD"]

    def test_a_missing_field_is_named_and_nothing_is_numbered(self) -> None:
        dossier = appraised()
        drafted(dossier, fields={"asked_by": "Nguyễn Văn Tư"})
        with pytest.raises(Refused) as no:
            do(Act.APPROVE, dossier, Role.APPROVE, NINE)
        assert no.value.refusal.code == "result_field_missing"
        assert "“Tình trạng hôn nhân”" in no.value.refusal.text
        drafted(dossier)
        assert approved(dossier).number == "01/UBND-XNTTHN"

    def test_without_a_draft_the_approval_goes_as_before(self) -> None:
        dossier = appraised()
        do(Act.APPROVE, dossier, Role.APPROVE, NINE)
        dossier.refresh_from_db()
        assert dossier.result_number == "01/2022/KQ-TTHC"
        assert result_of(dossier) is None
        assert verify() == []

    @pytest.mark.parametrize("code", [CERTIFIED_COPY, SIGNATURE])
    def test_a_certification_bears_its_number_in_the_book(self, code: str) -> None:
        dossier = appraised(code, Q11, items=[{"title": "Bằng tốt nghiệp", "pages": 2, "copies": 3}])
        drafted(dossier)
        result = approved(dossier)
        assert result.number.startswith("01, quyển số 01/2022-SCT/")
        assert dossier.result_number == "01/2022/KQ-TTHC"
        assert verify() == []

    def test_a_drafted_notice_of_refusal_goes_out_with_the_refusal_under_its_letter(self) -> None:
        dossier = appraised()
        said = {"person": "Nguyễn Văn Tư", "reason": "Đã kết hôn", "basis": "NĐ 123/2015/NĐ-CP điều 22"}
        drafted(dossier, template="thong-bao-tu-choi", fields=said)
        with pytest.raises(Refused) as no:
            do(Act.APPROVE, dossier, Role.APPROVE, NINE)
        assert no.value.refusal.code == "result_of_other_kind"
        do(Act.REFUSE_RESULT, dossier, Role.APPROVE, NINE, reason="Đã kết hôn", basis="Điều 22")
        dossier.refresh_from_db()
        result = result_of(dossier)
        assert result is not None
        assert (result.number, dossier.refused_result) == ("01/PTC", True)
        assert verify() == []

    def test_a_tray_numbers_drafted_and_others_in_its_order(self) -> None:
        dossiers = [appraised() for _ in range(3)]
        drafted(dossiers[1])
        from_tray(dossiers)
        for dossier in dossiers:
            dossier.refresh_from_db()
        assert [dossier.result_number for dossier in dossiers] == [
            "01/2022/KQ-TTHC", "01/UBND-XNTTHN", "02/2022/KQ-TTHC",
        ]  # fmt: skip
        assert verify() == []


def from_tray(dossiers: list[Dossier]) -> None:
    """Approved and stamped as a tray."""
    for act, role in ((Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL)):
        actor = colleague(role, dossiers[0].unit_id, NINE)
        codes = [str(dossier) for dossier in dossiers]
        answers = perform_many(act=act, codes=codes, actor=actor, at=NINE, said={})
        assert [answer.refusal for answer in answers] == [None] * len(dossiers)


@pytest.mark.usefixtures("seeded")
class TestDrafting:
    """Who may draft what, and what the fields take."""

    def test_only_who_appraises_or_receives_in_the_unit_drafts(self) -> None:
        dossier = appraised()
        for role, unit in ((Role.SEAL, P5), (Role.APPROVE, P5)):
            actor = colleague(role, unit, NINE)
            if actor.has(Role.APPRAISE, Role.RECEIVE):
                continue
            with pytest.raises(Refused) as no:
                draft_result(code=str(dossier), actor=actor, at=NINE, said={})
            assert no.value.refusal.code == "no_role"

    def test_text_is_kept_in_nfc_and_huge_hidden_or_foreign_fields_are_refused(self) -> None:
        dossier = appraised()
        decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Ánh Tuyết")
        draft = drafted(dossier, fields={"person": decomposed})
        assert draft.fields["person"] == "Nguyễn Thị Ánh Tuyết"
        assert refused(str(dossier), fields={"person": "a" * 400}) == "text_too_long"
        assert refused(str(dossier), fields={"person": "an\u202ehnin"}) == "text_has_marks"
        assert refused(str(dossier), fields={"born_on": "31/2/2000"}) == "result_date_wrong"
        assert refused(str(dossier), fields={"sex": "Khác"}) == "result_choice_unknown"
        assert refused(str(dossier), fields={"nobody": "x"}) == "result_field_unknown"
        assert refused(str(dossier), fields=["x"]) == "fields_expected"
        assert refused(str(dossier), template="khong-co") == "result_template_unknown"
        assert refused(str(dossier), number_source="air") == "number_source_unknown"

    def test_markup_in_a_field_is_printed_as_it_was_typed(self) -> None:
        dossier = appraised()
        draft = drafted(dossier)
        typed = draft.fields | {"person": '#read("/etc/passwd") {signer.name} *x*'}
        drafted(dossier, fields=typed)
        text = pdf_text(unsigned_pdf(approved(dossier)))
        assert '#read("/etc/passwd") {signer.name} *x*' in text

    def test_after_the_approval_nothing_is_drafted_any_more(self) -> None:
        dossier = appraised()
        drafted(dossier)
        approved(dossier)
        assert refused(str(dossier)) == "result_decided"
        assert draft_of(dossier) is None

    def test_a_foreign_number_is_typed_twice_and_belongs_to_one_result(self) -> None:
        first, second = appraised(), appraised()
        said: dict[str, Any] = {"number_source": "foreign", "foreign_number": "TTHN/2022/0815"}
        assert refused(str(first), **said, foreign_number_again="TTHN/2022/0851") == "foreign_number_differs"
        draft = drafted(first, **said, foreign_number_again="TTHN/2022/0815")
        assert (draft.template, draft.foreign_system[:16]) == (None, "Hệ thống hộ tịch")
        assert refused(str(second), **said, foreign_number_again="TTHN/2022/0815") == "foreign_number_taken"
        result = approved(first)
        assert (result.number, first.result_number) == ("TTHN/2022/0815", "TTHN/2022/0815")
        with pytest.raises(Refused) as no:
            unsigned_pdf(result)
        assert no.value.refusal.code == "result_no_file"
        assert verify() == []

    def test_a_foreign_number_not_yet_typed_stops_the_approval(self) -> None:
        dossier = appraised()
        drafted(dossier, number_source="foreign")
        with pytest.raises(Refused) as no:
            do(Act.APPROVE, dossier, Role.APPROVE, NINE)
        assert no.value.refusal.code == "foreign_number_missing"


@pytest.mark.usefixtures("seeded")
class TestAfterwards:
    """Recalled before hand-over, undone, replaced, revoked after it."""

    def test_a_recalled_result_is_revoked_and_its_number_never_given_again(self) -> None:
        dossier = appraised()
        drafted(dossier)
        first = approved(dossier)
        both(Act.RECALL, dossier, Role.APPROVE, LATER, reason="Sai năm sinh")
        dossier.refresh_from_db()
        first.refresh_from_db()
        assert (first.state, dossier.result_document_id, dossier.result_number) == ("revoked", None, "")
        drafted(dossier, LATER)
        assert approved(dossier, LATER).number == "02/UBND-XNTTHN"
        assert verify() == []

    def test_a_wrong_hand_over_brings_the_result_back_to_the_desk(self) -> None:
        dossier = appraised()
        drafted(dossier)
        result = approved(dossier)
        handed_over(dossier)
        both(Act.UNDO_RETURN, dossier, Role.RETURN, LATER, reason="Trả nhầm người")
        result.refresh_from_db()
        assert result.state == "sealed"
        assert verify() == []

    @pytest.mark.rule("30/2020/NĐ-CP 18")
    def test_a_replacement_takes_its_place_with_reason_and_decision_and_the_old_one_says_so(self) -> None:
        dossier = appraised()
        drafted(dossier)
        old = approved(dossier)
        handed_over(dossier)
        why = {"reason": "Sai chữ đệm", "document": "Quyết định số 12/QĐ-UBND ngày 17/5/2022"}
        with pytest.raises(Refused) as no:
            do(Act.REPLACE_RESULT, dossier, Role.APPROVE, LATER, **why)
        assert no.value.refusal.code == "replacement_not_drafted"
        drafted(dossier, LATER)
        with pytest.raises(Refused) as no:
            do(Act.REPLACE_RESULT, dossier, Role.APPROVE, LATER, reason="Sai chữ đệm")
        assert no.value.refusal.code == "document_missing"
        do(Act.REPLACE_RESULT, dossier, Role.APPROVE, LATER, **why)
        dossier.refresh_from_db()
        old.refresh_from_db()
        new = result_of(dossier)
        assert new is not None
        assert (new.replaces_id, new.number, dossier.result_number) == (old.pk, "02/UBND-XNTTHN", new.number)
        assert (old.state, old.over_decision, old.replaced_by) == ("replaced", why["document"], new)
        assert new.signer_name
        clerk, receiver = colleague(Role.RETURN, P5, LATER), {"receiver": "Nguyễn Văn Tư"}
        with pytest.raises(Refused) as no:
            issue_result(code=str(dossier), actor=clerk, at=LATER, said=receiver)
        assert no.value.refusal.code == "not_sealed_yet"
        ended, imprints = dossier.ended_at, Imprint.objects.count()
        do(Act.STAMP, dossier, Role.SEAL, LATER)
        dossier.refresh_from_db()
        assert (dossier.state, dossier.ended_at, Imprint.objects.count()) == ("returned", ended, imprints + 1)
        assert Imprint.objects.latest("pk").result_number == new.number
        with pytest.raises(Refused) as no:
            do(Act.STAMP, dossier, Role.SEAL, LATER)
        assert no.value.refusal.code == "wrong_order"
        issue_result(code=str(dossier), actor=clerk, at=LATER, said=receiver)
        assert states(dossier) == ["issued", "replaced"]
        assert verify() == []

    def test_revoked_by_a_decision_it_holds_no_more(self) -> None:
        dossier = appraised()
        drafted(dossier)
        result = approved(dossier)
        handed_over(dossier)
        why = {"reason": "Khai gian", "document": "Quyết định số 13/QĐ-UBND"}
        do(Act.REVOKE_RESULT, dossier, Role.APPROVE, LATER, **why)
        dossier.refresh_from_db()
        found = result_by_code(result.check_code.lower()[:4] + " " + result.check_code[4:])
        assert found is not None
        assert (found.state, found.over_decision, result_of(dossier)) == ("revoked", why["document"], None)
        with pytest.raises(Refused) as no:
            do(Act.REVOKE_RESULT, dossier, Role.APPROVE, LATER, **why)
        assert no.value.refusal.code == "result_nothing_to_replace"
        assert verify() == []

    def test_a_result_that_is_not_ours_cannot_be_replaced(self) -> None:
        dossier = appraised()
        do(Act.APPROVE, dossier, Role.APPROVE, NINE)
        handed_over(dossier)
        assert refused(str(dossier)) == "result_nothing_to_replace"
        with pytest.raises(Refused) as no:
            do(Act.REVOKE_RESULT, dossier, Role.APPROVE, LATER, reason="x", document="y")
        assert no.value.refusal.code == "result_nothing_to_replace"


@pytest.mark.usefixtures("seeded")
class TestKept:
    """What was decided cannot be changed behind the office's back."""

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE dossiers_resultdocument SET number = '99/X'",
            "UPDATE dossiers_resultdocument SET fields = '{}'",
            "UPDATE dossiers_resultdocument SET state = 'draft'",
            "DELETE FROM dossiers_resultdocument",
            "UPDATE dossiers_resultevent SET kind = 'issued'",
            "DELETE FROM dossiers_resultevent",
            "UPDATE dossiers_templateversion SET content = '{}' WHERE state = 'in_force'",
        ],
    )
    def test_the_database_refuses_to_change_a_decided_result_its_history_or_its_template(
        self, sql: str
    ) -> None:
        dossier = appraised()
        drafted(dossier)
        approved(dossier)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    def test_verify_names_a_result_whose_number_or_history_was_changed(self) -> None:
        dossier = appraised()
        drafted(dossier)
        result = approved(dossier)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE dossiers_resultdocument DISABLE TRIGGER USER")
            cursor.execute("UPDATE dossiers_resultdocument SET number = '07/X', state = 'issued'")
        found = [finding.what for finding in verify()]
        assert "trạng thái của kết quả khác lịch sử" in found
        assert "số hoặc tệp của kết quả khác điều bước phê duyệt đã ghi" in found
        assert "số đã cấp nhưng không còn hồ sơ hoặc phiếu mang số này" in found
        assert result.event_count == 2

    def test_the_file_is_kept_once_and_read_back_as_it_was_set(self) -> None:
        dossier = appraised()
        drafted(dossier)
        result = ResultDocument.objects.select_related("unsigned").get(pk=approved(dossier).pk)
        assert result.unsigned is not None
        assert result.unsigned.sensitive
        assert read_file(result.unsigned) == unsigned_pdf(result)


def test_nothing_is_drafted_for_a_dossier_of_another_unit(seeded: None) -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    stranger = colleague(Role.APPRAISE, P5, NINE)
    with pytest.raises(DossierNotFound):
        draft_result(code=str(dossier), actor=stranger, at=NINE, said={})

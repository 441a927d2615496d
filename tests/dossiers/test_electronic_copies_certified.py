"""An electronic copy certified from the original: the compared scan and the certifying words are one signed file."""

from collections.abc import Mapping
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.documents.signing.checking import check
from motcua.dossiers.actions.digitally import seal_results, sign_results
from motcua.dossiers.actions.looking_over import look_over
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.results.hands import Hand
from motcua.dossiers.results.queries import signing_place_of
from motcua.dossiers.results.signatures import to_seal
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.integrations.signing.office import agency_of, person_of
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, colleague, do
from tests.dossiers.result_cast import NINE, appraised, approved, drafted, pdf_text
from tests.dossiers.scans import scanned
from tests.dossiers.test_digital_signatures import file_of, store

ORIGINAL = "ban-chinh-giay-to-van-ban"
ELECTRONIC = "loi-chung-ban-sao-dien-tu"


def drafted_electronic(**more: Any) -> Dossier:
    dossier = appraised(CERTIFIED_COPY, Q11, **more)
    drafted(dossier, template=ELECTRONIC, fields={})
    return dossier


def approval_refused(dossier: Dossier) -> str:
    with pytest.raises(Refused) as no:
        do(Act.APPROVE, dossier, Role.APPROVE, NINE)
    return no.value.refusal.code


def key_of(role: Role) -> Hand:
    actor = colleague(role, Q11, NINE)
    unit = Unit.objects.get(pk=Q11)
    return Hand(actor, store().signer(agency_of(unit) if role is Role.SEAL else person_of(actor, unit), NINE))


@pytest.mark.usefixtures("seeded")
class TestElectronicCopy:
    """Scanned, compared, approved, signed, sealed."""

    @pytest.mark.rule("45/2020/NĐ-CP 10")
    def test_the_compared_scan_and_the_words_become_one_file_signed_and_sealed(self) -> None:
        dossier = drafted_electronic()
        scanned(dossier, ORIGINAL, NINE, "BẰNG TỐT NGHIỆP", "MẶT SAU")
        do(Act.CONFIRM_COPIES, dossier, Role.RECEIVE, NINE)
        result = approved(dossier)
        place = signing_place_of(result)
        assert place is not None
        assert place.page == 3
        text = pdf_text(file_of(result.unsigned))
        assert "CHỨNG THỰC BẢN SAO ĐIỆN TỬ ĐÚNG VỚI BẢN CHÍNH" in text.split("\f")[2]
        assert result.number in text.split("\f")[2]
        with pytest.raises(Refused) as no:  # a seal on paper says nothing of a file
            do(Act.STAMP, dossier, Role.SEAL, NINE)
        assert no.value.refusal.code == "sealed_file_missing"
        own = key_of(Role.APPROVE)
        [signed] = sign_results(codes=[str(dossier)], actor=own.actor, hand=own, at=NINE)
        assert signed.refusal is None
        keeper = key_of(Role.SEAL)
        assert [one.dossier_id for one in to_seal(keeper.actor, NINE)] == [dossier.pk]

        def stamp(code: str, said: Mapping[str, Any]) -> object:
            return perform(act=Act.STAMP, code=code, actor=keeper.actor, at=NINE, said=said)

        [sealed] = seal_results(codes=[str(dossier)], actor=keeper.actor, hand=keeper, at=NINE, stamp=stamp)
        assert sealed.refusal is None
        result.refresh_from_db()
        assert result.state == "sealed"
        whole = file_of(result.signed)
        assert pdf_text(whole).count("\f") == 3
        assert check(whole, trust=store().trust(NINE), at=NINE).holds
        assert verify() == []

    def test_nothing_is_certified_that_was_not_scanned_compared_or_is_more_than_one_paper(self) -> None:
        dossier = drafted_electronic()
        assert approval_refused(dossier) == "electronic_copy_missing"
        approver = colleague(Role.APPROVE, Q11, NINE)
        [seen] = look_over(codes=[str(dossier)], actor=approver, at=NINE)
        assert seen.refusal is not None
        assert seen.refusal.code == "electronic_copy_missing"
        scanned(dossier, ORIGINAL, NINE, "BẰNG TỐT NGHIỆP")
        assert approval_refused(dossier) == "electronic_copy_unconfirmed"
        items = [{"title": "Bằng", "pages": 1, "copies": 1}, {"title": "Bảng điểm", "pages": 2, "copies": 1}]
        Dossier.objects.filter(pk=dossier.pk).update(items=items)
        assert approval_refused(dossier) == "electronic_copy_of_one"
        assert ResultDocument.objects.get(dossier=dossier).number == ""

    def test_the_words_under_a_copy_on_paper_stay_as_they_were(self) -> None:
        dossier = appraised(CERTIFIED_COPY, Q11)
        scanned(dossier, ORIGINAL, NINE, "BẰNG TỐT NGHIỆP")
        drafted(dossier)
        result = approved(dossier)
        assert "BẰNG TỐT NGHIỆP" not in pdf_text(file_of(result.unsigned))
        assert "ĐIỆN TỬ" not in pdf_text(file_of(result.unsigned))
        do(Act.STAMP, dossier, Role.SEAL, NINE)
        dossier.refresh_from_db()
        assert dossier.state == "ready"

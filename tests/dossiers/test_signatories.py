"""Who cannot sign or cannot read: fingerprint, witnesses, interpreter, reader; and signed before the official."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform_many
from motcua.dossiers.models import Dossier
from motcua.dossiers.papers import slip_pdf
from motcua.dossiers.signatories import Helper, Signing, SigningLaw, checked_signing, law_of
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from motcua.procedures.models import ProcedureVersion
from tests.cast import CERTIFIED_COPY, Q11, all_papers, at, colleague, do, received
from tests.dossiers.other_acts import last, now, refused
from tests.dossiers.test_originals import text_of

TODAY, SIGNER = date(2022, 5, 16), "079085001234"
CONTRACTS, SIGNATURES, ANYTHING = SigningLaw(True, 2), SigningLaw(True), SigningLaw()
ONE, TWO = Helper("Lê Thị Năm", "079185001112"), Helper("Trần Văn Ba", "079085001999")
UNABLE = Signing("unable", "Liệt hai tay", witnesses=(ONE, TWO))
ILLITERATE = Signing(reads=False, reader="Lê Thị Lan", witnesses=(ONE, TWO))
NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")
SIGNATURE, CONTRACT = "2.000884", "2.001044"


def kept(signing: Signing, law: SigningLaw = CONTRACTS) -> dict[str, Any]:
    return checked_signing(signing, law, signer_number=SIGNER, on=TODAY)


def test_who_simply_signs_leaves_no_more_words() -> None:
    assert kept(Signing()) == {}


@pytest.mark.rule("23/2015/NĐ-CP 36")
@pytest.mark.parametrize("signing", [UNABLE, ILLITERATE])
def test_for_a_contract_who_cannot_sign_or_read_has_two_witnesses(signing: Signing) -> None:
    assert [one["name"] for one in kept(signing)["witnesses"]] == ["Lê Thị Năm", "Trần Văn Ba"]
    for lacking in ((), (ONE,)):
        with pytest.raises(Refused, match="witnesses_missing"):
            kept(replace(signing, witnesses=lacking))


@pytest.mark.rule("23/2015/NĐ-CP 36")
def test_a_fingerprint_alone_needs_no_witness_and_a_signature_on_a_paper_neither() -> None:
    assert kept(Signing("fingerprint", "Không biết chữ"))["how"] == "fingerprint"
    assert kept(replace(UNABLE, witnesses=()), SIGNATURES)["witnesses"] == []
    assert kept(replace(UNABLE, witnesses=()), ANYTHING)["how"] == "unable"


@pytest.mark.rule("23/2015/NĐ-CP 36")
@pytest.mark.parametrize(
    ("signing", "code"),
    [
        (replace(UNABLE, why=""), "signing_reason_missing"),
        (replace(UNABLE, witnesses=(ONE, ONE)), "witness_twice"),
        (replace(UNABLE, witnesses=(ONE, Helper("Nguyễn Văn Tư", SIGNER))), "witness_is_party"),
        (replace(UNABLE, witnesses=(ONE, Helper("Trần Văn Ba"))), "helper_identity_missing"),
        (replace(UNABLE, witnesses=(ONE, Helper("", "079085001999"))), "name_missing"),
        (replace(UNABLE, witnesses=(ONE, Helper("Trần Văn Ba", "không nhớ"))), "identity_kind_unknown"),
        (replace(UNABLE, witnesses=(ONE,) * 5), "too_many_witnesses"),
        (replace(ILLITERATE, reader=""), "reader_missing"),
        (Signing(interpreter=Helper("Y Bhăm", "066085001234")), "language_missing"),
        (Signing(language="Ê Đê"), "interpreter_missing"),
        (Signing(language="Ê Đê", interpreter=Helper("Y Bhăm")), "helper_identity_missing"),
        (Signing("nod"), "signing_manner_unknown"),
    ],
)
def test_what_the_law_needs_is_asked_for(signing: Signing, code: str) -> None:
    with pytest.raises(Refused) as caught:
        kept(signing)
    assert caught.value.refusal.code == code


def test_an_interpreter_is_kept_with_the_language() -> None:
    said = kept(Signing(language="Ê Đê", interpreter=Helper("Y Bhăm", "066085001234")))
    assert said["interpreter"] == {
        "name": "Y Bhăm",
        "id_type": "cccd",
        "id_number": "066085001234",
        "language": "Ê Đê",
    }


def contract(code: str = CONTRACT, **more: Any) -> Dossier:
    return received(code, Q11, NINE, components=all_papers(code, NINE), **more)


def to_approval(dossier: Dossier) -> None:
    if dossier.path == "ordinary":
        do(Act.FORWARD, dossier, Role.RECEIVE, TEN)
    do(Act.APPRAISE, dossier, Role.APPRAISE, TEN)


@pytest.mark.usefixtures("seeded")
class TestSignedInFront:
    """Approval waits for the confirmation where the catalogue says so."""

    def test_signatures_and_contracts_are_signed_before_the_official_and_copies_are_not(self) -> None:
        laws = {
            version.procedure_id: law_of(version.facts)
            for version in ProcedureVersion.objects.exclude(facts__certification=None)
        }
        assert {code for code, law in laws.items() if law.in_front} == {
            "2.000884", "2.001035", "2.001019", "2.001016", "2.001406", "2.001009", "2.000913", "2.001044", "2.001008",
        }  # fmt: skip
        assert {code for code, law in laws.items() if law.witnesses} == {
            "2.001035", "2.001019", "2.001016", "2.001406", "2.001009", "2.000913", "2.001044",
        }  # fmt: skip

    @pytest.mark.rule("23/2015/NĐ-CP 24")
    @pytest.mark.parametrize("code", [SIGNATURE, CONTRACT])
    def test_without_the_confirmation_nothing_is_approved(self, code: str) -> None:
        dossier = contract(code)
        to_approval(dossier)
        no = refused(lambda: do(Act.APPROVE, dossier, Role.APPROVE, TEN))
        assert no.code == "not_signed_in_front"
        assert "ký" in no.text
        do(Act.CONFIRM_SIGNING, dossier, Role.APPRAISE, TEN)
        step = last(dossier)
        assert (step.data["signed_in_front"], step.actor_name != "", step.at) == (True, True, TEN)
        do(Act.APPROVE, dossier, Role.APPROVE, TEN)
        assert now(dossier).state == "approved"
        assert verify() == []

    @pytest.mark.rule("23/2015/NĐ-CP 24")
    @pytest.mark.parametrize("code", [SIGNATURE, CONTRACT])
    def test_in_a_list_it_is_asked_for_too_and_the_others_are_approved(self, code: str) -> None:
        waiting, *copies = (
            contract(code),
            received(CERTIFIED_COPY, Q11, NINE),
            received(CERTIFIED_COPY, Q11, NINE),
        )
        for dossier in (waiting, *copies):
            to_approval(dossier)
        codes, signer = (
            [str(one) for one in (copies[0], waiting, copies[1])],
            colleague(Role.APPROVE, Q11, TEN),
        )
        answers = perform_many(act=Act.APPROVE, codes=codes, actor=signer, at=TEN, said={})
        assert [one.refusal.code if one.refusal else "done" for one in answers] == [
            "done", "not_signed_in_front", "done",
        ]  # fmt: skip

    @pytest.mark.rule("23/2015/NĐ-CP 24")
    def test_it_may_be_confirmed_at_reception_or_with_the_appraisal(self) -> None:
        at_reception = contract(signed_in_front=True)
        to_approval(at_reception)
        do(Act.APPROVE, at_reception, Role.APPROVE, TEN)
        later = contract()
        if later.path == "ordinary":
            do(Act.FORWARD, later, Role.RECEIVE, TEN)
        do(Act.APPRAISE, later, Role.APPRAISE, TEN, signed_in_front=True)
        do(Act.APPROVE, later, Role.APPROVE, TEN)
        assert verify() == []

    def test_nobody_signs_before_the_desk_by_post(self) -> None:
        no = refused(lambda: contract(signed_in_front=True, channel="post"))
        assert no.code == "nobody_signed_here"

    def test_a_procedure_that_needs_no_signing_has_nothing_to_confirm(self) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE, signed_in_front=True)
        assert "signed_in_front" not in last(dossier).data
        no = refused(lambda: do(Act.CONFIRM_SIGNING, dossier, Role.RECEIVE, TEN))
        assert no.code == "signing_not_asked"

    @pytest.mark.needs_poppler
    @pytest.mark.rule("23/2015/NĐ-CP 36")
    def test_witnesses_interpreter_and_the_official_stand_on_the_control_slip(self) -> None:
        signing = {
            "how": "unable",
            "why": "Liệt hai tay",
            "witnesses": [
                {"name": "Lê Thị Năm", "id_number": "079185001112"},
                {"name": "Trần Văn Ba", "id_number": "079085001999"},
            ],
            "interpreter": {"name": "Y Bhăm", "id_number": "066085001234"},
            "language": "Ê Đê",
        }
        dossier = contract(signing=signing, signed_in_front=True)
        said = text_of(slip_pdf(dossier, "control", site="https://motcua.example"))
        assert "Không ký và không điểm chỉ được: Liệt hai tay." in said
        assert (
            "Người làm chứng: Lê Thị Năm, căn cước 079185001112; Trần Văn Ba, căn cước 079085001999." in said
        )
        assert "Người phiên dịch (Ê Đê): Y Bhăm, căn cước 066085001234." in said
        assert "đã ký trước mặt" in said
        lacking = signing | {"witnesses": []}
        assert refused(lambda: contract(signing=lacking)).code == "witnesses_missing"

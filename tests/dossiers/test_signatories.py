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


def at_appraisal(dossier: Dossier) -> Dossier:
    if dossier.path == "ordinary":
        do(Act.FORWARD, dossier, Role.RECEIVE, TEN)
    return dossier


def to_approval(dossier: Dossier) -> None:
    do(Act.APPRAISE, at_appraisal(dossier), Role.APPRAISE, TEN)


def refusals(act: Act, tray: list[Dossier], role: Role, **said: Any) -> list[str | None]:
    """What each of a list done at once was refused for, None where it was done."""
    codes = [str(dossier) for dossier in tray]
    answers = perform_many(act=act, codes=codes, actor=colleague(role, Q11, TEN), at=TEN, said=said)
    return [answer.refusal.code if answer.refusal else None for answer in answers]


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

    @pytest.mark.rule("23/2015/NĐ-CP 24")
    def test_a_list_keeps_that_it_was_signed_in_front_and_waits_for_it_as_the_single_act_does(self) -> None:
        one, *others, unsigned = [at_appraisal(contract()) for _ in range(4)]
        copies = [at_appraisal(received(CERTIFIED_COPY, Q11, NINE)) for _ in range(2)]
        do(Act.APPRAISE, one, Role.APPRAISE, TEN, signed_in_front=True)
        do(Act.APPRAISE, unsigned, Role.APPRAISE, TEN)
        assert refusals(Act.APPRAISE, [*others, *copies], Role.APPRAISE, signed_in_front=True) == [None] * 4
        assert last(one).data["signed_in_front"] is True
        assert [last(dossier).data for dossier in others] == [last(one).data] * 2
        assert ["signed_in_front" in last(dossier).data for dossier in copies] == [False] * 2
        tray = [others[0], unsigned, *copies, others[1]]
        assert refusals(Act.APPROVE, tray, Role.APPROVE) == [None, "not_signed_in_front", None, None, None]
        assert verify() == []

    def test_a_list_keeps_who_could_not_sign_as_the_single_act_does(self) -> None:
        alone, *others = [at_appraisal(received(CERTIFIED_COPY, Q11, NINE)) for _ in range(3)]
        signing = {"how": "fingerprint", "why": "Liệt tay phải"}
        do(Act.APPRAISE, alone, Role.APPRAISE, TEN, signing=signing)
        assert refusals(Act.APPRAISE, others, Role.APPRAISE, signing=signing) == [None, None]
        assert last(alone).data["signing"]["how"] == "fingerprint"
        assert [last(dossier).data for dossier in others] == [last(alone).data] * 2

    @pytest.mark.rule("23/2015/NĐ-CP 36")
    def test_a_list_asks_for_the_witnesses_of_a_contract_and_the_others_go(self) -> None:
        copy = received(CERTIFIED_COPY, Q11, NINE)
        tray = [at_appraisal(dossier) for dossier in (copy, contract(), contract())]
        unable = {"how": "unable", "why": "Liệt hai tay"}
        told = refusals(Act.APPRAISE, tray, Role.APPRAISE, signing=unable)
        assert told == [None, "witnesses_missing", "witnesses_missing"]
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

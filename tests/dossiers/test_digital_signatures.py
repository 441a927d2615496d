"""A result signed digitally by its approver and sealed by the agency: the whole trip, and each way it stops."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from motcua.authority.actions.seals import set_sealing
from motcua.authority.seal_tables import Imprint
from motcua.authority.seal_terms import SealingKind
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused, refuse
from motcua.documents.files.reading import read_file
from motcua.documents.files.tables import StoredFile
from motcua.documents.signing.checking import check
from motcua.documents.signing.port import Signer
from motcua.documents.signing.terms import SignatureField
from motcua.documents.signing.together import Job, sign_together
from motcua.dossiers.actions.digitally import seal_results, sign_results
from motcua.dossiers.actions.papers_to_sign import Signed
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.results import signatures
from motcua.dossiers.results.hands import Hand
from motcua.dossiers.results.queries import result_of
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.integrations.signing.keys import Holder, KeyStore
from motcua.integrations.signing.office import agency_of
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from tests import signing_keys as keys
from tests.cast import MARITAL_STATUS, P5, Q11, at, colleague, do
from tests.dossiers.result_cast import NINE, appraised, approved, drafted, handed_over, pdf_text

LATER = at("2022-05-16 09:30")


def decided(dossier: Dossier) -> ResultDocument:
    """The result in force."""
    found = result_of(dossier)
    assert found is not None
    return found


def file_of(stored: StoredFile | None) -> bytes:
    """Its content."""
    assert stored is not None
    return read_file(stored)


def store() -> KeyStore:
    return KeyStore(settings.SIGNING_FOLDER, demonstration=True)


def code_of(answer: Signed) -> str:
    """Why not."""
    assert answer.refusal is not None
    return answer.refusal.code


def hand(role: Role, *, signer: Signer | None = None) -> Hand:
    actor = colleague(role, P5, LATER)
    who = agency_of(Unit.objects.get(pk=P5)) if role is Role.SEAL else _person(actor)
    return Hand(actor, signer or store().signer(who, LATER))


def _person(actor: Actor) -> Holder:
    return Holder(f"person-{actor.person_id}", actor.name, "Ủy ban nhân dân Phường 5", "Chủ tịch")


def sealed_electronically(kind: SealingKind = SealingKind.ELECTRONIC) -> None:
    clerk = colleague(Role.CONTROL, Q11, NINE)
    set_sealing(
        procedure=MARITAL_STATUS,
        kind=kind,
        valid_from=local_day(NINE),
        document="Quyết định số 12/QĐ-UBND",
        actor=clerk,
        at=NINE,
    )


def ready(moment=NINE, **more: Any) -> Dossier:
    dossier = appraised(moment=moment, **more)
    drafted(dossier, moment)
    approved(dossier, moment)
    return dossier


def sign(*dossiers: Dossier, **more: Any) -> list[Any]:
    return signed_by(hand(Role.APPROVE, **more), *map(str, dossiers))


def signed_by(whose: Hand, *codes: str) -> list[Signed]:
    return sign_results(codes=codes, actor=whose.actor, hand=whose, at=LATER)


def seal(*dossiers: Dossier, **more: Any) -> list[Any]:
    keeper = hand(Role.SEAL, **more)

    def stamp(code: str, said: Any) -> None:
        perform(act=Act.STAMP, code=code, actor=keeper.actor, at=LATER, said=said)

    codes = [str(one) for one in dossiers]
    return seal_results(codes=codes, actor=keeper.actor, hand=keeper, at=LATER, stamp=stamp)


@pytest.mark.usefixtures("seeded")
class TestTrip:
    """Approved, signed, sealed, handed over."""

    @pytest.mark.requirement("R-077")
    @pytest.mark.requirement("R-080")
    def test_signed_by_the_approver_then_sealed_by_the_agency_and_handed_over(self, tmp_path):
        sealed_electronically()
        dossier = ready()
        assert list(signatures.to_sign(hand(Role.APPROVE).actor)) == [decided(dossier)]
        [one] = sign(dossier)
        assert one.refusal is None
        assert decided(dossier).state == "signed"
        assert signatures.to_seal(hand(Role.SEAL).actor, LATER) == [decided(dossier)]
        [two] = seal(dossier)
        assert two.refusal is None
        result = decided(dossier)
        whole = file_of(result.signed)
        found = check(whole, trust=store().trust(LATER), at=LATER)
        assert found.holds
        assert [one.holder for one in found.signatures] == [result.signer_name, result.dossier.unit.name]
        assert keys.pdfsig(whole, tmp_path).count("Signature is Valid.") == 2
        assert whole.startswith(file_of(result.unsigned))
        dossier.refresh_from_db()
        step = dossier.steps.get(act=Act.STAMP)
        assert step.data["imprints"][0]["file"] == hashlib.sha256(whole).hexdigest()
        assert not verify()

    @pytest.mark.requirement("R-077")
    @pytest.mark.needs_poppler
    def test_what_a_demonstration_key_signed_says_on_the_page_that_it_has_no_legal_value(self):
        sealed_electronically()
        dossier = ready()
        sign(dossier)
        seal(dossier)
        result = decided(dossier)
        said = [
            pdf_text(file_of(one)).upper().count("KHÔNG CÓ GIÁ TRỊ PHÁP LÝ")
            for one in (result.unsigned, result.signed)
        ]
        assert said[1] == said[0] + 2, "each signature says it, besides what the paper itself says"

    def test_a_seal_on_paper_is_untouched_by_it(self):
        dossier = ready()
        handed_over(dossier)
        assert decided(dossier).signed is None

    @pytest.mark.rule("30/2020/NĐ-CP 18")
    def test_a_replacement_is_signed_and_sealed_as_the_first_was(self):
        dossier = ready()
        handed_over(dossier)
        drafted(dossier, LATER)
        do(
            Act.REPLACE_RESULT,
            dossier,
            Role.APPROVE,
            LATER,
            reason="Sai chữ đệm",
            document="Quyết định 12/QĐ-UBND",
        )
        sealed_electronically()
        dossier.refresh_from_db()
        assert list(signatures.to_sign(hand(Role.APPROVE).actor)) == [decided(dossier)]
        [one] = sign(dossier)
        assert one.refusal is None
        assert signatures.to_seal(hand(Role.SEAL).actor, LATER) == [decided(dossier)]
        [two] = seal(dossier)
        assert two.refusal is None
        dossier.refresh_from_db()
        assert (dossier.state, decided(dossier).state) == ("returned", "sealed")
        assert check(file_of(decided(dossier).signed), trust=store().trust(LATER), at=LATER).holds
        assert not verify()

    @pytest.mark.rule("144/KH-UBND BR-VT IV.1.c")
    @pytest.mark.requirement("R-078")
    @pytest.mark.requirement("R-079")
    def test_the_share_of_signed_results_has_its_list_and_names_what_lacks(self):
        signed, unsigned = ready(), ready()
        sign(signed)
        for dossier in (signed, unsigned):
            handed_over(dossier, LATER)
        day = local_day(NINE)
        [share] = signatures.shares(P5, first=day, last=day)
        assert (share.returned, share.signed, share.lacking, share.percent) == (2, 1, 1, "50,0")
        period: dict[str, Any] = {"first": day, "last": day, "procedure": MARITAL_STATUS}
        assert signatures.behind(P5, **period, signed=False) == [unsigned]
        assert signatures.behind(P5, **period, signed=True) == [signed]
        assert signatures.shares(Q11, first=day, last=day) == []


@pytest.mark.usefixtures("seeded")
class TestRefused:
    """Each way it stops leaves the result approved and numbered."""

    def test_only_the_approver_signs_and_only_once(self):
        dossier = ready()
        stranger = replace(hand(Role.APPROVE), actor=colleague(Role.SEAL, P5, LATER))
        [no] = signed_by(stranger, str(dossier))
        assert code_of(no) == "not_the_signer"
        assert sign(dossier)[0].refusal is None
        assert sign(dossier)[0].refusal.code == "already_signed"

    def test_the_agency_never_signs_before_the_person_and_never_the_same_person(self):
        sealed_electronically()
        dossier = ready()
        assert seal(dossier)[0].refusal.code == "not_signed_yet"
        sign(dossier)
        approver = replace(hand(Role.APPROVE), signer=hand(Role.SEAL).signer)
        [no] = seal_results(
            codes=[str(dossier)],
            actor=approver.actor,
            hand=approver,
            at=LATER,
            stamp=lambda *_said: None,
        )
        assert code_of(no) == "same_person_seals"

    def test_where_the_procedure_is_sealed_on_paper_the_agency_does_not_sign(self):
        dossier = ready()
        sign(dossier)
        assert seal(dossier)[0].refusal.code == "sealed_file_unasked"

    def test_another_offices_dossier_is_not_there(self):
        dossier = ready()
        other = replace(hand(Role.APPROVE), actor=colleague(Role.APPROVE, Q11, LATER))
        [no] = signed_by(other, str(dossier))
        assert code_of(no) == "not_found"

    @pytest.mark.parametrize("fault", ["key_unavailable", "time_stamp_silent"])
    def test_a_key_or_stamp_authority_that_fails_loses_no_number(self, fault):
        dossier = ready()
        number = decided(dossier).number
        [no] = sign(dossier, signer=_Failing(fault))
        assert code_of(no) == fault
        result = decided(dossier)
        assert (result.state, result.number, result.signed) == ("numbered", number, None)
        assert sign(dossier)[0].refusal is None
        assert decided(dossier).number == number

    def test_a_full_disk_leaves_the_result_waiting(self, monkeypatch):
        dossier = ready()
        signer = hand(Role.APPROVE).signer

        with monkeypatch.context() as patched:
            patched.setattr("os.fsync", full)
            [no] = sign(dossier, signer=signer)
        assert code_of(no) == "store_full"
        assert decided(dossier).state == "numbered"
        assert sign(dossier)[0].refusal is None

    @pytest.mark.parametrize("fault", ["key_unavailable", "time_stamp_silent", "store_full"])
    def test_what_fails_at_the_seal_stamps_nothing_and_counts_no_imprint(self, fault, monkeypatch):
        sealed_electronically()
        dossier = ready()
        sign(dossier)
        before, more = decided(dossier).signed, {}
        hand(Role.SEAL)
        with monkeypatch.context() as patched:
            if fault == "store_full":
                patched.setattr("os.fsync", full)
            else:
                more = {"signer": _Failing(fault)}
            [no] = seal(dossier, **more)
        assert code_of(no) == fault
        assert (decided(dossier).state, decided(dossier).signed) == ("signed", before)
        assert Imprint.objects.count() == 0
        assert seal(dossier)[0].refusal is None
        assert not verify()

    def test_the_stamp_and_the_sealed_file_come_together_or_not_at_all(self):
        sealed_electronically()
        dossier = ready()
        sign(dossier)
        before = decided(dossier).signed

        def refused(_code: str, _said: Any) -> None:
            raise refuse("already_moved", "Người khác vừa làm.")

        keeper = hand(Role.SEAL)
        [no] = seal_results(codes=[str(dossier)], actor=keeper.actor, hand=keeper, at=LATER, stamp=refused)
        assert no.refusal is not None
        assert (decided(dossier).state, decided(dossier).signed) == ("signed", before)

    def test_a_list_is_judged_one_by_one(self):
        good, bad = ready(), appraised()
        answers = sign(good, bad, good)
        assert [(one.code, one.refusal.code if one.refusal else "") for one in answers] == [
            (str(good), ""),
            (str(bad), "result_no_file"),
        ]
        with pytest.raises(Refused):
            sign()
        with pytest.raises(Refused):
            signed_by(hand(Role.APPROVE), *(f"x{n}" for n in range(201)))

    def test_a_key_is_used_by_its_own_holder_only(self):
        dossier, whose = ready(), hand(Role.APPROVE)
        other = colleague(Role.SEAL, P5, LATER)
        with pytest.raises(Refused) as no:
            sign_results(codes=[str(dossier)], actor=other, hand=whose, at=LATER)
        assert no.value.refusal.code == "hand_not_own"
        assert decided(dossier).state == "numbered"


def full(*_said: Any, **_more: Any) -> None:
    """What the disk says that has no room."""
    raise OSError(28, "No space left on device")


class _Failing:
    """A key that cannot be reached."""

    holder = "x"

    def __init__(self, fault: str) -> None:
        self.fault = fault

    def sign(self, _pdf: bytes, **_said: Any) -> bytes:
        raise refuse(self.fault, "Chưa ký. Hãy ký lại.")


def test_many_papers_are_signed_by_several_processes_and_one_bad_one_stops_no_other():
    signer = keys.in_software(keys.certified(keys.VAN))
    good = Job(keys.paper(), SignatureField.PERSON, keys.HAND, keys.AT)
    jobs = [good, replace(good, pdf=b"nothing"), good]
    made = dict(sign_together(signer, jobs, processes=2))
    assert [place for place, one in sorted(made.items()) if isinstance(one, Refusal)] == [1]
    for one in (made[0], made[2]):
        assert isinstance(one, bytes)
        assert check(one, trust=keys.trust(), at=keys.AT).holds


def test_outside_a_demonstration_nobody_gets_a_key_that_was_not_given(tmp_path):
    real = KeyStore(tmp_path, demonstration=False)
    with pytest.raises(Refused) as no:
        real.signer(Holder("person-1", "Lê Văn Bình"), LATER)
    assert no.value.refusal.code == "no_key"
    (tmp_path / "signing.toml").write_text('[[key]]\nfor = "person-1"\nkind = "software"\nkey = "gone.pem"\n')
    with pytest.raises(Refused) as no:
        real.signer(Holder("person-1", "Lê Văn Bình"), LATER)
    assert no.value.refusal.code == "key_unavailable"

"""A leader's token signs in two visits: the whole way, and each way it is refused with the result still waiting."""

import json
from base64 import b64decode
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from motcua.authority.models import SigningPower
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.signing.checking import check
from motcua.documents.signing.port import Trust
from motcua.dossiers.actions.papers_to_sign import Signed
from motcua.dossiers.actions.signing_elsewhere import LIFE, Round, complete_signatures, prepare_signatures
from motcua.dossiers.models import Dossier, PendingSignature
from motcua.dossiers.verification import verify
from motcua.integrations.signing.deferred.client import TokenElsewhere
from motcua.integrations.signing.software.authority import (
    Issued,
    Lifetime,
    new_authority,
    new_certificate,
    new_revocation_list,
)
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from tests import signing_keys as keys
from tests.cast import P5, colleague
from tests.dossiers.test_digital_signatures import (
    LATER,
    code_of,
    decided,
    file_of,
    full,
    hand,
    ready,
    signed_by,
)

pytestmark = pytest.mark.usefixtures("seeded")
AROUND = Lifetime.around(LATER)
CA = new_authority(AROUND)
TRUST = Trust((CA.certificate,), (), (new_revocation_list(CA, LATER),))


def certified(lifetime: Lifetime = AROUND, authority: Issued = CA) -> Issued:
    return new_certificate(authority, lifetime, name="Lê Văn Bình", organisation="Phường 5")


KEY = certified()
TOKEN = TokenElsewhere("Lê Văn Bình", KEY.certificate, (CA.certificate,))


def leader() -> Actor:
    return colleague(Role.APPROVE, P5, LATER)


def prepared(*dossiers: Dossier, token: TokenElsewhere = TOKEN) -> Round:
    codes = [str(one) for one in dossiers]
    return prepare_signatures(codes=codes, actor=leader(), key=token, image=b"", at=LATER)


def token_program(asked: dict[str, Any], key: Issued = KEY) -> dict[str, bytes]:
    """The reference program: what stands beside the token reads the request and signs each part."""
    private = serialization.load_pem_private_key(key.key, password=None)
    assert isinstance(private, rsa.RSAPrivateKey)
    papers = json.loads(json.dumps(asked))["papers"]
    return {
        one["code"]: private.sign(b64decode(one["to_sign"]), padding.PKCS1v15(), hashes.SHA256())
        for one in papers
    }


def completed(made: Round, values: dict[str, bytes] | None = None, **more: Any) -> list[Signed]:
    said: dict[str, Any] = {"actor": leader(), "key": TOKEN, "trust": TRUST, "at": LATER} | more
    values = token_program(made.asked) if values is None else values
    return complete_signatures(ticket=made.ticket, values=values, **said)


def waits(dossier: Dossier, number: str) -> bool:
    result = decided(dossier)
    return (result.state, result.number, result.signed) == ("numbered", number, None)


@pytest.mark.requirement("R-077")
def test_two_results_are_made_ready_signed_by_the_token_and_completed(tmp_path):
    one, two = ready(), ready()
    [first, second] = completed(prepared(one, two))
    assert (first.refusal, second.refusal) == (None, None)
    for dossier in (one, two):
        whole = file_of(decided(dossier).signed)
        assert check(whole, trust=TRUST, at=LATER).holds
        assert keys.pdfsig(whole, tmp_path).count("Signature is Valid.") == 1
        assert whole.startswith(file_of(decided(dossier).unsigned))
    assert not verify()
    assert {bytes(row.tail) for row in PendingSignature.objects.all()} == {b""}


def test_a_round_is_of_one_person_good_once_and_for_a_quarter_of_an_hour():
    dossier = ready()
    number = decided(dossier).number
    made = prepared(dossier)
    values = token_program(made.asked)
    for code, more in (
        ("signing_round_late", {"at": LATER + LIFE}),
        ("signing_round_late", {"at": LATER - timedelta(minutes=1)}),
        ("signing_round_unknown", {"actor": colleague(Role.SEAL, P5, LATER)}),
    ):
        with pytest.raises(Refused) as no:
            completed(made, values, **more)
        assert no.value.refusal.code == code
        assert waits(dossier, number)
    assert completed(made, values)[0].refusal is None
    with pytest.raises(Refused) as no:
        completed(made, values)
    assert no.value.refusal.code == "signing_round_used"


@pytest.mark.parametrize("fault", ["another key", "nothing", "other certificate", "another paper's"])
def test_a_value_that_does_not_fit_leaves_the_result_waiting(fault):
    dossier = ready()
    number = decided(dossier).number
    made = prepared(dossier)
    values, more = token_program(made.asked), {}
    if fault == "another key":
        values = token_program(made.asked, certified())
    elif fault == "nothing":
        values = {}
    elif fault == "other certificate":
        more = {"key": TokenElsewhere("Lê Văn Bình", certified().certificate)}
    else:
        values = {str(dossier): next(iter(token_program(prepared(ready()).asked).values()))}
    [no] = completed(made, values, **more)
    expected = {"nothing": "signature_missing", "other certificate": "signing_outdated"}
    assert code_of(no) == expected.get(fault, "signature_value_wrong")
    assert waits(dossier, number)
    assert completed(prepared(dossier))[0].refusal is None


def test_a_certificate_that_is_not_in_force_or_that_nobody_trusts_signs_nothing():
    dossier = ready()
    number = decided(dossier).number
    over = certified(Lifetime(LATER - timedelta(days=9), LATER - timedelta(days=1)))
    made = prepared(dossier, token=TokenElsewhere("Lê Văn Bình", over.certificate))
    assert not made.waiting
    assert code_of(made.refused[0]) == "certificate_not_in_force"
    strange = certified(authority=new_authority(AROUND, name="Nơi khác"))
    token = TokenElsewhere("Lê Văn Bình", strange.certificate)
    made = prepared(dossier, token=token)
    [no] = completed(made, token_program(made.asked, strange), key=token)
    assert code_of(no) == "signature_not_valid"
    assert waits(dossier, number)


def test_a_result_signed_or_a_power_withdrawn_in_between_takes_no_value():
    dossier, other = ready(), ready()
    made = prepared(dossier, other)
    values = token_program(made.asked)
    assert signed_by(hand(Role.APPROVE), str(dossier))[0].refusal is None
    before = decided(dossier).signed
    [no, done] = completed(made, values)
    assert code_of(no) == "already_signed"
    assert decided(dossier).signed == before
    assert done.refusal is None
    third = ready()
    number = decided(third).number
    made = prepared(third)
    values = token_program(made.asked)
    SigningPower.objects.filter(person_id=leader().person_id).update(valid_to=local_day(LATER))
    [no] = completed(made, values)
    assert code_of(no) == "no_signing_power"
    assert waits(third, number)


def test_a_full_disk_leaves_the_result_waiting_and_the_round_over(monkeypatch):
    dossier = ready()
    number = decided(dossier).number
    made = prepared(dossier)
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        [no] = completed(made)
    assert code_of(no) == "store_full"
    assert waits(dossier, number)
    assert completed(prepared(dossier))[0].refusal is None

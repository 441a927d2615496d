"""Programs sign, seal, sign in two visits and check: each with its refusals."""

from base64 import b64encode
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.core.tries import CHECKS_PER_ADDRESS
from motcua.dossiers.models import Dossier
from motcua.dossiers.results.queries import result_of
from motcua.integrations.signing.keys import KeyStore
from motcua.integrations.signing.software.authority import Issued, Lifetime, new_certificate
from motcua.organisation.models import ApiToken
from motcua.organisation.terms import Role
from tests.api.office import EVERYTHING, MONDAY_14_59, Program, token_for
from tests.cast import P5
from tests.dossiers.result_cast import appraised, drafted
from tests.dossiers.test_digital_signatures import decided, file_of, sealed_electronically
from tests.dossiers.test_signing_elsewhere import token_program

pytestmark = pytest.mark.usefixtures("seeded", "monday")


def program(*roles: Role) -> Program:
    return Program(token_for(P5, *(roles or EVERYTHING)))


def approved_by(signer: Program) -> Dossier:
    dossier = appraised()
    drafted(dossier)
    assert signer.post(f"/dossiers/{dossier}/acts/approve").status == 200
    dossier.refresh_from_db()
    return dossier


def test_a_program_signs_the_seal_keeper_seals_and_anybody_checks() -> None:
    sealed_electronically()
    signer, keeper = program(Role.APPROVE), program(Role.SEAL)
    dossier = approved_by(signer)
    codes = {"codes": [str(dossier), "H11-KHONG-CO"]}
    assert keeper.post("/results/signatures", codes).status == 403
    assert signer.post("/results/seals", codes).status == 403
    [done, no] = signer.post("/results/signatures", codes).body
    assert (done["state"], done["refusal"]) == ("signed", None)
    assert no["refusal"]["code"] == "not_found"
    [done, _no] = keeper.post("/results/seals", codes).body
    assert done["state"] == "sealed"
    result = decided(dossier)
    whole = file_of(result.signed)
    assert result.signed is not None
    assert done["sha256"] == result.signed.sha256
    proof = Client().get(f"/api/v1/checks/{result.check_code}").json()
    assert (proof["number"], proof["holds"], proof["sha256"]) == (result.number, True, result.signed.sha256)
    assert dossier.applicant_name not in str(proof)
    assert [compared(result.check_code, file)["same"] for file in (whole, whole[:-9])] == [True, False]
    wrong: object
    for wrong in ({"codes": []}, {"codes": ["x"] * 201}, {"codes": ["x" * 99]}, {}):
        assert signer.post("/results/signatures", wrong).status == 422


def compared(code: str, content: bytes) -> dict[str, object]:
    file = SimpleUploadedFile("a.pdf", content, content_type="application/pdf")
    answer: dict[str, object] = Client().post(f"/api/v1/checks/{code}", {"file": file}).json()
    return answer


def test_an_unknown_code_is_one_answer_and_guessing_ends() -> None:
    assert Client().get("/api/v1/checks/7K2M9QXA4TBD").status_code == 404
    assert Client().get("/api/v1/checks/' OR 1=1").status_code == 404
    for _try in range(CHECKS_PER_ADDRESS):
        last = Client().get("/api/v1/checks/7K2M9QXA4TBD")
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0


def registered(signer: Program) -> Issued:
    """The certificate of the program's own person stands in the data folder as that of a token elsewhere."""
    store = KeyStore(settings.SIGNING_FOLDER, demonstration=True)
    store.trust(MONDAY_14_59)
    folder = settings.SIGNING_FOLDER / "demonstration"
    authority = Issued((folder / "ca.key").read_bytes(), (folder / "ca.pem").read_bytes())
    issued = new_certificate(
        authority, Lifetime.around(MONDAY_14_59), name="Lê Thị Bích Thủy", organisation="P5"
    )
    (settings.SIGNING_FOLDER / "thuy.pem").write_bytes(issued.certificate)
    person = ApiToken.objects.latest("pk").person_id
    (settings.SIGNING_FOLDER / "signing.toml").write_text(
        f'[[key]]\nfor = "person-{person}"\nkind = "deferred"\ncertificate = "thuy.pem"\n'
        'chain = "demonstration/ca.pem"\n'
    )
    return issued


def test_a_program_prepares_and_completes_with_a_token_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SIGNING_FOLDER", tmp_path)
    signer = program(Role.APPROVE)
    dossier = approved_by(signer)
    codes = {"codes": [str(dossier)]}
    assert signer.post("/results/deferred-signatures", codes).refusal == "no_token"
    key = registered(signer)
    assert signer.post("/results/signatures", codes).refusal == "key_elsewhere"
    made = signer.post("/results/deferred-signatures", codes).body
    assert made["papers"][0]["number"] == decided(dossier).number
    values = {code: b64encode(value).decode() for code, value in token_program(made, key).items()}
    address = f"/results/deferred-signatures/{made['ticket']}"
    assert signer.post(address, {"signatures": {str(dossier): "%%"}}).status in {409, 422}
    [done] = signer.post(address, {"signatures": values}).body
    assert done["state"] == "signed", done
    assert signer.post(address, {"signatures": values}).refusal == "signing_round_used"
    assert signer.post("/results/deferred-signatures/x", {"signatures": values}).status == 422
    found = result_of(dossier)
    assert found is not None
    assert found.signed is not None

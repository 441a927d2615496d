"""Keys that are not in a file: on a token, at a signing service, at the leader's own machine; trusted moments."""

import os
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from motcua.core.refusals import Refused
from motcua.documents.signing.checking import check
from motcua.documents.signing.elsewhere import Prepared
from motcua.documents.signing.port import Signer
from motcua.documents.signing.terms import SignatureField
from motcua.documents.signing.writing import PLAIN, Manner
from motcua.integrations.signing.csc.client import RemoteSigner, Service
from motcua.integrations.signing.deferred.client import complete, prepare
from motcua.integrations.signing.keys import Holder, KeyStore
from motcua.integrations.signing.pkcs11.client import TokenSigner
from motcua.integrations.signing.software.authority import Issued, Lifetime
from motcua.integrations.signing.time_stamping.client import HttpTimeStamper
from tests import signing_keys as keys
from tests.integrations.signing.servers import SigningService, stamping_server
from tests.signing_keys import AT, HAND, LATER, VAN

pytestmark = pytest.mark.needs_poppler
PIN = "246810"
_DRIVERS = [Path("/usr/lib/softhsm/libsofthsm2.so"), *Path("/usr/lib").glob("*/softhsm/libsofthsm2.so")]


def signed_with(signer: Signer) -> bytes:
    return signer.sign(keys.paper(), field=SignatureField.PERSON, appearance=HAND, at=AT)


def accepted(pdf: bytes, folder: Path) -> None:
    found = check(pdf, trust=keys.trust(), at=AT)
    assert found.holds, found
    assert found.signatures[0].holder == VAN
    assert "Signature is Valid." in keys.pdfsig(pdf, folder)


def private(issued: Issued) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(issued.key, password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


@pytest.fixture(scope="module")
def token(tmp_path_factory) -> TokenSigner:
    """A token of SoftHSM with the key of a person."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "kept").mkdir()
    configured = folder / "softhsm2.conf"
    configured.write_text(f"directories.tokendir = {folder / 'kept'}\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(configured)
    issued = keys.certified(VAN)
    file = folder / "key.pem"
    file.write_bytes(issued.key)
    for said in (
        ["--init-token", "--free", "--label", "motcua", "--so-pin", "13579000"],
        ["--import", str(file), "--token", "motcua", "--label", "person", "--id", "01"],
    ):
        subprocess.run(["softhsm2-util", *said, "--pin", PIN], check=True, capture_output=True)
    [driver, *_] = [path for path in _DRIVERS if path.is_file()]
    return TokenSigner(
        VAN, str(driver), "motcua", PIN, "person", issued.certificate, (keys.authority().certificate,)
    )


@pytest.mark.needs_softhsm
def test_a_key_that_never_leaves_its_token_signs(token, tmp_path):
    accepted(signed_with(token), tmp_path)
    accepted(signed_with(token), tmp_path)


@pytest.mark.needs_softhsm
@pytest.mark.parametrize(
    "wrong",
    [{"pin": "000000"}, {"token": "pulled out"}, {"key": "another"}, {"module": "/nowhere/driver.so"}],
)
def test_a_token_that_is_gone_or_locked_signs_nothing(token, wrong):
    with pytest.raises(Refused) as no:
        signed_with(replace(token, **wrong))
    assert no.value.refusal.code == "key_unavailable"
    assert "PIN" in no.value.refusal.text


def test_a_signing_service_gets_the_hash_and_never_the_paper(tmp_path):
    issued = keys.certified(VAN)
    with SigningService(issued, keys.authority(), pin=PIN) as service:
        remote = RemoteSigner(VAN, Service(service.url, service.token), "cred-1", PIN)
        accepted(signed_with(remote), tmp_path)
        assert service.asked == ["credentials/info", "credentials/authorize", "signatures/signHash"]
        assert service.largest < 1_000


def test_a_certificate_of_another_key_signs_nothing():
    mixed = Issued(keys.certified(VAN).key, keys.certified(keys.AGENCY).certificate)
    with pytest.raises(Refused) as no:
        signed_with(keys.in_software(mixed))
    assert no.value.refusal.code == "key_unavailable"


def test_out_of_the_days_of_its_certificate_nothing_is_signed(tmp_path):
    issued = keys.certified(VAN)
    (tmp_path / "key.pem").write_bytes(issued.key)
    (tmp_path / "own.pem").write_bytes(issued.certificate)
    (tmp_path / "signing.toml").write_text(
        '[[key]]\nfor = "person-1"\nkind = "software"\nkey = "key.pem"\ncertificate = "own.pem"\n'
    )
    office, holder = KeyStore(tmp_path, demonstration=False), Holder("person-1", VAN)
    assert office.signer(holder, AT).holder == VAN
    with SigningService(issued, keys.authority(), pin=PIN) as service:
        remote = RemoteSigner(VAN, Service(service.url, service.token), "cred-1", PIN)
        for moment in (AT + timedelta(days=9999), AT - timedelta(days=9999)):
            with pytest.raises(Refused, match="certificate_over"):
                office.signer(holder, moment)
            with pytest.raises(Refused, match="certificate_over"):
                remote.sign(keys.paper(), field=SignatureField.PERSON, appearance=HAND, at=moment)
        assert "signatures/signHash" not in service.asked


@pytest.mark.parametrize(
    "fault", ["pin", "token", "credential", "gone", "garbage", "silent", "disabled", "lies"]
)
def test_a_signing_service_that_says_no_or_nothing_signs_nothing(fault):
    with SigningService(keys.certified(VAN), keys.authority(), pin=PIN, fault=fault) as service:
        url = "http://127.0.0.1:9" if fault == "gone" else service.url
        remote = RemoteSigner(
            VAN,
            Service(url, "wrong" if fault == "token" else service.token, timeout=0.5),
            "cred-9" if fault == "credential" else "cred-1",
            "111111" if fault == "pin" else PIN,
        )
        with pytest.raises(Refused) as no:
            signed_with(remote)
    assert no.value.refusal.code == "key_unavailable"


def made_ready(manner: Manner = PLAIN) -> Prepared:
    return prepare(
        keys.paper(),
        certificate=keys.certified(VAN).certificate,
        chain=(keys.authority().certificate,),
        field=SignatureField.PERSON,
        appearance=HAND,
        at=AT,
        manner=manner,
    )


def on_the_leaders_machine(to_sign: bytes) -> bytes:
    """The reference client: what the local program does with its token."""
    return private(keys.certified(VAN)).sign(to_sign, padding.PKCS1v15(), hashes.SHA256())


def test_a_paper_is_prepared_signed_elsewhere_and_completed(tmp_path):
    ready = made_ready()
    accepted(complete(ready, on_the_leaders_machine(ready.to_sign), at=AT), tmp_path)


def test_a_value_of_another_key_or_over_another_paper_is_not_taken():
    ready, other = made_ready(), made_ready()
    for value in (b"", b"\0" * 256, on_the_leaders_machine(other.to_sign + b" ")):
        with pytest.raises(Refused) as no:
            complete(ready, value, at=AT)
        assert no.value.refusal.code == "signature_value_wrong"


def test_what_is_no_certificate_prepares_nothing():
    with pytest.raises(Refused) as no:
        prepare(keys.paper(), certificate=b"x", field=SignatureField.PERSON, appearance=None, at=AT)
    assert no.value.refusal.code == "certificate_unreadable"


@pytest.fixture(scope="module")
def stamped() -> bytes:
    """A paper signed with a trusted moment, by a certificate that ran out the next day."""
    with stamping_server(keys.certified("Dấu thời gian", stamps_time=True), AT) as url:
        lifetime = Lifetime(AT - timedelta(days=90), AT + timedelta(days=1))
        signer = keys.in_software(
            keys.certified(VAN, lifetime=lifetime), manner=Manner(HttpTimeStamper(url), keys.trust())
        )
        return signed_with(signer)


def test_with_a_time_stamp_authority_the_signature_outlives_its_certificate(stamped, tmp_path):
    for moment in (AT, LATER):
        found = check(stamped, trust=keys.trust(), at=moment)
        assert found.holds, found
        assert found.signatures[0].stamped_at == AT
    assert b"/DSS" in stamped
    assert b"/DocTimeStamp" in stamped
    assert "Signature is Valid." in keys.pdfsig(stamped, tmp_path)


def test_the_agency_signs_over_a_stamped_signature(stamped):
    with stamping_server(keys.certified("Dấu thời gian", stamps_time=True), AT) as url:
        agency = keys.in_software(
            keys.certified(keys.AGENCY), manner=Manner(HttpTimeStamper(url), keys.trust())
        )
        both = agency.sign(stamped, field=SignatureField.AGENCY, appearance=keys.SEAL, at=AT)
    found = check(both, trust=keys.trust(), at=LATER)
    assert found.holds, found
    assert len(found.signatures) == 2


def test_a_paper_signed_by_a_token_elsewhere_lasts_as_long(tmp_path):
    with stamping_server(keys.certified("Dấu thời gian", stamps_time=True), AT) as url:
        manner = Manner(HttpTimeStamper(url), keys.trust())
        ready = made_ready(manner)
        signed = complete(ready, on_the_leaders_machine(ready.to_sign), at=AT, manner=manner)
        agency = keys.in_software(keys.certified(keys.AGENCY), manner=manner)
        both = agency.sign(signed, field=SignatureField.AGENCY, appearance=keys.SEAL, at=AT)
    for paper, names in ((signed, 1), (both, 2)):
        found = check(paper, trust=keys.trust(), at=LATER)
        assert found.holds, found
        assert [one.stamped_at for one in found.signatures] == [AT] * names
    assert b"/DSS" in signed
    assert b"/DocTimeStamp" in signed
    assert "Signature is Valid." in keys.pdfsig(signed, tmp_path)


@pytest.mark.parametrize("fault", ["gone", "silent", "garbage"])
def test_a_token_elsewhere_signs_nothing_while_no_trusted_moment_is_to_be_had(fault):
    stamper = keys.certified("Dấu thời gian", stamps_time=True)
    with stamping_server(stamper, AT) as url, stamping_server(stamper, AT, fault=fault) as broken:
        ready = made_ready(Manner(HttpTimeStamper(url), keys.trust()))
        wrong = "http://127.0.0.1:9" if fault == "gone" else broken
        manner = Manner(HttpTimeStamper(wrong, timeout=0.3), keys.trust())
        with pytest.raises(Refused, match="time_stamp_silent"):
            made_ready(manner)
        with pytest.raises(Refused, match="time_stamp_silent"):
            complete(ready, on_the_leaders_machine(ready.to_sign), at=AT, manner=manner)


@pytest.mark.parametrize("fault", ["gone", "silent", "garbage"])
def test_a_silent_time_stamp_authority_leaves_the_paper_unsigned(fault):
    with stamping_server(keys.certified("Dấu thời gian", stamps_time=True), AT, fault=fault) as url:
        manner = Manner(
            HttpTimeStamper("http://127.0.0.1:9" if fault == "gone" else url, timeout=0.3), keys.trust()
        )
        with pytest.raises(Refused) as no:
            signed_with(keys.in_software(keys.certified(VAN), manner=manner))
    assert no.value.refusal.code == "time_stamp_silent"
    assert "vẫn được giữ" in no.value.refusal.text

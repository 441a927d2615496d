"""A result signed by a person and by the agency: an independent program and our own check, and what each refuses."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter

from motcua.core.refusals import Refused
from motcua.documents.signing.checking import check
from motcua.documents.signing.port import Box
from motcua.documents.signing.terms import SignatureField, Verdict
from motcua.integrations.signing.software.authority import NO_LEGAL_VALUE, Issued, Lifetime
from tests import signing_keys as keys
from tests.signing_keys import AGENCY, AT, HAND, LATER, SEAL, VAN

pytestmark = pytest.mark.needs_poppler


def judged(pdf: bytes, **how):
    return check(pdf, trust=keys.trust(**how), at=AT)


def by_person(issued: Issued) -> bytes:
    signer = keys.in_software(issued)
    return signer.sign(keys.paper(), field=SignatureField.PERSON, appearance=HAND, at=AT)


@pytest.mark.requirement("R-077")
def test_an_independent_program_accepts_the_person_and_then_the_agency(tmp_path):
    said = keys.pdfsig(keys.signed_by_both(), tmp_path)
    assert said.count("Signature is Valid.") == 2
    assert said.count("ETSI.CAdES.detached") == 2
    assert said.index(VAN) < said.index(AGENCY)
    assert "Total document signed" in said.split("Signature #2")[1]


@pytest.mark.requirement("R-077")
def test_our_own_check_names_both_and_when_they_signed():
    found = judged(keys.signed_by_both())
    assert found.holds
    assert [(one.field, one.holder, one.signed_at) for one in found.signatures] == [
        ("sig_person", VAN, AT),
        ("sig_agency", AGENCY, AT),
    ]
    assert found.by(SignatureField.AGENCY).holds


def test_the_second_signature_leaves_what_the_first_signed_untouched():
    assert keys.signed_by_both().startswith(keys.signed_by_person())
    assert keys.signed_by_person().startswith(keys.paper())


def changed_at(pdf: bytes, place: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


@pytest.mark.requirement("R-077")
@pytest.mark.parametrize("part", [0.02, 0.2, 0.4, 0.6])
def test_one_changed_byte_anywhere_makes_the_check_fail(part, tmp_path):
    whole = keys.signed_by_both()
    broken = changed_at(whole, int(len(whole) * part))
    found = judged(broken)
    assert not found.holds
    assert found.text.endswith(".")
    assert keys.pdfsig(broken, tmp_path).count("Signature is Valid.") < 2


@pytest.mark.requirement("R-077")
def test_every_byte_counts_but_the_few_in_which_a_signature_repeats_its_own_algorithm():
    whole = keys.signed_by_person()
    places = range(0, len(whole), max(1, len(whole) // 200))
    accepted = [place for place in places if judged(changed_at(whole, place)).holds]
    # Nobody signs these (RFC 5652, digestAlgorithms and version numbers); the check page compares the whole file too.
    assert len(accepted) <= 2
    start = whole.index(b"/Contents <")
    assert all(start < place < start + 3_000 for place in accepted)


def test_a_page_edited_after_the_signatures_is_refused():
    writer = IncrementalPdfFileWriter(BytesIO(keys.signed_by_both()))
    page, _resources = writer.find_page_for_modification(0)
    turned = page.get_object()
    turned["/Rotate"] = NumberObject(90)
    writer.update_container(turned)
    edited = BytesIO()
    writer.write(edited)
    found = judged(edited.getvalue())
    assert found.verdict is Verdict.EDITED_LATER
    assert "sau khi ký" in found.text


def test_a_page_added_after_the_signatures_is_refused():
    writer = PdfWriter(BytesIO(keys.signed_by_both()), incremental=True)
    writer.add_blank_page()
    added = BytesIO()
    writer.write(added)
    assert judged(added.getvalue()).verdict is Verdict.EDITED_LATER


def test_a_strangers_certificate_is_refused_also_under_the_same_names():
    stranger = keys.certified(VAN, of="CA trình diễn Một Cửa - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ")
    found = judged(by_person(stranger))
    assert found.verdict is Verdict.STRANGER
    assert "tin cậy" in found.text


def test_a_certificate_that_had_run_out_is_refused_and_one_that_ran_out_later_is_not():
    short = keys.certified(VAN, lifetime=Lifetime(AT - timedelta(days=90), AT - timedelta(days=1)))
    assert judged(by_person(short)).verdict is Verdict.EXPIRED
    early = keys.certified(VAN, lifetime=Lifetime(AT + timedelta(days=1), AT + timedelta(days=90)))
    assert judged(by_person(early)).verdict is Verdict.EXPIRED
    then_good = keys.certified(VAN, lifetime=Lifetime(AT - timedelta(days=90), AT + timedelta(days=1)))
    assert judged(by_person(then_good)).holds
    assert check(by_person(then_good), trust=keys.trust(), at=LATER).verdict is Verdict.EXPIRED


def test_a_certificate_revoked_before_is_refused_and_one_revoked_after_is_not():
    issued = keys.certified("Lê Văn Bình")
    signed = by_person(issued)
    before = judged(signed, revoked={issued.certificate: AT - timedelta(hours=1)})
    assert before.verdict is Verdict.REVOKED
    assert "thu hồi" in before.text
    assert judged(signed, revoked={issued.certificate: AT + timedelta(hours=1)}).holds


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90", b"%PDF-1.7\n", b"%PDF-1.7\nxref\n0 1\ntrailer<</Root 1 0 R>>"]
)
def test_what_is_no_pdf_is_said_to_be_none(content):
    assert judged(content).verdict is Verdict.UNREADABLE


def test_a_copy_without_signature_is_not_taken_for_a_signed_one():
    assert judged(keys.paper()).verdict is Verdict.UNSIGNED


def test_the_key_of_the_demonstration_says_on_the_page_that_it_has_no_legal_value():
    page = PdfReader(BytesIO(keys.signed_by_both())).pages[-1]
    shown = [note.get_object()["/AP"]["/N"] for note in page.annotations or ()]
    assert len(shown) == 2
    assert NO_LEGAL_VALUE == "Không có giá trị pháp lý"


def test_a_key_that_is_none_signs_nothing_and_says_what_to_do():
    broken = replace(keys.in_software(keys.certified(VAN)), key=b"no key")
    with pytest.raises(Refused) as no:
        broken.sign(keys.paper(), field=SignatureField.PERSON, appearance=HAND, at=AT)
    assert no.value.refusal.code == "key_unavailable"
    assert "báo người quản trị" in no.value.refusal.text


def test_a_broken_paper_is_not_signed():
    with pytest.raises(Refused) as no:
        keys.in_software(keys.certified(VAN)).sign(
            keys.paper()[:500], field=SignatureField.PERSON, appearance=HAND, at=AT
        )
    assert no.value.refusal.code == "pdf_unreadable"


def test_a_signature_may_stand_unseen_and_long_names_find_room():
    signer = keys.in_software(keys.certified(AGENCY))
    unseen = signer.sign(keys.paper(), field=SignatureField.AGENCY, appearance=None, at=AT)
    assert judged(unseen).holds
    long = replace(SEAL, lines=("BAN QUẢN LÝ KHU KINH TẾ VÀ CÁC KHU CÔNG NGHIỆP", "TỈNH BÀ RỊA - VŨNG TÀU"))
    narrow = replace(long, box=Box(0, 20, 20, 60, 60))
    assert judged(signer.sign(keys.paper(), field=SignatureField.AGENCY, appearance=narrow, at=AT)).holds


def test_the_same_field_is_not_signed_twice():
    with pytest.raises(Refused) as no:
        keys.in_software(keys.certified(VAN)).sign(
            keys.signed_by_person(), field=SignatureField.PERSON, appearance=HAND, at=AT
        )
    assert no.value.refusal.code in {"signing_failed", "pdf_unreadable"}

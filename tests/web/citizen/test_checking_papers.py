"""Is this paper real? The page behind the QR: what it tells, what it keeps to itself, a file compared."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfWriter

from motcua.core.tries import CHECKS_PER_ADDRESS
from motcua.documents.signing.terms import SignatureField
from motcua.dossiers.terms import Act
from motcua.integrations.signing.software.authority import (
    Issued,
    Lifetime,
    new_authority,
    new_certificate,
    new_revocation_list,
)
from motcua.organisation.terms import Role
from tests import signing_keys as keys
from tests.cast import do
from tests.dossiers.result_cast import drafted, handed_over
from tests.dossiers.test_digital_signatures import (
    LATER,
    decided,
    file_of,
    ready,
    seal,
    sealed_electronically,
    sign,
)

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
pytestmark = pytest.mark.usefixtures("seeded")


def page(code: str, **more) -> tuple[int, str]:
    got = Client().get(f"/xac-thuc/{code}", **more)
    return got.status_code, _TOKEN.sub("", got.content.decode())


def main_of(status: int, text: str) -> tuple[int, str]:
    """What the page says, without the links that name its own address."""
    return status, text.partition("<main")[2].partition("</main>")[0]


def compared(code: str, content: bytes) -> str:
    file = SimpleUploadedFile("ket-qua.pdf", content, content_type="application/pdf")
    got = Client().post(f"/xac-thuc/{code}", {"file": file})
    assert got.status_code == 200
    return got.content.decode()


@pytest.fixture
def result(seeded):
    """Signed, sealed by the agency's signature."""
    sealed_electronically()
    dossier = ready()
    assert sign(dossier)[0].refusal is None
    assert seal(dossier)[0].refusal is None
    return decided(dossier)


def test_the_page_says_what_of_whom_by_whom_and_names_nobody_but_the_signer(result):
    status, text = page(result.check_code)
    assert status == 200
    for said in (
        result.number,
        result.unit.name,
        result.signer_name,
        result.signed.sha256,
        "N.V.T.",
        "Còn giá trị",
    ):
        assert said in text
    for hidden in (
        result.dossier.applicant_name,
        result.dossier.id_number,
        result.dossier.phone,
        str(result.dossier),
    ):
        assert hidden not in text
    assert page(result.check_code.lower())[0] == 200


@pytest.mark.requirement("R-077")
def test_a_file_is_compared_byte_for_byte_and_its_signatures_named(result):
    whole = file_of(result.signed)
    assert "Tệp này đúng là tệp cơ quan đã phát hành" in compared(result.check_code, whole)
    middle = len(whole) // 3
    changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    assert "KHÔNG phải tệp cơ quan đã phát hành" in compared(result.check_code, changed)
    assert "Nội dung đã bị thay đổi" in compared(result.check_code, changed)
    assert "trước khi có đủ chữ ký" not in compared(result.check_code, file_of(result.unsigned))
    assert "Tệp không đọc được" in compared(result.check_code, b"MZ")
    got = Client().post(f"/xac-thuc/{result.check_code}", {})
    assert got.status_code == 422
    assert "Chọn tệp PDF cần so sánh" in got.content.decode()


@pytest.mark.requirement("R-077")
def test_a_stranger_an_expired_or_revoked_certificate_and_a_later_edit_are_refused_in_plain_words(
    settings, tmp_path: Path
) -> None:
    settings.SIGNING_FOLDER = tmp_path
    sealed_electronically()
    dossier = ready()
    assert sign(dossier)[0].refusal is None
    assert seal(dossier)[0].refusal is None
    result = decided(dossier)
    trusted = Issued(*((tmp_path / "demonstration" / f"ca.{end}").read_bytes() for end in ("key", "pem")))
    around, over = Lifetime.around(LATER), Lifetime(LATER - timedelta(days=90), LATER - timedelta(days=1))
    stranger = new_certificate(new_authority(around, name="CA lạ"), around, name=result.signer_name)
    expired = new_certificate(trusted, over, name=result.signer_name)
    revoked = new_certificate(trusted, around, name=result.signer_name)
    listed = {revoked.certificate: LATER - timedelta(hours=1)}
    (tmp_path / "trust" / "demonstration.crl").write_bytes(new_revocation_list(trusted, LATER, listed))

    def by(issued: Issued) -> bytes:
        paper = file_of(result.unsigned)
        return keys.in_software(issued).sign(
            paper, field=SignatureField.PERSON, appearance=keys.HAND, at=LATER
        )

    writer, edited = PdfWriter(BytesIO(file_of(result.signed)), incremental=True), BytesIO()
    writer.add_blank_page()
    writer.write(edited)
    for content, words in (
        (by(stranger), "không do tổ chức mà hệ thống này tin cậy cấp"),
        (by(expired), "đã hết hạn hoặc chưa có hiệu lực lúc ký"),
        (by(revoked), "đã bị thu hồi trước khi ký"),
        (edited.getvalue(), "Có phần được thêm hoặc sửa sau khi ký"),
    ):
        said = compared(result.check_code, content)
        assert "KHÔNG phải tệp cơ quan đã phát hành" in said, words
        assert words in said, words


def test_every_unknown_code_gets_the_same_answer_and_guesses_are_few():
    answers = {main_of(*page(code)) for code in ("0" * 12, "ZZZZ9999ZZZZ", "x", "' OR 1=1")}
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    for _try in range(CHECKS_PER_ADDRESS):
        status, _text = page("0" * 12, REMOTE_ADDR="10.9.8.7")
    assert status == 404
    assert page("0" * 12, REMOTE_ADDR="10.9.8.7")[0] == 429


def test_the_form_leads_to_the_page_also_with_gaps(result):
    spaced = " ".join(result.check_code[start : start + 4] for start in (0, 4, 8))
    got = Client().post("/xac-thuc/", {"code": spaced.lower()})
    assert got["Location"] == f"/xac-thuc/{result.check_code}"
    assert Client().post("/xac-thuc/", {"code": " "}).status_code == 422
    assert Client().get("/xac-thuc/").status_code == 200


def test_a_revoked_result_says_so_with_the_deciding_document(result):
    dossier = result.dossier
    dossier.refresh_from_db()
    do(Act.HAND_BACK, dossier, Role.RECEIVE, LATER)
    do(Act.RETURN_RESULT, dossier, Role.RETURN, LATER, receiver=dossier.applicant_name, identity="CCCD")
    do(
        Act.REVOKE_RESULT,
        dossier,
        Role.APPROVE,
        LATER,
        reason="Sai tên của bà Trần Thị Kín",
        document="Quyết định số 15/QĐ-UBND ngày 16/5/2022",
    )
    _status, text = page(result.check_code)
    assert "Không còn giá trị" in text
    assert "thu hồi" in text
    assert "15/QĐ-UBND" in text
    assert "Trần Thị Kín" not in text


def test_a_replaced_result_says_by_which_and_by_what_decision_and_not_why():
    dossier = ready()
    handed_over(dossier)
    old = decided(dossier)
    assert "Còn giá trị" in page(old.check_code)[1]
    drafted(dossier, LATER)
    why = {"reason": "Sai tên của bà Trần Thị Kín", "document": "Quyết định số 16/QĐ-UBND"}
    do(Act.REPLACE_RESULT, dossier, Role.APPROVE, LATER, **why)
    dossier.refresh_from_db()
    new = decided(dossier)
    _status, text = page(old.check_code)
    for words in ("Không còn giá trị", "bị thay thế", "16/QĐ-UBND", f"Thay thế bởi kết quả số {new.number}"):
        assert words in text
    assert "Trần Thị Kín" not in text
    assert "Không còn giá trị" not in page(new.check_code)[1]


def test_a_paper_signed_by_hand_is_found_too():
    dossier = ready()
    handed_over(dossier)
    result = decided(dossier)
    assert "ký và đóng dấu trên giấy" in page(result.check_code)[1]
    assert "giống từng byte" in compared(result.check_code, file_of(result.unsigned))


@pytest.mark.parametrize("posted", [False, True])
def test_an_unknown_code_is_answered_with_the_same_work_as_a_known_one(result, posted):
    def work(code: str) -> tuple[int, list[str | None]]:
        client = Client()
        client.get(f"/xac-thuc/{code}")  # what is read once a process is read
        file = SimpleUploadedFile("a.pdf", keys.paper(), content_type="application/pdf")
        with CaptureQueriesContext(connection) as asked:
            got = (
                client.post(f"/xac-thuc/{code}", {"file": file})
                if posted
                else client.get(f"/xac-thuc/{code}")
            )
        assert got.status_code == (200 if code == result.check_code else 404)
        return len(asked), [template.name for template in got.templates]

    assert work("000000000000") == work(result.check_code)

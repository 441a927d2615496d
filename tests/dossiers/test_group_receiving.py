"""Lists received line by line: an answer for each, nothing half done, sent again nothing doubled."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from pypdf import PdfReader

from motcua.core.refusals import Refused
from motcua.documents.spreadsheets import as_csv, as_xlsx, read_rows
from motcua.documents.typesetting import typeset
from motcua.dossiers.actions.group_receiving import GroupOutcome, GroupWish, receive_group
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.group_lines import TEMPLATE, Line, read_lines
from motcua.dossiers.models import Dossier, GroupReception, GroupRow
from motcua.dossiers.registers import group_slip
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, all_papers, at, colleague

MORNING = at("2022-05-16 09:00")
COMPANY = Applicant(
    kind="organisation",
    name="Công ty TNHH Bình Minh",
    id_number="0100233488",
    representative="Trần Thị Hoa",
    phone="0912345678",
)


def paper(number: int, title: str, pages: str = "2", copies: str = "3", **more: str) -> Line:
    return Line(number, title=title, pages=pages, copies=copies, **more)


def send(*lines: Line, reference: str = "12/CV-BM", **more: Any) -> GroupOutcome:
    wish = GroupWish(CERTIFIED_COPY, reference, COMPANY, all_papers(CERTIFIED_COPY, MORNING), MORNING)
    clerk = colleague(Role.RECEIVE, Q11, MORNING)
    return receive_group(wish=replace(wish, **more), lines=lines, actor=clerk, at=MORNING)


HEAD = list(TEMPLATE)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_read_by_its_heads_with_or_without_accents(kind: str) -> None:
    head = ["STT", "TEN GIAY TO", "số trang", "Số Bản", "Họ và tên"]
    rows = [
        ["1", "Bằng tốt nghiệp", "2", "3", "Nguyễn Văn Tư"],
        ["", "", "", "", ""],
        ["2", "Sổ hộ khẩu", "16", "1", ""],
    ]
    made = as_csv(head, rows) if kind == "csv" else as_xlsx("Danh sách", head, rows)
    assert read_lines(read_rows(f"ds.{kind}", made)) == (
        paper(2, "Bằng tốt nghiệp", "2", "3", name="Nguyễn Văn Tư"),
        paper(4, "Sổ hộ khẩu", "16", "1"),
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("ds.pdf", b"%PDF", "file_kind_unknown"),
        ("ds.xlsx", b"no workbook", "file_unreadable"),
        ("ds.csv", b"\xff\xfe\x00", "file_unreadable"),
        ("ds.csv", b"x" * (3 * 1024 * 1024 + 1), "file_too_big"),
        ("ds.csv", b"a,b\n1,2\n", "head_unknown"),
        ("ds.csv", as_csv(HEAD, []), "lines_missing"),
        ("ds.csv", as_csv(HEAD, [["Tư", "", "", "", "Bằng", "1", "1"]] * 1001), "lines_too_many"),
    ],
)
def test_what_is_no_list_is_refused_whole(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_lines(read_rows(name, content))
    assert refused.value.refusal.code == code


@pytest.mark.usefixtures("seeded")
class TestReceiving:
    """Groups at the desk of Quận 11."""

    def test_every_line_is_answered_and_a_bad_one_stops_no_other(self) -> None:
        outcome = send(
            paper(2, "Bằng tốt nghiệp"),
            paper(3, "Giấy phép", pages="hai"),
            paper(4, "Căn cước", name="Lê Thị B", id_number="12"),
            paper(5, "Hợp đồng lao động", name="Lê Văn Bình", id_number="079085001234"),
        )
        assert [(one.number, bool(one.code), one.refusal_code) for one in outcome.results] == [
            (2, True, ""),
            (3, False, "item_wrong"),
            (4, False, "identity_kind_unknown"),
            (5, True, ""),
        ]
        assert outcome.received == Dossier.objects.count() == GroupRow.objects.count() == 2
        names = list(Dossier.objects.order_by("id").values_list("applicant_name", flat=True))
        assert names == ["Công ty TNHH Bình Minh", "Lê Văn Bình"]
        assert verify() == []

    def test_the_mended_file_sent_again_receives_only_what_was_refused(self) -> None:
        first = send(paper(2, "Bằng tốt nghiệp"), paper(3, "Giấy phép", pages="0"))
        again = send(paper(2, "Bằng tốt nghiệp"), paper(3, "Giấy phép", pages="4"))
        assert (first.received, again.received) == (1, 2)
        assert [one.before for one in again.results] == [True, False]
        assert again.results[0].code == first.results[0].code
        assert Dossier.objects.count() == 2

    def test_two_equal_lines_are_two_wishes_wherever_they_stand(self) -> None:
        lines = paper(2, "Bằng tốt nghiệp"), paper(3, "Sổ"), paper(4, "Bằng tốt nghiệp")
        send(*lines)
        send(lines[1], replace(lines[0], number=9), lines[2])
        assert Dossier.objects.count() == 3

    def test_another_letter_is_another_group(self) -> None:
        send(paper(2, "Bằng tốt nghiệp"))
        send(paper(2, "Bằng tốt nghiệp"), reference="13/CV-BM")
        assert Dossier.objects.count() == 2

    def test_without_the_number_of_the_list_nothing_is_received(self) -> None:
        with pytest.raises(Refused) as refused:
            send(paper(2, "Bằng"), reference=" ")
        assert refused.value.refusal.code == "reference_missing"
        assert not GroupReception.objects.exists()

    def test_one_slip_names_every_code_with_its_promise_and_secret(self) -> None:
        outcome = send(paper(2, "Bằng tốt nghiệp"), paper(3, "Sổ hộ khẩu"))
        made = typeset(group_slip(outcome.group, site="https://motcua.example/"))
        said = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())
        for dossier in Dossier.objects.all():
            assert str(dossier) in said
            assert dossier.secret in said
        assert "Danh sách hồ sơ (2):" in said
        assert "Công ty TNHH Bình Minh" in said

    def test_a_group_of_refusals_has_no_slip(self) -> None:
        outcome = send(paper(2, "Giấy phép", pages="0"))
        with pytest.raises(Refused) as refused:
            group_slip(outcome.group, site="https://motcua.example/")
        assert refused.value.refusal.code == "group_empty"


def test_the_same_file_sent_twice_at_once_is_received_once(seeded_alone: None) -> None:
    lines = [paper(number, f"Giấy {number}") for number in range(2, 12)]

    def work(_place: int) -> int:
        try:
            return send(*lines).received
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(4))) == [10] * 4
    assert Dossier.objects.count() == 10
    assert verify() == []

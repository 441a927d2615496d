"""A program files with answers and files: the same declaration, the same copies, the same chain as from the pages."""

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from motcua.dossiers.models import ComponentCopy, Dossier, OnlineFiling
from motcua.dossiers.verification import verify
from tests.api.office import EVERYTHING, Program, token_for
from tests.cast import BINH_THOI
from tests.documents.hostile_files import plain_pdf
from tests.filing_online import ANSWERS, EXTRACT, IDENTITY, MONDAY

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def portal(office_clock: Callable[[datetime], None]) -> Program:
    office_clock(MONDAY)
    return Program(token_for(BINH_THOI, *EVERYTHING))


def body(**more: Any) -> dict[str, Any]:
    content = base64.b64encode(plain_pdf(pad=2)).decode()
    return {
        "procedure": EXTRACT,
        "unit": BINH_THOI,
        "applicant": {"name": "Trần Thị Bé", "id_number": "079185004321"},
        "answers": ANSWERS,
        "files": [{"component": IDENTITY, "name": "căn cước.pdf", "content": content}],
    } | more


def test_answers_become_the_declaration_and_files_the_copies(portal: Program) -> None:
    answer = portal.post("/filings", body())
    assert answer.status == 201, answer.body
    filing = OnlineFiling.objects.get()
    assert filing.dossier.filing_number == answer.body["number"]
    assert [paper["component"] for paper in filing.papers] == ["to-khai-cap-ban-sao-trich-luc-ho", IDENTITY]
    assert filing.answers["copies"] == 2
    assert ComponentCopy.objects.count() == 2
    assert verify() == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"answers": ANSWERS | {"copies": "nhiều"}}, "answers_wrong"),
        ({"files": [{"component": "khong-co", "name": "a.pdf", "content": "aGVsbG8="}]}, "component_unknown"),
        ({"files": [{"component": IDENTITY, "name": "a.pdf", "content": "aGVsbG8="}]}, "file_kind"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_filed(portal: Program, more: dict[str, Any], code: str) -> None:
    answer = portal.post("/filings", body(**more))
    assert answer.refusal == code
    assert not Dossier.objects.filter(channel="online").exists()

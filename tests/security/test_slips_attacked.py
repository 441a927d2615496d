"""Whatever a person writes into a name or reason stays text: on the PDF, on the page, in the file's name."""

import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from motcua.dossiers.applicants import Applicant
from motcua.dossiers.papers import slip_pdf
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, received
from tests.security.visitors import MORNING, signed_in

pytestmark = pytest.mark.usefixtures("seeded")
NAMES = (
    '#read("/etc/passwd") Tư',
    "#eval(sys.inputs) $x^2$ *đậm* _nghiêng_ `mã`",
    '"]) #panic("x") Tư \\',
    "Tư <script>alert(1)</script> & con",
    "Tư %s {0} {{ page }} {% load mc %}",
    "/JavaScript (app.alert) Tư",
)


def named(name: str) -> Applicant:
    return Applicant(kind="person", name=name, id_number=ONG_TU.id_number, address=name)


@pytest.mark.needs_poppler
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_printed_as_it_was_written(name: str, tmp_path: Path) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING, applicant=named(name))
    pdf = tmp_path / "slip.pdf"
    pdf.write_bytes(slip_pdf(dossier, "01", site="https://motcua.example/"))
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert "".join(name.split()) in "".join(text.split())
    info = subprocess.run(["pdfinfo", "-js", pdf], capture_output=True, check=True).stdout.decode()
    assert "app.alert" not in info


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_no_markup_on_any_page(name: str, office_clock: Callable[[datetime], None]) -> None:
    office_clock(MORNING)
    dossier = received(CERTIFIED_COPY, Q11, MORNING, applicant=named(name))
    clerk = signed_in(Role.RECEIVE, Q11)
    for address in (
        f"/can-bo/ho-so/{dossier.code}/",
        f"/can-bo/ho-so/{dossier.code}/da-tiep-nhan/",
        f"/can-bo/in/{dossier.code}/01/",
        f"/can-bo/in/{dossier.code}/control/",
        "/can-bo/ho-so/",
        "/can-bo/",
    ):
        page = clerk.get(address)
        assert page.status_code == 200
        assert b"<script>alert" not in page.content

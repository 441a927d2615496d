"""08:35. The delegate signs digitally, the keeper of the seal seals, the desk prints and hands over."""

import subprocess
from pathlib import Path

from playwright.sync_api import expect

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import State
from motcua.organisation.terms import Role
from tests import signing_keys as keys
from tests.journeys.paper.telling import DELEGATE, Paper

AGENCY = "Ủy ban nhân dân Quận 11"


def tell(day: Paper) -> None:
    """Each finds the next step where they look."""
    dossier: Dossier = day.kept["paper"]
    _signed(day, dossier)
    _sealed(day, dossier)
    _handed_over(day, dossier)


def _signed(day: Paper, dossier: Dossier) -> None:
    day.as_delegate("08:35")
    day.go("")
    day.says("1 kết quả đã phê duyệt có thể ký số")
    day.picture("nhac-ky-so")
    day.open(dossier)
    day.page.get_by_role("button", name="Ký số kết quả").press("Enter")
    day.looks("paper-sign")
    day.picture("ky-so")
    day.press("Ký số các kết quả đã chọn")
    day.says("Đã xong 1 kết quả")


def _sealed(day: Paper, dossier: Dossier) -> None:
    """On the page of the dossier the keeper is led to the electronic seal."""
    day.sit(Role.SEAL, "08:40")
    day.open(dossier)
    day.page.get_by_role("button", name="Đóng dấu bằng chữ ký số").press("Enter")
    day.looks("paper-seal")
    day.picture("dong-dau-so")
    day.press("Đóng dấu các kết quả đã chọn")
    day.says("Đã xong 1 kết quả")
    assert day.result(dossier).state == "sealed"


def _handed_over(day: Paper, dossier: Dossier) -> None:
    day.sit(Role.RETURN, "08:45")
    day.go(f"ho-so/{dossier.code}/ket-qua/")
    day.looks("paper-print")
    day.picture("in-ket-qua")
    with day.page.context.expect_page():
        day.press("In kết quả tại quầy")
    for extra in day.page.context.pages[1:]:
        extra.close()
    day.open(dossier)
    day.did("Trả kết quả")
    assert Dossier.objects.get(pk=dossier.pk).state == State.RETURNED
    result = day.result(dossier)
    assert (result.printed, result.state) == (1, "issued")
    day.go(f"ho-so/{dossier.code}/ket-qua/")
    day.picture("da-tra")
    day.kept["file"] = day.pdf(dossier)


def proved_by_others(pdf: bytes, folder: Path) -> None:
    """A program that knows nothing of the office finds both signatures, whole and over the whole file."""
    said = keys.pdfsig(pdf, folder)
    assert said.count("Signature is Valid.") == 2
    assert "Total document signed" in said
    assert AGENCY in said
    assert DELEGATE in said
    changed = bytearray(pdf)
    changed[len(pdf) // 3] ^= 1
    assert keys.pdfsig(bytes(changed), folder).count("Signature is Valid.") < 2
    info = subprocess.run(["pdfinfo", folder / "signed.pdf"], capture_output=True, text=True, check=False)
    assert "Encrypted:       yes" not in info.stdout


def expect_signed_out(day: Paper) -> None:
    """Nobody of the office sits at this window."""
    day.page.context.clear_cookies()
    day.page.goto("/")
    expect(day.page.get_by_role("button", name="Đăng xuất")).to_have_count(0)

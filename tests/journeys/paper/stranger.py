"""09:30. At home, signed out: the address of the QR code, the file dropped on the page, a file with one wrong bit."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect

from motcua.dossiers.models import Dossier
from motcua.dossiers.results.proving import initials
from tests.journeys.paper.power import POWER
from tests.journeys.paper.signing import AGENCY, expect_signed_out, proved_by_others
from tests.journeys.paper.telling import DELEGATE, Paper, codes_on, file


def tell(day: Paper, folder: Path) -> None:
    """Whoever holds the paper knows whether it is real, and learns nothing else."""
    dossier: Dossier = day.kept["paper"]
    pdf, result = day.kept["file"], day.result(dossier)
    proved_by_others(pdf, folder)
    expect_signed_out(day)
    addresses = [urlsplit(code).path for code in codes_on(pdf, folder) if "/xac-thuc/" in code]
    assert addresses == [f"/xac-thuc/{result.check_code}"]
    day.page.goto(addresses[0])
    main = day.page.locator("main")
    for words in ("Còn giá trị", str(result.number), POWER, "12/QĐ-UBND", DELEGATE, AGENCY):
        expect(main).to_contain_text(words)
    expect(main).to_contain_text(initials(dossier.applicant_name))
    for hidden in (dossier.applicant_name, dossier.id_number, dossier.phone):
        assert hidden not in day.page.content()
    day.looks("paper-check")
    day.picture("kiem-tra")
    _dropped(day, pdf, "đúng là tệp cơ quan đã phát hành")
    day.looks("paper-check-same")
    day.picture("kiem-tra-dung")
    changed = bytearray(pdf)
    changed[len(pdf) // 3] ^= 1
    _dropped(day, bytes(changed), "KHÔNG phải tệp cơ quan đã phát hành")
    day.looks("paper-check-changed")
    day.picture("kiem-tra-sai")


def _dropped(day: Paper, pdf: bytes, words: str) -> None:
    day.page.get_by_label("Kéo tệp PDF").set_input_files(file("ket-qua.pdf", pdf, "application/pdf"))
    day.press("So sánh")
    expect(day.page.get_by_role("alert").first).to_contain_text(words)

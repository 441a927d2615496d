"""How is the trip of one paper told? The office of a day, its delegate, sheets of paper as a camera sees them."""

import io
import subprocess
from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from playwright.sync_api import FilePayload, expect

from motcua.authority.models import Delegation
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.results.queries import result_of
from motcua.organisation.models import Person
from tests.authority.delegating import decided, division_head
from tests.cast import HOUSEHOLD_BUSINESS
from tests.journeys.day.telling import PICTURES, TODAY, Day

GUIDE = PICTURES.parent / "giay-to.md"
PAPER_PICTURES = PICTURES.parent / "anh-giay-to"
DELEGATE, DELEGATE_TITLE = "Công Tằng Tôn Nữ Thị Thanh Huyền Trang", "Trưởng phòng Tài chính - Kế hoạch"
DAY_AFTER = "2022-05-17"


def delegated() -> tuple[Person, Delegation]:
    """The chair lent the power for this procedure for one day only: 16 May 2022."""
    person = division_head(DELEGATE)
    person.demo = True  # so that the page of the demonstration signs them in
    person.save(update_fields=["demo"])
    record = decided(
        person,
        procedures=(HOUSEHOLD_BUSINESS,),
        delegate_title=DELEGATE_TITLE,
        valid_to=Delegation._meta.get_field("valid_to").to_python(DAY_AFTER),
    )
    return person, record


def sheet(*lines: str, blurred: bool = False) -> bytes:
    """A sheet of A4 at 200 dpi with these lines, sharp or out of focus."""
    paper = Image.new("RGB", (1654, 2339), "white")
    draw, font = ImageDraw.Draw(paper), ImageFont.load_default(size=54)
    for row, line in enumerate(lines):
        draw.text((140, 160 + 110 * row), line, fill="black", font=font)
    into = io.BytesIO()
    (paper.filter(ImageFilter.GaussianBlur(22)) if blurred else paper).save(into, "JPEG", dpi=(200, 200))
    return into.getvalue()


def file(name: str, content: bytes, kind: str = "image/jpeg") -> FilePayload:
    """A file as somebody drops it on a page."""
    return {"name": name, "mimeType": kind, "buffer": content}


def read(pdf: bytes) -> str:
    """The words of a PDF, one space between them."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def codes_on(pdf: bytes, folder: Path) -> set[str]:
    """What the square codes on the first page say, read from its picture."""
    (folder / "paper.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", "200", "-f", "1", "-l", "1", "-png", "-singlefile"]
    subprocess.run([*command, folder / "paper.pdf", folder / "paper"], check=True)
    with Image.open(folder / "paper.png") as picture:
        return {code.text for code in zxingcpp.read_barcodes(picture)}


class Paper(Day):
    """The day of one paper; its pictures stand in the guide giay-to.md."""

    __slots__ = ()

    def result(self, dossier: Dossier) -> ResultDocument:
        """The result in force."""
        found = result_of(Dossier.objects.get(pk=dossier.pk))
        assert found is not None
        return found

    def pdf(self, dossier: Dossier) -> bytes:
        """The result as the office's own page gives it to whoever sits there."""
        answer = self.page.request.get(f"/can-bo/ho-so/{dossier.code}/ket-qua/{self.result(dossier).pk}.pdf")
        assert answer.ok, answer.status
        return answer.body()

    def as_delegate(self, clock: str, day: str = TODAY) -> None:
        """The official to whom the power is lent sits down."""
        self.sit_as(self.kept["delegate"].username, clock, day)

    def open(self, dossier: Dossier) -> None:
        """The page of the dossier."""
        self.go(f"ho-so/{dossier.code}/")

    def did(self, act: str) -> None:
        """One press; the office says that it is done."""
        self.press(act)
        expect(self.page.get_by_role("alert").first).to_contain_text(f"Đã xong: {act}")

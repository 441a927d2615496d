"""Pictures of papers as a camera or scanner makes them, for tests of digitisation."""

import io
from datetime import datetime

from PIL import Image, ImageDraw, ImageFont

from motcua.documents.print_font import FOLDER
from motcua.dossiers.actions.scanning import add_pages, bind_pages
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.cast import colleague


def picture(text: str = "1", *, size: tuple[int, int] = (1654, 2339), kind: str = "JPEG") -> bytes:
    """A white sheet of A4 at 200 dpi with that text on it."""
    sheet = Image.new("RGB", size, "white")
    letters = ImageFont.truetype(next(FOLDER.glob("*.ttf")), 60)
    ImageDraw.Draw(sheet).text((80, 80), text, fill="black", font=letters)
    into = io.BytesIO()
    sheet.save(into, kind, dpi=(200, 200))
    return into.getvalue()


def fax(*texts: str) -> bytes:
    """A TIFF with a page for each text."""
    sheets = [Image.open(io.BytesIO(picture(text, size=(800, 1100)))).convert("1") for text in texts]
    into = io.BytesIO()
    sheets[0].save(
        into, "TIFF", save_all=True, append_images=sheets[1:], compression="group4", dpi=(200, 200)
    )
    return into.getvalue()


def scanned(dossier: Dossier, component: str, moment: datetime, *texts: str) -> None:
    """The clerk scans a component: a page for each text, bound at once."""
    clerk = colleague(Role.RECEIVE, dossier.unit_id, moment)
    pictures = [(f"{text}.jpg", picture(text)) for text in texts]
    add_pages(code=str(dossier), component=component, pictures=pictures, actor=clerk, at=moment)
    bind_pages(code=str(dossier), component=component, actor=clerk, at=moment)

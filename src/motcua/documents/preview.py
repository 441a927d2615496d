"""How does a paper look on a page? The same sheet as the PDF, as an HTML fragment styled by classes."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from motcua.documents.laying_out import lay_out
from motcua.documents.papers import Paper
from motcua.documents.qr_codes import qr_svg
from motcua.documents.sheet import Block, Code


def preview(paper: Paper) -> str:
    """An `<article class="paper">` to place into a page; `documents/paper.css` holds its look and its print rules."""
    sheet = lay_out(paper)
    blocks = [{"block": block, "codes": _drawn(block)} for block in sheet.blocks]
    return render_to_string("documents/paper.html", {"sheet": sheet, "blocks": blocks})


def _drawn(block: Block) -> list[tuple[Code, SafeString]]:
    codes: tuple[Code, ...] = getattr(block, "codes", ())
    # The drawing holds numbers only, never the payload as text.
    return [(code, mark_safe(qr_svg(code.payload))) for code in codes]

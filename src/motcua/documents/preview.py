"""How does a paper look on a page? The same sheet as the PDF, as an HTML fragment styled by classes."""

from dataclasses import asdict
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from motcua.documents.laying_out import lay_out
from motcua.documents.papers import Paper
from motcua.documents.qr_codes import qr_svg
from motcua.documents.sheet import Block, Fields


def preview(paper: Paper) -> str:
    """An `<article class="paper">` to place into a page; its style sheet is `documents/paper.css`."""
    sheet = lay_out(paper)
    blocks = [_drawn(block) for block in sheet.blocks]
    return render_to_string("documents/paper.html", {"sheet": sheet, "blocks": blocks})

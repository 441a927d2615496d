"""How does a paper become a PDF? Typst sets the sheet; text arrives as data and is never read as markup."""

import json
import threading
from collections.abc import Sequence
from dataclasses import is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from motcua.documents.laying_out import lay_out
from motcua.documents.listings import Listing
from motcua.documents.papers import Paper
from motcua.documents.print_font import FAMILY, FOLDER, printable
from motcua.documents.qr_codes import qr_svg
from motcua.documents.sheet import Code, Table

_TEMPLATES = Path(__file__).with_name("typst")
_STANDARDS: list[Any] = ["a-3a", "ua-1"]
_LONG_WORD = 30  # letters; the template breaks such words
_of_thread = threading.local()


def typeset(paper: Paper | Listing) -> bytes:
    """The paper as PDF/A-3a and PDF/UA-1. The same facts make the same bytes, on every machine and day.

    Safe in any number of threads. The file's date is the paper's own moment, so a reprint never shows a later one.
    """
    return typeset_together([paper])


def typeset_together(papers: Sequence[Paper | Listing]) -> bytes:
    """Several papers as one file in their order: each begins on a page of its own size and counts its own pages."""
    sheets = [described(lay_out(paper)) for paper in papers]
    return set_sheets(sheets, moment=max(paper.moment for paper in papers))


def set_sheets(sheets: Sequence[dict[str, Any]], *, moment: datetime) -> bytes:
    """Described sheets as one file, dated by that moment."""
    # As a text within a text: whatever it says, it is read as neither markup nor code.
    data = json.dumps(sheets, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
    source = f'#import "sheet.typ": file_of\n#file_of(json(bytes("{data}")))\n'
    return _made(_compiler(None), moment, input=source.encode())


def set_by(template: str, sheets: Any, *, moment: datetime) -> bytes:
    """What a template makes of its data, dated by that moment."""
    inputs = {"sheets": json.dumps(sheets, ensure_ascii=False), "font": FAMILY}
    return _made(_compiler(template), moment, sys_inputs=inputs)


def _made(compiler: typst.Compiler, moment: datetime, **given: Any) -> bytes:
    made = compiler.compile(
        format="pdf", timestamp=int(moment.timestamp()), pdf_standards=_STANDARDS, **given
    )
    if not isinstance(made, bytes):
        raise TypeError("typst was asked for one PDF and made something else")
    return made


def set_and_asked(template: str, sheet: Any, *, moment: datetime, label: str) -> tuple[bytes, Any]:
    """The same for one described sheet, and the value of the last mark with that label in it."""
    made = set_by(template, sheet, moment=moment)
    # The thread's compiler still holds the sheet it has just set.
    marks = json.loads(_compiler(template).query(f"<{label}>", field="value"))
    return made, marks[-1]


def _compiler(template: str | None) -> typst.Compiler:
    """One for each thread: a compiler is borrowed while it works. None: it is given what it sets each time."""
    compilers: dict[str | None, typst.Compiler] = _of_thread.__dict__.setdefault("compilers", {})
    if template not in compilers:
        compilers[template] = typst.Compiler(
            input=str(_TEMPLATES / template) if template else None,
            root=str(_TEMPLATES),
            font_paths=[str(FOLDER)],
            ignore_system_fonts=True,
            sys_inputs={"font": FAMILY},
        )
    return compilers[template]


def described(sheet: Any) -> dict[str, Any]:
    """A sheet (a dataclass) as the templates read it: codes drawn, head cells of the tables worked out."""
    texts: list[str] = []
    data: dict[str, Any] = _described(sheet, texts)
    data["long_words"] = any(len(word) >= _LONG_WORD for text in texts for word in text.split())
    return data


def _described(value: Any, texts: list[str]) -> Any:
    """A part of the sheet as plain data, every text printable; `texts` collects them."""
    if isinstance(value, str):
        texts.append(value)
        return printable(value)
    if isinstance(value, tuple):
        return [_described(inner, texts) for inner in value]
    if not is_dataclass(value):
        return value
    if isinstance(value, Code):
        drawn = {"svg": qr_svg(value.payload), "alt": value.alt, "caption": value.caption}
        return {name: printable(text) for name, text in drawn.items()}
    data = {name: _described(getattr(value, name), texts) for name in value.__dataclass_fields__}
    if isinstance(value, Table):
        data["head"] = [_described(cell, texts) for cell in value.head]
    return data


def shown(value: Any) -> Any:
    """Every text of the sheet with what the font lacks spelled out."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: shown(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [shown(inner) for inner in value]
    return value

"""What does a result look like? The template with typed and known values, laid onto the office's head and signature."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from motcua.authority import capacity
from motcua.documents.result_typesetting import SetResult, typeset_result
from motcua.documents.results import Heading, ResultBlock, ResultSheet, Signing
from motcua.documents.sheet import Code, Column, Field, Fields, Lines, Paragraph, SheetHead, Table
from motcua.documents.sheets.parts import DEMONSTRATION, head_of
from motcua.dossiers import paper_parts
from motcua.dossiers.models import Dossier
from motcua.dossiers.results.content import Content, filled
from motcua.dossiers.results.filling import said_by, shown_values
from motcua.dossiers.results.values import NOT_YET, Decided, known_values

DRAFT_MARK = "BẢN DỰ THẢO – CHƯA CÓ GIÁ TRỊ"
_SIGNER = ("NGƯỜI CÓ THẨM QUYỀN KÝ",)


def result_sheet(
    content: Content, typed: Mapping[str, str], dossier: Dossier, decided: Decided, *, label: str
) -> ResultSheet:
    """The paper; a draft where nothing is decided, then marked so."""
    values = known_values(dossier, decided) | shown_values(content, typed)
    draft = not decided.number
    return ResultSheet(
        page=content.page,
        head=_head(content, dossier, decided) if content.head else None,
        title=filled(content.title, values),
        subtitle=filled(content.subtitle, values),
        about=filled(content.about, values),
        label=label,
        code=str(dossier),
        blocks=tuple(_block(said, dossier, decided) for said in said_by(content, values)),
        check=_check(decided.check_code) if decided.check_code else None,
        mark=_mark(dossier, draft=draft),
    )


def set_result(
    content: Content, typed: Mapping[str, str], dossier: Dossier, decided: Decided, *, label: str
) -> SetResult:
    """The same as PDF/A, dated by the minute of the decision."""
    sheet = result_sheet(content, typed, dossier, decided, label=label)
    return typeset_result(sheet, moment=decided.moment)


def check_address(check_code: str) -> str:
    """Where anybody checks the result."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/xac-thuc/{check_code}"


def _mark(dossier: Dossier, *, draft: bool) -> str:
    if dossier.process.demo:
        return DEMONSTRATION
    return DRAFT_MARK if draft else ""


def _head(content: Content, dossier: Dossier, decided: Decided) -> SheetHead:
    number, _, symbol = (decided.number or f"{NOT_YET}/{content.symbol}").partition("/")
    head = paper_parts.head_of(dossier.unit, dossier.one_stop_unit, "", decided.moment, by_agency=True)
    made = head_of(head)
    shown = f"Số: {number}/{symbol}" if symbol else f"Số: {number}"
    return SheetHead(made.agency, "" if content.book_number else shown, made.place_and_day)


def _check(check_code: str) -> Code:
    address = check_address(check_code)
    spaced = " ".join(check_code[start : start + 4] for start in range(0, len(check_code), 4))
    caption = f"Kiểm tra giấy tờ này tại {address.rpartition('/')[0]}\nMã kiểm tra: {spaced}"
    return Code(payload=address, alt=f"Mã kiểm tra kết quả {spaced}", caption=caption)


def _block(said: Mapping[str, Any], dossier: Dossier, decided: Decided) -> ResultBlock:
    if said["kind"] == "signature":
        return _signing(said, decided)
    if said["kind"] == "papers":
        return _papers(said, dossier)
    return _LAID[said["kind"]](said)


def _signing(said: Mapping[str, Any], decided: Decided) -> Signing:
    return Signing(
        title=capacity.lines(decided.power) if decided.power else _SIGNER,
        name=decided.signer,
        hint=said.get("hint", "(Ký, ghi rõ họ tên, đóng dấu)"),
        recipients=tuple(said.get("recipients", ())),
        left_title=said.get("left", ""),
        left_name=said.get("left_name", ""),
    )


def _papers(said: Mapping[str, Any], dossier: Dossier) -> Table:
    """The papers of a certification with their pages and copies."""
    columns = (
        Column("STT", 8, "center"),
        Column("Tên giấy tờ, văn bản", 60),
        Column("Số trang", 14, "center"),
        Column("Số bản", 14, "center"),
    )
    rows = tuple(
        (str(place), str(item.get("title", "")), str(item.get("pages") or ""), str(item.get("copies") or ""))
        for place, item in enumerate(dossier.items, start=1)
    )
    return Table(said.get("caption", ""), columns, rows or (("", NOT_YET, "", ""),))


def _paragraph(said: Mapping[str, Any]) -> Paragraph:
    """A sentence begins with a capital, also where a value begins it."""
    return Paragraph(said["text"][:1].upper() + said["text"][1:])


def _rows(said: Mapping[str, Any]) -> Fields:
    return Fields(
        tuple(
            (Field(row["label"], row["value"], strong=row.get("strong", False)),)
            for row in said.get("rows", ())
        )
    )


def _table(said: Mapping[str, Any]) -> Table:
    columns = tuple(Column(title, 1) for title in said["columns"])
    return Table(said.get("caption", ""), columns, tuple(tuple(row) for row in said.get("rows", ())))


_LAID: dict[str, Callable[[Mapping[str, Any]], ResultBlock]] = {
    "heading": lambda said: Heading(said["text"]),
    "paragraph": _paragraph,
    "rows": _rows,
    "list": lambda said: Lines(said.get("title", ""), tuple(said.get("items", ()))),
    "table": _table,
}

"""What may a template of a result say? A closed set of blocks with named fields in braces, checked before it is kept.

Content is data: {page, head, title, subtitle, symbol, number_from, encloses, fields, blocks}. Nothing in it is
markup; a value that is put in a place is text wherever it came from.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# What the office knows itself, by name; what is typed has a name without a point.
KNOWN: dict[str, str] = {
    "applicant.name": "họ tên người nộp",
    "applicant.id_number": "số giấy tờ tùy thân của người nộp",
    "applicant.address": "địa chỉ người nộp",
    "applicant.phone": "điện thoại người nộp",
    "applicant.representative": "người đại diện đến nộp",
    "dossier.code": "mã số hồ sơ",
    "dossier.request": "tên thủ tục",
    "dossier.received": "ngày tiếp nhận",
    "dossier.papers": "giấy tờ cần chứng thực",
    "dossier.copies": "số bản chứng thực",
    "unit.name": "tên cơ quan",
    "unit.upper": "tên cơ quan, chữ in hoa",
    "unit.place": "địa danh",
    "unit.superior": "cơ quan cấp trên",
    "day.text": "ngày, tháng, năm ký",
    "day.short": "ngày ký, viết tắt",
    "day.words": "ngày ký bằng chữ",
    "signer.name": "họ tên người ký",
    "signer.title": "chức vụ người ký",
    "number": "số của kết quả",
    "book.number": "số chứng thực, quyển số",
}
PAGES = ("a4", "a5")
FIELD_KINDS = ("text", "long", "date", "number", "choice")
MOST_BLOCKS, MOST_FIELDS, LONGEST = 40, 40, 4000
_PLACE = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_COMPONENT = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_SYMBOL = re.compile(r"[0-9A-ZĐÀ-Ỹ][0-9A-Za-zĐđÀ-ỹ\-.,]{0,29}")


@dataclass(frozen=True, slots=True)
class TypedField:
    """A field that the appraiser types: `prefill` names what the office knows, as a first value."""

    key: str
    label: str
    kind: str = "text"
    required: bool = True
    prefill: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A template as it is used; `blocks` as data, each with its `kind`."""

    page: str
    head: bool
    title: str
    subtitle: str
    about: str
    symbol: str
    book_number: bool
    blank: str
    encloses: str
    fields: tuple[TypedField, ...]
    blocks: tuple[Mapping[str, Any], ...]

    def field(self, key: str) -> TypedField | None:
        """The typed field of that key."""
        return next((one for one in self.fields if one.key == key), None)


def places_in(text: str) -> list[str]:
    """The names in braces of a text, in their order."""
    return _PLACE.findall(text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every named place filled, once: a value that looks like a place stays as it is."""
    return _PLACE.sub(lambda match: values.get(match[1], ""), text)


def texts_of(block: Mapping[str, Any]) -> Iterator[str]:
    """Every text of a block."""
    for value in block.values():
        yield from _texts(value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


class Faulty(ValueError):
    """A content that cannot be used; `faults` says where and why, in Vietnamese."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def read_content(data: Mapping[str, Any]) -> Content:
    """The content from its data; raises Faulty with everything that is wrong."""
    faults: list[str] = []
    known = {
        "page",
        "head",
        "title",
        "subtitle",
        "about",
        "symbol",
        "number_from",
        "blank",
        "encloses",
        "fields",
        "blocks",
    }
    faults += [f"mục “{key}” không có trong mẫu" for key in data if key not in known]
    fields = tuple(_fields(data.get("fields", []), faults))
    blocks = tuple(_blocks(data.get("blocks", []), faults))
    content = Content(
        page=_one_of(data, "page", PAGES, "a4", faults),
        head=data.get("head", True) is True,
        title=_line(data, "title", faults, needed=True),
        subtitle=_line(data, "subtitle", faults),
        about=_line(data, "about", faults),
        symbol=_symbol(data, faults),
        book_number=_one_of(data, "number_from", ("own", "book"), "own", faults) == "book",
        blank=_line(data, "blank", faults),
        encloses=_encloses(data, faults),
        fields=fields,
        blocks=blocks,
    )
    faults += _unknown_places(content)
    if not any(block["kind"] == "signature" for block in blocks):
        faults.append("thiếu khối chữ ký (signature)")
    if faults:
        raise Faulty(faults)
    return content


def _encloses(data: Mapping[str, Any], faults: list[str]) -> str:
    """Key of the component whose scanned pages the paper certifies; only words numbered by a book certify."""
    key = _line(data, "encloses", faults)
    if key and not (_COMPONENT.fullmatch(key) and data.get("number_from") == "book"):
        faults.append("encloses phải là mã thành phần hồ sơ, và mẫu phải lấy số từ sổ (number_from: book)")
        return ""
    return key


def _symbol(data: Mapping[str, Any], faults: list[str]) -> str:
    symbol = _line(data, "symbol", faults)
    if data.get("number_from") != "book" and not _SYMBOL.fullmatch(symbol):
        faults.append("symbol (ký hiệu sau số) phải là chữ, số, dấu gạch nối, bắt đầu bằng chữ in hoa")
    return symbol


def _line(data: Mapping[str, Any], key: str, faults: list[str], *, needed: bool = False) -> str:
    value = data.get(key, "")
    if not isinstance(value, str) or len(value) > LONGEST or (needed and not value.strip()):
        faults.append(f"{key} phải là chữ" + (", không để trống" if needed else ""))
        return ""
    return value.strip()


def _one_of(
    data: Mapping[str, Any], key: str, known: tuple[str, ...], default: str, faults: list[str]
) -> str:
    value = data.get(key, default)
    if value not in known:
        faults.append(f"{key} phải là một trong: {', '.join(known)}")
        return default
    return str(value)


def _fields(given: object, faults: list[str]) -> Iterator[TypedField]:
    if not isinstance(given, list) or len(given) > MOST_FIELDS:
        faults.append(f"fields phải là danh sách, nhiều nhất {MOST_FIELDS} ô")
        return
    seen: set[str] = set()
    for place, one in enumerate(given, start=1):
        found = _field(one, f"ô thứ {place}", faults)
        if found is None:
            continue
        if found.key in seen:
            faults.append(f"ô “{found.key}” ghi trùng")
        seen.add(found.key)
        yield found


def _field(one: object, where: str, faults: list[str]) -> TypedField | None:
    if not isinstance(one, Mapping) or not _KEY.fullmatch(str(one.get("key", ""))):
        faults.append(f"{where}: cần key bằng chữ thường không dấu")
        return None
    key = str(one["key"])
    kind = _one_of(one, "kind", FIELD_KINDS, "text", faults)
    choices = one.get("choices", [])
    if kind == "choice" and (not isinstance(choices, list) or len(choices) < 2):
        faults.append(f"ô “{key}”: cần ít nhất hai lựa chọn")
    prefill = str(one.get("from", ""))
    if prefill and prefill not in KNOWN:
        faults.append(f"ô “{key}”: không có nguồn “{prefill}”")
    return TypedField(
        key=key,
        label=_line(one, "label", faults, needed=True),
        kind=kind,
        required=one.get("required", True) is True,
        prefill=prefill,
        hint=_line(one, "hint", faults),
        choices=tuple(str(choice) for choice in choices) if isinstance(choices, list) else (),
    )


# Which parts a block of each kind has: (text parts, list parts).
_PARTS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "heading": (frozenset({"text"}), frozenset()),
    "paragraph": (frozenset({"text"}), frozenset()),
    "rows": (frozenset(), frozenset({"rows"})),
    "list": (frozenset({"title"}), frozenset({"items"})),
    "table": (frozenset({"caption"}), frozenset({"columns", "rows"})),
    "papers": (frozenset({"caption"}), frozenset()),
    "signature": (frozenset({"hint", "left", "left_name"}), frozenset({"recipients"})),
}


def _blocks(given: object, faults: list[str]) -> Iterator[Mapping[str, Any]]:
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_BLOCKS:
        faults.append(f"blocks phải là danh sách, từ 1 đến {MOST_BLOCKS} khối")
        return
    for place, block in enumerate(given, start=1):
        fault = _block_fault(block)
        if fault:
            faults.append(f"khối thứ {place}: {fault}")
        else:
            yield block


def _block_fault(block: object) -> str:
    if not isinstance(block, Mapping) or block.get("kind") not in _PARTS:
        return f"kind phải là một trong: {', '.join(_PARTS)}"
    texts, lists = _PARTS[block["kind"]]
    if unknown := set(block) - texts - lists - {"kind", "when"}:
        return f"không có mục {', '.join(sorted(map(str, unknown)))}"
    if not all(isinstance(block.get(part, ""), str) for part in {*texts, "when"}):
        return "chữ phải là một dòng chữ"
    if not all(isinstance(block.get(part, []), list) for part in lists):
        return f"{', '.join(sorted(lists))} phải là danh sách"
    if any(len(text) > LONGEST for text in texts_of(block)):
        return f"dài hơn {LONGEST} chữ"
    return _rows_fault(block)


def _rows_fault(block: Mapping[str, Any]) -> str:
    if block["kind"] == "rows" and not all(_is_row(row) for row in block.get("rows", [])):
        return "mỗi dòng cần label và value"
    if block["kind"] == "table":
        columns = block.get("columns", [])
        if not columns or not all(_is_text(column) for column in columns):
            return "bảng cần tên các cột"
        if any(
            not isinstance(row, list) or len(row) != len(columns) or not all(map(_is_text, row))
            for row in block.get("rows", [])
        ):
            return "mỗi dòng của bảng phải đủ số cột, mỗi ô là chữ"
    if not all(_is_text(item) for key in ("items", "recipients") for item in block.get(key, [])):
        return "mỗi mục của danh sách phải là chữ"
    return ""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_row(row: object) -> bool:
    return (
        isinstance(row, Mapping)
        and set(row) <= {"label", "value", "strong"}
        and _is_text(row.get("label"))
        and _is_text(row.get("value"))
        and isinstance(row.get("strong", False), bool)
    )


def _unknown_places(content: Content) -> list[str]:
    typed = {one.key for one in content.fields}
    texts: Iterable[str] = (
        content.title,
        content.subtitle,
        content.about,
        *(text for block in content.blocks for text in texts_of(block)),
    )
    named = {name for text in texts for name in places_in(text)}
    faults = [f"không có ô {{{name}}}" for name in sorted(named - typed - set(KNOWN))]
    if any(("{" in _PLACE.sub("", text)) or ("}" in _PLACE.sub("", text)) for text in texts):
        faults.append("dấu ngoặc nhọn chỉ dùng để gọi tên ô, ví dụ {applicant.name}")
    when = {str(block["when"]) for block in content.blocks if block.get("when")}
    return faults + [f"when: không có ô “{name}”" for name in sorted(when - typed - set(KNOWN))]

"""Are the translations of shown text compiled? `locale/*/LC_MESSAGES/django.po` to `.mo`, without any tool."""

import ast
import struct
from collections.abc import Iterator
from pathlib import Path

Entry = dict[str, str]
_MAGIC = 0x950412DE
_HEADER = 28


def ensure_catalogues(root: Path) -> None:
    """Compile every catalogue, a few milliseconds each. Raises ValueError for a file that cannot be read."""
    for source in sorted((root / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        wanted = compile_catalogue(source.read_text(encoding="utf-8"))
        if not compiled.is_file() or compiled.read_bytes() != wanted:
            fresh = source.with_suffix(".mo.new")
            fresh.write_bytes(wanted)
            fresh.replace(compiled)


def compile_catalogue(text: str) -> bytes:
    """The GNU .mo form of a .po text: translated entries only, fuzzy ones left out, sorted by message."""
    pairs = sorted(pair for entry in read_entries(text) if (pair := _pair(entry)))
    ids, strings = b"", b""
    tables: tuple[list[int], list[int]] = ([], [])
    texts_at = _HEADER + 16 * len(pairs)
    for message, _ in pairs:
        tables[0].extend((len(message), texts_at + len(ids)))
        ids += message + b"\0"
    for _, translated in pairs:
        tables[1].extend((len(translated), texts_at + len(ids) + len(strings)))
        strings += translated + b"\0"
    count = len(pairs)
    head = struct.pack("<7I", _MAGIC, 0, count, _HEADER, _HEADER + 8 * count, 0, texts_at)
    return head + struct.pack(f"<{4 * count}I", *tables[0], *tables[1]) + ids + strings


def read_entries(text: str) -> Iterator[Entry]:
    """The entries of a .po text: keyword (`msgctxt`, `msgid`, `msgid_plural`, `msgstr`, `msgstr[0]` …) to text."""
    entry: Entry = {}
    keyword = ""
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        line = line.strip()
        if not line:
            if entry:
                yield entry
            entry, keyword = {}, ""
        elif line.startswith("#"):
            if line.startswith("#,") and "fuzzy" in line:
                entry["fuzzy"] = "fuzzy"
        else:
            if not line.startswith('"'):
                keyword, _, line = line.partition(" ")
                entry[keyword] = ""
            entry[keyword] += _unquoted(line, number)


def _unquoted(quoted: str, number: int) -> str:
    try:
        value = ast.literal_eval(quoted)
    except (SyntaxError, ValueError) as error:
        raise ValueError(f"line {number}: not a quoted text: {quoted[:60]}") from error
    return str(value)


def _pair(entry: Entry) -> tuple[bytes, bytes] | None:
    if "msgid" not in entry or ("fuzzy" in entry and entry["msgid"]):
        return None
    message = entry["msgid"]
    translated = entry.get("msgstr", "")
    if "msgid_plural" in entry:
        message += "\0" + entry["msgid_plural"]
        forms = [entry[key] for key in sorted(entry) if key.startswith("msgstr[")]
        translated = "\0".join(forms) if all(forms) else ""
    if "msgctxt" in entry:
        message = entry["msgctxt"] + "\x04" + message
    return (message.encode(), translated.encode()) if translated else None

"""What is an uploaded file called? A name for people, never a path, never used to find anything."""

import unicodedata

from motcua.documents.files.kinds import EXTENSIONS, FileKind

LONGEST = 200
_SAME_ENDINGS = {".jpg": (".jpg", ".jpeg"), ".tif": (".tif", ".tiff")}
_FORBIDDEN = frozenset('/\\:*?"<>|')


def clean_name(name: str) -> str:
    """The last part of whatever was sent, NFC, without signs that steer text or folders; “tệp” where nothing is left.

    A long name is cut in its middle part, so that its ending stays.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if sign not in _FORBIDDEN and unicodedata.category(sign)[0] != "C")
    shown = " ".join(shown.split()).strip(". ")
    if len(shown) > LONGEST:
        stem, dot, ending = shown.rpartition(".")
        ending = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
        shown = shown[: LONGEST - len(ending)] + ending
    return shown or "tệp"


def name_for(name: str, kind: FileKind) -> str:
    """The name under which a file is given out: its ending says what it is, whatever it was called."""
    ending = EXTENSIONS[kind]
    return name if name.lower().endswith(_SAME_ENDINGS.get(ending, (ending,))) else name + ending

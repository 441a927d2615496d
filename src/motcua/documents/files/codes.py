"""Which bar codes stand on a picture? Asked of a process of its own, as every strange file."""

import json

from motcua.core.refusals import refuse
from motcua.documents.files.apart import Apart
from motcua.documents.files.kinds import FileKind, kind_of
from motcua.documents.files.unfit import Unfit

_READER = Apart("motcua.documents.files.code_reader")
_PICTURES = frozenset({FileKind.JPEG, FileKind.PNG})


def codes_in_picture(content: bytes, *, name: str) -> list[str]:
    """The texts of the QR codes on a photograph, the largest first; nothing of it is kept.

    Refused at field `card`: `picture_wrong` for what is no photograph, `no_code_seen` where none is read.
    """
    if kind_of(content) not in _PICTURES:
        raise refuse(
            "picture_wrong", f"“{name}” không phải ảnh JPEG hoặc PNG. Hãy chụp lại thẻ.", field="card"
        )
    try:
        _said, result = _READER.ask({}, content)
    except Unfit:
        result = b"[]"
    found: list[str] = json.loads(result)
    if not found:
        raise refuse(
            "no_code_seen",
            "Chưa đọc được mã QR trong ảnh. Hãy chụp gần, đủ sáng, thẳng góc mã QR; hoặc gõ thông tin bằng tay.",
            field="card",
        )
    return found

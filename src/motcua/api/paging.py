"""Where does the next page begin? An opaque cursor, signed, and only good for the question it came from."""

from datetime import datetime

from django.core import signing

from motcua.core.refusals import refuse
from motcua.dossiers.queries import Cursor

_SALT = "motcua.api.cursor"
LONGEST = 600


def pack(place: Cursor | None, question: list[str]) -> str | None:
    """The cursor of the next page; None on the last."""
    if place is None:
        return None
    due = place.due_at.isoformat() if place.due_at else None
    return signing.dumps([due, place.id, question], salt=_SALT, compress=True)


def unpack(cursor: str | None, question: list[str]) -> Cursor | None:
    """The place in the list. Raises Refused (`text_cursor_wrong`, field `cursor`) for anything but our own."""
    if cursor is None:
        return None
    wrong = refuse(
        "text_cursor_wrong",
        "Con trỏ trang không đúng hoặc thuộc về một danh sách khác. Hãy đọc lại từ trang đầu.",
        field="cursor",
    )
    try:
        due, row, asked = signing.loads(cursor, salt=_SALT)
    except signing.BadSignature:
        raise wrong from None
    if asked != question:
        raise wrong
    return Cursor(datetime.fromisoformat(due) if due else None, row)

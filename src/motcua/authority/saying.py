"""What must be written down of a delegation or its guidance is there, in one line."""

from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line


def said_line(text: str, limit: int, field: str, what: str) -> str:
    """The text as it is stored. Refused: text_missing, and as `clean_line`."""
    line = clean_line(text, limit, field=field, what=what)
    if not line:
        raise refuse("text_missing", f"Chưa ghi: {what}. Hãy ghi rõ.", field=field)
    return line

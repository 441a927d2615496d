"""How does the API say no? One shape for every answer that is no success, and what a call may answer."""

from typing import Any

from motcua.api.shapes import ShapeOut


class Said(ShapeOut):
    """A refusal: `code` for programs, `text` in Vietnamese that says what to do next."""

    code: str
    text: str


class Problem(ShapeOut):
    """Every answer that is no success has this."""

    refusal: Said


class FieldError(ShapeOut):
    """One field at fault; `field` is its path, for example `applicant.id_number`."""

    field: str
    code: str
    text: str


class FieldErrors(Problem):
    """422: what was written wrongly, field by field."""

    errors: list[FieldError]


class Missing(ShapeOut):
    """A component that lacks, and why it is needed."""

    key: str
    name: str
    why: str


class IntakeMade(ShapeOut):
    """An intake that became no dossier: its number, look-up secret, and where its slips lie."""

    number: str
    slips: dict[str, str]


class NotReceived(Problem):
    """409 of a reception: where components lack, which ones, and the intake that was made."""

    missing: list[Missing] = []
    intake: IntakeMade | None = None


# What a call may answer besides its own answers, for the document.
PUBLIC: dict[Any, Any] = {frozenset({503}): Problem, 422: FieldErrors}
WITH_TOKEN: dict[Any, Any] = {frozenset({401, 403, 503}): Problem, 422: FieldErrors}
POSTED: dict[Any, Any] = {**WITH_TOKEN, frozenset({409, 413}): Problem}
NO_SUCH: dict[Any, Any] = {404: Problem}

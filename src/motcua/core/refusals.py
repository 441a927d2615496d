"""How does the office say no? With a code for machines and a Vietnamese sentence for people."""

import dataclasses
from collections.abc import Mapping
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """An expected no: `code` for tests and programs, `text` in Vietnamese saying what to do next.

    `field` names the form field at fault, `data` carries facts for the answer (for example `missing`).
    """

    code: str
    text: str
    field: str = ""
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)


class Refused(Exception):
    """Raised where a rule of the office says no; shown to the person, never logged as an error."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.code}: {refusal.text}")
        self.refusal = refusal


def refuse(code: str, text: str, *, field: str = "", **data: Any) -> Refused:
    """Build the exception to raise: `raise refuse("incomplete", "…", missing=[…])`."""
    return Refused(Refusal(code, text, field, data))


def refuse_if(refusal: Refusal | None) -> None:
    """Raise when a policy or rule gave a reason why not."""
    if refusal is not None:
        raise Refused(refusal)

"""Do the signatures of the PDFs in a bag hold? Each file judged as the check page judges it; needs no database."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.documents.signing.checking_apart import check_apart
from motcua.documents.signing.port import Trust
from motcua.documents.signing.terms import Verdict
from motcua.documents.signing.verdicts import Checked
from motcua.dossiers.archive.bags import FILES, MOST_JSON, Bag, read_whole

_MOST_PDF = 100_000_000
# What can be said of a result that was signed only when somebody changed its file: a certificate that ran out, or
# that is trusted elsewhere but not here, is no difference in the bag.
_CHANGED = frozenset({Verdict.ALTERED, Verdict.EDITED_LATER, Verdict.UNREADABLE, Verdict.UNSIGNED})


@dataclass(frozen=True, slots=True)
class JudgedPdf:
    """One PDF of a bag: what a check says of it, and whether it is a result that the office signed."""

    name: str
    checked: Checked
    is_result: bool

    @property
    def words(self) -> str:
        """The file, the sentence of the check page, who signed."""
        holders = "; ".join(one.holder for one in self.checked.signatures if one.holder)
        return f"{self.name}: {self.checked.text}" + (f" Người ký: {holders}." if holders else "")

    @property
    def is_fault(self) -> bool:
        """Papers of an applicant may have come with a broken signature; a signed result of the office may not."""
        return self.is_result and self.checked.verdict in _CHANGED


def judged_pdfs(bag: Bag, *, trust: Trust, now: datetime) -> Iterator[JudgedPdf]:
    """Every PDF by name; a signed result as of the moment its signing was recorded, any other as of `now`.

    A file that cannot be read at all is named by `bag_faults` and left out here.
    """
    signed = _signed_results(bag)
    for name in sorted(bag.names()):
        if not (name.startswith(FILES) and name.endswith(".pdf")):
            continue
        try:
            content = read_whole(bag, name, _MOST_PDF)
        except (OSError, ValueError, zipfile.BadZipFile):
            continue
        digest = Path(name).stem
        checked = check_apart(content, trust=trust, at=signed.get(digest) or now)
        yield JudgedPdf(name, checked, is_result=digest in signed)


def _signed_results(bag: Bag) -> dict[str, datetime | None]:
    """SHA-256 of each signed result with the moment at which its last signature was recorded."""
    found: dict[str, datetime | None] = {}
    for name in sorted(bag.names()):
        if not (name.startswith("data/ho-so/") and name.endswith("/ket-qua.json")):
            continue
        try:
            for result in json.loads(read_whole(bag, name, MOST_JSON)):
                if result["signed"]:
                    found[result["signed"]] = _recorded(result)
        except (KeyError, ValueError, TypeError, AttributeError, OSError, RecursionError, zipfile.BadZipFile):
            continue  # changed or missing: its manifest says so
    return found


def _recorded(result: dict[str, Any]) -> datetime | None:
    told = [event["at"] for event in result["events"] if event["data"].get("sha256") == result["signed"]]
    return datetime.fromisoformat(told[-1]) if told else None

"""Does a signed PDF hold that somebody unknown sends? Asked of a process of its own, which the file may kill."""

import base64
from dataclasses import astuple
from datetime import datetime
from typing import Any

from motcua.documents.files.apart import Apart
from motcua.documents.files.unfit import Unfit
from motcua.documents.signing.port import Trust
from motcua.documents.signing.terms import Verdict
from motcua.documents.signing.verdicts import Checked, FoundSignature, said_of

_checker = Apart("motcua.documents.signing.checker")


def check_apart(pdf: bytes, *, trust: Trust, at: datetime) -> Checked:
    """As `check`; a file that breaks the process, or takes it too long, is unreadable."""
    parts = [[base64.b64encode(one).decode() for one in part] for part in astuple(trust)]
    try:
        said, _none = _checker.ask({"trust": parts, "at": at.isoformat()}, pdf)
    except Unfit:
        return Checked(Verdict.UNREADABLE, said_of(Verdict.UNREADABLE))
    verdict = Verdict(said["verdict"])
    return Checked(verdict, said_of(verdict), tuple(_found(one) for one in said["signatures"]))


def _found(said: dict[str, Any]) -> FoundSignature:
    moments = {
        name: datetime.fromisoformat(said[name]) if said[name] else None
        for name in ("signed_at", "stamped_at")
    }
    return FoundSignature(**{**said, "verdict": Verdict(said["verdict"]), **moments})

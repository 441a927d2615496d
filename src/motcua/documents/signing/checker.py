"""The process that checks signatures of files that strangers send: as the inspector of files, it can only answer.

It runs beside a web process (`checking_apart` starts and ends it) and never touches Django, the database or a key.
"""

import base64
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from motcua.documents.files.serving import serve
from motcua.documents.signing.checking import check
from motcua.documents.signing.port import Trust

_SECONDS = 10  # of computing; an honest file takes less than one


def main() -> None:
    """Answer until the input ends."""
    serve(_checked, seconds=_SECONDS)


def _checked(question: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    trust = Trust(*(tuple(base64.b64decode(one) for one in part) for part in question["trust"]))
    found = check(content, trust=trust, at=datetime.fromisoformat(question["at"]))
    moments = ("signed_at", "stamped_at")
    signatures = [
        asdict(one) | {name: moment.isoformat() for name in moments if (moment := getattr(one, name))}
        for one in found.signatures
    ]
    return {"verdict": found.verdict, "signatures": signatures}, b""


if __name__ == "__main__":
    main()

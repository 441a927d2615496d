"""What travels with a one-time code? The port to whoever delivers it: one outbox row, digits and contact sealed.

Whoever delivers reads the outbox (topic `one_time_code`) with `message_of`; nothing is to be sent after
`expires_at`. The row's key is the number of the code, and neither digits nor contact stand there openly.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.applicants.terms import IdentityWay
from motcua.core.sealed import seal, unseal

CODE_TOPIC = "one_time_code"
# Somebody was given something to know: an authority in their name, an account joined; delivered by notices.
TOLD_TOPIC = "applicant_told"


@dataclass(frozen=True, slots=True)
class CodeMessage:
    """What to send: `way` phone or email, the `contact` (E.164 or address), six digits, good until `expires_at`."""

    way: IdentityWay
    contact: str
    code: str
    expires_at: datetime


def payload_of(message: CodeMessage) -> dict[str, Any]:
    """What the outbox keeps of it."""
    secret = json.dumps([message.contact, message.code])
    return {
        "way": message.way.value,
        "sealed": seal("applicants.codes", secret),
        "expires_at": message.expires_at.isoformat(),
    }


def message_of(payload: Mapping[str, Any]) -> CodeMessage | None:
    """The message of an outbox row; None where it was sealed under another secret of the server."""
    secret = unseal("applicants.codes", str(payload["sealed"]))
    if secret is None:
        return None
    contact, code = json.loads(secret)
    return CodeMessage(
        IdentityWay(payload["way"]), contact, code, datetime.fromisoformat(payload["expires_at"])
    )

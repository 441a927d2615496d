"""What came from the gateway, judged by its signature? Pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it came. `signed`: its signature holds; `paid`: the gateway says that the money came."""

    via: str
    body: str
    digest: str
    signed: bool
    readable: bool = True
    nonce: str = ""
    said_at: datetime | None = None
    reference: str = ""
    transaction: str = ""
    amount: int = 0
    paid: bool = False

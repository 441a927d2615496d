"""What does a carrier of messages do? It takes a message or says why not; adapters are in integrations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one address. `key` is the same each time this message is tried, so that a carrier that took
    it and was not heard takes it once."""

    key: str
    to: str
    title: str
    text: str
    template: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """The carrier took it; `carrier_id` is its name for the message, empty where it gives none."""

    carrier_id: str = ""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """The carrier did not take it: `for_good` where trying again is in vain; `wait`: how long it asked us to wait.

    `detail` says what happened without the address or the words.
    """

    detail: str
    for_good: bool = False
    wait: timedelta | None = None


class Carrier(Protocol):
    """A way out of the office."""

    @property
    def plain(self) -> bool:
        """Whether short messages go out in letters without marks."""
        ...

    def send(self, message: Message) -> Taken | NotTaken:
        """Hand one message over; never raises for what a carrier or the net does."""
        ...

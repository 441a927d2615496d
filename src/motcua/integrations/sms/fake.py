"""A gateway that misbehaves on purpose: slow, faults, “too many”, nonsense, lost answers; takes one key once."""

from collections.abc import Mapping
from typing import Any

from motcua.integrations.loopback import Loopback, Reply, Request


class FakeSmsGateway(Loopback):
    """`script`: how the next calls are answered, then well. `phones`: what reached a telephone, in order."""

    def __init__(self, *script: str, slow: float = 1.0) -> None:
        super().__init__(self._answer)
        self.script, self.slow = list(script), slow
        self.calls: list[Request] = []
        self.phones: list[Mapping[str, Any]] = []
        self._taken: dict[str, str] = {}

    def _answer(self, request: Request) -> Reply:
        self.calls.append(request)
        manner = self.script.pop(0) if self.script else "well"
        refused = {
            "fault": Reply(500, {"error": "internal"}),
            "too_many": Reply(429, {"error": "rate"}, {"Retry-After": "1800"}),
            "nonsense": Reply(200, b"<html>"),
            "no_id": Reply(200, {"status": "ok"}),
            "wrong_number": Reply(400, {"error": "invalid_number"}),
            "elsewhere": Reply(302, {}, {"Location": "http://127.0.0.1:9/"}),
        }.get(manner)
        if refused is not None:
            return refused
        taken = Reply(200, {"message_id": self._take(request.said)})
        # Taken, but the answer is late or lost: whoever asked must try again under the same key.
        return Reply(taken.status, taken.body, after=self.slow) if manner == "slow" else taken

    def _take(self, said: Mapping[str, Any]) -> str:
        key = str(said["client_id"])
        if key not in self._taken:
            self._taken[key] = f"sms-{len(self._taken) + 1}"
            self.phones.append(said)
        return self._taken[key]

"""Zalo on this machine: its errors come as 200 with a number; takes one tracking id once."""

from collections.abc import Mapping
from typing import Any

from motcua.integrations.loopback import Loopback, Reply, Request


class FakeZalo(Loopback):
    """`script`: the next answers (an error number, `nonsense`, `too_many`, `fault`), then well."""

    def __init__(self, *script: int | str) -> None:
        super().__init__(self._answer)
        self.script = list(script)
        self.calls: list[Request] = []
        self.phones: list[Mapping[str, Any]] = []
        self._taken: dict[str, str] = {}

    def _answer(self, request: Request) -> Reply:
        self.calls.append(request)
        manner = self.script.pop(0) if self.script else 0
        if isinstance(manner, str):
            return {
                "nonsense": Reply(200, b"["),
                "too_many": Reply(429, {}, {"Retry-After": "600"}),
                "fault": Reply(503, {}),
            }[manner]
        if manner:
            return Reply(200, {"error": manner, "message": "no"})
        key = str(request.said["tracking_id"])
        if key not in self._taken:
            self._taken[key] = f"zns-{len(self._taken) + 1}"
            self.phones.append(request.said)
        return Reply(200, {"error": 0, "data": {"msg_id": self._taken[key]}})

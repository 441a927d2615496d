"""A carrier that misbehaves on purpose: silent, slow, late events, the same twice, words nobody knows, nonsense."""

from typing import Any

from motcua.integrations.loopback import Loopback, Reply, Request


class FakeCarrier(Loopback):
    """`parcels`: the events of each number, as they are told; `script`: how the next calls go, then well."""

    def __init__(self, *script: str, token: str = "", slow: float = 1.0) -> None:
        super().__init__(self._answer)
        self.script, self.token, self.slow = list(script), token, slow
        self.parcels: dict[str, list[dict[str, Any]]] = {}
        self.calls: list[Request] = []

    def tell(self, number: str, mark: str, status: str, at: str, **more: Any) -> None:
        """One more event of a parcel."""
        self.parcels.setdefault(number, []).append({"id": mark, "status": status, "at": at} | more)

    def _answer(self, request: Request) -> Reply:
        self.calls.append(request)
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return Reply(401, {"error": "token"})
        manner = self.script.pop(0) if self.script else "well"
        refused = {
            "fault": Reply(500, {"error": "internal"}),
            "nonsense": Reply(200, b"<html>"),
            "no_list": Reply(200, {"events": "none"}),
        }.get(manner)
        if refused is not None:
            return refused
        number = str(request.said.get("number"))
        if number not in self.parcels:
            return Reply(404, {"error": "unknown"})
        events = self.parcels[number]
        told = [*events, *events] if manner == "double" else list(reversed(events))
        return Reply(200, {"events": told}, after=self.slow if manner == "slow" else 0.0)

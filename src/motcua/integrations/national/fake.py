"""A population database for tests and demonstrations: a real server on this machine with invented people."""

from collections.abc import Mapping
from typing import Any

from motcua.core.vntext import fold
from motcua.integrations.loopback import Loopback, Reply, Request


class FakePopulation(Loopback):
    """Knows `people` by number; answers only where number and name fit, and remembers what it was asked."""

    def __init__(self, people: Mapping[str, Mapping[str, Any]], *, key: str = "", after: float = 0.0) -> None:
        self.people, self.key, self.after = people, key, after
        self.questions: list[Any] = []
        super().__init__(self._answer)

    def _answer(self, request: Request) -> Reply:
        self.questions.append(request.said)
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            return Reply(401, {"error": "key"})
        said = request.said if isinstance(request.said, Mapping) else {}
        person = self.people.get(str(said.get("number")))
        if person is None or fold(str(person["name"])) != fold(str(said.get("name", ""))):
            return Reply(404, {"error": "unknown"}, after=self.after)
        return Reply(200, dict(person), after=self.after)

"""A program that writes through the API without pause, and asks again with the same key until it is answered."""

import http.client
import json
import time
from dataclasses import dataclass
from itertools import count
from typing import Any

from motcua.cli.bench.storm.acknowledged import identity, tell

_PAUSE = 0.3  # seconds before the same request is sent again
_LATER = (("appraise", 0), ("approve", 1), ("stamp", 1), ("return_result", 0))


@dataclass(frozen=True, slots=True)
class Line:
    """To whom and as whom: address without scheme, the two tokens."""

    address: str
    tokens: tuple[str, str]

    def ask(self, path: str, body: dict[str, Any], *, key: str, token: int = 0) -> Any:
        """The answer to a POST, sent until it is carried out. Raises LookupError for a no."""
        headers = {
            "Authorization": f"Bearer {self.tokens[token]}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        while True:
            status, answer = self._once(path, json.dumps(body), headers)
            if status in (200, 201):
                return json.loads(answer)
            if status == 409 and json.loads(answer)["refusal"]["code"] != "in_progress":
                raise LookupError(f"{path}: {answer.decode()}")
            if status is not None and status < 500 and status not in (409, 429):
                raise LookupError(f"{path}: {status} {answer.decode()}")
            time.sleep(_PAUSE)

    def _once(self, path: str, body: str, headers: dict[str, str]) -> tuple[int | None, bytes]:
        connection = http.client.HTTPConnection(self.address, timeout=20)
        try:
            connection.request("POST", f"/api/v1{path}", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return None, b""
        finally:
            connection.close()


def main(writer: int, address: str, tokens: tuple[str, str], body: dict[str, Any]) -> None:
    """Go on until ended."""
    line = Line(address, tokens)
    for number in count():
        who = identity(writer, number)
        reception = body | {"applicant": body["applicant"] | {"id_number": who}}
        answer = line.ask("/dossiers", reception, key=f"{who}-receive")
        code = answer["code"]
        tell("receive", who, code, answer["promise"]["due_at"])
        for act, token in _LATER:
            line.ask(f"/dossiers/{code}/acts/{act}", {}, key=f"{who}-{act}", token=token)
            tell(act, who, code)

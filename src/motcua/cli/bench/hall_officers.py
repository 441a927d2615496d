"""Two hundred officials call, serve and finish, each at their own pace: how long does a call take?

Orders as JSON: host, port, seconds, pause (seconds between two things an official does, on average), officials
(counter, token). Answer: for each call the ticket and the moments (seconds since the epoch) of pressing and of the
answer; other acts' latencies in ms; what was refused.
"""

import http.client
import json
import random
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

_PATIENCE = 60


@dataclass(slots=True)
class Heard:
    """What all officials heard together."""

    calls: list[tuple[str, float, float]] = field(default_factory=list)
    acts: list[float] = field(default_factory=list)
    nobody: int = 0
    refused: list[str] = field(default_factory=list)


# What part of an official's pause a visitor needs from the seat to the counter: until then the screens show the call.
_WALK = 0.2


def main() -> None:
    """Read the orders, let everybody work, tell."""
    orders = json.loads(sys.stdin.read())
    heard, until = Heard(), time.time() + orders["seconds"]
    people = [
        threading.Thread(target=_work, args=(orders, one, place, until, heard), daemon=True)
        for place, one in enumerate(orders["officials"])
    ]
    for person in people:
        person.start()
    for person in people:
        person.join(orders["seconds"] + 2 * _PATIENCE)
    print(json.dumps({name: getattr(heard, name) for name in Heard.__dataclass_fields__}))


def _work(orders: dict[str, Any], official: dict[str, Any], place: int, until: float, heard: Heard) -> None:
    dice = random.Random(f"official {place}")
    wire = http.client.HTTPConnection(orders["host"], orders["port"], timeout=_PATIENCE)
    try:
        while _pause(dice, orders["pause"], until):
            pressed = time.time()
            status, said = _post(wire, f"counters/{official['counter']}/call", official["token"])
            if status == 204:
                heard.nobody += 1
                continue
            if status != 200:
                heard.refused.append(f"{status} {said[:300]}")
                return
            ticket = json.loads(said)["ticket"]["id"]
            heard.calls.append((ticket, pressed, time.time()))
            time.sleep(orders["pause"] * _WALK)
            _serve(wire, ticket, official["token"], heard, (0.5 + dice.random()) * orders["pause"] / 2)
    except (OSError, http.client.HTTPException) as error:
        heard.refused.append(repr(error))
    finally:
        wire.close()


def _serve(wire: http.client.HTTPConnection, ticket: str, token: str, heard: Heard, lasts: float) -> None:
    """Whoever was called is served to the end, also after the time is over."""
    for act in ("start", "finish"):
        pressed = time.time()
        status, said = _post(wire, f"tickets/{ticket}/{act}", token)
        heard.acts.append((time.time() - pressed) * 1e3)
        if status != 200:
            heard.refused.append(f"{act} {status} {said[:300]}")
        time.sleep(lasts if act == "start" else 0)


def _pause(dice: random.Random, pause: float, until: float) -> bool:
    time.sleep(pause * (0.5 + dice.random()) / 2)
    return time.time() < until


def _post(wire: http.client.HTTPConnection, path: str, token: str) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Host": "localhost"}
    wire.request("POST", f"/api/v1/{path}", body="{}", headers=headers)
    answer = wire.getresponse()
    return answer.status, answer.read().decode(errors="replace")


if __name__ == "__main__":
    main()

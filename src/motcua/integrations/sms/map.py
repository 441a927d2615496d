"""What does the gateway take, and what does its answer mean?"""

from typing import Any

from config.messaging import Gateway
from motcua.integrations.asking import Answered
from motcua.notices.ports import Message, NotTaken, Taken

# What the gateway says when the number itself is wrong: trying again is in vain.
_FOR_GOOD = frozenset({"invalid_number", "blocked", "unsubscribed", "template_unknown", "not_a_user"})
_NAME_LIMIT = 200


def request_of(message: Message, gateway: Gateway) -> dict[str, Any]:
    """Dialled as abroad without plus (84912345678), the name that stands on the screen, our key of the message."""
    return {
        "to": message.to.removeprefix("+"),
        "from": gateway.sender,
        "text": message.text,
        "client_id": message.key,
        "unicode": not gateway.plain,
    }


def answer_of(answered: Answered, *, id_name: str = "message_id") -> Taken | NotTaken:
    """Taken only with an id; 429 says how long to wait, 4xx of a known kind is for good."""
    said = answered.said if isinstance(answered.said, dict) else {}
    given = said.get(id_name)
    if 200 <= answered.status < 300:
        if isinstance(given, str) and 0 < len(given) <= _NAME_LIMIT:
            return Taken(given)
        return NotTaken("Nhà mạng trả lời không đọc được.")
    error = said.get("error")
    if answered.status == 429:
        return NotTaken("Nhà mạng báo quá nhiều tin (429).", wait=answered.wait)
    return NotTaken(
        f"Nhà mạng trả lời {answered.status}.",
        for_good=400 <= answered.status < 500 and error in _FOR_GOOD,
        wait=answered.wait,
    )

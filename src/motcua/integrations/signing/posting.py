"""How is a service asked over HTTP: one POST, a bounded answer, silence as OSError?"""

import http.client
import urllib.error
import urllib.request
from collections.abc import Mapping

_ANSWER_LIMIT = 1_000_000  # bytes


def posted(url: str, body: bytes, headers: Mapping[str, str], *, timeout: float) -> bytes:
    """The answer's body. Raises OSError for silence beyond `timeout` seconds, a fault, or what is no HTTP."""
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, data=body, headers=dict(headers)), timeout=timeout
        ) as answer:
            return bytes(answer.read(_ANSWER_LIMIT))
    except urllib.error.HTTPError as fault:
        fault.close()
        raise OSError(f"{url} answered {fault.code}") from fault
    except http.client.HTTPException as broken:
        raise OSError(f"{url} did not speak HTTP") from broken

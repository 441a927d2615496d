"""What does the hash of an event of a result cover, and what do the events say that the result is now?"""

from collections.abc import Sequence
from typing import Any

from motcua.dossiers.models import ResultDocument, ResultEvent
from motcua.dossiers.result_terms import ResultEventKind


def event_content(event: ResultEvent, result: ResultDocument) -> dict[str, Any]:
    """The event with what identifies its result and what is fixed of it: number, files, who signs."""
    return {
        "result": result.check_code,
        "dossier": result.dossier_id,
        "seq": event.seq,
        "kind": event.kind,
        "state": event.state,
        "at": event.at,
        "actor": event.actor_id,
        "name": event.actor_name,
        "place": event.place,
        "data": event.data,
    }


def told_by(events: Sequence[ResultEvent]) -> dict[str, Any]:
    """What must stand in the row, by its name in a finding; what no event says is not in it."""
    told: dict[str, Any] = {
        "trạng thái": events[-1].state,
        "tệp đã ký": "",
        "dấu": "",
        "số bản in": 0,
        "việc thay thế, thu hồi": ("", "", None),
    }
    for event in events:
        _tell(told, event)
    return told


def _tell(told: dict[str, Any], event: ResultEvent) -> None:
    data = event.data
    if event.kind == ResultEventKind.DRAFTED and "system" in data:
        told["hệ thống cấp số"] = data["system"]
    elif event.kind == ResultEventKind.NUMBERED:
        told["người ký, thẩm quyền"] = (event.actor_id, data["signer"], data["power"], event.at)
    elif event.kind in _SIGNING:
        told["tệp đã ký"] = data.get("sha256", told["tệp đã ký"])
        told["dấu"] = data.get("imprint", told["dấu"])
    elif event.kind == ResultEventKind.PRINTED:
        told["số bản in"] += data["copies"]
    elif event.kind in _ENDING:
        told["việc thay thế, thu hồi"] = (data["reason"], data.get("decision", ""), event.at)


_SIGNING = frozenset({ResultEventKind.SIGNED, ResultEventKind.SEALED})
_ENDING = frozenset({ResultEventKind.REPLACED, ResultEventKind.REVOKED})

"""What does the hash of an event of a result cover?"""

from typing import Any

from motcua.dossiers.models import ResultDocument, ResultEvent


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

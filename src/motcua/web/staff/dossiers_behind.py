"""Which dossiers are behind a figure? A page of them, as `staff/_dossiers_behind.html` shows it."""

from typing import Any

from django.db.models import QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import STATE_LABELS, State
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_list


def dossiers_behind(request: StaffRequest, found: QuerySet[Dossier], listed: str) -> dict[str, Any]:
    """`list` and its `rows` (dossier, its state in words, whether it is of the own unit: only then its code is shown).

    `listed`: the list's name in the journal, which keeps whose code was shown.
    """
    page = list_page(request, found)
    rows = [(row, STATE_LABELS[State(row.state)], row.unit_id == request.actor.unit_id) for row in page.rows]
    journal_list(request, listed, [row for row, _state, own in rows if own])
    return {"rows": rows, "list": page}

"""What does a program see of one dossier, and what is kept of it? A look, or a try at another unit's."""

from motcua.api.errors import not_found
from motcua.api.tokens import Caller
from motcua.dossiers.actions.attempts import keep_stranger
from motcua.dossiers.queries import DossierPage, dossier_page
from motcua.organisation.noting import note


def page_of(caller: Caller, code: str) -> DossierPage:
    """The dossier of the caller's unit. Refused: `not_found`; asking for another unit's is kept."""
    page = dossier_page(code, caller.actor)
    if page is None:
        keep_stranger(number=code, actor=caller.actor, at=caller.at)
        raise not_found()
    return page


def keep_view(caller: Caller, subject: str, action: str) -> None:
    """Every view of personal data is in the journal (architecture, invariant 8)."""
    note(caller.actor, caller.at, action, subject, {"by": "api"})

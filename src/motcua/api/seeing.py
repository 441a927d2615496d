"""What does a program see of one dossier, and what is kept of it? A look, or a try at another unit's."""

from django.http import HttpRequest

from motcua.api.errors import not_found
from motcua.api.tokens import Caller, caller_of
from motcua.core.refusals import Refused
from motcua.dossiers.actions.attempts import keep_stranger
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import DossierPage, dossier_page, dossier_to_act_on
from motcua.organisation.noting import note


def page_of(caller: Caller, code: str) -> DossierPage:
    """The dossier of the caller's unit. Refused: `not_found`; asking for another unit's is kept."""
    page = dossier_page(code, caller.actor)
    if page is None:
        raise _nowhere(caller, code)
    return page


def dossier_of_caller(caller: Caller, code: str) -> Dossier:
    """The same without what only its page shows: steps, papers, buttons."""
    dossier = dossier_to_act_on(code, caller.actor)
    if dossier is None:
        raise _nowhere(caller, code)
    return dossier


def seen_dossier(request: HttpRequest, code: str, action: str) -> Dossier:
    """The same for a look at it, which is kept under `action`."""
    caller = caller_of(request)
    dossier = dossier_of_caller(caller, code)
    keep_view(caller, str(dossier), action)
    return dossier


def _nowhere(caller: Caller, code: str) -> Refused:
    keep_stranger(number=code, actor=caller.actor, at=caller.at)
    return not_found()


def keep_view(caller: Caller, subject: str, action: str) -> None:
    """Every view of personal data is in the journal (architecture, invariant 8)."""
    note(caller.actor, caller.at, action, subject, {"by": "api"})

"""What the person at the counter handed in before: offered at reception, taken with one tick instead of paper."""

from django.http import QueryDict

from config import clock
from motcua.core.identifiers import check_identity, kind_from_pattern
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.core.terms import IdentityKind
from motcua.dossiers.actions.looking import reuse_copies
from motcua.dossiers.actions.reception import Received
from motcua.dossiers.applicants import ApplicantKind
from motcua.dossiers.digitisation.reuse import Offer, Owner, offers
from motcua.web.staff.reception_form import ReceptionForm
from motcua.web.staff.requests import StaffRequest, journal_view

PREFIX = "reuse-"


def chosen_in(data: QueryDict) -> dict[str, int]:
    """The copies that were ticked, by component; anything that is no number is nothing."""
    found = {name.removeprefix(PREFIX): str(text) for name, text in data.items() if name.startswith(PREFIX)}
    return {key: int(text) for key, text in found.items() if _is_number(text)}


def with_chosen(data: QueryDict) -> QueryDict:
    """The form as if each component used again had come as one copy: it lacks nowhere."""
    chosen = chosen_in(data)
    if not chosen:
        return data
    said = data.copy()
    for key in chosen:
        said[f"paper-{key}-given"] = "on"
        said[f"paper-{key}-original"], said[f"paper-{key}-copies"] = "0", "1"
    return said


def offers_on(request: StaffRequest, form: ReceptionForm) -> list[tuple[Offer, bool]]:
    """What is offered to whoever's number stands on the form, each with whether it is ticked; seeing it is kept."""
    owner = _owner(form)
    if owner is None:
        return []
    day = local_day(clock.now())
    found = offers(owner, form.components, unit_id=request.unit.pk, on=day)
    if found:
        codes = list(dict.fromkeys(one.code for one in found))
        journal_view(request, "list:dung-lai", codes=codes)
    chosen = chosen_in(request.POST)
    return [(one, chosen.get(one.component) == one.copy_id) for one in found]


def reuse_received(request: StaffRequest, received: Received) -> None:
    """Attach what was ticked to the new dossier, in the transaction of its reception. Refused as `reuse_copies`."""
    chosen = chosen_in(request.POST)
    if chosen and received.dossier is not None:
        reuse_copies(code=str(received.dossier), copies=chosen, actor=request.actor, at=clock.now())


def _owner(form: ReceptionForm) -> Owner | None:
    """Type and number as they will be kept; None while no possible number stands there."""
    number = str(form["id_number"].value() or "").strip()
    if not number:
        return None
    default = IdentityKind.TAX_CODE if form["kind"].value() == ApplicantKind.ORGANISATION else None
    try:
        id_type = str(form["id_type"].value() or "") or default or kind_from_pattern(number)
        checked = check_identity(id_type, number, on=local_day(clock.now()))
    except Refused:
        return None
    return Owner(checked.kind, checked.number)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15

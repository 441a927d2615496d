"""What does somebody pay for an online filing? Certain where one line counts copies and the form asks how many."""

from dataclasses import replace

from motcua.core.refusals import Refused
from motcua.dossiers.charging import Till, Wishes, numbers_of, till_of
from motcua.dossiers.models import Dossier, OnlineFiling
from motcua.dossiers.online_fees import fee_asked
from motcua.dossiers.terms import Channel
from motcua.organisation.models import Unit
from motcua.payments.asked import Asked
from motcua.payments.orders import orders_of
from motcua.payments.terms import Purpose

# By convention the question of a form that says how many copies are wanted, for a fee by the copy.
COPIES = "copies"


def fee_of_filing(filing: OnlineFiling) -> Asked | None:
    """What is asked; None where nothing is owed, or the desk has to say how much (exemption, several lines)."""
    dossier = filing.dossier
    try:
        return fee_asked(dossier, dossier.unit, wishes=_wishes(filing))
    except Refused:
        return None


def till_as_asked(dossier: Dossier, unit: Unit) -> Till:
    """The till of the desk, proposing as many copies as the person asked for when filing online."""
    till = till_of(dossier, unit)
    filing = OnlineFiling.objects.filter(dossier=dossier).first()
    asked = _asked(till, filing) if filing else {}
    return replace(till, suggested={**till.suggested, **asked})


def _wishes(filing: OnlineFiling) -> Wishes:
    return Wishes(quantities=_asked(till_of(filing.dossier, filing.dossier.unit), filing))


def _asked(till: Till, filing: OnlineFiling) -> dict[str, int]:
    """How many of the one line there is; nothing said where there are several."""
    items = [item for item in till.schedule.items if not item.wished]
    count = filing.answers.get(COPIES)
    if len(items) != 1 or type(count) is not int or count < 1:
        return {}
    return {items[0].name: count}


def fee_not_asked(dossier: Dossier) -> bool:
    """Filed online, with a fee by this way, and neither an order nor money of it: the desk has to ask (R-128)."""
    afar = dossier.channel in {Channel.ONLINE, Channel.KIOSK} and dossier.ended_at is None
    if not afar or not OnlineFiling.objects.filter(dossier=dossier).exists():
        return False
    if any(order.purpose == Purpose.FEE for order in orders_of(numbers_of(dossier))):
        return False
    till = till_of(dossier, dossier.unit)
    meant = [item for item in till.schedule.items if till.suggested.get(item.name)]
    return not till.settled and (till.schedule.formula is not None or any(item.amount != 0 for item in meant))

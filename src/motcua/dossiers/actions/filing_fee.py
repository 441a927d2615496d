"""The fee of an online filing is asked for as soon as it is sent, where it is certain what is owed."""

from datetime import datetime

from motcua.core.refusals import Refused
from motcua.dossiers.charging import Wishes, till_of
from motcua.dossiers.models import OnlineFiling
from motcua.dossiers.online.drafts import Holder
from motcua.dossiers.online_fees import fee_asked
from motcua.payments.actions.ordering import open_order
from motcua.payments.models import PaymentOrder

# By convention the question of a form that says how many copies are wanted, for a fee by the copy.
COPIES = "copies"


def ask_fee(*, filing: OnlineFiling, actor: Holder, at: datetime) -> PaymentOrder | None:
    """The order to pay; None where nothing is owed, or the desk has to say how much (exemption, several lines).

    `actor` has just sent it; the order names nobody of the office.
    """
    dossier = filing.dossier
    try:
        asked = fee_asked(dossier, dossier.unit, wishes=_wishes(filing))
        return open_order(asked=asked, actor=None, at=at)
    except Refused:
        return None


def _wishes(filing: OnlineFiling) -> Wishes:
    """How many of the one line there is; nothing said where there are several."""
    items = [item for item in till_of(filing.dossier, filing.dossier.unit).schedule.items if not item.wished]
    count = filing.answers.get(COPIES)
    if len(items) != 1 or type(count) is not int or count < 1:
        return Wishes()
    return Wishes(quantities={items[0].name: count})

"""Who hears of a dossier? Whose it is, and who filed it for them; each by where they are reached."""

from motcua.dossiers.models import Dossier
from motcua.dossiers.online_tables import OnlineFiling
from motcua.dossiers.online_terms import FiledFor
from motcua.notices.reaching import Person, account_holder, applicant_of
from motcua.notices.terms import NoticeEvent, Recipient


def people_of(dossier: Dossier) -> list[Person]:
    """Everybody who hears of it. Who filed for themselves is one person, told by their account; whoever wrote
    their own number for another person is told once."""
    filing = OnlineFiling.objects.select_related("account").filter(dossier=dossier).first()
    applicant = applicant_of(dossier)
    if filing is None or filing.account is None:
        return [applicant]
    if filing.filed_for == FiledFor.SELF:
        return [account_holder(filing.account, Recipient.APPLICANT, instead=applicant.reach)]
    filer = account_holder(filing.account, Recipient.FILER)
    return [filer] if _reached_there(applicant, filer) else [filer, applicant]


def heard_as(event: NoticeEvent, person: Person, others: int) -> NoticeEvent:
    """What the same thing is for this person: “filed” is “somebody filed for you” for whose dossier it is."""
    for_another = others > 0 and person.recipient is Recipient.APPLICANT
    return NoticeEvent.FILED_FOR_YOU if for_another and event is NoticeEvent.FILED else event


def _reached_there(one: Person, other: Person) -> bool:
    """Nowhere else than where the other one is reached."""
    return one.reach.email in {"", other.reach.email} and one.reach.phone in {"", other.reach.phone}

"""Which dossiers are a citizen's own? Those their account filed, and those on their shown identity number (R-294)."""

from django.db.models import Q, QuerySet

from motcua.applicants.actors import Citizen
from motcua.applicants.queries import joined_ids
from motcua.applicants.terms import Assurance
from motcua.dossiers.applicants import ApplicantKind
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import may_be_a_number


def own_dossiers(citizen: Citizen) -> QuerySet[Dossier]:
    """The newest first. A number opens dossiers of the desk only where it was shown, not typed, and this stay is
    surely of that person (level 2); acting for an organisation, those on its tax code."""
    mine = Q(online_filing__account_id__in=joined_ids(citizen.account_id))
    if citizen.acting_for is not None:
        kind, number = ApplicantKind.ORGANISATION, citizen.acting_for.tax_code
        mine = Q(applicant_kind=kind, id_number=number)
    elif citizen.id_verified and citizen.id_number and citizen.assurance >= Assurance.IDENTITY:
        mine |= Q(applicant_kind=ApplicantKind.PERSON, id_number=citizen.id_number)
    found = Dossier.objects.filter(mine).select_related("version", "unit", "one_stop_unit")
    return found.order_by("-submitted_at", "-id")


def own_dossier(citizen: Citizen, number: str) -> Dossier | None:
    """One of them by code or filing number; None for what is not there and what is somebody else's alike."""
    if not may_be_a_number(number):
        return None
    return own_dossiers(citizen).filter(Q(code=number) | Q(filing_number=number)).first()

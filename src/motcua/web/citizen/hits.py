"""What does a person see of each procedure found? What is promised there today, papers, fee, and where to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.organisation.models import Unit
from motcua.procedures import policies
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import offer_of, settler_of
from motcua.web.citizen.todays_promise import offers_on
from motcua.web.citizen.wording import limit_words


@dataclass(frozen=True, slots=True)
class Hit:
    """One procedure found; `promise` of the unit in view on the day people can next come, empty where it has none.

    `place`: the unit in view where it settles the procedure, else the kind of agency that does.
    """

    version: ProcedureVersion
    promise: str
    after: str
    limit: str
    place: str
    here: bool


def hits(versions: Sequence[ProcedureVersion], unit: Unit | None, now: datetime) -> list[Hit]:
    """The procedures in their order; needs their components prefetched."""
    if unit is None:
        return [_elsewhere(version) for version in versions]
    settler = settler_of(unit)
    here = [version for version in versions if policies.settles(offer_of(version), settler)]
    said = {
        version.procedure_id: offer.said for offer in offers_on(unit, here, now) for version in offer.versions
    }
    settled = {version.procedure_id for version in here}
    return [
        Hit(
            version=version,
            promise=said[version.procedure_id].before if version.procedure_id in said else "",
            after=said[version.procedure_id].after if version.procedure_id in said else "",
            limit=limit_words(version),
            place=unit.name,
            here=True,
        )
        if version.procedure_id in settled
        else _elsewhere(version)
        for version in versions
    ]


def _elsewhere(version: ProcedureVersion) -> Hit:
    place = version.agency_name or _("Hỏi Bộ phận Một cửa")
    return Hit(version=version, promise="", after="", limit=limit_words(version), place=place, here=False)

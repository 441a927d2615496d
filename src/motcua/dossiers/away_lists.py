"""What stands on the lists that leave the desk: parcels a worker of the post took, visits at home of a day?"""

from datetime import date, datetime

from motcua.core.moments import local_day
from motcua.core.phones import phone_text
from motcua.core.refusals import refuse
from motcua.documents.listings import HomeLine, HomeList, ParcelLine, ParcelList
from motcua.dossiers.consignment_terms import PAYER_LABELS, Payer
from motcua.dossiers.consignments.reading import handed_over_on
from motcua.dossiers.home.reading import visits_of_day
from motcua.dossiers.home_terms import HOME_KIND_LABELS, HomeKind
from motcua.dossiers.models import Consignment, HomeRequest
from motcua.dossiers.registers import head_on
from motcua.organisation.models import Unit
from motcua.procedures.queries import version_on


def parcel_lists(unit: Unit, day: date, *, at: datetime) -> list[ParcelList]:
    """One list for each worker of the post of that day. Refused: no_parcels."""
    found: dict[tuple[str, str], list[Consignment]] = {}
    for parcel in handed_over_on(unit.id, day):
        found.setdefault((parcel.carrier, parcel.carrier_person), []).append(parcel)
    if not found:
        raise refuse("no_parcels", "Ngày này chưa giao bưu gửi nào. Hãy chọn ngày khác.", field="ngay")
    return [
        ParcelList(
            head=head_on(unit, day, at),
            code=f"{unit.name}, {day:%d/%m/%Y}",
            day=day,
            carrier=carrier,
            carrier_person=person,
            official=", ".join(dict.fromkeys(parcel.official_name for parcel in parcels)),
            lines=tuple(map(_parcel_line, parcels)),
            moment=at,
            demonstration=unit.demo,
        )
        for (carrier, person), parcels in sorted(found.items())
    ]


def _parcel_line(parcel: Consignment) -> ParcelLine:
    return ParcelLine(
        number=parcel.number,
        code=str(parcel.dossier or ""),
        receiver=parcel.party,
        phone=phone_text(parcel.phone) if parcel.phone else "",
        address=parcel.address,
        payer=PAYER_LABELS[Payer(parcel.payer)],
        cost=parcel.cost,
        at=parcel.handed_over_at,
    )


def home_list(unit: Unit, day: date, *, at: datetime, official_id: int | None = None) -> HomeList:
    """The visits of the day in their order, of one official where asked."""
    return HomeList(
        head=head_on(unit, day, at),
        code=f"{unit.name}, {day:%d/%m/%Y}",
        day=day,
        lines=tuple(map(_home_line, visits_of_day(unit.id, day, official_id))),
        moment=at,
        demonstration=unit.demo,
    )


def _home_line(request: HomeRequest) -> HomeLine:
    if request.visit_from is None or request.visit_to is None or request.official is None:
        raise AssertionError("a scheduled visit has its time and its official")
    version = version_on(request.procedure_id, local_day(request.visit_from))
    return HomeLine(
        number=request.number,
        starts=request.visit_from,
        ends=request.visit_to,
        kind=HOME_KIND_LABELS[HomeKind(request.kind)],
        procedure=version.name if version else request.procedure_id,
        name=request.name,
        phone=phone_text(request.phone),
        address=request.address,
        note=request.note,
        official=request.official.full_name,
    )

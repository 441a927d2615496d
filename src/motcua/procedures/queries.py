"""What is offered on a day, by whom, and what may a unit receive? Reads of the catalogue."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from motcua.core.refusals import Refusal, Refused, refuse_if
from motcua.core.vntext import fold, sort_key
from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import ancestors_of
from motcua.procedures import policies
from motcua.procedures.models import DeskList, InternalProcess, OnTheSpotEntry, ProcedureVersion
from motcua.procedures.policies import Offer, Settler
from motcua.procedures.terms import PathClass, ProcessStatus, VersionStatus

PATH_OF_CLASS = {PathClass.FULL: "on_the_spot", PathClass.PARTIAL: "partial"}
ORDINARY = "ordinary"
_MOST_WORDS = 12


def version_on(code: str, day: date) -> ProcedureVersion | None:
    """The version of a procedure in force on a day, public or draft."""
    return (
        ProcedureVersion.objects.filter(in_force(day), procedure_id=code)
        .select_related("procedure", "decision")
        .first()
    )


def versions_on(codes: Iterable[str], day: date) -> dict[str, ProcedureVersion]:
    """The same for many procedures, by code; those without a version that day are left out."""
    found = ProcedureVersion.objects.filter(in_force(day), procedure_id__in=set(codes))
    return {version.procedure_id: version for version in found.select_related("procedure", "decision")}


def versions_near(codes: Iterable[str], day: date) -> dict[str, ProcedureVersion]:
    """By code the version in force that day, else the last before it, else the first after it."""
    near: dict[str, ProcedureVersion] = {}
    rows = ProcedureVersion.objects.filter(procedure_id__in=set(codes)).order_by("procedure_id", "valid_from")
    for version in rows:
        if version.procedure_id not in near or version.valid_from <= day:
            near[version.procedure_id] = version
    return near


def why_no_version(code: str, day: date) -> Refusal:
    """Why `version_on` answered None."""
    return policies.not_in_force(code, day)


def versions_of(code: str) -> QuerySet[ProcedureVersion]:
    """All versions of a procedure, oldest first."""
    return (
        ProcedureVersion.objects.filter(procedure_id=code)
        .select_related("procedure", "decision")
        .order_by("valid_from")
    )


def public_versions(
    day: date, *, level: str | None = None, field: str | None = None, unit: Unit | None = None
) -> QuerySet[ProcedureVersion]:
    """What the public sees that day, by the Vietnamese alphabet; `level` is the settling level (R-002, R-007)."""
    found = ProcedureVersion.objects.filter(in_force(day), status=VersionStatus.PUBLIC)
    if level:
        found = found.filter(level=level)
    if field:
        found = found.filter(field=field)
    if unit is not None:
        found = found.filter(settled_by(unit)) if unit.exists_on(day) else found.none()
    return found.select_related("procedure").order_by("name_sort", "procedure_id")


def fields_on(day: date) -> list[str]:
    """The fields (lĩnh vực) of what is offered that day, by the Vietnamese alphabet."""
    found = ProcedureVersion.objects.filter(in_force(day), status=VersionStatus.PUBLIC)
    return sorted(set(found.values_list("field", flat=True)), key=sort_key)


def settled_by(unit: Unit) -> Q:
    """Versions of the unit's competence; the same rule as `policies.settles`."""
    kinds = Q(agency_type__in=unit.agency_types) | Q(also_at__contains=[unit.level_id])
    return kinds if unit.fields is None else kinds & Q(field__in=unit.fields)


def search(text: str, day: date, **only: object) -> QuerySet[ProcedureVersion]:
    """Public versions whose names, field or code hold every word, without accents (R-017)."""
    found = public_versions(day, **only)  # type: ignore[arg-type]
    for word in fold(text).split()[:_MOST_WORDS]:
        found = found.filter(Q(name_fold__contains=word) | Q(procedure__code__contains=word))
    return found


def settlers_of(version: ProcedureVersion, day: date) -> list[Unit]:
    """The agencies that exist that day and settle the procedure."""
    offer = offer_of(version)
    units = (
        Unit.objects.filter(in_force(day)).select_related("level").order_by("level__position", "name_fold")
    )
    return [unit for unit in units if policies.settles(offer, settler_of(unit))]


def offer_of(version: ProcedureVersion) -> Offer:
    """The version as policies see it."""
    return Offer(
        code=version.procedure_id,
        level=version.level,
        also_at=tuple(version.also_at),
        agency_type=version.agency_type,
        field=version.field,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        public=version.status == VersionStatus.PUBLIC,
        has_decision=version.decision_id is not None,
        has_term=version.limit_value is not None,
        has_components=version.status == VersionStatus.PUBLIC or version.components.exists(),
    )


def settler_of(unit: Unit) -> Settler:
    """The agency as policies see it."""
    return Settler(
        id=unit.id,
        name=unit.name,
        level=unit.level_id,
        agency_types=tuple(unit.agency_types),
        fields=None if unit.fields is None else tuple(unit.fields),
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
    )


def why_not_receivable(version: ProcedureVersion, unit: Unit, day: date) -> Refusal | None:
    """Why the unit cannot receive this version that day, or None (R-010, R-023, R-031)."""
    return _why_not_by(active_process(version, unit, day), version, unit, day)


def _why_not_by(
    process: InternalProcess | None, version: ProcedureVersion, unit: Unit, day: date
) -> Refusal | None:
    offer, settler = offer_of(version), settler_of(unit)
    return policies.why_not_receivable(offer, settler, has_process=process is not None, day=day)


def why_not_due(version: ProcedureVersion, unit: Unit, day: date) -> Refusal | None:
    """The same without the process: what a promise may be asked for before anybody receives."""
    return policies.why_not_receivable(offer_of(version), settler_of(unit), has_process=True, day=day)


def receivable(code: str, unit: Unit, day: date) -> tuple[ProcedureVersion, InternalProcess]:
    """The version and process under which the unit receives the procedure that day; raises Refused."""
    version = version_on(code, day)
    if version is None:
        raise Refused(why_no_version(code, day))
    process = active_process(version, unit, day)
    refuse_if(_why_not_by(process, version, unit, day))
    if process is None:  # the policy has just seen it
        raise AssertionError(f"{code} has no process at {unit.id}")
    return version, process


def receivable_by(unit: Unit, day: date) -> QuerySet[ProcedureVersion]:
    """What the desk may receive that day: public, of its competence, with a process that holds."""
    processes = InternalProcess.objects.filter(in_force(day), _approved(), unit=unit)
    return public_versions(day, unit=unit).filter(id__in=processes.values("version_id"))


def active_process(version: ProcedureVersion, unit: Unit, day: date) -> InternalProcess | None:
    """The unit's approved process for the version that holds on the day (R-031, R-052)."""
    return (
        InternalProcess.objects.filter(in_force(day), _approved(), version=version, unit=unit)
        .order_by("-number")
        .first()
    )


def _approved() -> Q:
    """A replaced process still holds for the days before its successor."""
    return Q(status__in=[ProcessStatus.ACTIVE, ProcessStatus.REPLACED])


def desk_list_on(unit: Unit, day: date) -> DeskList | None:
    """The province's list for the desks of the unit's level that day, the newest (144/KH-UBND II.1)."""
    line = (unit.id, *ancestors_of(unit))
    found = DeskList.objects.filter(in_force(day), province_id__in=line, level_id=unit.level_id)
    return found.order_by("-issued_on", "-slug").first()


def path_on(unit_id: str, code: str, day: date) -> str:
    """`on_the_spot`, `partial` or `ordinary`: from approved lists only (R-015), by the class of that day (R-061)."""
    return paths_on(unit_id, [code], day).get(code, ORDINARY)


def paths_on(unit_id: str, codes: Iterable[str], day: date) -> dict[str, str]:
    """Code → path for those on an approved list of the unit; the newest real list first."""
    entries = (
        approved_entries(day)
        .filter(unit_id=unit_id, procedure_id__in=list(codes))
        .order_by("-list__demo", "list__valid_from", "list_id")
    )
    rows = entries.values_list("procedure_id", "path_class")
    return {code: PATH_OF_CLASS[PathClass(path_class)] for code, path_class in rows}


def approved_entries(day: date) -> QuerySet[OnTheSpotEntry]:
    """Entries of lists in force whose approval has person, date and document (R-015)."""
    return OnTheSpotEntry.objects.filter(
        in_force(day),
        Q(list__valid_from__lte=day),
        Q(list__valid_to__isnull=True) | Q(list__valid_to__gt=day),
        ~Q(list__approved_by=""),
        ~Q(list__approval_document=""),
        list__approved_on__isnull=False,
    )

"""Which units come home, who waits for a visit, who is visited on a day and by whom? (R-025)"""

from datetime import date

from django.db.models import QuerySet

from motcua.core.moments import end_of, start_of
from motcua.dossiers.home_rules import Approved
from motcua.dossiers.home_terms import HOME_OPEN, HomeState
from motcua.dossiers.models import HomeApproval, HomeRequest
from motcua.dossiers.road_rules import place_in_route
from motcua.organisation.models import Unit


def approvals_of(unit_id: str) -> list[Approved]:
    """What the unit was ever approved to do at home."""
    return [
        Approved(
            kinds=frozenset(one.kinds),
            procedures=frozenset(one.procedures),
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            document=one.document,
            area=one.area,
        )
        for one in HomeApproval.objects.filter(unit_id=unit_id)
    ]


def units_that_come(day: date, procedure: str = "") -> list[tuple[Unit, list[HomeApproval]]]:
    """Units that come home from that day on, each with its approvals; narrowed to a procedure where one is named."""
    later = HomeApproval.objects.exclude(valid_to__lte=day).select_related("unit").order_by("unit__name")
    found: dict[str, tuple[Unit, list[HomeApproval]]] = {}
    for one in later:
        if not procedure or not one.procedures or procedure in one.procedures:
            found.setdefault(one.unit_id, (one.unit, []))[1].append(one)
    return list(found.values())


def waiting(unit_id: str) -> QuerySet[HomeRequest]:
    """Requests nobody was sent to yet, by the time wished for."""
    found = HomeRequest.objects.filter(unit_id=unit_id, state=HomeState.ASKED)
    return found.select_related("procedure").order_by("wished_from", "id")


def scheduled(unit_id: str) -> QuerySet[HomeRequest]:
    """Visits agreed, the next first."""
    found = HomeRequest.objects.filter(unit_id=unit_id, state=HomeState.SCHEDULED)
    return found.select_related("official", "procedure").order_by("visit_from", "id")


def ended(unit_id: str) -> QuerySet[HomeRequest]:
    """What came of the others, the newest first."""
    found = HomeRequest.objects.filter(unit_id=unit_id).exclude(
        state__in=[state.value for state in HOME_OPEN]
    )
    return found.select_related("official", "dossier", "procedure").order_by("-ended_at", "-id")


def visits_of_day(unit_id: str, day: date, official_id: int | None = None) -> list[HomeRequest]:
    """The visits of a day in the order of the route, of one official where asked."""
    found = scheduled(unit_id).filter(visit_from__gte=start_of(day), visit_from__lt=end_of(day))
    return sorted(found.filter(official_id=official_id) if official_id else found, key=_place)


def _place(one: HomeRequest) -> tuple[object, ...]:
    assert one.visit_from is not None
    assert one.visit_to is not None
    return place_in_route(one.visit_from, one.visit_to, one.address, one.number)


def request_of(number: str, secret: str) -> HomeRequest | None:
    """What the person who asked may see, by number and secret."""
    found = HomeRequest.objects.filter(number=number.strip().upper(), secret=secret.strip().upper())
    return found.exclude(secret="").select_related("unit", "procedure", "official", "dossier").first()

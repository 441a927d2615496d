"""Come by appointment: where, for which procedure, on which day and hour, who; or wait for a freed slot (R-026)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from config import clock
from config.client_address import client_address
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.core.tries import booking_limits, booking_source, count_try
from motcua.organisation.models import OneStopUnit
from motcua.organisation.queries import desk_name
from motcua.queueing.actions.booking import BookingWish, book
from motcua.queueing.actions.waiting_list import WaitWish, wait_for_slot
from motcua.queueing.appointments import (
    FreeSlot,
    Service,
    booking_rule_on,
    free_ahead,
    services,
    unit_desk,
)
from motcua.queueing.queries import hall_rule_on
from motcua.web.citizen.booking_forms import SlotForm, WaitForm
from motcua.web.citizen.session import citizen_of
from motcua.web.shared.errors import too_many
from motcua.web.shared.errors_in_forms import add_refusal

MOST_DAYS = 10


@dataclass(frozen=True, slots=True)
class DayChoice:
    """A day with free slots, for the row of days."""

    day: date
    free: int
    address: str
    chosen: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book_at(request: HttpRequest, unit_id: str) -> HttpResponse:
    """At one unit: first for which procedure, then when and who; booked, the slip is shown once."""
    desk, service = _where(request, unit_id)
    if service is None:
        listed = services(desk, local_day(clock.now()))
        return render(request, "citizen/booking_services.html", {"desk": desk, "services": listed})
    free = free_ahead(desk, service.group.pk, clock.now())
    days = _days(request, free)
    day = next((one.day for one in days if one.chosen), None)
    of_day = [one for one in free if local_day(one.slot.start) == day]
    form = SlotForm(request.POST or None, free=of_day, initial=_known(request))
    if request.method == "POST":
        if wait := count_try(limits=booking_limits(address=client_address(request)), now=clock.real_now()):
            return too_many(request, retry_after=wait)
        if form.is_valid() and (answer := _booked(request, desk, service, form)):
            return answer
    shown = _shown(desk, service) | {"form": form, "days": days, "day": day}
    return render(request, "citizen/booking_slot.html", shown, status=422 if form.errors else 200)


def _booked(request: HttpRequest, desk: OneStopUnit, service: Service, form: SlotForm) -> HttpResponse | None:
    citizen = citizen_of(request)
    wish = BookingWish(
        desk_id=desk.pk,
        slot=form.start(),
        name=form.cleaned_data["name"],
        phone=form.cleaned_data["phone"],
        procedure=service.version.procedure_id,
        account_id=citizen.account_id if citizen else None,
        source=booking_source(address=client_address(request)),
    )
    try:
        made = book(wish=wish, actor=None, at=clock.now())
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return None
    return render(
        request,
        "citizen/booked.html",
        _shown(desk, service) | {"one": made, "procedure": service.version.name},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wait_at(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Every slot is taken: enter the line for one that becomes free."""
    desk, service = _where(request, unit_id)
    if service is None:
        raise Http404
    today = local_day(clock.now())
    shown = _shown(desk, service)
    last = today + timedelta(days=min(7, shown["furthest"]))
    form = WaitForm(request.POST or None, initial=_known(request) | {"first": today, "last": last})
    shown["form"] = form
    if request.method == "POST":
        if wait := count_try(limits=booking_limits(address=client_address(request)), now=clock.real_now()):
            return too_many(request, retry_after=wait)
        if form.is_valid() and (made := _waits(request, desk, service, form)):
            return render(request, "citizen/booking_waits.html", shown | {"one": made})
    return render(request, "citizen/booking_wait.html", shown, status=422 if form.errors else 200)


def _waits(request: HttpRequest, desk: OneStopUnit, service: Service, form: WaitForm) -> Any:
    citizen = citizen_of(request)
    wish = WaitWish(
        desk_id=desk.pk,
        **form.cleaned_data,
        procedure=service.version.procedure_id,
        account_id=citizen.account_id if citizen else None,
        source=booking_source(address=client_address(request)),
    )
    try:
        return wait_for_slot(wish=wish, actor=None, at=clock.now())
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return None


def _where(request: HttpRequest, unit_id: str) -> tuple[OneStopUnit, Service | None]:
    """The desk of the address and the procedure of `thu-tuc`; 404 where it takes no bookings for it."""
    today = local_day(clock.now())
    desk = unit_desk(unit_id, today)
    if desk is None:
        raise Http404
    code = request.GET.get("thu-tuc", "")
    if not code:
        return desk, None
    service = next(iter(services(desk, today, procedure=code)), None)
    if service is None:
        raise Http404
    return desk, service


def _days(request: HttpRequest, free: Sequence[FreeSlot]) -> list[DayChoice]:
    """The next days with free slots; the one asked for (`ngay`) is chosen, else the first."""
    counted: dict[date, int] = {}
    for one in free:
        if one.free:
            counted[local_day(one.slot.start)] = counted.get(local_day(one.slot.start), 0) + one.free
    asked = request.GET.get("ngay", "")
    days = list(counted)
    chosen = next((day for day in days if day.isoformat() == asked), days[0] if days else None)
    nearest = days[:MOST_DAYS]
    if chosen is not None and chosen not in nearest:
        nearest.append(chosen)
    code = request.GET.get("thu-tuc", "")
    return [
        DayChoice(
            day,
            counted[day],
            f"?{urlencode({'thu-tuc': code, 'ngay': day.isoformat()})}",
            day == chosen,
        )
        for day in nearest
    ]


def _known(request: HttpRequest) -> dict[str, Any]:
    citizen = citizen_of(request)
    return {"name": citizen.name, "phone": citizen.phone} if citizen else {}


def _shown(desk: OneStopUnit, service: Service) -> dict[str, Any]:
    today = local_day(clock.now())
    rule = booking_rule_on(desk.pk, today)
    return {
        "desk": desk,
        "unit": desk.unit,
        "place": desk_name(desk, today),
        "service": service,
        "late": hall_rule_on(desk.pk, today).late_minutes,
        "furthest": rule.furthest_days,
        "offer": int(rule.offer.total_seconds()) // 60,
    }

"""An appointment or a wish for a freed slot, seen and changed by number and secret; the file for a calendar (R-026)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from config.client_address import client_address
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.core.tries import count_try, give_back, tracking_limits
from motcua.organisation.queries import desk_name
from motcua.procedures.queries import version_on
from motcua.queueing.actions.booking import cancel, change
from motcua.queueing.actions.waiting_list import accept, withdraw
from motcua.queueing.appointment_file import calendar_file
from motcua.queueing.appointment_terms import WISH_OPEN, WISH_STATE_LABELS, AppointmentState, WishState
from motcua.queueing.appointments import (
    FreeSlot,
    appointment_of,
    desks_that_book,
    free_ahead,
    of_account,
    standing_words,
    wish_of,
)
from motcua.queueing.models import Appointment, SlotPlace, WaitingWish
from motcua.web.citizen.booking_forms import OtherSlotForm
from motcua.web.citizen.session import citizen_needed, here
from motcua.web.shared.errors import too_many

PAGE = "/dat-lich/"


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def book_start(request: HttpRequest) -> HttpResponse:
    """Which units take bookings, and the form to see one's own by number and secret (posted here)."""
    if request.method != "POST":
        return render(request, "citizen/booking_start.html", _start())
    number, secret = request.POST.get("number", "")[:60], request.POST.get("secret", "")[:20]
    limits = tracking_limits(address=client_address(request), code=number)
    if wait := count_try(limits=limits, now=clock.real_now()):
        return too_many(request, retry_after=wait)
    if (one := appointment_of(number, secret)) is not None:
        give_back(keys=limits)
        return _appointment(request, one)
    if (wish := wish_of(number, secret)) is not None:
        give_back(keys=limits)
        return _wish(request, wish)
    return render(request, "citizen/booking_start.html", _start() | {"not_found": True}, status=404)


def _start() -> dict[str, Any]:
    return {"desks": desks_that_book(local_day(clock.now()))}


def _appointment(request: HttpRequest, one: Appointment) -> HttpResponse:
    """What is asked with it (`do`): nothing, its file, another slot, to drop it."""
    do = request.POST.get("do", "")
    if do == "file":
        return _file(one)
    refusal, done, form = None, "", None
    if do in {"change", "move"}:
        form = OtherSlotForm(request.POST if do == "move" else None, free=_other_slots(one))
    try:
        if do == "cancel":
            cancel(appointment_id=one.pk, actor=None, at=clock.now())
            done = _("Đã hủy lịch hẹn. Chỗ này dành cho người khác.")
        elif do == "move" and form is not None and form.is_valid():
            change(appointment_id=one.pk, slot=form.start(), actor=None, at=clock.now())
            done, form = _("Đã đổi giờ hẹn."), None
    except Refused as refused:
        refusal = refused.refusal
    one.refresh_from_db()
    shown = _standing(one) | {"refusal": refusal, "done": done, "form": form}
    wrong = refusal is not None or bool(form and form.errors)
    return render(request, "citizen/booking_standing.html", shown, status=409 if wrong else 200)


def _standing(one: Appointment) -> dict[str, Any]:
    """The page of one appointment: also what it is for, by the name of that day."""
    version = version_on(one.procedure_id, local_day(one.slot_from)) if one.procedure_id else None
    return _shown(one) | {"procedure": version.name if version else ""}


def _shown(one: Appointment) -> dict[str, Any]:
    booked = one.state == AppointmentState.BOOKED
    return {
        "one": one,
        "unit": one.desk.unit,
        "place": desk_name(one.desk, local_day(one.slot_from)),
        "state": standing_words(one),
        "booked": booked,
        "open": booked and clock.now() < one.slot_from,
    }


def _other_slots(one: Appointment) -> list[FreeSlot]:
    """What is free of the same service, but the slot it has."""
    found = free_ahead(one.desk, one.group_id, clock.now())
    return [free for free in found if free.slot.start != one.slot_from]


def _file(one: Appointment) -> HttpResponse:
    site = settings.PUBLIC_ADDRESS.rstrip("/") + PAGE
    headers = {"Content-Disposition": f'attachment; filename="lich-hen-{one.number}.ics"'}
    content = calendar_file(one, site=site, at=clock.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _wish(request: HttpRequest, wish: WaitingWish) -> HttpResponse:
    """Yes to the offered slot makes an appointment; no, or no longer waiting, ends the wish."""
    do, refusal = request.POST.get("do", ""), None
    try:
        if do == "accept":
            made = accept(wish_id=wish.pk, actor=None, at=clock.now())
            return render(
                request, "citizen/booking_standing.html", _standing(made) | {"done": _("Đã nhận giờ hẹn.")}
            )
        if do == "withdraw":
            withdraw(wish_id=wish.pk, actor=None, at=clock.now())
    except Refused as refused:
        refusal = refused.refusal
    return render(
        request, "citizen/booking_wish.html", _wish_shown(wish, refusal), status=409 if refusal else 200
    )


def _wish_shown(wish: WaitingWish, refusal: Refusal | None) -> Mapping[str, Any]:
    wish.refresh_from_db()
    return {
        "one": wish,
        "unit": wish.desk.unit,
        "place": desk_name(wish.desk, local_day(clock.now())),
        "state": WISH_STATE_LABELS[WishState(wish.state)],
        "offered": SlotPlace.objects.filter(wish=wish, held_until__gt=clock.now()).first(),
        "open": wish.state in WISH_OPEN,
        "refusal": refusal,
    }


@require_safe
@citizen_needed()
def my_bookings(request: HttpRequest) -> HttpResponse:
    """The appointments booked from the account."""
    rows = [_shown(one) for one in of_account(here(request).account_id)[:50]]
    return render(request, "citizen/my_bookings.html", {"rows": rows})

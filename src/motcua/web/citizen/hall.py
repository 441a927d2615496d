"""Take a number from afar where a decision opened that; see how many are before; give it back (IV.03, IV.04)."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from config.client_address import client_address
from motcua.core.moments import local_day
from motcua.core.phones import check_phone
from motcua.core.refusals import Refusal, Refused
from motcua.core.tries import count_try, give_back, ticket_limits, tracking_limits
from motcua.organisation.models import OneStopUnit
from motcua.queueing.actions.issuing import TicketWish, issue
from motcua.queueing.actions.serving import leave
from motcua.queueing.issuing_hours import issuing_hours
from motcua.queueing.lines import hall_rule_on, order_rule_of, waiting_at
from motcua.queueing.measured import estimated
from motcua.queueing.models import Ticket
from motcua.queueing.order_rules import published_rule
from motcua.queueing.panel import desks_with_web_tickets
from motcua.queueing.queries import ahead_of, groups_on, ticket_by_public_id
from motcua.queueing.terms import REASON_LABELS, PriorityReason, TicketChannel
from motcua.web.citizen.my_number import Standing, may_leave, standing_of
from motcua.web.shared.errors import too_many
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.ticket_slip import qr_drawing, secret_words, services_words
from motcua.web.shared.widgets import RevealCheckboxes, RevealRadios
from motcua.workcalendar.wording import clock as clock_of

_TEL = {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
_REASONS = [(reason.value, gettext_lazy(label)) for reason, label in REASON_LABELS.items()]
# Whose number stands in the hall is nobody else's business.
_TAKEN_BEFORE = gettext_lazy(
    "Số điện thoại này đã lấy số hôm nay. Mở lại trang số đã lấy, hoặc lấy số tại quầy hướng dẫn khi đến."
)


class TakeForm(OfficeForm):
    """For what, by which telephone, before others or not."""

    groups = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Ông/bà cần làm việc gì?"),
        help_text=gettext_lazy("Chọn được nhiều việc."),
        coerce=int,
        widget=RevealCheckboxes,
        error_messages={"required": gettext_lazy("Chọn ít nhất một việc.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại di động"),
        help_text=gettext_lazy("Cơ quan nhắn tin khi gần đến lượt."),
        max_length=40,
        widget=forms.TextInput(_TEL),
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("Ông/bà có thuộc diện ưu tiên không?"),
        help_text=gettext_lazy("Cán bộ xem lại khi ông/bà đến quầy."),
        choices=[("", gettext_lazy("Không")), *_REASONS],
        required=False,
        widget=RevealRadios,
    )


class LeaveForm(OfficeForm):
    """The secret of the number."""

    secret = forms.CharField(
        label=gettext_lazy("Mã trả số"),
        help_text=gettext_lazy("In trên phiếu, hoặc hiện khi ông/bà lấy số."),
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-10"}
        ),
    )


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A desk at which a number can be taken from afar."""

    unit_id: str
    unit: str
    words: str


@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """Where numbers are given from afar today, and how many wait there."""
    now = clock.now()
    rows = [
        DeskRow(one.unit_id, one.unit.name, _waiting_words(one, now))
        for one in desks_with_web_tickets(local_day(now))
    ]
    return render(request, "citizen/hall_units.html", {"desks": rows})


def _waiting_words(desk: OneStopUnit, now: datetime) -> str:
    waiting = _("Đang có %(n)d người chờ.") % {"n": len(waiting_at(desk.pk, local_day(now)))}
    return f"{waiting} {_hours_words(desk, now)}"


def _hours_words(desk: OneStopUnit, now: datetime) -> str:
    """When numbers are given today."""
    sessions = issuing_hours(desk.unit, local_day(now))
    if not sessions:
        return _("Hôm nay nghỉ, không phát số.")
    hours = ", ".join(f"{clock_of(start)}–{clock_of(end)}" for start, end in sessions)
    return _("Giờ làm việc hôm nay: %(hours)s.") % {"hours": hours}


@never_cache
@sensitive_post_parameters("phone")
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The form; the number is then shown with the secret that gives it back."""
    now = clock.now()
    desk = next((one for one in desks_with_web_tickets(local_day(now)) if one.unit_id == unit_id), None)
    if desk is None:
        raise Http404
    form = _take_form(request, desk, now)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            phone = check_phone(form.cleaned_data["phone"]).number
            limits = ticket_limits(address=client_address(request), phone=phone)
            if wait := count_try(limits=limits, now=clock.real_now()):
                return too_many(request, retry_after=wait)
            ticket = issue(wish=_wish(desk, form, phone), actor=None, at=now)
            return _taken(request, ticket, now)
        except Refused as refused:
            refusal = _stays(form, refused.refusal)
    status = 409 if refusal else 422 if form.errors else 200
    said = {"words": _waiting_words(desk, now), "rule": _rule(desk.pk, now)}
    shown = said | {"form": form, "unit": desk.unit, "refusal": refusal}
    return render(request, "citizen/hall_take.html", shown, status=status)


def _take_form(request: HttpRequest, desk: OneStopUnit, now: datetime) -> TakeForm:
    form = TakeForm(request.POST if request.method == "POST" else None)
    listed: Any = form.fields["groups"]
    listed.choices = [(one.pk, one.name) for one in groups_on(desk.pk, local_day(now))]
    return form


def _stays(form: TakeForm, refusal: Refusal) -> Refusal | None:
    if refusal.code == "phone_has_ticket":
        form.add_error("phone", str(_TAKEN_BEFORE))
        return None
    if refusal.field not in form.fields:
        return refusal
    add_refusal(form, refusal)
    return None


def _wish(desk: OneStopUnit, form: TakeForm, phone: str) -> TicketWish:
    said = form.cleaned_data
    return TicketWish(
        desk_id=desk.pk,
        groups=tuple(said["groups"]),
        channel=TicketChannel.WEB,
        priority=PriorityReason(said["priority"]) if said["priority"] else None,
        phone=phone,
    )


def _taken(request: HttpRequest, ticket: Ticket, now: datetime) -> HttpResponse:
    ahead = ahead_of(ticket, now) or 0
    found = estimated(desk_id=ticket.desk_id, group_id=ticket.group_id, ahead=ahead, now=now)
    address = request.build_absolute_uri(reverse("my_number", args=[ticket.public_id]))
    shown = {
        "ticket": ticket,
        "secret": secret_words(ticket.secret),
        "desk_name": ticket.desk.unit.name,
        "ahead": ahead,
        "estimate": found.words,
        "drawing": qr_drawing(address),
    }
    return render(request, "citizen/hall_taken.html", shown)


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def my_number(request: HttpRequest, public_id: str) -> HttpResponse:
    """How many are before, and when it will be; a POST with the secret gives the number back."""
    now = clock.now()
    ticket = _ticket(public_id)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        limits = tracking_limits(address=client_address(request), code=ticket.public_id)
        if wait := count_try(limits=limits, now=clock.real_now()):
            return too_many(request, retry_after=wait)
        if _right(form.cleaned_data["secret"], ticket):
            give_back(keys=limits)
            try:
                leave(public_id=ticket.public_id, reason="Trả số từ xa", actor=None, at=now)
                return redirect("my_number", ticket.public_id)
            except Refused as refused:
                refusal, ticket = refused.refusal, _ticket(public_id)
        else:
            form.add_error("secret", _("Mã trả số không đúng. Xem lại mã trên phiếu."))
    shown = _shown(ticket, standing_of(ticket, now), form, now) | {"refusal": refusal}
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "citizen/hall_number.html", shown, status=status)


def _ticket(public_id: str) -> Ticket:
    found = ticket_by_public_id(public_id)
    if found is None:
        raise Http404
    return found


def _right(said: str, ticket: Ticket) -> bool:
    typed = re.sub(r"\s", "", said).lower()
    return secrets.compare_digest(typed.encode(), ticket.secret.encode())


def _shown(ticket: Ticket, standing: Standing, form: LeaveForm, now: datetime) -> dict[str, Any]:
    return {
        "ticket": ticket,
        "standing": standing,
        "desk_name": ticket.desk.unit.name,
        "services": services_words(ticket),
        "priority": REASON_LABELS[PriorityReason(ticket.priority)] if ticket.priority else "",
        "rule": _rule(ticket.desk_id, now),
        "form": form,
        "may_leave": may_leave(ticket, now),
    }


def _rule(desk_id: int, now: datetime) -> tuple[str, ...]:
    """The published order of the desk, in words."""
    rule = hall_rule_on(desk_id, local_day(now))
    return published_rule(order_rule_of(rule), rule.elderly_age)

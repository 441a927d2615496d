"""A ticket from the machine: which services, why before others; then the slip on paper or as a code."""

import secrets
from contextlib import suppress
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.queueing.actions.kiosk_tickets import AtKiosk, take_ticket
from motcua.queueing.kiosks import KioskHere
from motcua.queueing.models import ServiceGroup, Ticket
from motcua.queueing.queries import ahead_of, groups_on, ticket_by_public_id
from motcua.queueing.terms import REASON_LABELS, PriorityReason
from motcua.web.kiosk.opening import kiosk_page
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.ticket_slip import secret_words, services_words

_MINE = "kiosk_tickets"
MOST_KEY = 64


class TicketForm(OfficeForm):
    """What somebody came for; the reason is looked at by the counter."""

    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Ông/bà đến làm việc gì?"),
        help_text=gettext_lazy("Chọn một hoặc nhiều việc."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một việc")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Ông/bà thuộc diện ưu tiên?"),
        help_text=gettext_lazy("Cán bộ ở quầy sẽ xem và xác nhận."),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", gettext_lazy("Không")),
            *((reason.value, label) for reason, label in REASON_LABELS.items()),
        ],
    )
    key = forms.CharField(max_length=MOST_KEY, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: list[ServiceGroup], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["groups"].choices = [(str(one.pk), one.name) for one in offered]  # type: ignore[attr-defined]

    def chosen(self) -> AtKiosk:
        """As the act takes it."""
        said = self.cleaned_data
        return AtKiosk(
            key=said["key"] or secrets.token_hex(16),
            groups=tuple(int(one) for one in said["groups"]),
            priority=PriorityReason(said["reason"]) if said["reason"] else None,
        )


@require_http_methods(["GET", "HEAD", "POST"])
@kiosk_page()
def take(request: HttpRequest, kiosk: KioskHere) -> HttpResponse:
    """The question and, by POST, the ticket; a second press gives the same one."""
    now = clock.now()
    offered = groups_on(kiosk.desk_id, local_day(now))
    asked = request.GET.get("viec", "")
    first = {"key": secrets.token_hex(16), "groups": [asked] if asked else _only(offered), "reason": ""}
    form = TicketForm(request.POST if request.method == "POST" else None, offered=offered, initial=first)
    if "uu-tien" in request.GET:
        form.order_fields(["reason", "groups"])
    if form.is_bound and form.is_valid():
        return to_slip(request, kiosk, take_ticket(kiosk=kiosk, chosen=form.chosen(), actor=None, at=now))
    shown = {"kiosk": kiosk, "form": form, "title": _("Lấy số chờ"), "none": not offered}
    return render(request, "kiosk/ticket.html", shown, status=422 if form.errors else 200)


def to_slip(request: HttpRequest, kiosk: KioskHere, ticket: Ticket) -> HttpResponse:
    """Lead to the number, which is seen in this visit alone."""
    request.session[_MINE] = [*request.session.get(_MINE, []), ticket.public_id][-10:]
    return redirect("kiosk_slip", kiosk.desk_id, ticket.public_id)


def _only(offered: list[ServiceGroup]) -> list[str]:
    return [str(offered[0].pk)] if len(offered) == 1 else []


@require_safe
@kiosk_page(begins=False)
def slip(request: HttpRequest, kiosk: KioskHere, public_id: str) -> HttpResponse:
    """The number, to be printed or photographed; only in the visit in which it was taken."""
    ticket = ticket_by_public_id(public_id) if public_id in request.session.get(_MINE, []) else None
    if ticket is None:
        raise Http404
    shown: dict[str, Any] = {"kiosk": kiosk, "ticket": ticket, "address": f"/so/{ticket.public_id}/"}
    shown |= {"services": services_words(ticket), "ahead": ahead_of(ticket, clock.now())}
    shown["secret"] = secret_words(ticket.secret)
    with suppress(ValueError):
        shown["reason"] = REASON_LABELS[PriorityReason(ticket.priority)]
    return render(request, "kiosk/slip.html", shown)

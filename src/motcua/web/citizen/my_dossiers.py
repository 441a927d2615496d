"""The citizen's own dossiers: filed from the account, filed for them, brought to the desk; and how they are told."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from motcua.applicants.actors import Citizen
from motcua.applicants.queries import consented
from motcua.applicants.terms import Assurance, Purpose
from motcua.dossiers.models import Dossier
from motcua.dossiers.own import own_dossier, own_dossiers
from motcua.notices.actions.preferring import prefer
from motcua.notices.queries import messages_of, preference_of
from motcua.personal_data.actions.consenting import give_consent, withdraw_consent
from motcua.web.citizen.session import citizen_needed, here
from motcua.web.citizen.tracking import slip_answer, standing_context
from motcua.web.citizen.tracking_words import brief_of
from motcua.web.shared.forms import OfficeForm

PAGE_SIZE = 20


@require_safe
@citizen_needed()
def my_dossiers(request: HttpRequest) -> HttpResponse:
    """The list, the newest first; `trang` pages."""
    citizen, now = here(request), clock.now()
    said = request.GET.get("trang", "")
    page = int(said) if said.isascii() and said.isdigit() and len(said) <= 4 else 0
    rows = list(own_dossiers(citizen)[page * PAGE_SIZE : (page + 1) * PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    context = {
        "citizen": citizen,
        "sure": citizen.assurance >= Assurance.IDENTITY and citizen.id_verified,
        "rows": [_row(one, citizen, now) for one in rows[:PAGE_SIZE]],
        "following": f"{request.path}?trang={page + 1}" if more else "",
        "first": request.path if page else "",
    }
    return render(request, "citizen/my_dossiers.html", context)


def _row(dossier: Dossier, citizen: Citizen, now: datetime) -> dict[str, str]:
    words, following, due = brief_of(dossier, now)
    mine = dossier.id_number == citizen.id_number or citizen.acting_for is not None
    return {
        "number": str(dossier),
        "procedure": dossier.version.name,
        "unit": dossier.unit.name,
        "words": words,
        "next": following if not dossier.ended_at else "",
        "due": due,
        "name": "" if mine else dossier.applicant_name,
    }


@require_safe
@citizen_needed()
def my_dossier(request: HttpRequest, number: str) -> HttpResponse:
    """One dossier with everything the person may know; anybody else's is not there."""
    dossier, now = _mine(request, number), clock.now()
    shown = standing_context(dossier, now, at_home=True)
    told = messages_of(here(request).account_id, dossier)
    facts = [
        (_("Nơi nhận"), dossier.unit.name),
        (_("Đang ở đâu"), str(shown["holder"])),
        (_("Người nộp"), dossier.applicant_name),
    ]
    context = shown | {"facts": [fact for fact in facts if fact[1]], "messages_of_it": told}
    return render(request, "citizen/my_dossier.html", context)


@require_safe
@citizen_needed()
def my_slip(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """A slip of one's own dossier once more."""
    return slip_answer(request, _mine(request, number), form)


class WaysForm(OfficeForm):
    """By which ways the person wants to be told."""

    email = forms.BooleanField(label=gettext_lazy("Thư điện tử"), required=False)
    zalo = forms.BooleanField(label=gettext_lazy("Zalo"), required=False)
    sms = forms.BooleanField(label=gettext_lazy("Tin nhắn điện thoại"), required=False)
    extras = forms.BooleanField(
        label=gettext_lazy("Nhận thêm lời nhắc ngoài các tin bắt buộc"),
        required=False,
        help_text=gettext_lazy("Đây là sự đồng ý của ông/bà, bỏ lúc nào cũng được."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed()
def my_notices(request: HttpRequest) -> HttpResponse:
    """What was sent to the person, and their choice of ways."""
    citizen = here(request)
    if request.method == "POST":
        form = WaysForm(request.POST)
        if form.is_valid():
            _keep_ways(citizen, form.cleaned_data, clock.now())
            messages.success(request, _("Đã lưu. Tin luật buộc phải báo vẫn gửi bằng một cách."))
            return redirect("my_notices")
    kept = preference_of(citizen.account_id)
    chosen = {name: getattr(kept, name) if kept else True for name in ("email", "zalo", "sms")}
    chosen["extras"] = consented(citizen.account_id, Purpose.REMINDERS)
    entries = [
        {"entry": one, "summary": f"{one.event} {one.code}".strip()}
        for one in messages_of(citizen.account_id)
    ]
    context = {"form": WaysForm(initial=chosen), "entries": entries[:PAGE_SIZE]}
    return render(request, "citizen/my_notices.html", context)


def _keep_ways(citizen: Citizen, said: dict[str, bool], now: datetime) -> None:
    prefer(email=said["email"], zalo=said["zalo"], sms=said["sms"], actor=citizen, at=now)
    if said["extras"] == consented(citizen.account_id, Purpose.REMINDERS):
        return
    if said["extras"]:
        give_consent(purpose=Purpose.REMINDERS, actor=citizen, at=now)
    else:
        withdraw_consent(purpose=Purpose.REMINDERS, actor=citizen, at=now)


def _mine(request: HttpRequest, number: str) -> Dossier:
    dossier = own_dossier(here(request), number)
    if dossier is None:
        raise Http404
    return dossier

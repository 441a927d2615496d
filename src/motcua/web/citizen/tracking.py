"""How does my dossier stand? For whoever holds code and secret of a slip; guesses are few (R-294)."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.client_address import client_address
from motcua.core.tries import count_try, give_back, tracking_limits
from motcua.documents.forms import Form
from motcua.documents.terms import FormKind
from motcua.dossiers.models import Dossier, Intake
from motcua.dossiers.papers import forms_issued, slip_pdf
from motcua.dossiers.queries import track
from motcua.notices.queries import told_about
from motcua.web.citizen.doing_now import held_by, todos_of
from motcua.web.citizen.forms import TrackForm
from motcua.web.citizen.tracking_words import standing_of
from motcua.web.shared.errors import too_many


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def tracking(request: HttpRequest) -> HttpResponse:
    """The form; by POST the dossier, so that neither code nor secret stands in an address or a log."""
    if request.GET:
        return redirect("track")  # a code or secret in an address would stay in histories and logs
    if request.method != "POST":
        return render(request, "citizen/track.html", {"form": TrackForm(label_suffix="")})
    form = TrackForm(request.POST, label_suffix="")
    record = found_by_secret(request, form)
    if isinstance(record, HttpResponse):
        return record
    shown = standing_context(record, clock.now(), at_home=False)
    return render(request, "citizen/standing.html", shown | {"form": form})


def standing_context(record: Dossier | Intake, now: datetime, *, at_home: bool) -> dict[str, object]:
    """What the page of a dossier shows to whoever it belongs to; `at_home`: in their account."""
    return {
        "standing": standing_of(record, list(record.steps.order_by("seq")), now),
        "holder": held_by(record),
        "todos": todos_of(record, now, at_home=at_home),
        "told": told_about(record) if isinstance(record, Dossier) else [],
        "slips": own_slips(record),
    }


@never_cache
@sensitive_post_parameters("secret")
@require_POST
def tracked_slip(request: HttpRequest, number: str) -> HttpResponse:
    """A slip that the holder got, once more as PDF; a reprint never changes a time."""
    record = found_by_secret(request, TrackForm(request.POST, label_suffix=""))
    if isinstance(record, HttpResponse):
        return record
    return slip_answer(request, record, number)


def slip_answer(request: HttpRequest, record: Dossier | Intake, number: str) -> HttpResponse:
    """One of the holder's own slips as PDF; 404 for any other."""
    if number not in {form.number for form in own_slips(record)}:
        return render(request, "404.html", status=404)
    pdf = slip_pdf(record, number, site=request.build_absolute_uri("/"))
    disposition = {"Content-Disposition": f'inline; filename="mau-{number}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=disposition)


def found_by_secret(request: HttpRequest, form: TrackForm) -> Dossier | Intake | HttpResponse:
    """The record, or the answer to show: what to mend, wait (429), or the one answer to any wrong code or secret."""
    if not form.is_valid():
        return render(request, "citizen/track.html", {"form": form}, status=422)
    code, secret = form.cleaned_data["code"], form.cleaned_data["secret"]
    limits = tracking_limits(address=client_address(request), code=code)
    wait = count_try(limits=limits, now=clock.real_now())
    if wait:
        return too_many(request, retry_after=wait)
    record = track(code, secret)
    if record is None:
        return render(request, "citizen/track.html", {"form": form, "not_found": True}, status=404)
    give_back(keys=limits)
    return record


def own_slips(record: Dossier | Intake) -> list[Form]:
    """The holder's own slips; the control slip names staff and stays in the office."""
    return [form for form in forms_issued(record) if form.kind is not FormKind.CONTROL]

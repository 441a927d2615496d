"""How does a filing begin? What it is, where it may be filed, who may; then the unit and the case, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.client_address import client_address
from motcua.applicants.models import Account
from motcua.applicants.queries import organisations_of
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.core.tries import count_try, give_back, tracking_limits
from motcua.dossiers.actions.drafting import begin, discard, say_who, set_place
from motcua.dossiers.applicants import check_applicant
from motcua.dossiers.models import Draft
from motcua.dossiers.online.drafts import Holder, draft_for, drafts_of, kept_until
from motcua.dossiers.online.readiness import applicant_of
from motcua.dossiers.online.settings import online_rules
from motcua.dossiers.promising import promise_for
from motcua.dossiers.terms import Channel
from motcua.organisation.models import Unit
from motcua.organisation.online_intake import intake_on, portal
from motcua.organisation.terms import IntakeMode
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.presence import must_come
from motcua.procedures.queries import settlers_of
from motcua.queueing.actions.kiosks import note_draft
from motcua.web.citizen.choosing import remember_unit, unit_in_view
from motcua.web.citizen.online.cards import card_in
from motcua.web.citizen.online.forms import PlaceForm, ResumeForm, WhoForm
from motcua.web.citizen.online.holding import (
    Filing,
    filing_page,
    guests_allowed,
    holder_of,
    remember_guest,
    version_or_404,
)
from motcua.web.citizen.online.steps import after, place_of, steps_of
from motcua.web.citizen.session import SIGN_IN, STEP_UP, citizen_of
from motcua.web.citizen.wording import due_words, public_text
from motcua.web.shared.errors import too_many
from motcua.web.shared.kiosk_mode import channel_here, kiosk_here

# Which field of the page the identity card fills, by the card's own names.
_OF_CARD = {"name": "name", "id_number": "number", "address": "address"}


@dataclass(frozen=True, slots=True)
class AtUnit:
    """How the procedure is filed with one unit now: the promise in words, or why not online there."""

    unit: Unit
    own: bool
    due: str = ""
    explanation: tuple[str, ...] = ()
    refusal: Refusal | None = None


def at_unit(
    version: ProcedureVersion, unit: Unit, now: datetime, channel: Channel = Channel.ONLINE
) -> AtUnit:
    """The promise in force for filing so at this moment, explained; refusals of level and calendar in words."""
    own = intake_on(unit, local_day(now)).mode is IntakeMode.OWN
    try:
        promise = promise_for(
            procedure=version.procedure_id, unit_id=unit.id, received_at=now, channel=channel
        )
    except Refused as refused:
        return AtUnit(unit, own, refusal=refused.refusal)
    due = due_words(promise.due_at, strict=promise.due_strict, today=local_day(now))
    return AtUnit(unit, own, due, tuple(public_text(line) for line in promise.explanation))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """What will be asked, what is promised, who may begin; a POST begins or goes on."""
    now = clock.now()
    version = version_or_404(code, now)
    if request.method == "POST":
        return _begin(request, code, now)
    day = local_day(now)
    units = settlers_of(version, day)
    unit = unit_in_view(request, units, day)
    holder = holder_of(request, code)
    draft = draft_for(holder, code) if holder else None
    shown = {
        "version": version,
        "here": at_unit(version, unit, now, channel_here(request)) if unit else None,
        "units": units,
        "portal": portal(),
        "why_come": public_text(must_come(version.facts)),
        "papers": version.components.all(),
        "citizen": citizen_of(request),
        "guests": guests_allowed(code),
        "sign_in": f"{SIGN_IN}?tiep={request.path}",
        "draft": draft,
        "kept_until": kept_until(draft) if draft else None,
    }
    return remember_unit(request, render(request, "citizen/online/start.html", shown))


def _begin(request: HttpRequest, code: str, now: datetime) -> HttpResponse:
    citizen, holder = citizen_of(request), holder_of(request, code)
    if citizen is None and not guests_allowed(code):
        return redirect(f"{SIGN_IN}?tiep={request.path}")
    asked = online_rules().assurance_asked(code)
    if citizen is not None and citizen.assurance < asked:
        return redirect(f"{STEP_UP}?tiep={request.path}&muc={asked}")
    if citizen is None and holder is not None and draft_for(holder, code) is not None:
        return redirect("file_place", code)
    mine = Holder(account_id=citizen.account_id) if citizen else Holder()
    begun = begin(procedure=code, actor=mine, at=now, assisted_by=citizen.assisted_by if citizen else None)
    if begun.secret:
        remember_guest(request, code, begun.draft.number, begun.secret)
    if kiosk := kiosk_here(request):
        note_draft(kiosk=kiosk, number=begun.draft.number, actor=None, at=now)
    elif begun.secret:
        words = _("Để soạn tiếp ở máy khác, ghi lại: mã %(number)s, mã bí mật %(secret)s.")
        messages.info(request, words % {"number": begun.draft.number, "secret": begun.secret})
    return redirect("file_place", code)


@filing_page
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Which unit, which case."""
    one, day = filing.one, local_day(filing.now)
    units = settlers_of(one.version, day)
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        initial=_place_before(request, one.draft, units, filing),
        units=units,
        components=one.components,
    )
    if form.is_bound and form.is_valid():
        draft = set_place(
            actor=filing.holder,
            number=filing.number,
            unit_id=form.cleaned_data["unit"],
            conditions=form.cleaned_data.get("conditions") or [],
            at=filing.now,
        )
        return redirect(_after(filing, draft, "don-vi"))
    return _asked(request, filing, "don-vi", {"form": form, "title": _("Nơi nộp và trường hợp")})


def _place_before(request: HttpRequest, draft: Draft, units: list[Unit], filing: Filing) -> dict[str, object]:
    unit = unit_in_view(request, units, local_day(filing.now))
    return {"unit": draft.unit_id or (unit.id if unit else ""), "conditions": draft.conditions}


@filing_page
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest, filing: Filing) -> HttpResponse:
    """For whom; what the account knows is not asked again."""
    citizen, day = filing.citizen, local_day(filing.now)
    organisations = organisations_of(citizen.account_id, day) if citizen else []
    form = WhoForm(
        request.POST if request.method == "POST" else None,
        initial=_who_before(filing, card_in(request)),
        citizen=citizen,
        organisations=organisations,
    )
    if form.is_bound and form.is_valid():
        said = form.who()
        try:
            check_applicant(applicant_of(said), on=day)
            draft = say_who(actor=filing.holder, number=filing.number, who=said, at=filing.now)
            return redirect(_after(filing, draft, "nguoi-nop"))
        except Refused as refused:
            form.add_error(_field_of(form, refused.refusal.field, said), refused.refusal.text)
    shown = {"form": form, "title": _("Nộp cho ai?"), "known": form.shown and citizen}
    shown["asks_card"] = kiosk_here(request) is not None and not form.shown
    return _asked(request, filing, "nguoi-nop", shown)


def _asked(request: HttpRequest, filing: Filing, key: str, shown: dict[str, Any]) -> HttpResponse:
    """A page with one form in its place among the steps."""
    place = place_of(steps_of(filing.one), key, otherwise=f"/nop-ho-so/{filing.code}/")
    status = 422 if shown["form"].errors else 200
    return render(
        request, "citizen/online/question.html", shown | {"place": place, "code": filing.code}, status=status
    )


def _field_of(form: WhoForm, field: str, said: dict[str, object]) -> str | None:
    """A fault of the other person's name stands at the other person's field."""
    other = {"name": "other_name", "id_number": "other_id", "phone": "other_phone"}
    name = other.get(field, field) if said.get("for") == "other" else field
    return name if name in form.fields else None


def _who_before(filing: Filing, card: Mapping[str, Any]) -> dict[str, object]:
    """What was said before, else what the account knows, else the card that was just read."""
    kept, citizen = filing.draft.who, filing.citizen
    if kept:
        whom = kept.get("for", "self")
        authority = kept.get("authority") or {}
        filer = authority.get("filer") or kept
        other = whom == "other"
        return {
            "whom": whom, "name": filer.get("name"), "id_number": filer.get("id_number"),
            "phone": kept.get("phone"), "email": kept.get("email"), "address": kept.get("address"),
            "other_name": kept.get("name") if other else "", "other_id": kept.get("id_number") if other else "",
            "mandate": authority.get("kind", ""), "document": authority.get("document", ""),
            "organisation": str(authority.get("representation", "")),
        }  # fmt: skip
    if citizen is None:
        known = {name: card.get(said) or "" for name, said in _OF_CARD.items()}
        return {"whom": "self"} | {name: value for name, value in known.items() if value}
    account = Account.objects.get(pk=citizen.account_id)
    acting = citizen.acting_for
    return {
        "whom": "organisation" if acting else "self",
        "organisation": str(acting.representation_id) if acting else "",
        "name": citizen.name, "id_number": citizen.id_number, "phone": citizen.phone, "email": citizen.email,
        "address": account.address,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """A guest goes on in another browser by number and secret; guesses are few (R-294)."""
    form = ResumeForm(request.POST if request.method == "POST" else None, label_suffix="")
    if not (form.is_bound and form.is_valid()):
        return render(request, "citizen/online/resume.html", {"form": form}, status=_status(form))
    number = form.cleaned_data["number"].strip().upper()
    limits = tracking_limits(address=client_address(request), code=number)
    if wait := count_try(limits=limits, now=clock.real_now()):
        return too_many(request, retry_after=wait)
    secret = form.cleaned_data["secret"]
    draft = drafts_of(Holder(number=number, secret=secret)).first()
    if draft is None:
        form.add_error("secret", _("Không có bản đang soạn với hai mã này. Hãy xem lại từng chữ."))
        return render(request, "citizen/online/resume.html", {"form": form}, status=404)
    give_back(keys=limits)
    remember_guest(request, draft.procedure_id, number, secret)
    return redirect("file_place", draft.procedure_id)


@filing_page
@require_POST
def give_up(request: HttpRequest, filing: Filing) -> HttpResponse:
    """The draft and its files go."""
    discard(actor=filing.holder, number=filing.number, at=filing.now)
    messages.success(request, _("Đã bỏ bản đang soạn cùng các tệp của nó."))
    return redirect("file_start", filing.code)


def _after(filing: Filing, draft: Draft, key: str) -> str:
    return after(filing.saved(draft).one, key)


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200

"""Second factors: one's own, what the roles of a unit ask, and taking them away by two persons."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from motcua.core.refusals import Refused
from motcua.documents.qr_codes import qr_svg
from motcua.organisation.actions import factors as acts
from motcua.organisation.factor_rules import FACTOR_LABELS, NEED_LABELS, FactorKind, FactorNeed
from motcua.organisation.factors import app_address, factors_of, kinds_needed, needs_of_unit, new_app_secret
from motcua.organisation.models import FactorReset, Person
from motcua.organisation.terms import ROLE_LABELS, Role
from motcua.web.admin.fields import performed
from motcua.web.admin.people import person_of
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.middleware import MUST_ENROL
from motcua.web.shared.passkeys import asked_to_register, challenge_of, keys, site_of
from motcua.web.staff.requests import StaffRequest

_SECRET = "factor_secret"


class AppForm(OfficeForm):
    """What the app shows after it read the QR code."""

    digits = forms.CharField(
        label=gettext_lazy("Mã sáu chữ số trên ứng dụng"),
        max_length=10,
        widget=forms.TextInput(
            {"inputmode": "numeric", "class": "govuk-input--width-5", "autocomplete": "off"}
        ),
    )


class ReasonForm(OfficeForm):
    """Why a person's factors are taken away."""

    reason = forms.CharField(label=gettext_lazy("Lý do đặt lại"), max_length=600)


def _own(request: StaffRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@never_cache
@require_http_methods(["GET", "POST"])
def factors(request: StaffRequest) -> HttpResponse:
    """One's own factors; a POST with the app's code keeps the app that was shown."""
    form = AppForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            secret = request.session.get(_SECRET, "")
            acts.keep_app(
                secret=secret,
                label="",
                actor=request.actor,
                at=clock.now(),
                real_at=clock.real_now(),
                **form.cleaned_data,
            )
            del request.session[_SECRET]
            return _kept(request)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    return _page(request, form)


def _page(request: StaffRequest, form: AppForm, codes: list[str] | None = None) -> HttpResponse:
    person = _own(request)
    secret = request.session.setdefault(_SECRET, new_app_secret())
    held = factors_of(person)
    known = [one.credential for one in held if one.kind == FactorKind.PASSKEY]
    facts: dict[str, Any] = {
        "form": form,
        "codes": codes,
        "held": [(one, FACTOR_LABELS[FactorKind(one.kind)]) for one in held],
        "left": person.recovery_codes.filter(used_at__isnull=True).count(),
        "devices": person.devices.filter(revoked_at__isnull=True, expires_at__gt=clock.real_now()).count(),
        "needed": [FACTOR_LABELS[kind] for kind in sorted(kinds_needed(person, clock.now()))],
        "secret": secret,
        "qr": mark_safe(qr_svg(app_address(secret, person))),
        "options": asked_to_register(request, user=f"staff-{person.pk}", shown=person.username, known=known),
    }
    return render(request, "admin/factors.html", facts, status=422 if form.errors else 200)


def _kept(request: StaffRequest) -> HttpResponse:
    """A factor was made: whoever had to is let on; with the first one come recovery codes, shown once."""
    person = _own(request)
    needed = kinds_needed(person, clock.now())
    if any(one.kind in needed for one in factors_of(person)):
        request.session.pop(MUST_ENROL, None)
    messages.success(request, _("Đã lưu cách xác thực."))
    if not person.recovery_codes.filter(used_at__isnull=True).exists():
        codes = acts.new_recovery_codes(actor=request.actor, at=clock.now())
        return _page(request, AppForm(), codes)
    return redirect("account:factors")


@require_POST
def add_passkey(request: StaffRequest) -> HttpResponse:
    """The key that the device has just made."""
    found = keys().registered(site_of(request), challenge_of(request), request.POST.get("answer", ""))
    acts.keep_staff_passkey(
        credential=found.credential,
        public_key=found.public_key,
        sign_count=found.sign_count,
        label=request.POST.get("label", ""),
        actor=request.actor,
        at=clock.now(),
    )
    return _kept(request)


@require_POST
def recovery(request: StaffRequest) -> HttpResponse:
    """New recovery codes, on this one answer."""
    return _page(request, AppForm(), acts.new_recovery_codes(actor=request.actor, at=clock.now()))


@require_POST
def drop(request: StaffRequest, factor_id: int) -> HttpResponse:
    """One factor is used no more."""
    acts.drop_factor(factor_id=factor_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ cách xác thực này."))
    return redirect("account:factors")


@require_POST
def revoke(request: StaffRequest) -> HttpResponse:
    """No browser is trusted any more."""
    acts.revoke_devices(actor=request.actor, at=clock.now())
    messages.success(request, _("Không còn máy nào được tin."))
    return redirect("account:factors")


@require_http_methods(["GET", "POST"])
def needs(request: StaffRequest) -> HttpResponse:
    """What each role of the unit asks beside the password; a POST says it for one role."""
    unit_id = request.actor.unit_id
    if request.method == "POST":
        role, need = request.POST.get("role", ""), request.POST.get("need", "")
        if role in set(Role) and need in set(FactorNeed):
            acts.say_factor_need(
                unit_id=unit_id, role=Role(role), need=FactorNeed(need), actor=request.actor, at=clock.now()
            )
            messages.success(request, _("Đã lưu; áp dụng từ lần đăng nhập sau."))
        return redirect("admin:factor_needs")
    rows = [(role, ROLE_LABELS[role], need) for role, need in needs_of_unit(unit_id)]
    return render(request, "admin/factor_needs.html", {"rows": rows, "choices": list(NEED_LABELS.items())})


def _to_reset(request: StaffRequest, person_id: int) -> Person:
    """A person the administrator may ask for; whoever only leads sees those for whom their unit was asked."""
    if request.actor.has(Role.ADMIN):
        return person_of(request, person_id)
    asked = FactorReset.objects.filter(unit_id=request.actor.unit_id, done_at__isnull=True)
    return get_object_or_404(Person, pk=person_id, factor_resets__in=asked)


@require_http_methods(["GET", "POST"])
def reset(request: StaffRequest, person_id: int) -> HttpResponse:
    """Ask that a person's factors be taken away; a second person does it."""
    found = _to_reset(request, person_id)
    form = ReasonForm(request.POST if request.method == "POST" and "do" not in request.POST else None)
    if "do" in request.POST:
        acts.do_factor_reset(person=found, actor=request.actor, at=clock.now())
        messages.success(request, _("Đã đặt lại xác thực hai bước và kết thúc các phiên của người này."))
        return redirect("admin:overview")

    def act() -> None:
        acts.ask_factor_reset(person=found, actor=request.actor, at=clock.now(), **form.cleaned_data)

    if form.is_bound and performed(form, act) is not None:
        messages.success(request, _("Đã ghi đề nghị. Người thứ hai mở trang này và xác nhận."))
        return redirect("admin:factor_reset", person_id)
    asked = found.factor_resets.filter(done_at__isnull=True).select_related("asked_by").first()
    facts = {"person": found, "form": form, "asked": asked, "held": len(factors_of(found))}
    return render(request, "admin/factor_reset.html", facts, status=422 if form.errors else 200)

"""Who is there to sign: presence said, what waits for an absent signer, one step to the stand-in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from motcua.core.moments import VN, local_day
from motcua.core.refusals import Refused
from motcua.dossiers.signing_watch import Signer, signers_now, waiting_for_signer
from motcua.dossiers.terms import Act
from motcua.organisation.actions.presence import say_absent, say_present
from motcua.organisation.models import Person
from motcua.organisation.policies import FOR_ANOTHER
from motcua.organisation.presence import coming_absences, signer_people, watch_rule_of
from motcua.organisation.terms import Role
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.rare_forms import moment
from motcua.web.staff.requests import StaffRequest, journal_list
from motcua.web.staff.rows import rows_of
from motcua.web.staff.trays import done_for_many
from motcua.web.staff.watch_tabs import watch_tabs


class AbsenceForm(OfficeForm):
    """Who is away, from when to when, why."""

    person = forms.ChoiceField(label=gettext_lazy("Ai vắng?"))
    starts_at = moment(gettext_lazy("Vắng từ"), required=False, hint=gettext_lazy("Để trống là từ bây giờ"))
    ends_at = moment(gettext_lazy("Đến"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=300, help_text=gettext_lazy("Ví dụ: họp ở Sở, nghỉ phép")
    )

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(one.username, one.full_name) for one in people]  # type: ignore[attr-defined]


class StandInForm(OfficeForm):
    """Who signs instead, and why."""

    officer = forms.ChoiceField(label=gettext_lazy("Chuyển cho ai ký?"))
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=1000)

    def __init__(
        self, people: Sequence[Person], signers: Sequence[Signer], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offices = {one.username: one for one in signers}
        first = sorted(people, key=lambda one: _unfit(offices.get(one.username)))
        self.fields["officer"].choices = [(one.username, _described(one, offices)) for one in first]  # type: ignore[attr-defined]


def _unfit(signer: Signer | None) -> int:
    """Who can sign now stands first, who may not sign at all last."""
    if signer is None:
        return 3
    return 0 if signer.there else 1 if signer.away_until is None else 2


def _described(person: Person, signers: dict[str, Signer]) -> str:
    """A name with the office, and what speaks against it."""
    signer = signers.get(person.username)
    if signer is None:
        return _("%(name)s (không có thẩm quyền ký hôm nay)") % {"name": person.full_name}
    words = f"{signer.name}, {signer.office}"
    if signer.away_until is not None:
        return _("%(who)s (đang vắng)") % {"who": words}
    return words if signer.rostered else _("%(who)s (không có trong lịch trực)") % {"who": words}


@require_http_methods(["GET", "POST"])
def presence(request: StaffRequest) -> HttpResponse:
    """Who of the signers is there; a POST says that one is away."""
    now = clock.now()
    people = _sayable(request)
    form = AbsenceForm(people, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            say_absent(
                person=Person.objects.get(username=said["person"]),
                unit=request.unit,
                starts_at=(said["starts_at"] or now).astimezone(VN),
                ends_at=said["ends_at"],
                reason=said["reason"],
                actor=request.actor,
                at=now,
            )
        except Refused as refused:
            add_refusal(form, refused.refusal)
        else:
            messages.success(request, _("Đã ghi vắng."))
            return redirect("staff:presence")
    return _presence_page(request, form if people else None)


def _sayable(request: StaffRequest) -> list[Person]:
    """For whom this person may say it: the signers of the unit, or themself alone."""
    people = signer_people(request.unit.pk, local_day(clock.now()))
    if request.actor.has(*FOR_ANOTHER):
        return people
    return [one for one in people if one.pk == request.actor.person_id]


def _presence_page(request: StaffRequest, form: AbsenceForm | None) -> HttpResponse:
    now = clock.now()
    absences = coming_absences(request.unit.pk, now)
    mine = {one.pk for one in _sayable(request)}
    context = {
        "tabs": watch_tabs(request.actor.roles, "vang-mat/"),
        "signers": signers_now(request.unit.pk, now),
        "absences": [(one, one.person_id in mine) for one in absences],
        "form": form,
    }
    return render(request, "staff/presence.html", context, status=422 if form and form.errors else 200)


@require_POST
def back(request: StaffRequest, absence_id: int) -> HttpResponse:
    """That person is there again."""
    try:
        say_present(absence_id=absence_id, unit=request.unit, actor=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.refusal.text)
    else:
        messages.success(request, _("Đã ghi có mặt."))
    return redirect("staff:presence")


@require_http_methods(["GET", "POST"])
def cover(request: StaffRequest) -> HttpResponse:
    """What is due today and waits for a signer who is not there; the head passes it on in one step."""
    now = clock.now()
    waiting = waiting_for_signer(request.unit, now)
    signers = signers_now(request.unit.pk, now)
    form = StandInForm(signer_people(request.unit.pk, local_day(now)), signers, request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = [str(one.dossier) for one in waiting] if request.POST.get("all") else []
        return _passed_on(request, form, codes or request.POST.getlist("code"))
    dossiers = [one.dossier for one in waiting]
    journal_list(request, "ky-thay", dossiers)
    context = {
        "tabs": watch_tabs(request.actor.roles, "ky-thay/"),
        "signers": signers,
        "rows": rows_of(dossiers, request.unit, now),
        "alarmed": any(one.alarmed for one in waiting),
        "waits_for": sorted({name for one in waiting for name in one.waits_for}),
        "alarm_at": watch_rule_of(request.unit).signer_alarm_at,
        "form": form if request.actor.has(Role.LEAD) else None,
    }
    return render(request, "staff/cover.html", context, status=422 if form.errors else 200)


def _passed_on(request: StaffRequest, form: StandInForm, codes: list[str]) -> HttpResponse:
    label, back_to = _("Chuyển người ký thay"), "/can-bo/theo-doi/ky-thay/"
    return done_for_many(request, Act.REASSIGN, codes, said=form.cleaned_data, back=back_to, label=label)

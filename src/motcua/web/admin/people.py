"""People: find, add, rename, close and reopen accounts, give a one-time password."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from motcua.core.vntext import fold
from motcua.organisation.actions import people as acts
from motcua.organisation.models import Deputy, Person, Posting
from motcua.organisation.reviewing import accounts_of, people_of
from motcua.web.admin.fields import performed
from motcua.web.admin.opening import scope_in
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.requests import StaffRequest
from motcua.web.staff.sought import KEY, searched, sought

PAGE = 50


class PersonForm(OfficeForm):
    """A new account."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=60,
        help_text=gettext_lazy("Không dấu, không đổi về sau. Ví dụ: binh-thoi.nguyen-van-an"),
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=200)


class NameForm(OfficeForm):
    """A new name."""

    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=200)


def person_of(request: StaffRequest, person_id: int) -> Person:
    """A person whom the actor's units know, or who belongs to none yet; else 404."""
    found = next((one for one in people_of(scope_in(request)) if one.pk == person_id), None)
    if found is None:
        raise Http404
    return found


@searched
@require_GET
def person_list(request: StaffRequest) -> HttpResponse:
    """Everybody of the actor's units, fifty a page, by name or username without accents."""
    asked = sought(request)
    wanted, after, key = fold(asked), request.GET.get("sau", ""), request.GET.get(KEY, "")
    found = [
        one
        for one in accounts_of(scope_in(request), now=clock.now())
        if wanted in fold(one.person.full_name) or wanted in one.person.username.lower()
    ]
    places = [place for place, one in enumerate(found) if str(one.person.pk) == after]
    start = places[0] + 1 if places else 0
    shown = found[start : start + PAGE]
    more = len(found) > start + PAGE
    context = {
        "accounts": shown,
        "asked": asked,
        "total": len(found),
        "following": f"?{urlencode({KEY: key, 'sau': shown[-1].person.pk})}" if more else "",
        "first": f"?{urlencode({KEY: key})}" if start else "",
    }
    return render(request, "admin/people.html", context)


@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """A new account; its password is given on its page."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    made: list[Person] = []
    if request.method == "POST":

        def act() -> None:
            made.append(acts.add_person(actor=request.actor, at=clock.now(), **form.cleaned_data))

        if performed(form, act) is not None:
            messages.success(request, _("Đã thêm người dùng. Hãy cấp mật khẩu một lần và phân vai trò."))
            return redirect("admin:person", made[0].pk)
    return render(request, "admin/person_add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def person(request: StaffRequest, person_id: int) -> HttpResponse:
    """One person: name, roles, seats, stand-ins; a POST renames."""
    found = person_of(request, person_id)
    form = NameForm(
        request.POST if request.method == "POST" else None, initial={"full_name": found.full_name}
    )
    if request.method == "POST":

        def act() -> None:
            acts.rename_person(person=found, actor=request.actor, at=clock.now(), **form.cleaned_data)

        if performed(form, act) is not None:
            messages.success(request, _("Đã đổi tên."))
            return redirect("admin:person", person_id)
    return render(request, "admin/person.html", page_of(found, form), status=422 if form.errors else 200)


def page_of(found: Person, form: forms.Form, **more: Any) -> dict[str, Any]:
    """What the page of a person shows."""
    grants = found.grants.select_related("unit").order_by("-valid_from")
    seats = Posting.objects.filter(person=found).select_related("one_stop_unit__unit").order_by("-valid_from")
    stands = Deputy.objects.filter(stand_in=found).select_related("absent", "unit").order_by("-valid_from")
    reviews = found.reviews.select_related("reviewer").order_by("-at")[:5]
    shown = {"person": Person.objects.get(pk=found.pk), "form": form, "grants": grants, "seats": seats}
    return {**shown, "stands": stands, "reviews": reviews, **more}


@require_POST
def one_time_password(request: StaffRequest, person_id: int) -> HttpResponse:
    """A one-time password, shown on this one answer and kept nowhere."""
    found = person_of(request, person_id)
    password = acts.give_one_time_password(person=found, actor=request.actor, at=clock.now())
    form = NameForm(initial={"full_name": found.full_name})
    return render(request, "admin/person.html", page_of(found, form, password=password))


@require_POST
def close(request: StaffRequest, person_id: int) -> HttpResponse:
    """Close the account."""
    acts.close_account(person=person_of(request, person_id), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã khóa tài khoản và kết thúc các phiên đăng nhập của người này."))
    return redirect("admin:person", person_id)


@require_POST
def reopen(request: StaffRequest, person_id: int) -> HttpResponse:
    """Open it again."""
    acts.reopen_account(person=person_of(request, person_id), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã mở lại tài khoản."))
    return redirect("admin:person", person_id)

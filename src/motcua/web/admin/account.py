"""One's own account: where am I signed in, end other sessions, change the password."""

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from motcua.organisation.actions.people import change_password
from motcua.organisation.actions.sign_ins import end_other_sessions, end_session, renew_session
from motcua.organisation.models import Person, SignIn
from motcua.web.admin.fields import performed
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.requests import StaffRequest


class PasswordForm(OfficeForm):
    """The present password, and the new one twice."""

    present = forms.CharField(
        label=gettext_lazy("Mật khẩu hiện tại"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    wanted = forms.CharField(
        label=gettext_lazy("Mật khẩu mới"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("Nhập lại mật khẩu mới"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """The second time must be the first."""
        if self.cleaned_data["again"] != self.cleaned_data.get("wanted"):
            raise forms.ValidationError(_("Hai lần nhập mật khẩu mới không giống nhau."))
        return str(self.cleaned_data["again"])


def _self(request: StaffRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@require_GET
def sessions(request: StaffRequest) -> HttpResponse:
    """Where the person is signed in now."""
    known = SignIn.objects.filter(person=_self(request), ended_at__isnull=True).order_by("-at")
    alive = set(
        Session.objects.filter(session_key__in=known.values("session_key")).values_list(
            "session_key", flat=True
        )
    )
    shown = [one for one in known if one.session_key in alive]
    return render(request, "admin/sessions.html", {"shown": shown, "here": request.session.session_key})


@require_POST
def end_one(request: StaffRequest, sign_in: int) -> HttpResponse:
    """End one session, also this one."""
    end_session(sign_in_id=sign_in, person=_self(request), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã kết thúc phiên đăng nhập."))
    return redirect("account:sessions")


@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    """End all sessions but this one."""
    here = request.session.session_key or ""
    end_other_sessions(person=_self(request), session_key=here, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã kết thúc mọi phiên đăng nhập khác."))
    return redirect("account:sessions")


@require_http_methods(["GET", "POST"])
def password(request: StaffRequest) -> HttpResponse:
    """Change one's password; after a one-time password nothing else opens before."""
    person, form = _self(request), PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and performed(form, lambda: _change(request, person, form)) is not None:
        former = request.session.session_key or ""
        update_session_auth_hash(request, person)
        here = request.session.session_key or ""
        renew_session(former=former, session_key=here, person=person, actor=request.actor, at=clock.now())
        messages.success(request, _("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."))
        return redirect("/can-bo/")
    context = {"form": form, "rules": password_validators_help_texts(), "forced": person.one_time_until}
    return render(request, "admin/password.html", context, status=422 if form.errors else 200)


def _change(request: StaffRequest, person: Person, form: PasswordForm) -> None:
    said = form.cleaned_data
    here = request.session.session_key or ""
    change_password(
        person=person,
        present=said["present"],
        wanted=said["wanted"],
        session_key=here,
        actor=request.actor,
        at=clock.now(),
    )

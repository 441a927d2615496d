"""The citizen's own account: what is known, ways in, where one is signed in, joining two accounts of one person."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config import clock
from motcua.applicants.actions.accounts import say_facts
from motcua.applicants.actions.coming_in import end_way_in
from motcua.applicants.actions.joining import join_accounts
from motcua.applicants.actions.sessions import end_other_stays, end_stay_elsewhere
from motcua.applicants.models import Account
from motcua.applicants.queries import goes_on, same_person, sessions_not_ended
from motcua.applicants.terms import ASSURANCE_LABELS, WAY_LABELS, Assurance, IdentityWay
from motcua.core.phones import phone_text
from motcua.core.refusals import Refused
from motcua.web.citizen.session import citizen_needed, forget, here
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm


class FactsForm(OfficeForm):
    """What a person says of themself; what a provider showed is not asked."""

    name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        max_length=400,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    id_number = forms.CharField(
        label=gettext_lazy("Số định danh cá nhân (12 số)"),
        required=False,
        max_length=64,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-20"}),
    )
    address = forms.CharField(
        label=gettext_lazy("Địa chỉ liên hệ"),
        required=False,
        max_length=600,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )

    def __init__(self, data: object, account: Account) -> None:
        facts = {"name": account.name, "id_number": account.id_number, "address": account.address}
        super().__init__(data, initial=facts)
        if account.id_verified_at is not None:
            del self.fields["name"], self.fields["id_number"]


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed()
def account(request: HttpRequest) -> HttpResponse:
    """What the office knows of the person; they complete and mend what they said themselves."""
    citizen = here(request)
    mine = Account.objects.get(pk=citizen.account_id)
    form = FactsForm(request.POST if request.method == "POST" else None, mine)
    if request.method == "POST" and form.is_valid():
        try:
            say_facts(actor=citizen, at=clock.now(), **form.cleaned_data)
            messages.success(request, _("Đã lưu."))
            return redirect("citizen_account")
        except Refused as refused:
            add_refusal(form, refused.refusal)
    facts = {
        "account": mine,
        "form": form,
        "phone": phone_text(mine.phone),
        "level": ASSURANCE_LABELS[Assurance(citizen.assurance)],
        "others": same_person(mine.pk),
    }
    return render(request, "citizen/account.html", facts, status=422 if form.errors else 200)


@require_safe
@citizen_needed(alone=True)
def security(request: HttpRequest) -> HttpResponse:
    """Ways in, and where the person is signed in now."""
    citizen, now = here(request), clock.now()
    not_ended = sessions_not_ended().filter(account_id=citizen.account_id)
    facts = {
        "ways": [
            (one, WAY_LABELS[IdentityWay(one.way)], _said(one.way, one.subject, one.label))
            for one in Account.objects.get(pk=citizen.account_id)
            .identities.filter(ended_at__isnull=True)
            .order_by("created_at", "pk")
        ],
        "stays": [
            (one, WAY_LABELS[IdentityWay(one.way)])
            for one in not_ended.order_by("-at")[:50]
            if goes_on(one, now)
        ],
        "here": citizen.session_id,
    }
    return render(request, "citizen/security.html", facts)


def _said(way: str, subject: str, label: str) -> str:
    if way == IdentityWay.PHONE:
        return phone_text(subject)
    return subject if way == IdentityWay.EMAIL else label


@require_POST
@citizen_needed(alone=True)
def drop_way(request: HttpRequest, identity_id: int) -> HttpResponse:
    """A way in is used no more."""
    mine = Account.objects.get(pk=here(request).account_id)
    end_way_in(account=mine, identity_id=identity_id, actor=None, at=clock.now())
    messages.success(request, _("Đã bỏ cách đăng nhập này."))
    return redirect("citizen_security")


@require_POST
@citizen_needed(alone=True)
def end_stay(request: HttpRequest, stay: int) -> HttpResponse:
    """End one stay on another device."""
    end_stay_elsewhere(session_id=stay, account_id=here(request).account_id, actor=None, at=clock.now())
    forget(request)
    messages.success(request, _("Đã kết thúc phiên đăng nhập."))
    return redirect("citizen_security")


@require_POST
@citizen_needed(alone=True)
def end_others(request: HttpRequest) -> HttpResponse:
    """End all stays but this one."""
    citizen = here(request)
    end_other_stays(account_id=citizen.account_id, but=citizen.session_id, actor=None, at=clock.now())
    messages.success(request, _("Đã kết thúc mọi phiên đăng nhập khác."))
    return redirect("citizen_security")


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed(assurance=2, alone=True)
def join(request: HttpRequest) -> HttpResponse:
    """Another account of the same person was found: join it, or leave both as they are."""
    citizen = here(request)
    if request.method == "POST":
        join_accounts(other_id=_number(request.POST.get("account", "")), actor=citizen, at=clock.now())
        messages.success(request, _("Đã gộp hai tài khoản. Hồ sơ và bản nháp của cả hai ở đây."))
        return redirect("citizen_account")
    others = [
        (one, [WAY_LABELS[IdentityWay(way)] for way in sorted(_ways(one))])
        for one in same_person(citizen.account_id)
    ]
    return render(request, "citizen/join.html", {"others": others})


def _ways(account: Account) -> set[str]:
    return set(account.identities.filter(ended_at__isnull=True).values_list("way", flat=True))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0

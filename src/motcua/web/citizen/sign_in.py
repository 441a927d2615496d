"""How does a citizen come in? Identity provider, one-time code, passkey; the demonstration has people of its own."""

import secrets

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.client_address import client_address
from motcua.applicants.actions.codes import Asked, ask_code, check_code
from motcua.applicants.actions.coming_in import add_contact, come_by_contact
from motcua.applicants.contacts import Contact, read_contact
from motcua.applicants.models import Account
from motcua.applicants.terms import ASSURANCE_LABELS, Assurance, IdentityWay
from motcua.core.refusals import Refusal, Refused
from motcua.core.tries import count_try, try_key
from motcua.jobs.hurrying import send_notices_soon
from motcua.web.citizen.session import citizen_needed, citizen_of, enter, leave, next_address
from motcua.web.shared.errors import too_many
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.kiosk_mode import kiosk_here

_CODE, _BROWSER = "citizen_code", "citizen_browser"
# In a quarter of an hour: messages to one contact, messages and checked codes from one address (a hall shares one).
SENT_A_CONTACT, SENT_AN_ADDRESS, CHECKED_AN_ADDRESS = 3, 20, 60


class ContactForm(OfficeForm):
    """Where the code goes."""

    contact = forms.CharField(
        label=gettext_lazy("Số điện thoại hoặc thư điện tử"),
        help_text=gettext_lazy("Chúng tôi gửi mã sáu chữ số tới đó. Ví dụ: 0912 345 678"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "username", "class": "govuk-input--width-20"}),
    )


class CodeForm(OfficeForm):
    """The six digits."""

    digits = forms.CharField(
        label=gettext_lazy("Mã sáu chữ số"),
        max_length=20,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-5"}
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ways to come in; a contact is sent a code. Somebody who is in goes on."""
    if request.method != "POST":
        return redirect(next_address(request)) if citizen_of(request) else shown(request)
    form = ContactForm(request.POST)
    answer = _send(request, form)
    return answer or shown(request, form=form, status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed(alone=True)
def add(request: HttpRequest) -> HttpResponse:
    """Another contact for the account that is in: the same code, on the same page."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    answer = _send(request, form) if form.is_bound else None
    status = 422 if form.errors else 200
    return answer or render(request, "citizen/add_contact.html", {"form": form}, status=status)


def shown(
    request: HttpRequest,
    *,
    form: ContactForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of sign-in; other ways lead back to it with their refusal."""
    facts = {
        "form": form or ContactForm(),
        "refusal": refusal,
        # A kiosk opens no page of another: who came in there would stay in for whoever comes next.
        "provider": None if kiosk_here(request) else settings.IDENTITY_PROVIDER,
        "tiep": next_address(request, ""),
        "demonstration_people": settings.DEMONSTRATION,
    }
    return render(request, "citizen/sign_in.html", facts, status=status)


def _send(request: HttpRequest, form: ContactForm) -> HttpResponse | None:
    """The next page, or None where the form says what to mend."""
    if not form.is_valid():
        return None
    try:
        contact = read_contact(form.cleaned_data["contact"])
        limits = {
            try_key("code-contact", contact.value): SENT_A_CONTACT,
            try_key("code-address", client_address(request)): SENT_AN_ADDRESS,
        }
        if wait := count_try(limits=limits, now=clock.real_now()):
            return too_many(request, retry_after=wait)
        browser = request.session.setdefault(_BROWSER, secrets.token_urlsafe(16))
        asked = ask_code(contact=contact, browser=browser, actor=None, at=clock.real_now())
        send_notices_soon()
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return None
    _remember(request, contact, asked)
    return redirect("citizen_code")


def _remember(request: HttpRequest, contact: Contact, asked: Asked) -> None:
    """Which code this browser waits for, and where it then goes."""
    request.session[_CODE] = {
        "id": asked.code_id,
        "way": contact.way,
        "contact": contact.value,
        "tiep": next_address(request, ""),
        # The demonstration sends nothing: its page shows what would have been sent.
        "shown": asked.digits if settings.DEMONSTRATION else "",
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The six digits are typed here; right ones let in, or add the contact to the account that is in."""
    asked = request.session.get(_CODE)
    if asked is None:
        return redirect("citizen_sign_in")
    contact = Contact(IdentityWay(asked["way"]), asked["contact"])
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if wait := _count_check(request):
            return too_many(request, retry_after=wait)
        try:
            return _come_in(request, contact, asked, form.cleaned_data["digits"])
        except Refused as refused:
            add_refusal(form, refused.refusal)
    facts = {"form": form, "contact": contact.masked, "digits": asked["shown"], "tiep": asked["tiep"]}
    return render(request, "citizen/code.html", facts, status=422 if form.errors else 200)


def _count_check(request: HttpRequest) -> int:
    key = try_key("code-check", client_address(request))
    return count_try(limits={key: CHECKED_AN_ADDRESS}, now=clock.real_now())


def _come_in(request: HttpRequest, contact: Contact, asked: dict[str, str], digits: str) -> HttpResponse:
    check_code(
        code_id=int(asked["id"]),
        contact=contact,
        digits=digits,
        browser=request.session.get(_BROWSER, ""),
        actor=None,
        at=clock.real_now(),
    )
    citizen = citizen_of(request)
    if citizen is None:
        account = come_by_contact(contact=contact, actor=None, at=clock.now())
        enter(request, account, contact.way, Assurance.CONTACT)
    else:
        account = Account.objects.get(pk=citizen.account_id)
        add_contact(account=account, contact=contact, actor=None, at=clock.now())
        messages.success(request, _("Đã thêm cách đăng nhập này vào tài khoản."))
    del request.session[_CODE]
    return redirect(asked["tiep"] or "/tai-khoan/")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave: what was typed and not sent stays in the account's drafts."""
    leave(request)
    messages.success(request, _("Ông/bà đã đăng xuất."))
    return redirect("start")


@never_cache
@require_http_methods(["GET", "HEAD"])
@citizen_needed()
def step_up(request: HttpRequest) -> HttpResponse:
    """What was asked for needs a surer way in: which, and how to come by it."""
    citizen = citizen_of(request)
    asked = request.GET.get("muc", "")
    needed = Assurance(int(asked)) if asked in {"2", "3"} else Assurance.IDENTITY
    if citizen and citizen.assurance >= needed:
        return redirect(next_address(request))
    facts = {
        "needed": ASSURANCE_LABELS[needed],
        "held": ASSURANCE_LABELS[Assurance(citizen.assurance)] if citizen else "",
        "provider": settings.IDENTITY_PROVIDER,
        "tiep": next_address(request, ""),
        "demonstration_people": settings.DEMONSTRATION,
    }
    return render(request, "citizen/step_up.html", facts)

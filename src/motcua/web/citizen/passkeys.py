"""Sign in with the device's own key, and make or drop such keys in the account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from config import clock
from config.client_address import client_address
from motcua.applicants.actions.passkeys import come_by_passkey, keep_passkey
from motcua.applicants.models import Identity
from motcua.applicants.queries import passkey_of
from motcua.applicants.terms import IdentityWay
from motcua.core.refusals import Refused
from motcua.core.tries import count_try, try_key
from motcua.web.citizen.session import citizen_needed, enter, here, next_address
from motcua.web.citizen.sign_in import shown as sign_in_page
from motcua.web.shared.errors import too_many
from motcua.web.shared.passkeys import asked_to_register, asked_to_sign, challenge_of, keys, site_of

TRIED_AN_ADDRESS = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The device shows its key; no name and no number are typed."""
    if request.method != "POST":
        facts = {"options": asked_to_sign(request), "tiep": next_address(request, "")}
        return render(request, "citizen/passkey_sign_in.html", facts)
    limits = {try_key("passkey-address", client_address(request)): TRIED_AN_ADDRESS}
    if wait := count_try(limits=limits, now=clock.real_now()):
        return too_many(request, retry_after=wait)
    try:
        _come_in(request, request.POST.get("answer", ""))
    except Refused as refused:
        return sign_in_page(request, refusal=refused.refusal, status=409)
    return redirect(next_address(request))


def _come_in(request: HttpRequest, answer: str) -> None:
    challenge = challenge_of(request)
    identity = passkey_of(keys().credential_in(answer))
    key = keys().Registered(identity.subject, identity.public_key, identity.sign_count)
    count = keys().signed(site_of(request), challenge, answer, key)
    account = come_by_passkey(identity=identity, sign_count=count, actor=None, at=clock.now())
    enter(request, account, IdentityWay.PASSKEY, identity.assurance)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed(alone=True)
def add(request: HttpRequest) -> HttpResponse:
    """Make a key on this device for the account."""
    citizen = here(request)
    if request.method != "POST":
        kept = Identity.objects.filter(
            account_id=citizen.account_id, way=IdentityWay.PASSKEY, ended_at__isnull=True
        )
        options = asked_to_register(
            request,
            user=f"citizen-{citizen.account_id}",
            shown=citizen.name or citizen.phone or citizen.email or "Một cửa",
            known=list(kept.values_list("subject", flat=True)),
        )
        return render(request, "citizen/passkey_add.html", {"options": options})
    found = keys().registered(site_of(request), challenge_of(request), request.POST.get("answer", ""))
    keep_passkey(
        credential=found.credential,
        public_key=found.public_key,
        sign_count=found.sign_count,
        label=request.POST.get("label", ""),
        actor=citizen,
        at=clock.now(),
    )
    messages.success(request, _("Đã tạo khóa. Lần sau ông/bà đăng nhập bằng khóa này, không cần mã."))
    return redirect("citizen_security")

"""To the identity provider and back: what this browser began, once; anything else is refused."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import clock
from config.client_address import client_address
from config.identity_provider import IdentityProvider
from motcua.applicants.actions.coming_in import come_by_provider
from motcua.applicants.actions.representing import represent_by_claim
from motcua.applicants.queries import same_person
from motcua.applicants.shown import Begun, Came, Shown, not_proven
from motcua.applicants.terms import IdentityWay
from motcua.core.refusals import Refused
from motcua.core.tries import count_try, try_key
from motcua.integrations.identity.opening import identity_client
from motcua.web.citizen.session import enter, next_address
from motcua.web.citizen.sign_in import shown as sign_in_page
from motcua.web.shared.errors import too_many

_BEGUN = "citizen_begun"
_GOOD_FOR = timedelta(minutes=10)
# Several tabs may begin at once; an older one is forgotten.
_MOST = 5
BEGUN_AN_ADDRESS = 60


def _provider() -> IdentityProvider:
    provider: IdentityProvider | None = settings.IDENTITY_PROVIDER
    if provider is None:
        raise Http404
    return provider


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider; only its session knows what it must bring back."""
    provider = _provider()
    if wait := count_try(limits={_key(request): BEGUN_AN_ADDRESS}, now=clock.real_now()):
        return too_many(request, retry_after=wait)
    try:
        begun = identity_client().begin(provider, back_to=_back_to(request))
    except Refused as refused:
        return sign_in_page(request, refusal=refused.refusal, status=409)
    kept: dict[str, list[str]] = request.session.get(_BEGUN, {})
    remembered = [begun.nonce, begun.verifier, clock.real_now().isoformat(), next_address(request, "")]
    request.session[_BEGUN] = dict([*kept.items(), (begun.state, remembered)][-_MOST:])
    return redirect(begun.address)


@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """The provider sent the browser back: who is it? A sign-in that this browser did not begin is refused."""
    provider = _provider()
    try:
        begun, tiep = _begun(request)
        came = Came({name: request.GET[name] for name in request.GET}, clock.real_now())
        person = identity_client().finish(provider, begun, came, back_to=_back_to(request))
        return _come_in(request, person, tiep)
    except Refused as refused:
        return sign_in_page(request, refusal=refused.refusal, status=409)


def _begun(request: HttpRequest) -> tuple[Begun, str]:
    """What this browser began under the state it brings, taken out of the session: once."""
    kept: dict[str, list[str]] = request.session.get(_BEGUN, {})
    state = request.GET.get("state", "")
    found = kept.pop(state, None)
    request.session[_BEGUN] = kept
    if found is None or clock.real_now() - datetime.fromisoformat(found[2]) > _GOOD_FOR:
        raise not_proven()
    return Begun("", state, found[0], found[1]), found[3]


def _come_in(request: HttpRequest, person: Shown, tiep: str) -> HttpResponse:
    now = clock.now()
    account = come_by_provider(shown=person, actor=None, at=now)
    if person.tax_code:
        represent_by_claim(account=account, shown=person, actor=None, at=now)
    enter(request, account, IdentityWay.OIDC, person.assurance)
    if same_person(account.pk):
        return redirect("citizen_join")
    return redirect(tiep or "/tai-khoan/")


def _back_to(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("citizen_provider_back"))


def _key(request: HttpRequest) -> str:
    return try_key("provider-address", client_address(request))

"""Who can be tried in the demonstration? Three made-up citizens, in with one press; not there in production."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from config import clock
from motcua.applicants.actions.coming_in import come_by_provider
from motcua.applicants.shown import Shown
from motcua.applicants.terms import Assurance, IdentityWay
from motcua.web.citizen.session import enter, next_address

_ISSUER = "minh-hoa"
PEOPLE: dict[str, Shown] = {
    "be": Shown(_ISSUER, "be", Assurance.IDENTITY, "Trần Thị Bé", date(1985, 3, 12), "079185004321"),
    "nam": Shown(_ISSUER, "nam", Assurance.STRONG, "Lê Văn Năm", date(1958, 9, 2), "079058000123"),
    "yen": Shown(
        _ISSUER, "yen", Assurance.STRONG, "Nguyễn Hoàng Phương Yến", date(2001, 6, 30), "079301006789"
    ),
}


@require_POST
def come_in_as(request: HttpRequest) -> HttpResponse:
    """Become one of them."""
    person = PEOPLE.get(request.POST.get("person", ""))
    if not settings.DEMONSTRATION or person is None:
        raise Http404
    account = come_by_provider(shown=person, actor=None, at=clock.now())
    enter(request, account, IdentityWay.OIDC, person.assurance)
    return redirect(next_address(request))

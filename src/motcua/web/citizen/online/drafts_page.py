"""Which filings is this person preparing, on whatever device they were begun?"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.online.drafts import Holder, drafts_of, kept_until
from motcua.procedures.queries import version_on
from motcua.web.citizen.session import citizen_needed, citizen_of


@citizen_needed()
@require_safe
def drafts(request: HttpRequest) -> HttpResponseBase:
    """Every open draft of the account, the latest first, with the day until which it is kept."""
    citizen = citizen_of(request)
    day = local_day(clock.now())
    rows: list[tuple[object, str, object]] = []
    for draft in drafts_of(Holder(account_id=citizen.account_id if citizen else 0)):
        version = version_on(draft.procedure_id, day)
        rows.append((draft, version.name if version else draft.procedure_id, kept_until(draft)))
    return _page(request, rows)


def _page(request: HttpRequest, rows: list[tuple[object, str, object]]) -> HttpResponse:
    return render(request, "citizen/online/drafts.html", {"rows": rows})

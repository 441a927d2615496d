"""The person sends what the desk asked for: from the account, or with the code and secret of the slip."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.client_address import client_address
from config.uploads import oversized
from motcua.core.refusals import Refusal, Refused
from motcua.core.tries import count_try, give_back, tracking_limits
from motcua.documents.files.keeping import too_large
from motcua.documents.files.kinds import ACCEPT
from motcua.documents.files.names import clean_name
from motcua.dossiers.actions.online_supplement import Sent, supplement_online
from motcua.dossiers.models import Dossier, Intake
from motcua.dossiers.online.drafts import Holder, asked_items, filings_of
from motcua.dossiers.queries import track
from motcua.web.citizen.session import citizen_needed, citizen_of
from motcua.web.shared.errors import too_many

_FIELD = "file-"


@citizen_needed()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, number: str) -> HttpResponseBase:
    """For a dossier of the account, by its code or filing number; anybody else's is not there (404)."""
    citizen = citizen_of(request)
    filings = filings_of(citizen.account_id) if citizen else None
    filing = next(
        (one for one in filings or () if number in {one.dossier.code, one.dossier.filing_number}), None
    )
    if filing is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        refusal = _send(request, filing.dossier, Holder(account_id=citizen.account_id if citizen else 0))
        if refusal is None:
            messages.success(request, _("Đã gửi giấy tờ bổ sung. Bản cũ và bản mới đều được giữ."))
            return redirect("own_supplement", number)
    return _page(request, filing.dossier, refusal, {})


@never_cache
@sensitive_post_parameters("secret")
@require_POST
def by_secret(request: HttpRequest) -> HttpResponse:
    """For whoever holds code and secret; both go along by POST, so that neither stands in an address."""
    code, secret = request.POST.get("code", "")[:60], request.POST.get("secret", "")[:20]
    limits = tracking_limits(address=client_address(request), code=code)
    if wait := count_try(limits=limits, now=clock.real_now()):
        return too_many(request, retry_after=wait)
    record = track(code, secret)
    if record is None:
        raise Http404
    give_back(keys=limits)
    refusal = None
    if "send" in request.POST and isinstance(record, Dossier):
        refusal = _send(request, record, None)
        if refusal is None:
            messages.success(request, _("Đã gửi giấy tờ bổ sung. Bản cũ và bản mới đều được giữ."))
            record.refresh_from_db()
    return _page(request, record, refusal, {"held": (code, secret)})


def _send(request: HttpRequest, dossier: Dossier, actor: Holder | None) -> Refusal | None:
    """Send what came; the refusal to show, None where all is well."""
    came = request.FILES  # reading it takes the request in
    try:
        for field, name in oversized(request):
            raise Refused(Refusal("file_too_large", too_large(clean_name(name)).refusal.text, field))
        sent = [
            Sent(field.removeprefix(_FIELD), str(file.name), cast(BinaryIO, file))
            for field, files in came.lists()
            if field.startswith(_FIELD)
            for file in files
        ]
        supplement_online(
            dossier_id=dossier.pk, sent=sent, note=request.POST.get("note", ""), actor=actor, at=clock.now()
        )
    except Refused as refused:
        return refused.refusal
    return None


def _page(
    request: HttpRequest, record: Dossier | Intake, refusal: Refusal | None, more: dict[str, object]
) -> HttpResponse:
    status = (
        200 if refusal is None else 413 if refusal.code in {"file_too_large", "dossier_too_large"} else 422
    )
    shown = {
        "dossier": record,
        "items": asked_items(record) if isinstance(record, Dossier) else [],
        "at_desk": isinstance(record, Intake),
        "refusal": refusal,
        "accept": ACCEPT,
        "note": request.POST.get("note", "") if refusal else "",
        "number": str(record),
    }
    return render(request, "citizen/online/supplement.html", shown | more, status=status)

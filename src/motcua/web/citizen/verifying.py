"""Is this paper real? Public page behind the QR on each result; guesses are few, an uploaded file is not kept."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from config import clock
from config.client_address import client_address
from config.uploads import oversized
from motcua.core.tries import checking_limits, count_try
from motcua.dossiers.models import ResultDocument
from motcua.dossiers.results.asking import asked_for
from motcua.dossiers.results.proving import Compared, Proof, compare
from motcua.integrations.signing.office import key_store
from motcua.web.shared.errors import too_many


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_form(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the paper."""
    if request.method == "POST":
        typed = "".join(request.POST.get("code", "").split()).replace("-", "").upper()[:40]
        if typed.isalnum():
            return redirect("check_result", typed)
        return render(request, "citizen/check.html", {"missing": True}, status=422)
    return render(request, "citizen/check.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_result(request: HttpRequest, code: str) -> HttpResponse:
    """What stands behind a code; by POST a file is compared with it. One answer for every unknown code."""
    wait = count_try(limits=checking_limits(address=client_address(request)), now=clock.real_now())
    if wait:
        return too_many(request, retry_after=wait)
    asked = asked_for(code)
    known = _known(request, asked.worked, asked.proof) if asked.worked and asked.proof else None
    unknown = render(request, "citizen/check.html", {"unknown": True}, status=404)
    # Both are made whatever was asked, so that the time of the answer tells nothing.
    return known if known and asked.result else unknown


def _known(request: HttpRequest, result: ResultDocument, proof: Proof) -> HttpResponse:
    context = {"proof": proof, "code": result.check_code, "most": settings.FILES.file_limit}
    status = 200
    if request.method == "POST":
        said = _compared(request, result)
        status = 422 if "no_file" in said else 200
        context |= said
    return render(request, "citizen/checked.html", context, status=status)


def _compared(request: HttpRequest, result: ResultDocument) -> dict[str, object]:
    """The comparison, or what is wrong with the upload."""
    upload = request.FILES.get("file")
    if upload is None:
        return {"too_large": bool(oversized(request)), "no_file": True}
    now = clock.now()
    compared: Compared = compare(result, upload.read(), trust=key_store().trust(now), now=now)
    return {"compared": compared}

"""Was a day rewritten? The signed head of each day, for anybody to keep; it names nobody."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.dossiers.heads import signed_head, signed_heads

SHOWN = 60


@require_safe
def head_list(request: HttpRequest) -> HttpResponse:
    """The newest days."""
    return render(request, "citizen/daily_heads.html", {"heads": signed_heads(SHOWN)})


@require_safe
def head_file(request: HttpRequest, day: str) -> HttpResponse:
    """The file to keep: statement, key and signature."""
    try:
        head = signed_head(date.fromisoformat(day))
    except ValueError:
        raise Http404 from None
    if head is None:
        raise Http404
    response = HttpResponse(head.text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="dau-ngay-{head.day.isoformat()}.json"'
    return response

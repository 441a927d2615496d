"""Long lists as workbooks: asked for here, written in the background, fetched when they are ready. (R-280)"""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.refusals import Refused
from motcua.documents.report_files import REPORT_TYPES, ReportFile
from motcua.jobs.hurrying import write_long_lists_soon
from motcua.reports.actions.exporting import ask_long_list
from motcua.reports.export_terms import EXPORT_STATE_LABELS, ExportState
from motcua.reports.long_lists import exports_of, parts_of
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField
from motcua.web.staff.requests import StaffRequest, journal_view

_MOST_SHOWN = 50
COLOURS = {ExportState.WAITING: "yellow", ExportState.WRITING: "blue", ExportState.FAILED: "red"}


class LongListForm(OfficeForm):
    """Of which days."""

    first = DatePartsField(label=gettext_lazy("Tiếp nhận từ ngày"))
    last = DatePartsField(label=gettext_lazy("Đến hết ngày"))


@require_http_methods(["GET", "POST"])
def long_lists(request: StaffRequest) -> HttpResponse:
    """What was asked for and how far it is; a new one."""
    form = LongListForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_long_list(actor=request.actor, at=clock.now(), **form.cleaned_data)
            write_long_lists_soon()
            messages.success(request, _("Đã ghi yêu cầu. Danh sách đang được lập."))
            return redirect("issuing:long_lists")
        except Refused as refused:
            add_refusal(form, refused.refusal)
    context: dict[str, Any] = {
        "form": form,
        "rows": [
            (one, EXPORT_STATE_LABELS[ExportState(one.state)], COLOURS.get(ExportState(one.state), "grey"))
            for one in exports_of(request.unit.pk)[:_MOST_SHOWN]
        ],
    }
    return render(request, "issuing/long_lists.html", context, status=422 if form.errors else 200)


@require_GET
def long_list_file(request: StaffRequest, export_id: int) -> HttpResponseBase:
    """The workbook, piece by piece; taking it is journalled."""
    found = exports_of(request.unit.pk).filter(pk=export_id, state=ExportState.READY.value).first()
    if found is None:
        raise Http404
    journal_view(request, f"long_list:{found.pk}")
    pieces: Iterator[bytes] = parts_of(found)
    response = StreamingHttpResponse(pieces, content_type=REPORT_TYPES[ReportFile.XLSX])
    response["Content-Disposition"] = f'attachment; filename="ho-so-{found.first}-{found.last}.xlsx"'
    response["Content-Length"] = str(found.size)
    return response

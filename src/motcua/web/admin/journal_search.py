"""Who viewed the data of this person? A search that is itself kept in the journal."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.models import JournalEntry
from motcua.core.tries import try_key
from motcua.dossiers.viewings import SoughtBy, Viewings, viewings
from motcua.organisation.noting import note
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.requests import StaffRequest
from motcua.web.staff.sought import KEY, searched, sought

_BY = [
    (SoughtBy.IDENTITY.value, gettext_lazy("Số giấy tờ tùy thân, mã số thuế")),
    (SoughtBy.CODE.value, gettext_lazy("Mã hồ sơ, số phiếu")),
    (SoughtBy.NAME.value, gettext_lazy("Họ và tên (không dấu cũng được)")),
]
_ACTIONS = {
    "view": gettext_lazy("Xem"),
    "refused_act": gettext_lazy("Thử làm một việc, bị từ chối"),
    "refused_view": gettext_lazy("Thử xem từ cơ quan khác, bị từ chối"),
}


class SearchForm(OfficeForm):
    """By what, and which."""

    by = forms.ChoiceField(
        label=gettext_lazy("Tìm theo"), choices=_BY, initial=_BY[0][0], widget=forms.RadioSelect
    )
    q = forms.CharField(
        label=gettext_lazy("Nội dung tìm"), max_length=100, widget=forms.TextInput({"autocomplete": "off"})
    )


@searched
@require_GET
def search(request: StaffRequest) -> HttpResponse:
    """The views of one person's dossiers, the newest first, by keyset pages."""
    words = {"by": request.GET.get("by", ""), "q": sought(request)}
    form = SearchForm(words if "by" in request.GET else None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        by, text = SoughtBy(form.cleaned_data["by"]), form.cleaned_data["q"]
        last = request.GET.get("sau", "")
        found = viewings(request.actor.unit_id, by, text, before=int(last) if _is_id(last) else None)
        _keep(request, by, text, found)
        first = {"by": by.value, KEY: request.GET.get(KEY, "")}
        context |= {
            "found": found,
            "rows": [_row(entry, found.codes) for entry in found.rows],
            "following": f"?{urlencode(first | {'sau': found.next_id})}" if found.next_id else "",
            "first": f"?{urlencode(first)}" if last else "",
        }
    return render(request, "admin/journal.html", context, status=422 if form.errors else 200)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _keep(request: StaffRequest, by: SoughtBy, text: str, found: Viewings) -> None:
    """What was asked is kept as a keyed hash: the journal holds no identity number and no name."""
    detail = {"by": by.value, "asked": try_key("journal-search", text)[:16], "codes": list(found.codes)}
    note(request.actor, clock.now(), "journal_search", "journal", detail)


def _row(entry: JournalEntry, codes: tuple[str, ...]) -> tuple[JournalEntry, str, str]:
    """The entry, what was done in words, and which of the sought codes it showed."""
    shown = [entry.subject] if entry.subject in codes else entry.detail.get("codes", [])
    where = _("trong danh sách") if entry.subject.startswith("list:") else ""
    words = f"{_ACTIONS.get(entry.action, entry.action)} {where}".strip()
    return entry, words, ", ".join(code for code in shown if code in codes)

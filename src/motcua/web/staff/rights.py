"""What do people ask of their data, until when is it answered, and what do we answer?"""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.notices.actions.telling import tell
from motcua.notices.terms import NoticeEvent
from motcua.personal_data import news
from motcua.personal_data.actions.rights import answer
from motcua.personal_data.models import RightsRequest
from motcua.personal_data.policies import MOST_TEXT
from motcua.personal_data.queries import requests_to
from motcua.personal_data.rules import data_rules
from motcua.personal_data.terms import KIND_LABELS, OUTCOME_LABELS, Outcome, RightsKind
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.requests import StaffRequest, journal_view

MOST = 200


class AnswerForm(OfficeForm):
    """How it was answered, in words, and on what basis where not."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        choices=[(one.value, label) for one, label in OUTCOME_LABELS.items()],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung trả lời"), max_length=MOST_TEXT, widget=forms.Textarea({"rows": 5})
    )
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ pháp lý (bắt buộc khi không làm được)"), required=False, max_length=500
    )


@require_GET
def waiting(request: StaffRequest) -> HttpResponse:
    """The first due first, late ones marked; then what was answered."""
    now = clock.now()
    found = list(requests_to(request.unit.pk)[:MOST])
    rows = [(one, KIND_LABELS[RightsKind(one.kind)], _standing(one, now)) for one in found]
    return render(request, "staff/rights.html", {"rows": rows, "rule": data_rules().on(local_day(now))})


def _standing(one: RightsRequest, now: object) -> tuple[str, str]:
    answered = getattr(one, "answer", None)
    if answered is not None:
        late = answered.stated_at > one.due_at
        return (_("Đã trả lời, quá hạn"), "red") if late else (_("Đã trả lời"), "green")
    return (_("Quá hạn"), "red") if one.due_at < now else (_("Chờ trả lời"), "yellow")  # type: ignore[operator]


@require_http_methods(["GET", "POST"])
def one(request: StaffRequest, number: str) -> HttpResponse:
    """One request with whose it is; the view is journalled, the answer goes to the person."""
    asked = requests_to(request.unit.pk).filter(number=number).select_related("account").first()
    if asked is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            _answered(request, asked, form)
            return redirect("rights:waiting")
        except Refused as refused:
            add_refusal(form, refused.refusal)
    journal_view(request, number)
    given = getattr(asked, "answer", None)
    context = {
        "asked": asked,
        "label": KIND_LABELS[RightsKind(asked.kind)],
        "form": form,
        "given": given,
        "outcome": OUTCOME_LABELS[Outcome(given.outcome)] if given else "",
        "kept_by_law": data_rules().kept_by_law,
    }
    return render(request, "staff/rights_one.html", context, status=422 if form.errors else 200)


def _answered(request: StaffRequest, asked: RightsRequest, form: AnswerForm) -> None:
    said, now = form.cleaned_data, clock.now()
    answer(
        number=asked.number,
        outcome=Outcome(said["outcome"]),
        text=said["text"],
        basis=said["basis"],
        actor=request.actor,
        at=now,
    )
    tell(
        event=NoticeEvent.RIGHTS,
        source=f"rights:{asked.pk}:answered",
        actor=None,
        at=now,
        account=asked.account,
        values={"news": news.ANSWERED},
        subject=asked.number,
        unit_id=asked.unit_id,
        page="/tai-khoan/du-lieu/yeu-cau/",
    )
    messages.success(request, _("Đã trả lời và báo cho người yêu cầu."))

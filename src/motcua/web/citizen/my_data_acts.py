"""What may I do about my data? Consent, requests with their due times, a copy of everything, giving the account up."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from motcua.applicants.models import Account, Consent
from motcua.applicants.queries import joined_ids
from motcua.applicants.terms import PURPOSE_LABELS, Purpose
from motcua.core.moments import local, local_day
from motcua.core.refusals import Refused
from motcua.dossiers.own import own_dossiers
from motcua.notices.actions.telling import tell
from motcua.notices.terms import NoticeEvent
from motcua.organisation.models import Unit, in_force
from motcua.personal_data import news
from motcua.personal_data.actions.consenting import give_consent, withdraw_consent
from motcua.personal_data.actions.exporting import prepare_export
from motcua.personal_data.actions.removing import remove_account
from motcua.personal_data.actions.rights import ask
from motcua.personal_data.copying_out import copy_of
from motcua.personal_data.models import RightsRequest
from motcua.personal_data.policies import MOST_TEXT
from motcua.personal_data.queries import counts_kept, export_of, requests_of
from motcua.personal_data.rules import data_rules
from motcua.personal_data.terms import KIND_LABELS, OUTCOME_LABELS, Outcome, RightsKind
from motcua.web.citizen.session import citizen_needed, here, leave
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm

REQUESTS_PAGE = "/tai-khoan/du-lieu/yeu-cau/"


class RequestForm(OfficeForm):
    """What is asked, of which office, in words."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Ông/bà muốn gì?"),
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(label=gettext_lazy("Gửi cơ quan nào?"))
    text = forms.CharField(
        label=gettext_lazy("Nói rõ hơn"),
        max_length=MOST_TEXT,
        help_text=gettext_lazy("Ví dụ: số nhà ghi sai trong hồ sơ nộp tháng 5."),
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, data: Any, units: list[tuple[str, str]]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["unit"].choices = [("", _("Chọn cơ quan")), *units]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed(alone=True)
def consents(request: HttpRequest) -> HttpResponse:
    """One purpose, one button; none is given by itself."""
    citizen, now = here(request), clock.now()
    if request.method == "POST":
        said = request.POST.get("purpose", "")
        if said not in {purpose.value for purpose in Purpose}:
            raise Http404
        act = withdraw_consent if request.POST.get("withdraw") else give_consent
        act(purpose=Purpose(said), actor=citizen, at=now)
        messages.success(request, _("Đã ghi ý của ông/bà."))
        return redirect("my_consents")
    held = Consent.objects.filter(account_id__in=joined_ids(citizen.account_id), withdrawn_at__isnull=True)
    given = dict(held.values_list("purpose", "given_at"))
    rows = [(purpose.value, label, given.get(purpose.value)) for purpose, label in PURPOSE_LABELS.items()]
    return render(request, "citizen/my_consents.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed(alone=True)
def requests(request: HttpRequest) -> HttpResponse:
    """What I asked with its due time and answer; a new request."""
    citizen, now = here(request), clock.now()
    form = RequestForm(request.POST if request.method == "POST" else None, _units(request, now))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = ask(
                kind=RightsKind(said["kind"]), unit_id=said["unit"], text=said["text"], actor=citizen, at=now
            )
        except Refused as refused:
            add_refusal(form, refused.refusal)
        else:
            tell_of(made, "made", now)
            messages.success(request, _("Đã gửi yêu cầu %(number)s.") % {"number": made.number})
            return redirect("my_requests")
    rows = [
        (one, KIND_LABELS[RightsKind(one.kind)], _answer(one))
        for one in requests_of(citizen.account_id)[:100]
    ]
    context = {"form": form, "rows": rows}
    return render(request, "citizen/my_requests.html", context, status=422 if form.errors else 200)


def tell_of(made: RightsRequest, what: str, at: datetime) -> None:
    """The person hears of it by their own ways."""
    tell(
        event=NoticeEvent.RIGHTS,
        source=f"rights:{made.pk}:{what}",
        actor=None,
        at=at,
        account=made.account,
        values={"news": news.came(made.due_at)},
        subject=made.number,
        unit_id=made.unit_id,
        page=REQUESTS_PAGE,
    )


def _answer(one: RightsRequest) -> dict[str, object] | None:
    answer = getattr(one, "answer", None)
    if answer is None:
        return None
    outcome = OUTCOME_LABELS[Outcome(answer.outcome)]
    return {"outcome": outcome, "text": answer.text, "basis": answer.basis, "at": answer.stated_at}


def _units(request: HttpRequest, now: datetime) -> list[tuple[str, str]]:
    """The offices that hold a dossier of the person first, then every other that receives people."""
    mine = list(dict.fromkeys(own_dossiers(here(request)).values_list("unit_id", flat=True)[:50]))
    open_units = Unit.objects.filter(in_force(local_day(now)), one_stop_units__isnull=False).distinct()
    names = dict(open_units.order_by("name_fold").values_list("id", "name"))
    first = [(unit_id, names[unit_id]) for unit_id in mine if unit_id in names]
    return first + [(unit_id, name) for unit_id, name in names.items() if unit_id not in mine]


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed(alone=True)
def export(request: HttpRequest) -> HttpResponse:
    """Ask for a copy; its address works for a day, in this account alone."""
    if request.method != "POST":
        return render(request, "citizen/my_export.html", {})
    key, row = prepare_export(actor=here(request), at=clock.now())
    return render(request, "citizen/my_export.html", {"key": key, "until": row.expires_at})


@require_safe
@citizen_needed(alone=True)
def export_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The copy as a zip."""
    now = clock.now()
    if export_of(key[:100], here(request).account_id, now) is None:
        return render(request, "citizen/my_export.html", {"over": True}, status=404)
    name = f"du-lieu-cua-toi-{local(now):%Y%m%d-%H%M}.zip"
    return FileResponse(copy_of(here(request), now), as_attachment=True, filename=name)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed(alone=True)
def remove(request: HttpRequest) -> HttpResponse:
    """What goes and what the law keeps, said before; then the account is gone and the person signed out."""
    citizen = here(request)
    if request.method == "POST" and request.POST.get("sure") == "1":
        remove_account(actor=citizen, at=clock.now())
        leave(request)
        return render(request, "citizen/my_removal_done.html", {})
    context = {
        "missing": request.method == "POST",
        "kept": counts_kept(citizen.account_id),
        "kept_by_law": data_rules().kept_by_law,
        "since": local_day(Account.objects.get(pk=citizen.account_id).created_at),
    }
    return render(request, "citizen/my_removal.html", context, status=422 if context["missing"] else 200)

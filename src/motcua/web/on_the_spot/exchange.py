"""Send papers of a dossier to an agency that settles it together; see what came, and confirm it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.dossiers.copies.listing import standing
from motcua.dossiers.models import Dossier, HandedIn
from motcua.organisation.models import Unit, in_force
from motcua.participation.actions.exchanging import confirm_receipt, send_documents
from motcua.participation.exchange import copy_sent_here, sent_here, with_copies
from motcua.web.admin.fields import performed
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.copies import given
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, nowhere

_MOST_ID = 10**18


class SendForm(OfficeForm):
    """Which papers, to whom, what for."""

    receiver = forms.ChoiceField(label=gettext_lazy("Cơ quan nhận"), choices=())
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Tài liệu gửi"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    message = forms.CharField(
        label=gettext_lazy("Nội dung phối hợp"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = local_day(clock.now())
        units = Unit.objects.filter(in_force(day)).exclude(pk=dossier.unit_id)
        choices = {
            "receiver": [("", _("Chọn cơ quan")), *units.order_by("name_fold").values_list("pk", "name")],
            "papers": list(dict(_papers(dossier)).items()),
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered


def _papers(dossier: Dossier) -> list[tuple[str, str]]:
    """Papers handed in, each said whether an electronic copy goes along."""
    found = HandedIn.objects.filter(dossier=dossier).order_by("round", "position")
    copied = {copy.component for copy in standing(dossier)}
    words = {True: _("kèm bản điện tử"), False: _("chưa có bản điện tử")}
    return [(key, f"{name} ({words[key in copied]})") for key, name in found.values_list("key", "name")]


@require_http_methods(["GET", "POST"])
def send(request: StaffRequest, code: str) -> HttpResponse:
    """Send papers of a dossier; what was sent already stands below."""
    dossier = Dossier.objects.filter(code=code, unit_id=request.actor.unit_id).first()
    if dossier is None:
        raise nowhere(request, code)
    form = SendForm(request.POST if request.method == "POST" else None, dossier=dossier)
    if request.method == "POST":

        def act() -> None:
            said = dict(form.cleaned_data)
            receiver_id = said.pop("receiver")
            send_documents(code=code, receiver_id=receiver_id, actor=request.actor, at=clock.now(), **said)

        if performed(form, act) is not None:
            messages.success(request, _("Đã gửi. Hồ sơ và bản chính vẫn ở Bộ phận Một cửa."))
            return redirect(request.path)
    rows = dossier.sent_documents.select_related("receiver", "receipt").order_by("-pk")
    context = {"dossier": dossier, "form": form, "rows": with_copies(list(rows))}
    return render(request, "on_the_spot/send.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def inbox(request: StaffRequest) -> HttpResponse:
    """What other agencies sent here, waiting ones first; a POST confirms one."""
    if request.method == "POST":
        try:
            confirm_receipt(
                sent_id=_whole(request.POST.get("sent", "")),
                answer=request.POST.get("answer", ""),
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            return _inbox(request, refused)
        messages.success(request, _("Đã xác nhận đã nhận."))
        return redirect(request.path)
    return _inbox(request)


@require_GET
def sent_copy(request: StaffRequest, sent_id: int, number: int) -> HttpResponseBase:
    """An electronic copy that came along, as attachment; the sender's dossier stays closed to the receiver."""
    copy = copy_sent_here(min(sent_id, _MOST_ID), number, request.actor)
    if copy is None:
        raise Http404
    return given(request, str(copy.dossier), copy, sent=sent_id)


def _inbox(request: StaffRequest, refused: Refused | None = None) -> HttpResponse:
    page = list_page(request, sent_here(request.actor.unit_id))
    context = {
        "rows": with_copies(page.rows),
        "list": page,
        "refusal": refused.refusal if refused else None,
    }
    return render(request, "on_the_spot/inbox.html", context, status=409 if refused else 200)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0

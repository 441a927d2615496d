"""Many dossiers from one spreadsheet: send the file, read an answer for each line, print one slip."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day, printed_minute
from motcua.core.refusals import Refused
from motcua.documents.spreadsheets import as_xlsx, read_rows
from motcua.documents.typesetting import typeset
from motcua.dossiers.actions.group_receiving import GroupOutcome, GroupWish, receive_group
from motcua.dossiers.applicants import KIND_LABELS, Applicant, ApplicantKind
from motcua.dossiers.completeness import Handed
from motcua.dossiers.group_lines import MOST_LINES, TEMPLATE, read_lines
from motcua.dossiers.models import GroupReception
from motcua.dossiers.registers import group_slip
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import receivable
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios
from motcua.web.staff.requests import StaffRequest, journal_view


class GroupForm(OfficeForm):
    """What is said once for the whole list."""

    reference = forms.CharField(
        label=gettext_lazy("Số công văn hoặc số danh sách"),
        help_text=gettext_lazy("Gửi lại tệp dưới cùng số này thì dòng đã nhận không bị nhận lần nữa."),
        max_length=80,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Người nộp là"),
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        initial=ApplicantKind.ORGANISATION.value,
        widget=RevealRadios({"class": "govuk-radios--inline govuk-radios--small"}),
    )
    name = forms.CharField(label=gettext_lazy("Tên tổ chức hoặc họ và tên"), max_length=200)
    id_number = forms.CharField(label=gettext_lazy("Mã số thuế hoặc số giấy tờ"), max_length=60)
    representative = forms.CharField(label=gettext_lazy("Người đi nộp"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("Số điện thoại"), max_length=40, required=False)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), max_length=300, required=False)
    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách (.xlsx hoặc .csv)"),
        help_text=gettext_lazy(
            "Mỗi dòng một hồ sơ, tối đa 1.000 dòng. Dòng không ghi tên thì lấy người nộp ở trên."
        ),
    )
    all_given = forms.BooleanField(label=gettext_lazy("Đã nhận đủ giấy tờ bắt buộc của mọi dòng"))

    def wish(self, version: ProcedureVersion) -> GroupWish:
        """What was said, as the act takes it."""
        said = self.cleaned_data
        keys = ("kind", "name", "id_number", "phone", "address", "representative")
        return GroupWish(
            procedure=version.procedure_id,
            reference=said["reference"],
            applicant=Applicant(**{key: said[key] for key in keys}),
            papers=tuple(
                Handed(one.key, original=one.originals or 1, copies=one.copies)
                for one in version.components.all()
                if one.mandatory
            ),
            received_at=printed_minute(clock.now()),
        )


@require_http_methods(["GET", "POST"])
def receive_list(request: StaffRequest, code: str) -> HttpResponse:
    """The form for a list of one procedure; a POST answers every line (sent again, nothing is doubled)."""
    version, _process = receivable(code, request.unit, local_day(clock.now()))
    form = GroupForm(request.POST or None, request.FILES or None)
    outcome: GroupOutcome | None = None
    if request.method == "POST" and form.is_valid():
        try:
            outcome = _received(request, form, version)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    context = {"version": version, "form": form, "outcome": outcome, "most": MOST_LINES}
    return render(request, "staff/group.html", context, status=422 if form.errors else 200)


def _received(request: StaffRequest, form: GroupForm, version: ProcedureVersion) -> GroupOutcome:
    sent: Any = form.cleaned_data["file"]
    lines = read_lines(read_rows(sent.name, sent.read()))
    outcome = receive_group(wish=form.wish(version), lines=lines, actor=request.actor, at=clock.now())
    journal_view(request, f"group:{outcome.group.pk}", lines=len(lines))
    return outcome


@require_GET
def template(request: StaffRequest) -> HttpResponse:
    """An empty list with the heads that are understood."""
    example = [_("Nguyễn Văn A"), "079085001234", "0912345678", "", _("Bằng tốt nghiệp"), "2", "3"]
    made = as_xlsx("Danh sách", TEMPLATE, [example])
    response = HttpResponse(
        made, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = 'attachment; filename="mau-danh-sach.xlsx"'
    return response


@require_GET
def slip(request: StaffRequest, group_id: int) -> HttpResponse:
    """One receipt for all dossiers of a list, as PDF/A."""
    group = (
        GroupReception.objects.select_related("unit__parent").filter(pk=group_id, unit=request.unit).first()
    )
    if group is None:
        raise Http404
    paper = group_slip(group, site=request.build_absolute_uri("/"))
    journal_view(request, f"group:{group_id}", codes=[line.code for line in paper.lines])
    response = HttpResponse(typeset(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="danh-sach-{group_id}.pdf"'
    return response

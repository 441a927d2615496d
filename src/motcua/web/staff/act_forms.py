"""What must be said with an act? One small form per act that needs words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import RETURN_LABELS, Act, Place
from motcua.procedures.models import Component
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios

SHORT = 1000


class ActForm(OfficeForm):
    """The base: `said()` gives what the act takes."""

    def said(self) -> dict[str, Any]:
        """What was said, for `perform`."""
        return dict(self.cleaned_data)


class NoteForm(ActForm):
    """A note, if any."""

    note = forms.CharField(
        label=gettext_lazy("Ghi chú, ý kiến"),
        required=False,
        max_length=SHORT,
        widget=forms.Textarea({"rows": 3}),
    )


class ReasonForm(ActForm):
    """A reason that must be given."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=SHORT, widget=forms.Textarea({"rows": 3})
    )


class OptionalReasonForm(ActForm):
    """A reason, if any."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"), required=False, max_length=SHORT, widget=forms.Textarea({"rows": 3})
    )


class RefuseForm(ReasonForm):
    """Reason and legal basis of a refusal (R-035)."""

    basis = forms.CharField(
        label=gettext_lazy("Căn cứ pháp lý"),
        help_text=gettext_lazy("Số, ký hiệu văn bản và điều khoản, ví dụ: Điều 17 Nghị định 61/2018/NĐ-CP."),
        max_length=SHORT,
        widget=forms.Textarea({"rows": 2}),
    )


class ApproveForm(NoteForm):
    """Where the approval takes place."""

    place = forms.ChoiceField(
        label=gettext_lazy("Phê duyệt ở đâu?"),
        required=False,
        choices=[
            (Place.DESK.value, gettext_lazy("Tại Bộ phận Một cửa")),
            (Place.ONLINE.value, gettext_lazy("Trực tuyến, từ danh sách của người ký")),
            (Place.AGENCY.value, gettext_lazy("Tại cơ quan (không dùng cho hồ sơ 4 tại chỗ)")),
        ],
        widget=RevealRadios,
    )


class ReturnForm(NoteForm):
    """To whom and how the result is handed over."""

    receiver = forms.CharField(label=gettext_lazy("Người nhận"), max_length=200)
    identity = forms.CharField(
        label=gettext_lazy("Giấy tờ đã xuất trình"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Để trống nếu người nhận đưa giấy tiếp nhận và hẹn trả kết quả."),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Cách trả"),
        choices=[(channel.value, label) for channel, label in RETURN_LABELS.items()],
        widget=RevealRadios,
    )
    field_order = ("receiver", "identity", "channel", "note")


class PapersForm(ActForm):
    """One line per component of the dossier's version."""

    def __init__(self, *args: Any, components: Sequence[Component], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.components = tuple(components)
        for component in self.components:
            self._add(component)

    def _add(self, component: Component) -> None:
        raise NotImplementedError


class AskSupplementForm(PapersForm):
    """All defects at once: why each paper must be supplemented; an empty line asks nothing."""

    reason = forms.CharField(label=gettext_lazy("Lý do chung"), required=False, max_length=SHORT)

    def _add(self, component: Component) -> None:
        self.fields[f"why-{component.key}"] = forms.CharField(
            label=component.name,
            required=False,
            max_length=500,
            help_text=_("Thiếu, sai hay mờ chỗ nào; để trống nếu giấy này đã đúng."),
        )

    def said(self) -> dict[str, Any]:
        """The items to supplement, each with why."""
        items = [
            {"key": component.key, "why": self.cleaned_data[f"why-{component.key}"]}
            for component in self.components
            if self.cleaned_data[f"why-{component.key}"].strip()
        ]
        return {"items": items, "reason": self.cleaned_data["reason"]}


class SupplementForm(PapersForm):
    """Which papers came: how many of each."""

    note = forms.CharField(label=gettext_lazy("Ghi chú"), required=False, max_length=SHORT)

    def _add(self, component: Component) -> None:
        self.fields[f"count-{component.key}"] = forms.IntegerField(
            label=component.name,
            required=False,
            min_value=0,
            max_value=100_000,
            help_text=_("Số bản đã nhận"),
        )

    def said(self) -> dict[str, Any]:
        """The papers handed in now."""
        counts = {
            component: self.cleaned_data[f"count-{component.key}"] or 0 for component in self.components
        }
        papers = [
            {
                "key": component.key,
                "original": count if component.originals or not component.copies else 0,
                "copies": count if component.copies and not component.originals else 0,
            }
            for component, count in counts.items()
            if count
        ]
        return {"components": papers, "note": self.cleaned_data["note"]}


_FORMS: dict[Act, type[ActForm]] = {
    Act.SEND_BACK: ReasonForm,
    Act.REFUSE_INTAKE: RefuseForm,
    Act.APPROVE: ApproveForm,
    Act.RETURN_RESULT: ReturnForm,
    Act.CANCEL_RECEPTION: OptionalReasonForm,
    Act.WITHDRAW: OptionalReasonForm,
    Act.ASK_SUPPLEMENT: AskSupplementForm,
    Act.SUPPLEMENT: SupplementForm,
}
# Acts that are one press on the dossier's page; words may still be added on the act's own page.
ONE_PRESS = frozenset(
    {Act.ACCEPT, Act.FORWARD, Act.APPRAISE, Act.APPROVE, Act.STAMP, Act.HAND_BACK, Act.RETURN_RESULT}
)


def act_form(act: Act, dossier: Dossier, data: Any = None) -> ActForm:
    """The form of an act on a dossier."""
    kind = _FORMS.get(act, NoteForm)
    if issubclass(kind, PapersForm):
        return kind(data, components=_papers(act, dossier))
    initial = {
        "receiver": dossier.representative or dossier.applicant_name,
        "channel": dossier.return_channel,
    }
    return kind(data, initial=initial)


def _papers(act: Act, dossier: Dossier) -> list[Component]:
    """For a supplement only what was asked for."""
    components = list(dossier.version.components.all())
    if act is not Act.SUPPLEMENT:
        return components
    last = dossier.steps.filter(act=Act.ASK_SUPPLEMENT).order_by("-seq").first()
    asked = {item["key"] for item in last.data["items"]} if last else set()
    return [component for component in components if component.key in asked]

"""What must be said with an act? One small form per act that needs words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act, Path, Place, State
from motcua.dossiers.transitions import place_of
from motcua.procedures.models import Component
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios
from motcua.web.staff.act_papers import AskSupplementForm, SupplementForm, defects_found
from motcua.web.staff.desk_forms import DESK_FORMS, add_at_end
from motcua.web.staff.rare_forms import RareForm, rare_form
from motcua.web.staff.seal_forms import StampForm

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
        widget=RevealRadios({"class": "govuk-radios--small"}),
    )


SaidForm = ActForm | AskSupplementForm | SupplementForm | RareForm
_FORMS: dict[Act, type[ActForm]] = {
    Act.SEND_BACK: ReasonForm,
    Act.REFUSE_INTAKE: RefuseForm,
    Act.APPROVE: ApproveForm,
    Act.CANCEL_RECEPTION: OptionalReasonForm,
    Act.WITHDRAW: OptionalReasonForm,
}
# Acts that are one press on the dossier's page; words may still be added on the act's own page.
ONE_PRESS = frozenset(
    {Act.ACCEPT, Act.FORWARD, Act.APPRAISE, Act.APPROVE, Act.STAMP, Act.HAND_BACK, Act.RETURN_RESULT}
)


def act_form(act: Act, dossier: Dossier, data: Any = None, *, actor_id: int | None = None) -> SaidForm:
    """The form of an act on a dossier; who confirms what another asked has nothing to write."""
    form = _form_of(act, dossier, data, actor_id)
    if act not in DESK_FORMS and form.fields:
        add_at_end(form, dossier, act)
    return form


def _form_of(act: Act, dossier: Dossier, data: Any, actor_id: int | None) -> SaidForm:
    if act in DESK_FORMS:
        return DESK_FORMS[act](dossier, data)
    if act is Act.STAMP:
        return StampForm(dossier, data).offer(dossier, actor_id)
    if (rare := rare_form(act, dossier, data, actor_id)) is not None:
        return rare
    if act is Act.ASK_SUPPLEMENT:
        components = list(dossier.version.components.all())
        found = defects_found(dossier)
        return AskSupplementForm(data, components=components, again=_asked_in_phase(dossier), initial=found)
    if act is Act.SUPPLEMENT:
        return SupplementForm(data, components=_asked_for(dossier))
    initial = {"place": place_of(Path(dossier.path), act)}
    return _FORMS.get(act, NoteForm)(data, initial=initial)


def _asked_in_phase(dossier: Dossier) -> bool:
    """Was a supplement asked before in this phase? Then the office must say why again."""
    phase = "intake" if dossier.state == State.SUBMITTED else "appraisal"
    return dossier.steps.filter(act=Act.ASK_SUPPLEMENT, data__phase=phase).exists()


def _asked_for(dossier: Dossier) -> list[Component]:
    last = dossier.steps.filter(act=Act.ASK_SUPPLEMENT).order_by("-seq").first()
    asked = {item["key"] for item in last.data["items"]} if last else set()
    return [component for component in dossier.version.components.all() if component.key in asked]

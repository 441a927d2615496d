"""What is said with each act on a delegation? One form for each, whose saving is the act."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.authority.actions import delegations as acts
from motcua.authority.actions.delegation_papers import attach_document
from motcua.authority.actions.delegation_steps import PaperUpload
from motcua.authority.actions.guidance import record_guidance
from motcua.authority.capacity import CAPACITY_LABELS, Capacity
from motcua.authority.delegation_terms import (
    ADVISER_LABELS,
    KIND_LABELS,
    VERDICT_LABELS,
    Adviser,
    DelegateKind,
    DelegationAct,
    Verdict,
)
from motcua.authority.delegations import heads_above
from motcua.core.refusals import Refused
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.reviewing import people_of
from motcua.procedures.queries import receivable_by
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField

_SMALL = {"class": "govuk-radios--small"}
_BOXES = {"class": "govuk-checkboxes--small"}
_MOST_OFFERED = 300


def _long(label: Any, *, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=acts.TEXT_LIMIT, widget=forms.Textarea({"rows": 3})
    )


class _PaperFields(forms.Form):
    """The document itself may come along as a PDF; it is asked for last."""

    file = forms.FileField(
        label=gettext_lazy("Tệp văn bản (PDF)"),
        help_text=gettext_lazy("Bản quét hoặc bản ký số. Có thể bổ sung sau"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "file"])

    @property
    def paper(self) -> PaperUpload | None:
        """The PDF that was sent, if one was."""
        file = self.cleaned_data["file"]
        return PaperUpload(file.read(), file.name) if file else None


class ProposalForm(_PaperFields, OfficeForm):
    """Who lends what to whom, for which procedures, from when to when, and why."""

    delegator = forms.ChoiceField(label=gettext_lazy("Người ủy quyền"))
    delegate = forms.ChoiceField(
        label=gettext_lazy("Người được ủy quyền"),
        help_text=gettext_lazy("Người này còn cần vai trò “Phê duyệt” tại cơ quan."),
    )
    delegate_title = forms.CharField(
        label=gettext_lazy("Chức vụ người được ủy quyền"),
        help_text=gettext_lazy("In dưới “TUQ.” trên kết quả. Ví dụ: Trưởng phòng Tư pháp"),
        max_length=acts.TITLE_LIMIT,
    )
    delegate_kind = forms.ChoiceField(
        label=gettext_lazy("Người được ủy quyền là"),
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        widget=forms.RadioSelect(_SMALL),
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("Tư cách ký"),
        choices=[(one.value, CAPACITY_LABELS[one]) for one in (Capacity.DELEGATED, Capacity.ORDER)],
        initial=Capacity.DELEGATED.value,
        widget=forms.RadioSelect(_SMALL),
    )
    valid_from = DatePartsField(label=gettext_lazy("Có hiệu lực từ ngày"))
    valid_to = DatePartsField(
        label=gettext_lazy("Hết hiệu lực từ ngày"), help_text=gettext_lazy("Ủy quyền phải có thời hạn")
    )
    reason = _long(gettext_lazy("Lý do đề xuất"))
    fields_whole = forms.MultipleChoiceField(
        label=gettext_lazy("Cả lĩnh vực"),
        help_text=gettext_lazy("Gồm mọi thủ tục của lĩnh vực mà cơ quan giải quyết vào ngày bắt đầu"),
        required=False,
        widget=forms.CheckboxSelectMultiple(_BOXES),
    )
    procedures = forms.MultipleChoiceField(
        label=gettext_lazy("Từng thủ tục"), required=False, widget=forms.CheckboxSelectMultiple(_BOXES)
    )

    def __init__(self, *args: Any, unit: Unit, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.day = unit, day
        self.heads = {f"{one.person_id}@{one.unit_id}": one for one in heads_above(unit, day)}
        self.people = {str(one.pk): one for one in people_of([unit.pk])[:_MOST_OFFERED] if one.is_active}
        offered = list(receivable_by(unit, day).order_by("field", "name_sort"))
        self._offer(
            "delegator", {k: f"{p.person.full_name}, {p.title}, {p.unit.name}" for k, p in self.heads.items()}
        )
        self._offer("delegate", {k: f"{p.full_name} ({p.username})" for k, p in self.people.items()})
        self._offer("fields_whole", {one.field: one.field for one in offered})
        self._offer("procedures", {one.procedure_id: f"{one.procedure_id} {one.name}" for one in offered})

    def _offer(self, name: str, offered: Mapping[str, str]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(offered.items())

    def act(self, actor: Actor, at: datetime) -> str:
        """Propose it; the code of the delegation."""
        said = self.cleaned_data
        head = self.heads[said["delegator"]]
        proposal = acts.Proposal(
            unit=self.unit,
            delegator=head.person,
            delegator_unit=head.unit,
            delegate=self.people[said["delegate"]],
            delegate_title=said["delegate_title"],
            delegate_kind=DelegateKind(said["delegate_kind"]),
            capacity=Capacity(said["capacity"]),
            procedures=tuple(said["procedures"]),
            fields=tuple(said["fields_whole"]),
            valid_from=said["valid_from"],
            valid_to=said["valid_to"],
            reason=said["reason"],
        )
        return acts.propose_delegation(proposal=proposal, actor=actor, at=at, paper=self.paper).code


class DelegationForm(OfficeForm):
    """The base: one act on one delegation."""

    def act(self, code: str, actor: Actor, at: datetime) -> str:
        """Do it; the code of the delegation. Raises Refused."""
        raise NotImplementedError


class OpinionForm(_PaperFields, DelegationForm):
    """What a division said, or why it was not asked."""

    adviser = forms.ChoiceField(
        label=gettext_lazy("Ý kiến của"),
        choices=[(one.value, label) for one, label in ADVISER_LABELS.items()],
        widget=forms.RadioSelect(_SMALL),
    )
    verdict = forms.ChoiceField(
        label=gettext_lazy("Ý kiến"),
        choices=[(one.value, label) for one, label in VERDICT_LABELS.items()],
        widget=forms.RadioSelect(_SMALL),
    )
    text = _long(gettext_lazy("Nội dung"), hint=gettext_lazy("Không lấy ý kiến thì ghi rõ lý do"))
    document = forms.CharField(
        label=gettext_lazy("Số văn bản góp ý"), required=False, max_length=acts.NUMBER_LIMIT
    )

    def act(self, code: str, actor: Actor, at: datetime) -> str:
        """Keep the opinion."""
        said = self.cleaned_data
        adviser, verdict = Adviser(said["adviser"]), Verdict(said["verdict"])
        opinion = acts.Opinion(adviser, verdict, said["text"], said["document"])
        return acts.advise_delegation(code=code, opinion=opinion, actor=actor, at=at, paper=self.paper).code


class DecisionForm(_PaperFields, DelegationForm):
    """The document that decides."""

    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản"),
        help_text=gettext_lazy("Ví dụ: 12/QĐ-UBND"),
        max_length=acts.NUMBER_LIMIT,
    )
    issued_on = DatePartsField(label=gettext_lazy("Ngày ký"))
    issuer = forms.CharField(
        label=gettext_lazy("Người ký, cơ quan"),
        help_text=gettext_lazy("Ví dụ: Chủ tịch UBND Quận 11"),
        max_length=acts.TITLE_LIMIT,
    )

    def instrument(self) -> acts.Instrument:
        """The document as said."""
        said = self.cleaned_data
        return acts.Instrument(said["number"], said["issued_on"], said["issuer"])

    def act(self, code: str, actor: Actor, at: datetime) -> str:
        """Decide it."""
        return acts.decide_delegation(
            code=code, instrument=self.instrument(), actor=actor, at=at, paper=self.paper
        ).code


class WithdrawalForm(DecisionForm):
    """The document that withdraws it, and from when."""

    reason = _long(gettext_lazy("Lý do thu hồi"))
    valid_to = DatePartsField(
        label=gettext_lazy("Thu hồi từ ngày"),
        help_text=gettext_lazy("Để trống là từ hôm nay"),
        required=False,
    )

    def act(self, code: str, actor: Actor, at: datetime) -> str:
        """Withdraw it."""
        said = self.cleaned_data
        return acts.withdraw_delegation(
            code=code,
            instrument=self.instrument(),
            reason=said["reason"],
            end=said["valid_to"],
            actor=actor,
            at=at,
            paper=self.paper,
        ).code


class AttachForm(_PaperFields, DelegationForm):
    """A document that was recorded without its file."""

    text = forms.CharField(
        label=gettext_lazy("Tệp này là văn bản nào"),
        help_text=gettext_lazy("Ví dụ: Quyết định 12/QĐ-UBND"),
        max_length=acts.TEXT_LIMIT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required, self.fields["file"].help_text = True, ""

    def act(self, code: str, actor: Actor, at: datetime) -> str:
        """Lay the PDF beside the delegation."""
        paper = self.paper
        assert paper is not None
        about = self.cleaned_data["text"]
        return attach_document(code=code, paper=paper, about=about, actor=actor, at=at).code


class DeclineForm(DelegationForm):
    """Why nothing comes of it."""

    reason = _long(gettext_lazy("Lý do không ủy quyền"))

    def act(self, code: str, actor: Actor, at: datetime) -> str:
        """Decline it."""
        return acts.decline_delegation(code=code, reason=self.cleaned_data["reason"], actor=actor, at=at).code


class GuidanceForm(OfficeForm):
    """A version of the guidance."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu văn bản"), max_length=acts.NUMBER_LIMIT)
    title = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=300)
    issuer = forms.CharField(
        label=gettext_lazy("Cơ quan ban hành"), initial=gettext_lazy("Sở Nội vụ"), max_length=acts.TITLE_LIMIT
    )
    issued_on = DatePartsField(label=gettext_lazy("Ngày ký"))
    version = forms.CharField(
        label=gettext_lazy("Bản"), help_text=gettext_lazy("Ví dụ: bản 2"), max_length=40
    )
    valid_from = DatePartsField(label=gettext_lazy("Áp dụng từ ngày"))

    def act(self, unit: Unit, actor: Actor, at: datetime) -> str:
        """Keep it; its version."""
        return record_guidance(unit=unit, actor=actor, at=at, **self.cleaned_data).version


# By the word in the address.
FORMS: dict[str, tuple[DelegationAct, type[DelegationForm]]] = {
    "y-kien": (DelegationAct.ADVISE, OpinionForm),
    "quyet-dinh": (DelegationAct.DECIDE, DecisionForm),
    "khong-uy-quyen": (DelegationAct.DECLINE, DeclineForm),
    "thu-hoi": (DelegationAct.WITHDRAW, WithdrawalForm),
    "tep-van-ban": (DelegationAct.ATTACH, AttachForm),
}


def done(form: forms.Form, act: Callable[[], str]) -> str:
    """What the act of a valid form gives; nothing, with the reason in the form, where it or the office says no."""
    if not form.is_valid():
        return ""
    try:
        return act()
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return ""

"""What must be said with an act that a dossier rarely needs? One small form each."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.moments import local, local_day
from motcua.documents.wording import moment_text
from motcua.dossiers.apologies import proposed_due
from motcua.dossiers.consignments.reading import delivery_of
from motcua.dossiers.models import Dossier, PendingAct
from motcua.dossiers.recounting import move_of
from motcua.dossiers.return_choices import returning
from motcua.dossiers.terms import CHANNEL_LABELS, RETURN_LABELS, Act, State
from motcua.organisation.models import RoleGrant, in_force
from motcua.organisation.terms import Role
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios
from motcua.workcalendar.queries import calendar_of

SHORT = 1000


def words(label: Any, *, rows: int = 3, required: bool = True, hint: Any = "") -> forms.CharField:
    """A text of a few lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=SHORT,
        widget=forms.Textarea({"rows": rows}),
    )


def moment(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateTimeField:
    """A day with an hour, on the office's clock."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label, help_text=hint, required=required, input_formats=["%Y-%m-%dT%H:%M"], widget=widget
    )


class RareForm(OfficeForm):
    """The base: `said()` gives what the act takes; a field left empty says nothing."""

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare(dossier)

    def prepare(self, dossier: Dossier) -> None:
        """What the form shows of the dossier."""

    def said(self) -> dict[str, Any]:
        """What was said, for `perform`."""
        return {key: value for key, value in self.cleaned_data.items() if value not in (None, "")}


class ConfirmForm(RareForm):
    """The second person reads what the first asked for; there is nothing to write."""


class WhyForm(RareForm):
    """A reason that must be given."""

    reason = words(gettext_lazy("Lý do"))


class WhyAndBasisForm(WhyForm):
    """Reason and legal basis (R-035)."""

    basis = words(gettext_lazy("Căn cứ pháp lý"), rows=2)


class StopForm(WhyAndBasisForm):
    """What else the notice of a stop says (Mẫu 05)."""

    asked_on = forms.DateField(
        label=gettext_lazy("Ngày người nộp đề nghị dừng, nếu có"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    fee_settlement = words(gettext_lazy("Phí, lệ phí xử lý thế nào?"), rows=2, required=False)


class ProlongForm(WhyForm):
    """Ground and clause are those of the procedure; only an agreement has a time of its own."""

    def prepare(self, dossier: Dossier) -> None:
        """Show the clause; ask for a time only where the law leaves it to an agreement."""
        extension = dossier.version.limit_extension or {}
        self.fields["reason"].help_text = extension.get("condition", "")
        if extension.get("mode") == "agreement":
            self.fields["until"] = moment(_("Thời điểm trả kết quả đã thỏa thuận"))


class ApologiseForm(WhyForm):
    """Why it is late and when it will be ready."""

    new_due = moment(gettext_lazy("Hẹn lại vào ngày, giờ nào?"))

    def prepare(self, dossier: Dossier) -> None:
        """The letter is prepared: the close of the working day after the due day stands there already."""
        if dossier.due_at is not None:
            self.initial.setdefault(
                "new_due", proposed_due(dossier.due_at, dossier.state_since, calendar_of(dossier.unit))
            )


class AskPaymentForm(RareForm):
    """Which obligation, by what notice; to whom is known from the procedure."""

    obligation = words(gettext_lazy("Nghĩa vụ tài chính"), rows=2)
    document = forms.CharField(label=gettext_lazy("Số, ngày thông báo nộp tiền"), max_length=300)
    amount = forms.IntegerField(label=gettext_lazy("Số tiền (đồng)"), required=False, min_value=1)


class PayForm(RareForm):
    """The voucher that was shown."""

    document = forms.CharField(label=gettext_lazy("Số, ngày chứng từ nộp tiền"), max_length=300)
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)


class ChangeReturnForm(RareForm):
    """Another way for the result to go out."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Trả kết quả bằng cách nào?"),
        choices=[(channel.value, label) for channel, label in RETURN_LABELS.items()],
        widget=RevealRadios(
            hints={one.channel.value: f"{one.cost}. {one.time}." for one in returning().choices}
        ),
    )
    receiver = forms.CharField(label=gettext_lazy("Người nhận"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("Điện thoại người nhận"), max_length=20, required=False)
    address = forms.CharField(
        label=gettext_lazy("Địa chỉ nhận"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Khi nhận qua bưu chính hoặc tại nhà"),
    )
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)

    def prepare(self, dossier: Dossier) -> None:
        """The way it goes out now, and where to."""
        known = delivery_of(dossier)
        said = {"receiver": known.receiver, "phone": known.phone, "address": known.address}
        for name, value in ({"channel": dossier.return_channel} | said).items():
            self.initial.setdefault(name, value)


class MergeForm(RareForm):
    """The dossier that is kept."""

    into = forms.CharField(
        label=gettext_lazy("Mã hồ sơ giữ lại"),
        max_length=60,
        help_text=gettext_lazy(
            "Hồ sơ đang mở sẽ bị hủy và chỉ sang hồ sơ này; thời điểm nhận sớm hơn được tính."
        ),
    )
    note = words(gettext_lazy("Ghi chú"), rows=2, required=False)


class ReassignForm(WhyForm):
    """Who gets the dossier: people who hold the role that comes next today."""

    officer = forms.ChoiceField(label=gettext_lazy("Giao cho ai?"))
    field_order = ("officer", "reason")

    def prepare(self, dossier: Dossier) -> None:
        """Offer the people of the unit; whether they may is judged by the act."""
        appraised = State.APPRAISED in {dossier.state, dossier.state_before_pause}
        role = Role.APPROVE if appraised else Role.APPRAISE
        grants = RoleGrant.objects.filter(
            in_force(local_day(dossier.state_since)),
            unit_id=dossier.unit_id,
            role=role,
            person__is_active=True,
        )
        people = grants.order_by("person__full_name").values_list("person__username", "person__full_name")
        self.fields["officer"].choices = list(people)  # type: ignore[attr-defined]


class MoveDueForm(WhyForm):
    """Moved to the new time, or kept as promised (promises 20)."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[("move", gettext_lazy("Dời sang hạn mới")), ("keep", gettext_lazy("Giữ hạn đã hẹn"))],
        widget=RevealRadios,
    )
    field_order = ("decision", "reason")

    def prepare(self, dossier: Dossier) -> None:
        """Old and new time, where the calendar moves it."""
        moved = move_of(dossier)
        if moved is not None and moved.new is not None:
            self.fields["decision"].help_text = _("Hạn đã hẹn: %(old)s. Theo lịch mới: %(new)s.") % {
                "old": moment_text(moved.old),
                "new": moment_text(moved.new.due_at),
            }


class CorrectForm(WhyForm):
    """What was written wrongly; a field left as it is changes nothing."""

    name = forms.CharField(label=gettext_lazy("Họ tên, tên tổ chức đúng"), required=False, max_length=200)
    intake_channel = forms.ChoiceField(
        label=gettext_lazy("Hình thức nộp đúng"),
        required=False,
        choices=[
            ("", gettext_lazy("Giữ nguyên")),
            *((c.value, label) for c, label in CHANNEL_LABELS.items()),
        ],
    )
    received_at = moment(gettext_lazy("Giờ tiếp nhận đúng"), required=False)
    field_order = ("name", "intake_channel", "received_at", "reason")

    def prepare(self, dossier: Dossier) -> None:
        """What stands now."""
        self.fields["name"].help_text = _("Đang ghi: %(name)s") % {"name": dossier.applicant_name}
        self.fields["received_at"].help_text = _("Đang ghi: %(at)s") % {
            "at": f"{local(dossier.received_at):%H:%M %d/%m/%Y}"
        }


class WhyAndDocumentForm(WhyForm):
    """Why, and by which document it was decided."""

    document = words(gettext_lazy("Văn bản quyết định (số, ngày, cơ quan ban hành)"), rows=2)


RARE: dict[Act, type[RareForm]] = {
    Act.CORRECT: CorrectForm,
    Act.PROLONG: ProlongForm,
    Act.APOLOGISE: ApologiseForm,
    Act.REFUSE_RESULT: WhyAndBasisForm,
    Act.STOP: StopForm,
    Act.ASK_PAYMENT: AskPaymentForm,
    Act.PAY: PayForm,
    Act.CHANGE_RETURN: ChangeReturnForm,
    Act.RECALL: WhyForm,
    Act.UNDO_RETURN: WhyForm,
    Act.REASSIGN: ReassignForm,
    Act.MERGE: MergeForm,
    Act.MOVE_DUE: MoveDueForm,
    Act.REPLACE_RESULT: WhyAndDocumentForm,
    Act.REVOKE_RESULT: WhyAndDocumentForm,
}


def rare_form(act: Act, dossier: Dossier, data: Any, actor_id: int | None) -> RareForm | None:
    """The form of a rare act, the bare confirmation for a second person, or None for any other act."""
    if act not in RARE:
        return None
    asked = PendingAct.objects.filter(dossier=dossier, act=act).exclude(asked_by_id=actor_id).exists()
    return (ConfirmForm if asked and actor_id else RARE[act])(dossier, data)

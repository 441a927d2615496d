"""What is asked for each step of a programme's life? One form for each act; the act judges."""

from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.actors import Actor
from motcua.programmes.actions import drafting, running, sending, supporting
from motcua.programmes.actions.recording import Decision
from motcua.programmes.life import own_plan_kind, units_in
from motcua.programmes.life_rules import evaluation_periods
from motcua.programmes.life_terms import (
    FREQUENCY_LABELS,
    PLAN_LABELS,
    SOURCE_LABELS,
    Frequency,
    PlanKind,
    Source,
)
from motcua.programmes.models import Programme
from motcua.programmes.reading import read_programme
from motcua.web.admin.fields import NARROW, UnitForm, clock_field
from motcua.web.shared.widgets import DatePartsField


def long_text(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """A few lines; stored as one."""
    return forms.CharField(
        label=label, max_length=2000, required=required, help_text=hint, widget=forms.Textarea({"rows": 3})
    )


class StepForm(UnitForm):
    """A step of one programme; `title` stands above the form, `lead` says what it changes."""

    title: ClassVar[str | Promise] = ""
    lead: ClassVar[str | Promise] = ""
    label: ClassVar[str | Promise] = gettext_lazy("Lưu")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Offer these."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class DecidedForm(StepForm):
    """A step that rests on a document."""

    number = forms.CharField(label=gettext_lazy("Số văn bản quyết định"), max_length=60)
    issued_on = DatePartsField(label=gettext_lazy("Ngày ban hành"))
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=200, required=False)

    def decision(self) -> Decision:
        """The document."""
        said = self.cleaned_data
        return Decision(said["number"], said["issued_on"], said["issuer"])


class AnnounceForm(DecidedForm):
    """The plan is issued: public and applied from its first day on."""

    title = gettext_lazy("Công bố chương trình")
    lead = gettext_lazy(
        "Sau khi công bố, trang công khai hiện lời hẹn; hồ sơ nhận trong thời gian thực hiện được hẹn như vậy."
    )
    label = gettext_lazy("Công bố")
    accepted = forms.BooleanField(
        label=gettext_lazy("Đã xem xét phần trùng với chương trình khác, nếu có"), required=False
    )

    def act(self, actor: Actor, at: datetime) -> str:
        """Announce it."""
        accepted = self.cleaned_data["accepted"]
        drafting.announce(
            programme_id=self.programme.pk, decision=self.decision(), accepted=accepted, actor=actor, at=at
        )
        return ""


class ProposeForm(StepForm):
    """An extension laid before the superior."""

    title = gettext_lazy("Trình gia hạn")
    lead = gettext_lazy("Chỉ ghi lại việc trình; lời hẹn chưa thay đổi cho đến khi có quyết định gia hạn.")
    label = gettext_lazy("Ghi việc trình")
    last_day = DatePartsField(label=gettext_lazy("Đề nghị đến hết ngày"))
    text = long_text(gettext_lazy("Lý do"))

    def act(self, actor: Actor, at: datetime) -> str:
        """Keep the proposal."""
        running.propose_extension(programme_id=self.programme.pk, actor=actor, at=at, **self.cleaned_data)
        return ""


class ExtendForm(DecidedForm):
    """An extension decided."""

    title = gettext_lazy("Gia hạn theo quyết định")
    lead = gettext_lazy("Từ khi lưu, hồ sơ nhận đến hết ngày mới được hẹn theo chương trình.")
    label = gettext_lazy("Gia hạn")
    last_day = DatePartsField(label=gettext_lazy("Thực hiện đến hết ngày"))

    def act(self, actor: Actor, at: datetime) -> str:
        """Extend it."""
        last_day = self.cleaned_data["last_day"]
        running.extend(
            programme_id=self.programme.pk, last_day=last_day, decision=self.decision(), actor=actor, at=at
        )
        return ""


class EndForm(StepForm):
    """An end before its time."""

    title = gettext_lazy("Kết thúc sớm")
    lead = gettext_lazy(
        "Hồ sơ đã hẹn vẫn giữ lời hẹn; hồ sơ nhận sau ngày cuối cùng hẹn theo quy định chung."
    )
    label = gettext_lazy("Kết thúc")
    last_day = DatePartsField(label=gettext_lazy("Ngày cuối cùng"))
    text = long_text(gettext_lazy("Lý do"))
    number = forms.CharField(label=gettext_lazy("Số văn bản (nếu có)"), max_length=60, required=False)

    def act(self, actor: Actor, at: datetime) -> str:
        """End it."""
        said = self.cleaned_data
        running.end_programme(
            programme_id=self.programme.pk,
            last_day=said["last_day"],
            decision=Decision(said["number"], None),
            text=said["text"],
            actor=actor,
            at=at,
        )
        return ""


class AddForm(DecidedForm):
    """One more procedure of a unit (R-117, R-124)."""

    title = gettext_lazy("Bổ sung thủ tục vào danh mục")
    lead = gettext_lazy("Thủ tục do đơn vị đăng ký thêm, được tính riêng với danh mục chung.")
    label = gettext_lazy("Bổ sung")
    unit_id = forms.ChoiceField(label=gettext_lazy("Đơn vị"))
    procedure = forms.CharField(
        label=gettext_lazy("Mã thủ tục"), max_length=12, widget=forms.TextInput(NARROW)
    )
    valid_from = DatePartsField(label=gettext_lazy("Áp dụng từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("unit_id", _units(self))

    def act(self, actor: Actor, at: datetime) -> str:
        """Add it."""
        said = self.cleaned_data
        running.add_to_list(
            programme_id=self.programme.pk,
            unit_id=said["unit_id"],
            procedure=said["procedure"],
            valid_from=said["valid_from"],
            decision=self.decision(),
            actor=actor,
            at=at,
        )
        return ""


class CutOffForm(StepForm):
    """The latest hour of one procedure at one unit (104/KH-UBND II.1.3)."""

    title = gettext_lazy("Đặt mốc giờ riêng của một thủ tục")
    lead = gettext_lazy(
        "Nộp sau giờ này thì hẹn ngày làm việc tiếp theo; các thủ tục khác giữ mốc giờ chung."
    )
    unit_id = forms.ChoiceField(label=gettext_lazy("Đơn vị"))
    procedure = forms.CharField(
        label=gettext_lazy("Mã thủ tục"), max_length=12, widget=forms.TextInput(NARROW)
    )
    cut_off = clock_field(gettext_lazy("Mốc giờ"))
    valid_from = DatePartsField(label=gettext_lazy("Áp dụng từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("unit_id", _units(self))

    def act(self, actor: Actor, at: datetime) -> str:
        """Set it."""
        said = self.cleaned_data | {"cut_off": time.fromisoformat(self.cleaned_data["cut_off"])}
        running.set_cut_off(programme_id=self.programme.pk, actor=actor, at=at, **said)
        return ""


class EvaluationForm(StepForm):
    """A month or quarter that is over (plan of Thanh Hà 2023, II.3)."""

    title = gettext_lazy("Đánh giá định kỳ")
    lead = gettext_lazy("Đánh giá tháng, quý đã hết; ghi lại thì bản mới thay bản cũ, bản cũ vẫn được giữ.")
    period = forms.ChoiceField(label=gettext_lazy("Kỳ"))
    text = long_text(gettext_lazy("Đánh giá kết quả"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = read_programme(self.programme.definition)
        asked = [Frequency(one) for one in self.programme.definition.get("evaluation", ())] or list(Frequency)
        over = evaluation_periods(asked, rule.period_from, rule.period_to, self.day)
        self.periods = {f"{one.frequency}:{one.first}": one for one in over}
        named = [(key, f"{FREQUENCY_LABELS[one.frequency]}: {one.name}") for key, one in self.periods.items()]
        self.choose("period", named[::-1])

    def act(self, actor: Actor, at: datetime) -> str:
        """Keep the evaluation."""
        period = self.periods[self.cleaned_data["period"]]
        running.record_evaluation(
            programme_id=self.programme.pk,
            frequency=period.frequency,
            first=period.first,
            text=self.cleaned_data["text"],
            actor=actor,
            at=at,
        )
        return ""


class FundingForm(StepForm):
    """Who pays (R-123)."""

    title = gettext_lazy("Ghi kinh phí")
    source = forms.ChoiceField(
        label=gettext_lazy("Nguồn"), choices=[(one.value, label) for one, label in SOURCE_LABELS.items()]
    )
    amount = forms.IntegerField(
        label=gettext_lazy("Số tiền (đồng)"), required=False, min_value=1,
        help_text=gettext_lazy("Để trống nếu kế hoạch chỉ nêu nguồn"),
        widget=forms.NumberInput({"class": "govuk-input--width-10"}),
    )  # fmt: skip
    text = long_text(gettext_lazy("Ghi chú"), required=False)

    def act(self, actor: Actor, at: datetime) -> str:
        """Keep it."""
        said = self.cleaned_data | {"source": Source(self.cleaned_data["source"])}
        supporting.state_funding(programme_id=self.programme.pk, actor=actor, at=at, **said)
        return ""


class TargetForm(StepForm):
    """A yearly target the programme serves (R-291)."""

    title = gettext_lazy("Gắn chỉ tiêu năm")
    year = forms.IntegerField(label=gettext_lazy("Năm"), widget=forms.NumberInput(NARROW))
    target = long_text(gettext_lazy("Chỉ tiêu"), hint=gettext_lazy("Ghi như trong văn bản giao chỉ tiêu"))
    document = forms.CharField(label=gettext_lazy("Văn bản giao chỉ tiêu"), max_length=200, required=False)

    def act(self, actor: Actor, at: datetime) -> str:
        """Keep it."""
        supporting.state_target(programme_id=self.programme.pk, actor=actor, at=at, **self.cleaned_data)
        return ""


class DocumentForm(StepForm):
    """The unit's own plan or steering document (R-266)."""

    title = gettext_lazy("Ghi kế hoạch, văn bản chỉ đạo của đơn vị")
    lead = gettext_lazy("Văn bản chưa có số hoặc ngày thì để trống; trang sẽ hiện “chưa có”.")
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"), choices=[(one.value, label) for one, label in PLAN_LABELS.items()]
    )
    number = forms.CharField(label=gettext_lazy("Số văn bản"), max_length=60, required=False)
    issued_on = DatePartsField(label=gettext_lazy("Ngày ban hành"), required=False)
    title_text = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=300)
    text = long_text(gettext_lazy("Nội dung cần cán bộ đọc"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = own_plan_kind(self.unit.pk, self.programme).value

    def act(self, actor: Actor, at: datetime) -> str:
        """Keep it."""
        said = dict(self.cleaned_data)
        said |= {"title": said.pop("title_text"), "kind": PlanKind(said["kind"])}
        sending.state_document(
            programme_id=self.programme.pk, unit_id=self.unit.pk, actor=actor, at=at, **said
        )
        return _("Hãy gửi văn bản cho cán bộ để xác nhận đã đọc.")


def _units(form: StepForm) -> list[tuple[str, Any]]:
    """Units of the programme, the person's own first."""
    day = max(form.day, form.programme.period_from)
    found = units_in(form.programme, day)
    return [(unit.pk, unit.name) for unit in sorted(found, key=lambda one: one.pk != form.unit.pk)]


FORMS: dict[str, type[StepForm]] = {
    "cong-bo": AnnounceForm,
    "trinh-gia-han": ProposeForm,
    "gia-han": ExtendForm,
    "ket-thuc": EndForm,
    "bo-sung": AddForm,
    "moc-gio": CutOffForm,
    "danh-gia": EvaluationForm,
    "kinh-phi": FundingForm,
    "chi-tieu": TargetForm,
    "van-ban": DocumentForm,
}

"""What is said with each act of evaluation? One form for each, whose saving is the act."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.refusals import Refused
from motcua.evaluation.actions import deciding, objecting, recording
from motcua.evaluation.models import Objection
from motcua.evaluation.rules import Weight
from motcua.evaluation.terms import (
    CRITERION_LABELS,
    RATED_LABELS,
    VERDICT_LABELS,
    WITH_TARGET,
    Criterion,
    Rated,
    Verdict,
)
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField

_SMALL = {"class": "govuk-radios--small"}
_NARROW = {"class": "govuk-input--width-5", "inputmode": "numeric"}
_RATED = [(one.value, label) for one, label in RATED_LABELS.items()]


def _line(label: Any, *, hint: Any = "", most: int = 300, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=most, required=required)


def _long(label: Any, *, hint: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=2000, required=required, widget=forms.Textarea({"rows": 4})
    )


def _rated() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Xếp thứ"), choices=_RATED, widget=forms.RadioSelect(_SMALL))


class ActForm(OfficeForm):
    """A form that does its act; what the office refuses stands at the field it names."""

    def perform(self, actor: Actor, at: datetime) -> bool:
        """Whether it was done."""
        if not self.is_valid():
            return False
        try:
            self.act(actor, at)
        except Refused as refused:
            add_refusal(self, refused.refusal)
            return False
        return True

    def act(self, actor: Actor, at: datetime) -> None:
        """Done by each form."""
        raise NotImplementedError


class WeightsForm(ActForm):
    """A weight for each criterion, empty where it does not count; a target where one is needed."""

    def __init__(self, *args: Any, weights: Iterable[Weight] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {one.criterion: one for one in weights}
        for criterion, label in CRITERION_LABELS.items():
            self._add(criterion, label, known.get(criterion))

    def _add(self, criterion: Criterion, label: str, known: Weight | None) -> None:
        self.fields[f"weight_{criterion}"] = forms.IntegerField(
            label=_("Trọng số: %(criterion)s") % {"criterion": label},
            min_value=0,
            max_value=100,
            required=False,
            initial=known.weight if known else None,
            widget=forms.TextInput(_NARROW),
        )
        if criterion in WITH_TARGET:
            self.fields[f"target_{criterion}"] = forms.IntegerField(
                label=_("Mức: %(criterion)s") % {"criterion": label},
                help_text=_HINTS[criterion],
                min_value=0,
                max_value=100_000,
                required=False,
                initial=known.target if known else None,
                widget=forms.TextInput(_NARROW),
            )

    def weights(self) -> list[dict[str, Any]]:
        """What was typed, empty ones left out."""
        return [
            {
                "criterion": criterion.value,
                "weight": self.cleaned_data[f"weight_{criterion}"],
                "target": self.cleaned_data.get(f"target_{criterion}") or 0,
            }
            for criterion in CRITERION_LABELS
            if self.cleaned_data.get(f"weight_{criterion}")
        ]


_HINTS = {
    Criterion.SETTLED: gettext_lazy("Từ số hồ sơ này mỗi tháng được trọn điểm"),
    Criterion.FINDINGS: gettext_lazy("Từ số kết luận này không còn điểm"),
}


class CriteriaForm(WeightsForm):
    """A new decision on criteria."""

    rated = _rated()
    decision = _line(gettext_lazy("Quyết định"), hint=gettext_lazy("Số, ngày, cơ quan ban hành"))
    valid_from = DatePartsField(
        label=gettext_lazy("Áp dụng từ ngày"), help_text=gettext_lazy("Không lùi về ngày đã qua")
    )
    small = forms.IntegerField(
        label=gettext_lazy("Số hồ sơ tối thiểu để tính một tiêu chí"),
        min_value=1,
        max_value=1000,
        widget=forms.TextInput(_NARROW),
    )

    def act(self, actor: Actor, at: datetime) -> None:
        """Decide it."""
        said = self.cleaned_data
        deciding.decide_criteria(
            rated=Rated(said["rated"]),
            valid_from=said["valid_from"],
            decision=said["decision"],
            weights=self.weights(),
            small=said["small"],
            actor=actor,
            at=at,
        )


class DriveForm(WeightsForm):
    """A new emulation drive."""

    name = _line(gettext_lazy("Tên đợt thi đua"), most=200)
    aim = _long(gettext_lazy("Mục đích"))
    rated = _rated()
    first = DatePartsField(label=gettext_lazy("Từ ngày"))
    last = DatePartsField(label=gettext_lazy("Đến hết ngày"))
    decision = _line(gettext_lazy("Văn bản phát động"), hint=gettext_lazy("Số, ngày, cơ quan ban hành"))
    programme = forms.ChoiceField(label=gettext_lazy("Chương trình được tính kết quả"), required=False)
    small = forms.IntegerField(
        label=gettext_lazy("Số hồ sơ tối thiểu để tính một tiêu chí"),
        min_value=1,
        max_value=1000,
        widget=forms.TextInput(_NARROW),
    )

    def __init__(self, *args: Any, programmes: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Mọi chương trình, kế hoạch")), *programmes]
        self.fields["programme"].choices = choices  # type: ignore[attr-defined]

    def act(self, actor: Actor, at: datetime) -> None:
        """Start it."""
        said = {
            name: self.cleaned_data[name]
            for name in ("name", "aim", "first", "last", "decision", "programme", "small")
        }
        rated = Rated(self.cleaned_data["rated"])
        deciding.start_drive(rated=rated, weights=self.weights(), actor=actor, at=at, **said)


class ObjectionForm(ActForm):
    """What is wrong with which figure."""

    criterion = forms.ChoiceField(
        label=gettext_lazy("Số liệu nào?"),
        choices=[
            ("", gettext_lazy("Cả kết quả đánh giá")),
            *((one.value, label) for one, label in CRITERION_LABELS.items()),
        ],
        required=False,
    )
    text = _long(
        gettext_lazy("Sai ở đâu?"),
        hint=gettext_lazy("Ghi mã hồ sơ nếu nói về hồ sơ cụ thể. Không ghi tên, số giấy tờ của người dân."),
    )

    def __init__(self, *args: Any, rated: Rated, unit_id: str, period: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rated, self.unit_id, self.period = rated, unit_id, period

    def act(self, actor: Actor, at: datetime) -> None:
        """Object."""
        objecting.object_to(
            rated=self.rated,
            person_id=actor.person_id if self.rated is Rated.PERSONS else None,
            unit_id=self.unit_id,
            period=self.period,
            criterion=self.cleaned_data["criterion"],
            text=self.cleaned_data["text"],
            actor=actor,
            at=at,
        )


class AnswerForm(ActForm):
    """How an objection is answered."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        choices=[(one.value, label) for one, label in VERDICT_LABELS.items()],
        widget=forms.RadioSelect(_SMALL),
    )
    text = _long(gettext_lazy("Nội dung trả lời"))
    decision = _line(gettext_lazy("Văn bản trả lời"), hint=gettext_lazy("Số, ngày, cơ quan ban hành"))
    left_out = forms.CharField(
        label=gettext_lazy("Hồ sơ không tính vào đánh giá này"),
        help_text=gettext_lazy("Mã hồ sơ, cách nhau bằng dấu phẩy; để trống nếu không có"),
        max_length=8000,
        required=False,
    )

    def __init__(self, *args: Any, objection: Objection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objection = objection

    def act(self, actor: Actor, at: datetime) -> None:
        """Answer it."""
        said = self.cleaned_data
        objecting.answer_objection(
            objection_id=self.objection.pk,
            verdict=Verdict(said["verdict"]),
            text=said["text"],
            decision=said["decision"],
            left_out=said["left_out"].replace(",", " ").split(),
            actor=actor,
            at=at,
        )


class AboutForm(ActForm):
    """About an agency, and one of its officials where a username is given."""

    unit = forms.ChoiceField(label=gettext_lazy("Cơ quan, đơn vị"))
    username = _line(
        gettext_lazy("Tên đăng nhập của cán bộ"),
        hint=gettext_lazy("Để trống nếu là của cả cơ quan"),
        most=60,
        required=False,
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(one.pk, one.name) for one in units]  # type: ignore[attr-defined]


class FindingForm(AboutForm):
    """A finding on discipline."""

    day = DatePartsField(label=gettext_lazy("Ngày xảy ra"))
    source = _line(gettext_lazy("Văn bản kết luận"), hint=gettext_lazy("Số, ngày, cơ quan ban hành"))
    text = _long(gettext_lazy("Nội dung"))

    def act(self, actor: Actor, at: datetime) -> None:
        """Record it."""
        said = {name: self.cleaned_data[name] for name in ("username", "day", "source", "text")}
        recording.record_finding(unit_id=self.cleaned_data["unit"], actor=actor, at=at, **said)


class RewardForm(AboutForm):
    """An ad hoc reward."""

    form = _line(
        gettext_lazy("Hình thức"), hint=gettext_lazy("Ví dụ: Giấy khen của Chủ tịch UBND quận"), most=200
    )
    reason = _long(gettext_lazy("Lý do"))
    decision = _line(gettext_lazy("Quyết định"), hint=gettext_lazy("Số, cơ quan ban hành"))
    decision_day = DatePartsField(label=gettext_lazy("Ngày quyết định"))

    def act(self, actor: Actor, at: datetime) -> None:
        """Record it."""
        names = ("username", "form", "reason", "decision", "decision_day")
        said = {name: self.cleaned_data[name] for name in names}
        recording.record_reward(unit_id=self.cleaned_data["unit"], actor=actor, at=at, **said)


class CancelForm(ActForm):
    """Why an entry is taken back."""

    reason = _line(gettext_lazy("Lý do hủy"))

    def __init__(self, *args: Any, kind: str, entry: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.entry = kind, entry

    def act(self, actor: Actor, at: datetime) -> None:
        """Take it back."""
        reason = self.cleaned_data["reason"]
        if self.kind == "finding":
            recording.cancel_finding(finding_id=self.entry, reason=reason, actor=actor, at=at)
        else:
            recording.cancel_reward(reward_id=self.entry, reason=reason, actor=actor, at=at)

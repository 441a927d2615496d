"""Which acts has the page of a registration? Each with its form and the options it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.participation.registration_terms import ACTIVITIES_OF, Option
from motcua.web.registrations.act_forms import (
    ActForm,
    ActivityForm,
    AnswerForm,
    BacklogForm,
    ClearForm,
    PortalItemForm,
    ReportForm,
    WithdrawForm,
)
from motcua.web.registrations.events import LinkForm


@dataclass(frozen=True, slots=True)
class ActKind:
    """One act on a registration: its form, what it is called, under which options; `item` names one thing below."""

    form: type[ActForm]
    title: str | Promise
    options: frozenset[Option]
    item: bool = False


_ALL = frozenset(Option)
ACTS: Mapping[str, ActKind] = {
    "hoat-dong": ActKind(ActivityForm, _("Thêm hoạt động"), frozenset(ACTIVITIES_OF)),
    "ton-dong": ActKind(BacklogForm, _("Thêm hồ sơ, dự án tồn đọng"), frozenset({Option.CLEAR_BACKLOG})),
    "phan-anh": ActKind(PortalItemForm, _("Ghi phản ánh qua 1022"), frozenset({Option.FEEDBACK_1022})),
    "ket-qua": ActKind(ReportForm, _("Ghi kết quả, minh chứng"), _ALL),
    "rut": ActKind(WithdrawForm, _("Rút đăng ký"), _ALL),
    "ket-qua-hoat-dong": ActKind(ReportForm, _("Ghi kết quả hoạt động"), frozenset(ACTIVITIES_OF), item=True),
    "gan": ActKind(LinkForm, _("Gắn sự kiện vào đăng ký"), frozenset(ACTIVITIES_OF), item=True),
    "xong": ActKind(ClearForm, _("Ghi đã giải quyết dứt điểm"), frozenset({Option.CLEAR_BACKLOG}), item=True),
    "tra-loi": ActKind(AnswerForm, _("Ghi đã trả lời"), frozenset({Option.FEEDBACK_1022}), item=True),
}

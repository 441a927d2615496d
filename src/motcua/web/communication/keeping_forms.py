"""What is asked about materials, films, indices, focal points, courses? One form for each act."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.organisation.actors import Actor
from motcua.organisation.queries import units_under
from motcua.outreach.actions import indices, materials, training, videos
from motcua.outreach.communication_terms import (
    AUDIENCE_LABELS,
    GROUP_LABELS,
    INDICATOR_LABELS,
    Audience,
    Indicator,
    TraineeGroup,
)
from motcua.outreach.queries import events
from motcua.outreach.training_tables import IndexValue, TrainingCourse
from motcua.outreach.videos import guide_films
from motcua.web.admin.fields import PersonField, ProceduresField
from motcua.web.communication.fields import (
    ChoosingForm,
    chosen,
    day_field,
    line,
    lines_in,
    proof,
    several_lines,
    web_link,
    whole,
)

_ONE_A_LINE = _("Mỗi dòng một nơi")
_MOST_EVENTS = 200


class MaterialForm(ChoosingForm):
    """A version of a material (R-235, R-258)."""

    title = line(_("Tên tài liệu"))
    version = line(_("Phiên bản"), 40)
    audience = chosen(_("Dành cho"), AUDIENCE_LABELS)
    day = day_field(_("Ngày phát hành"))  # type: ignore[assignment]  # a field; fields leave the class
    print_run = whole(_("Số bản in"), initial=0)
    places = several_lines(_("Nơi đặt"), _ONE_A_LINE)
    receivers = several_lines(_("Danh sách nơi nhận"), _ONE_A_LINE)
    procedure = line(
        _("Mã thủ tục"),
        12,
        required=False,
        hint=_("Nếu là tờ gấp của một thủ tục: lấy từ danh mục, không cần tệp"),
    )
    file = forms.FileField(label=_("Tệp"), required=False, help_text=_("PDF hoặc ảnh"))
    evidence = proof()

    def act(self, actor: Actor, at: datetime) -> str:
        """Record it."""
        said = dict(self.cleaned_data)
        file = said.pop("file")
        materials.record_material(
            audience=Audience(said.pop("audience")),
            places=lines_in(said.pop("places")),
            receivers=lines_in(said.pop("receivers")),
            file=materials.MaterialFile(cast(Any, file), str(file.name)) if file else None,
            actor=actor,
            at=at,
            **said,
        )
        return ""


class HandOverForm(ChoosingForm):
    """Printed copies that were given to somebody (R-235)."""

    receiver = line(_("Người, nơi nhận"), 200)
    copies = whole(_("Số bản"), least=1, initial=1)
    day = day_field(_("Ngày giao"))  # type: ignore[assignment]  # a field; fields leave the class
    evidence = proof()


class VideoForm(ChoosingForm):
    """Which procedures a film guides through (R-259)."""

    film = forms.ChoiceField(label=_("Phim"), choices=())
    title = line(_("Tên phim"), 200)
    procedures = ProceduresField(label=_("Thủ tục"), required=False)
    evidence = proof()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedures"].help_text = _(
            "Mã thủ tục, cách nhau bằng dấu phẩy; để trống là không gắn nữa"
        )
        names = [f"{one.film.folder}/{one.film.path.name}" for one in guide_films(self.unit.pk)]
        self.offer("film", lambda: [(name, name) for name in names])

    def act(self, actor: Actor, at: datetime) -> str:
        """Tie it."""
        said = dict(self.cleaned_data)
        folder, _slash, file = said.pop("film").partition("/")
        videos.tie_video(folder=folder, file=file, actor=actor, at=at, **said)
        return ""


class IndexForm(ChoosingForm):
    """The value of an index, or an event about it (R-247)."""

    index = forms.ChoiceField(
        label=_("Chỉ số"),
        required=False,
        choices=[("", _("Chỉ số khác")), *((one.value, text) for one, text in INDICATOR_LABELS.items())],
    )
    name = line(_("Tên chỉ số khác"), 200, required=False)
    about = line(_("Của cơ quan, địa phương"), 200)
    year = whole(_("Năm"))
    value = forms.DecimalField(label=_("Giá trị"), max_digits=9, decimal_places=3, localize=True)
    scale = line(_("Thang đo"), 40, required=False, hint=_("Ví dụ: điểm, %"))
    rank = whole(_("Xếp hạng"), required=False, least=1)
    ranked_of = whole(_("Trên tổng số"), required=False, least=1)
    evidence = proof(required=True, label=_("Nguồn công bố"))
    link = web_link()

    def act(self, actor: Actor, at: datetime) -> str:
        """Keep it."""
        said = dict(self.cleaned_data)
        index = said.pop("index")
        indices.record_index(index=Indicator(index) if index else None, actor=actor, at=at, **said)
        return ""


class IndexEventForm(ChoosingForm):
    """An event that was about an index (R-247)."""

    name = forms.ChoiceField(label=_("Chỉ số"), choices=())
    event = forms.ChoiceField(label=_("Sự kiện"), choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = IndexValue.objects.order_by("name").values_list("name", flat=True).distinct()
        self.offer("name", lambda: [(name, name) for name in names])
        mine = events(unit_ids=units_under([self.unit.pk]))[:_MOST_EVENTS]
        self.offer("event", lambda: [(str(one.pk), one.name) for one in mine])

    def act(self, actor: Actor, at: datetime) -> str:
        """Link it."""
        said = self.cleaned_data
        indices.link_event(name=said["name"], event_id=int(said["event"]), actor=actor, at=at)
        return ""


class FocalForm(ChoosingForm):
    """The focal point of a unit (R-233)."""

    unit_id = forms.ChoiceField(label=_("Cơ quan"), choices=())
    person = PersonField(label=_("Tên đăng nhập"), required=False)
    name = line(_("Họ tên"), 200, required=False, hint=_("Nếu chưa có tài khoản"))
    position = line(_("Chức vụ"), 200, required=False)
    phone = line(_("Điện thoại cơ quan"), 30, required=False)
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(_("Hết từ ngày"), required=False, hint=_("Để trống nếu chưa định"))
    evidence = proof(required=True, label=_("Văn bản phân công"))

    def act(self, actor: Actor, at: datetime) -> str:
        """Name them."""
        training.name_focal_point(actor=actor, at=at, **self.cleaned_data)
        return ""


class CourseForm(ChoosingForm):
    """A training conference (R-234)."""

    topic = line(_("Nội dung tập huấn"))
    day = day_field(_("Từ ngày"))  # type: ignore[assignment]  # a field; fields leave the class
    last = day_field(_("Đến hết ngày"))
    place = line(_("Nơi tổ chức"), 200)
    organiser = line(_("Đơn vị chủ trì"), 200, required=False)
    evidence = proof()

    def act(self, actor: Actor, at: datetime) -> str:
        """Write it down."""
        training.plan_course(actor=actor, at=at, **self.cleaned_data)
        return ""


class TraineeForm(ChoosingForm):
    """A participant of a course (R-234)."""

    person = PersonField(label=_("Tên đăng nhập"), required=False)
    name = line(_("Họ tên"), 200, required=False, hint=_("Nếu chưa có tài khoản"))
    unit_id = forms.ChoiceField(label=_("Cơ quan"), choices=())
    group = chosen(_("Nhóm"), GROUP_LABELS)
    attended = forms.BooleanField(label=_("Có mặt"), required=False)

    def __init__(self, *args: Any, course: TrainingCourse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course

    def act(self, actor: Actor, at: datetime) -> str:
        """Write them down."""
        said = dict(self.cleaned_data)
        group = TraineeGroup(said.pop("group"))
        training.record_trainee(course_id=self.course.pk, group=group, actor=actor, at=at, **said)
        return ""

"""What is asked about media, the law supplement, broadcasts, channels, pages? One form for each act."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.legal_basis.models import Document
from motcua.organisation.actors import Actor
from motcua.outreach.actions import campaigning, media
from motcua.outreach.communication_terms import (
    AUDIENCE_LABELS,
    CHANNEL_LABELS,
    GENRE_LABELS,
    MEDIUM_LABELS,
    STANCE_LABELS,
    STATION_LABELS,
    TOPIC_LABELS,
    Audience,
    CampaignChannel,
    Genre,
    Medium,
    Stance,
    Station,
    Topic,
)
from motcua.outreach.registers.making import Asked
from motcua.outreach.registers.media import announced
from motcua.web.communication.fields import (
    ChoosingForm,
    chosen,
    day_field,
    line,
    proof,
    web_link,
    whole,
)


class MediaForm(ChoosingForm):
    """An item of the media (R-256, R-263)."""

    medium = chosen(_("Phương tiện"), MEDIUM_LABELS)
    outlet = line(_("Tên báo, đài, trang"), 200)
    genre = chosen(_("Loại"), GENRE_LABELS)
    stance = chosen(_("Tính chất"), STANCE_LABELS)
    topic = line(_("Chủ đề"))
    title = line(_("Tiêu đề"))
    day = day_field(_("Ngày đăng, phát"), hint=_("Ngày dự kiến nếu chưa đăng"))  # type: ignore[assignment]  # a field; fields leave the class
    link = web_link()
    evidence = proof()

    def act(self, actor: Actor, at: datetime) -> str:
        """Register it."""
        said = dict(self.cleaned_data)
        medium, genre, stance = (
            Medium(said.pop("medium")),
            Genre(said.pop("genre")),
            Stance(said.pop("stance")),
        )
        media.register_media(medium=medium, genre=genre, stance=stance, actor=actor, at=at, **said)
        return ""


class SupplementForm(ChoosingForm):
    """In which issue a decision was printed (R-257)."""

    document = forms.ChoiceField(label=_("Quyết định công bố"), choices=())
    issue = line(_("Số phụ trương"), 60)
    day = day_field(_("Ngày đăng"))  # type: ignore[assignment]  # a field; fields leave the class
    evidence = proof()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = announced(Asked(kwargs["unit"], kwargs["day"]))
        self.offer("document", lambda: [(str(one.pk), f"{one.label} {one.title}"[:120]) for one in documents])

    def act(self, actor: Actor, at: datetime) -> str:
        """Record it."""
        said = dict(self.cleaned_data)
        document_id = Document.objects.values_list("pk", flat=True).get(pk=said.pop("document"))
        media.record_supplement(document_id=document_id, actor=actor, at=at, **said)
        return ""


class BroadcastForm(ChoosingForm):
    """A text that was read out (R-261)."""

    station = chosen(_("Đài"), STATION_LABELS)
    place = line(_("Tên đài"), 200)
    subject = line(_("Nội dung"))
    text = forms.CharField(
        label=_("Lời đọc"),
        max_length=8000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Lấy lời đọc soạn sẵn ở trang Lời đọc"),
    )
    day = day_field(_("Từ ngày"))  # type: ignore[assignment]  # a field; fields leave the class
    last = day_field(_("Đến hết ngày"))
    times = whole(_("Số lần đọc"), least=1, initial=1)
    evidence = proof()

    def act(self, actor: Actor, at: datetime) -> str:
        """Record it."""
        said = dict(self.cleaned_data)
        station = Station(said.pop("station"))
        campaigning.record_broadcast(station=station, actor=actor, at=at, **said)
        return ""


class ReachForm(ChoosingForm):
    """How many a channel reached (R-262)."""

    programme = forms.ChoiceField(label=_("Chương trình"), choices=())
    channel = chosen(_("Kênh"), CHANNEL_LABELS)
    audience = chosen(_("Tới ai"), AUDIENCE_LABELS)
    reach = whole(_("Số tiếp cận"), least=1)
    day = day_field(_("Từ ngày"))  # type: ignore[assignment]  # a field; fields leave the class
    last = day_field(_("Đến hết ngày"))
    evidence = proof(required=True, label=_("Nguồn của con số"))

    def act(self, actor: Actor, at: datetime) -> str:
        """Record it."""
        said = dict(self.cleaned_data)
        channel, audience = CampaignChannel(said.pop("channel")), Audience(said.pop("audience"))
        campaigning.record_reach(channel=channel, audience=audience, actor=actor, at=at, **said)
        return ""


class MarkForm(ChoosingForm):
    """A unit that told a campaign well (R-262)."""

    programme = forms.ChoiceField(label=_("Chương trình"), choices=())
    unit_id = forms.ChoiceField(label=_("Đơn vị"), choices=())
    reason = line(_("Vì sao"))
    gone = forms.BooleanField(label=_("Bỏ đánh dấu"), required=False)

    def act(self, actor: Actor, at: datetime) -> str:
        """Mark it, or take the mark off."""
        said = dict(self.cleaned_data)
        held = not said.pop("gone")
        campaigning.mark_well_performing(held=held, actor=actor, at=at, **said)
        return ""


class ReviewForm(ChoosingForm):
    """That a public page was read today and is right (R-264)."""

    topic = chosen(_("Trang đã đọc lại hôm nay, nội dung đúng"), TOPIC_LABELS)
    evidence = line(_("Ghi chú"), required=False)

    def act(self, actor: Actor, at: datetime) -> str:
        """Record the review."""
        said = self.cleaned_data
        campaigning.review_topic(topic=Topic(said["topic"]), evidence=said["evidence"], actor=actor, at=at)
        return ""

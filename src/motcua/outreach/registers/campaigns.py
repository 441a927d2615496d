"""What was read out, which channels reached how many, which units told a campaign well, which page was reviewed?"""

from django.db.models import Count, Sum

from motcua.organisation.stated import newest
from motcua.outreach.communication_tables import Broadcast, CampaignReach, TopicReview, WellPerforming
from motcua.outreach.communication_terms import (
    AUDIENCE_LABELS,
    CHANNEL_LABELS,
    STATION_LABELS,
    TOPIC_LABELS,
    Audience,
    CampaignChannel,
    EntryKind,
    Station,
    Topic,
)
from motcua.outreach.registers.making import (
    Asked,
    cut_note,
    days_text,
    entries,
    proof_of,
    shown_of,
    struck_text,
    written_by,
)
from motcua.outreach.striking import struck_why
from motcua.outreach.topics import reviewed_on
from motcua.participation.sheet import Line, Sheet, day_text, number_text


def broadcasts(asked: Asked) -> Sheet:
    """Every text read out by radio and loudspeakers (R-261)."""
    why = struck_why(EntryKind.BROADCAST)
    rows = entries(Broadcast, asked)
    shown = shown_of(rows.select_related("unit").order_by("-day", "-id"))
    counted = rows.exclude(pk__in=why).aggregate(times=Sum("times"), units=Count("unit", distinct=True))
    return Sheet(
        name="broadcasts",
        title="Buổi phát thanh, truyền thanh",
        columns=("Ngày", "Đài", "Nội dung", "Số lần", "Lời đọc", "Minh chứng", "Cơ quan", "Người ghi"),
        lines=tuple(
            Line(
                (
                    days_text(row.day, row.last),
                    f"{row.place} ({STATION_LABELS[Station(row.station)]})",
                    struck_text(why.get(row.pk), row.subject),
                    str(row.times),
                    row.text if len(row.text) <= 160 else f"{row.text[:160]}…",
                    proof_of(row),
                    row.unit.name,
                    written_by(row),
                ),
                key="" if row.pk in why else str(row.pk),
            )
            for row in shown
        ),
        notes=cut_note(rows.count()),
        figures=(
            (number_text(counted["times"] or 0), "Lần phát"),
            (str(counted["units"]), "Cơ quan có phát"),
        ),
    )


def reaches(asked: Asked) -> Sheet:
    """Channels and reach of each campaign (R-262)."""
    why = struck_why(EntryKind.REACH)
    rows = entries(CampaignReach, asked)
    shown = shown_of(rows.select_related("unit", "programme").order_by("-day", "-id"))
    counted = rows.exclude(pk__in=why).values_list("audience").annotate(Sum("reach"))
    told = dict(counted)
    return Sheet(
        name="reaches",
        title="Kênh truyền thông và số người tiếp cận",
        columns=(
            "Chương trình",
            "Kênh",
            "Tới ai",
            "Tiếp cận",
            "Thời gian",
            "Nguồn số liệu",
            "Cơ quan",
            "Người ghi",
        ),
        lines=tuple(_reach_line(row, why.get(row.pk)) for row in shown),
        notes=(
            "Tiếp cận là số lượt theo từng kênh; một người có thể gặp ở nhiều kênh.",
            *cut_note(rows.count()),
        ),
        figures=tuple((number_text(told[one]), AUDIENCE_LABELS[one]) for one in Audience if told.get(one)),
    )


def _reach_line(row: CampaignReach, why: str | None) -> Line:
    return Line(
        (
            row.programme.name,
            struck_text(why, CHANNEL_LABELS[CampaignChannel(row.channel)]),
            AUDIENCE_LABELS[Audience(row.audience)],
            number_text(row.reach),
            days_text(row.day, row.last),
            proof_of(row),
            row.unit.name,
            written_by(row),
        ),
        key="" if why is not None else str(row.pk),
    )


def marks(asked: Asked) -> Sheet:
    """The units marked for telling a campaign well (R-262)."""
    rows = WellPerforming.objects.filter(unit_id__in=asked.units).select_related("programme", "marked")
    last = newest(rows, lambda row: (str(row.programme_id), str(row.marked_id))).values()
    # Words are sought in what holds: a mark that was taken off is not found by its former reason.
    held = [row for row in last if row.held and asked.holds(row.words)]
    shown = sorted(held, key=lambda row: (row.programme.name, row.marked.name_fold))
    return Sheet(
        name="marks",
        title="Đơn vị làm tốt công tác truyền thông",
        columns=("Chương trình", "Đơn vị", "Vì sao", "Người ghi"),
        lines=tuple(
            Line((row.programme.name, row.marked.name, row.reason, written_by(row))) for row in shown
        ),
        figures=((str(len({row.marked_id for row in shown})), "Đơn vị làm tốt"),),
    )


def topics(asked: Asked) -> Sheet:
    """The public pages that explain, with the day on which each was last reviewed (R-264, R-265)."""
    last = {row.topic: row for row in TopicReview.objects.order_by("day", "id")}
    return Sheet(
        name="topics",
        title="Trang giải thích cho người dân",
        columns=("Trang", "Địa chỉ", "Xem lại lần cuối", "Người xem lại", "Ghi chú"),
        lines=tuple(
            Line(
                (
                    TOPIC_LABELS[topic],
                    f"/gioi-thieu/{topic.value}/",
                    day_text(reviewed_on(topic)),
                    last[topic].stated_by_name if topic in last else "–",
                    proof_of(last[topic]) if topic in last else "–",
                )
            )
            for topic in Topic
        ),
    )


REGISTERS = {"phat-thanh": broadcasts, "kenh": reaches, "lam-tot": marks, "trang-giai-thich": topics}

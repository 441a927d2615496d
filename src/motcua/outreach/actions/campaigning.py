"""Record what was read out, which channels reached whom, which unit told a campaign well, which page was reviewed."""

from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse_if
from motcua.core.vntext import clean_line, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.outreach.actions.training import unit_below
from motcua.outreach.communication_policies import (
    MOST_REACHED,
    why_not_between,
    why_not_happened,
    why_not_keep,
    why_not_mark,
    why_not_number,
)
from motcua.outreach.communication_tables import Broadcast, CampaignReach, TopicReview, WellPerforming
from motcua.outreach.communication_terms import (
    CHANNEL_LABELS,
    STATION_LABELS,
    Audience,
    CampaignChannel,
    Station,
    Topic,
)
from motcua.outreach.told import words_of
from motcua.programmes.touching import decided_programme

_MOST_READINGS = 1000
_MOST_TEXT = 8000


@transaction.atomic
def record_broadcast(
    *,
    station: Station,
    place: str,
    subject: str,
    text: str,
    day: date,
    last: date,
    times: int,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> Broadcast:
    """Record that a text was read out (R-261).

    Refused: `no_role`, `period_wrong`, `day_in_future`, `number_wrong`, `place_missing`, `subject_missing`,
    `text_missing`.
    """
    refuse_if(
        why_not_keep(actor)
        or why_not_between(day, last)
        or why_not_happened(last, local_day(at), field="last")
        or why_not_number(times, _MOST_READINGS, field="times")
    )
    texts = {
        "place": needed_line(place, 200, field="place", what="Tên đài"),
        "subject": needed_line(subject, 300, field="subject", what="Nội dung"),
        "text": needed_line(text, _MOST_TEXT, field="text", what="Lời đọc"),
        "evidence": clean_line(evidence, 300, field="evidence", what="Minh chứng"),
    }
    note(actor, at, "record_broadcast", texts["subject"][:60], {"station": station.value, "times": times})
    return Broadcast.objects.create(
        station=station.value,
        day=day,
        last=last,
        times=times,
        words=words_of(STATION_LABELS[station], *texts.values()),
        **texts,
        **said_by(actor, at),
    )


@transaction.atomic
def record_reach(
    *,
    programme: str,
    channel: CampaignChannel,
    audience: Audience,
    reach: int,
    day: date,
    last: date,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> CampaignReach:
    """Record how many a channel reached in a campaign (R-262).

    Refused: `no_role`, `programme_unknown`, `period_wrong`, `day_in_future`, `number_wrong`, `evidence_missing`.
    """
    refuse_if(
        why_not_keep(actor)
        or why_not_between(day, last)
        or why_not_happened(last, local_day(at), field="last")
        or why_not_number(reach, MOST_REACHED, field="reach")
    )
    campaign = decided_programme(programme)
    proof = needed_line(evidence, 300, field="evidence", what="Nguồn của con số")
    note(actor, at, "record_reach", campaign.slug, {"channel": channel.value, "reach": reach})
    return CampaignReach.objects.create(
        programme=campaign,
        channel=channel.value,
        audience=audience.value,
        reach=reach,
        day=day,
        last=last,
        evidence=proof,
        words=words_of(campaign.name, CHANNEL_LABELS[channel], proof),
        **said_by(actor, at),
    )


@transaction.atomic
def mark_well_performing(
    *, programme: str, unit_id: str, reason: str, held: bool, actor: Actor, at: datetime
) -> WellPerforming:
    """Mark a unit that told a campaign well, or take the mark off (R-262).

    Refused: `no_role`, `programme_unknown`, `unit_not_below`, `unit_ended`, `own_unit`, `reason_missing`.
    """
    refuse_if(why_not_keep(actor))
    campaign = decided_programme(programme)
    unit = unit_below(unit_id, actor, local_day(at))
    refuse_if(why_not_mark(actor, unit.pk, superior=unit.parent_id is not None))
    why = needed_line(reason, 300, field="reason", what="Lý do")
    note(actor, at, "mark_well_performing", unit.pk, {"programme": campaign.slug, "held": held})
    return WellPerforming.objects.create(
        programme=campaign,
        marked=unit,
        reason=why,
        held=held,
        words=words_of(campaign.name, unit.name, why),
        **said_by(actor, at),
    )


@transaction.atomic
def review_topic(*, topic: Topic, evidence: str, actor: Actor, at: datetime) -> TopicReview:
    """Say that a public page was read today and is right (R-264). Refused: `no_role`, `text_too_long`."""
    refuse_if(why_not_keep(actor))
    proof = clean_line(evidence, 300, field="evidence", what="Ghi chú")
    note(actor, at, "review_topic", topic.value)
    return TopicReview.objects.create(
        topic=topic.value, day=local_day(at), evidence=proof, words=words_of(proof), **said_by(actor, at)
    )

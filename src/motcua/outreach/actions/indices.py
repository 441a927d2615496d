"""Keep the values of the indices in use with their sources, and link the events that were about them."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.queries import units_under
from motcua.organisation.stated import said_by
from motcua.outreach.communication_policies import (
    why_not_keep,
    why_not_link,
    why_not_rank,
    why_not_year,
)
from motcua.outreach.communication_terms import INDICATOR_LABELS, Indicator
from motcua.outreach.queries import events
from motcua.outreach.told import words_of
from motcua.outreach.training_tables import IndexEvent, IndexValue

_LARGEST = Decimal(999_999)


@transaction.atomic
def record_index(
    *,
    index: Indicator | None,
    name: str,
    about: str,
    year: int,
    value: Decimal,
    scale: str,
    rank: int | None,
    ranked_of: int | None,
    evidence: str,
    link: str,
    actor: Actor,
    at: datetime,
) -> IndexValue:
    """Keep a value; the newest of the same index, body and year holds (R-247). `name` where the index is another.

    Refused: `no_role`, `…_missing`, `year_wrong`, `value_wrong`, `rank_wrong`, `link_wrong`.
    """
    refuse_if(why_not_keep(actor) or why_not_year(year) or why_not_rank(rank, ranked_of))
    named = INDICATOR_LABELS[index] if index else needed_line(name, 200, field="name", what="Tên chỉ số")
    texts = {
        "about": needed_line(about, 200, field="about", what="Cơ quan, địa phương"),
        "scale": clean_line(scale, 40, field="scale", what="Thang đo"),
        "evidence": needed_line(evidence, 300, field="evidence", what="Nguồn công bố"),
        "link": clean_line(link, 500, field="link", what="Đường dẫn"),
    }
    refuse_if(why_not_link(texts["link"]))
    note(actor, at, "record_index", named[:60], {"year": year, "value": str(value)})
    return IndexValue.objects.create(
        index=index.value if index else "",
        name=named,
        year=year,
        value=_checked(value),
        rank=rank,
        ranked_of=ranked_of,
        words=words_of(named, str(year), *texts.values()),
        **texts,
        **said_by(actor, at),
    )


def _checked(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) > _LARGEST:
        raise refuse("value_wrong", "Giá trị không hợp lệ. Hãy ghi lại con số.", field="value")
    return value.quantize(Decimal("0.001"))


@transaction.atomic
def link_event(*, name: str, event_id: int, actor: Actor, at: datetime) -> IndexEvent:
    """Say that an event, led or shared by the own unit or one below it, was about an index (R-247).

    Refused: `no_role`, `index_unknown`, `event_unknown`, `linked_already`.
    """
    refuse_if(why_not_keep(actor))
    if not IndexValue.objects.filter(name=name).exists():
        raise refuse("index_unknown", "Chưa có giá trị của chỉ số này. Hãy ghi giá trị trước.", field="name")
    event = events(unit_ids=units_under([actor.unit_id])).filter(pk=event_id).first()
    if event is None:
        raise refuse("event_unknown", "Không có sự kiện này. Hãy chọn lại.", field="event")
    note(actor, at, "link_index_event", str(event.pk), {"index": name[:60]})
    try:
        with transaction.atomic():
            return IndexEvent.objects.create(
                name=name, event=event, words=words_of(name, event.name), **said_by(actor, at)
            )
    except IntegrityError:
        raise refuse(
            "linked_already", "Sự kiện này đã gắn với chỉ số. Hãy xem danh sách.", field="event"
        ) from None

"""Register what appears in the media: item, checked source, publication; decisions printed in the law supplement."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, needed_line
from motcua.legal_basis.models import Document
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.outreach.communication_policies import (
    why_not_check,
    why_not_happened,
    why_not_keep,
    why_not_link,
    why_not_publish,
)
from motcua.outreach.communication_tables import MediaItem, MediaStep, SupplementEntry
from motcua.outreach.communication_terms import EntryKind, Genre, MediaAct, Medium, Stance
from motcua.outreach.striking import struck_ids
from motcua.outreach.told import words_of


@transaction.atomic
def register_media(
    *,
    medium: Medium,
    genre: Genre,
    stance: Stance,
    outlet: str,
    topic: str,
    title: str,
    day: date,
    link: str,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> MediaItem:
    """Register an item; it counts once its publication is recorded (R-256).

    Refused: `no_role`, `link_wrong`, `outlet_missing`, `topic_missing`, `title_missing`, `text_too_long`.
    """
    refuse_if(why_not_keep(actor))
    texts = {
        "outlet": needed_line(outlet, 200, field="outlet", what="Tên báo, đài, trang"),
        "topic": needed_line(topic, 300, field="topic", what="Chủ đề"),
        "title": needed_line(title, 300, field="title", what="Tiêu đề"),
    }
    address = _link(link)
    proof = clean_line(evidence, 300, field="evidence", what="Minh chứng")
    said = {"medium": medium.value, "genre": genre.value, "stance": stance.value}
    note(actor, at, "register_media", texts["title"][:60], said | {"day": day.isoformat()})
    return MediaItem.objects.create(
        day=day,
        link=address,
        evidence=proof,
        words=words_of(*texts.values(), address, proof),
        **said,
        **texts,
        **said_by(actor, at),
    )


@transaction.atomic
def check_source(*, item_id: int, source: str, actor: Actor, at: datetime) -> MediaStep:
    """A second person says which source was checked (R-263).

    Refused: `item_unknown`, `no_role`, `other_unit`, `same_person`, `checked_already`, `source_missing`.
    """
    item = _item(item_id)
    done = {step.act for step in item.steps.all()}
    refuse_if(
        why_not_check(
            actor, unit_id=item.unit_id, written_by=item.stated_by_id, checked=MediaAct.CHECK in done
        )
    )
    proof = needed_line(source, 300, field="source", what="Nguồn đã kiểm tra")
    return _step(item, MediaAct.CHECK, local_day(at), "", proof, actor, at)


@transaction.atomic
def publish_media(*, item_id: int, day: date, link: str, actor: Actor, at: datetime) -> MediaStep:
    """Record that an item appeared; criticism only after its source was checked (R-256, R-263).

    Refused: `item_unknown`, `no_role`, `other_unit`, `published_already`, `source_not_checked`, `day_in_future`,
    `link_wrong`.
    """
    item = _item(item_id)
    done = {step.act for step in item.steps.all()}
    refuse_if(
        why_not_publish(
            actor,
            unit_id=item.unit_id,
            stance=Stance(item.stance),
            checked=MediaAct.CHECK in done,
            published=MediaAct.PUBLISH in done,
        )
        or why_not_happened(day, local_day(at))
    )
    return _step(item, MediaAct.PUBLISH, day, _link(link), "", actor, at)


@transaction.atomic
def record_supplement(
    *, document_id: int, issue: str, day: date, evidence: str, actor: Actor, at: datetime
) -> SupplementEntry:
    """Record in which issue of the law supplement a decision was printed (R-257).

    Refused: `no_role`, `document_unknown`, `issue_missing`, `day_in_future`, `before_decision`, `recorded_already`.
    """
    refuse_if(why_not_keep(actor) or why_not_happened(day, local_day(at)))
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise refuse("document_unknown", "Không có văn bản này. Hãy chọn lại.", field="document")
    if document.issued_on is not None and day < document.issued_on:
        raise refuse(
            "before_decision", "Ngày đăng ở trước ngày ban hành văn bản. Hãy sửa lại ngày.", field="day"
        )
    number = needed_line(issue, 60, field="issue", what="Số báo")
    proof = clean_line(evidence, 300, field="evidence", what="Minh chứng")
    note(actor, at, "record_supplement", document.label, {"issue": number, "day": day.isoformat()})
    try:
        with transaction.atomic():
            return SupplementEntry.objects.create(
                document=document,
                issue=number,
                day=day,
                evidence=proof,
                words=words_of(document.label, document.title, number, proof),
                **said_by(actor, at),
            )
    except IntegrityError:
        raise refuse(
            "recorded_already", "Văn bản này đã ghi ở số báo đó. Hãy xem danh sách.", field="issue"
        ) from None


def _item(item_id: int) -> MediaItem:
    item = MediaItem.objects.prefetch_related("steps").filter(pk=item_id).first()
    if item is None or item.pk in struck_ids(EntryKind.MEDIA):
        raise refuse("item_unknown", "Không có mục tin, bài này. Hãy tải lại trang.")
    return item


def _step(
    item: MediaItem, act: MediaAct, day: date, link: str, proof: str, actor: Actor, at: datetime
) -> MediaStep:
    note(actor, at, f"{act.value}_media", str(item.pk), {"day": day.isoformat(), "source": proof})
    try:
        with transaction.atomic():
            return MediaStep.objects.create(
                item=item,
                act=act.value,
                day=day,
                link=link,
                evidence=proof,
                words=words_of(proof, link),
                **said_by(actor, at),
            )
    except IntegrityError:  # a colleague was a moment earlier
        raise refuse("done_already", "Việc này vừa được ghi. Hãy tải lại trang.") from None


def _link(link: str) -> str:
    address = clean_line(link, 500, field="link", what="Đường dẫn")
    refuse_if(why_not_link(address))
    return address

"""Take a dossier or project into the backlog, say that it is settled for good (104/KH-UBND II.2.1; R-160, R-165)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, needed_line
from motcua.dossiers.models import Dossier
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.participation.joining import joining_of
from motcua.participation.models import BacklogClearance, BacklogItem
from motcua.participation.registered import own_registration
from motcua.participation.registration_rules import why_not_backlog, why_not_cleared, why_over
from motcua.participation.registration_terms import BacklogKind, Option


@transaction.atomic
def add_backlog(
    *,
    registration_id: int,
    kind: BacklogKind,
    name: str,
    cause: str,
    owner: str,
    target: date | None,
    actor: Actor,
    at: datetime,
) -> BacklogItem:
    """Register what lies unfinished; a code of the system is tied to its dossier.

    Refused: `no_role`, `registration_unknown`, `withdrawn_already`, `other_option`, `programme_over`,
    `name_missing`, `cause_missing`, `owner_missing`, `target_missing`, `target_past`, `dossier_ended`,
    `backlog_twice`.
    """
    row = own_registration(registration_id, actor, option=Option.CLEAR_BACKLOG, lock=True)
    refuse_if(why_over(joining_of(row.programme, row.unit, at), local_day(at)))
    words = {
        "name": clean_line(name, 300, field="name", what="Mã hồ sơ, tên dự án"),
        "cause": clean_line(cause, 500, field="cause", what="Nguyên nhân"),
        "owner": clean_line(owner, 200, field="owner", what="Người phụ trách"),
    }
    refuse_if(why_not_backlog(**words, target=target, today=local_day(at)))
    assert target is not None
    dossier = _dossier(words["name"], row.unit_id) if kind is BacklogKind.DOSSIER else None
    try:
        with transaction.atomic():
            item = row.backlog.create(
                kind=kind.value, dossier=dossier, target=target, **words, **said_by(actor, at)
            )
    except IntegrityError:
        raise refuse(
            "backlog_twice", "Hồ sơ, dự án này đã ghi rồi. Hãy tìm trong danh sách tồn đọng.", field="name"
        ) from None
    note(actor, at, "add_backlog", words["name"][:100], {"kind": kind.value, "target": target.isoformat()})
    return item


def _dossier(name: str, unit_id: str) -> Dossier | None:
    """The unit's own dossier of that code, if the name is one; papers from before the system have none."""
    found = Dossier.objects.filter(code=name, unit_id=unit_id).first()
    if _settled_on(found) is not None:
        raise refuse(
            "dossier_ended",
            "Hồ sơ này đã có kết quả hoặc đã kết thúc, không còn tồn đọng. Hãy kiểm tra mã hồ sơ.",
            field="name",
        )
    return found


@transaction.atomic
def clear_backlog(
    *, item_id: int, cleared_on: date, evidence: str, actor: Actor, at: datetime
) -> BacklogClearance:
    """Say that an item is settled for good, with evidence; also after the programme's end.

    Refused: `no_role`, `item_unknown`, `registration_unknown`, `withdrawn_already`, `day_in_future`,
    `before_registration`, `dossier_still_open`, `before_result`, `evidence_missing`, `cleared_already`.
    """
    item = BacklogItem.objects.select_related("dossier").filter(pk=item_id, unit_id=actor.unit_id).first()
    if item is None:
        raise refuse("item_unknown", "Không có hồ sơ, dự án tồn đọng này. Hãy tải lại trang.")
    own_registration(item.registration_id, actor, option=Option.CLEAR_BACKLOG, lock=True)
    refuse_if(
        why_not_cleared(
            cleared_on,
            registered_on=local_day(item.stated_at),
            settled_on=_settled_on(item.dossier),
            today=local_day(at),
            of_system=item.dossier is not None,
        )
    )
    text = needed_line(evidence, 300, field="evidence", what="Minh chứng")
    try:
        with transaction.atomic():
            row = BacklogClearance.objects.create(
                item=item, cleared_on=cleared_on, evidence=text, **said_by(actor, at)
            )
    except IntegrityError:
        raise refuse("cleared_already", "Mục này đã ghi giải quyết xong. Hãy tải lại trang.") from None
    note(actor, at, "clear_backlog", item.name[:100], {"on": cleared_on.isoformat(), "evidence": text})
    return row


def _settled_on(dossier: Dossier | None) -> date | None:
    """The day a dossier's result was ready, or it ended without one."""
    moment = None if dossier is None else dossier.ready_at or dossier.ended_at
    return local_day(moment) if moment else None

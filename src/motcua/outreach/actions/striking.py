"""Strike out an entry that was written by mistake: it stays, with the reason, and counts no more."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.outreach.communication_policies import why_not_own
from motcua.outreach.communication_tables import (
    Broadcast,
    CampaignReach,
    Material,
    MaterialHandOut,
    MediaItem,
    StruckEntry,
    SupplementEntry,
)
from motcua.outreach.communication_terms import EntryKind
from motcua.outreach.told import Told, words_of
from motcua.outreach.training_tables import IndexValue, TrainingCourse

TABLES: dict[EntryKind, type[Told]] = {
    EntryKind.MEDIA: MediaItem,
    EntryKind.SUPPLEMENT: SupplementEntry,
    EntryKind.MATERIAL: Material,
    EntryKind.HAND_OUT: MaterialHandOut,
    EntryKind.BROADCAST: Broadcast,
    EntryKind.REACH: CampaignReach,
    EntryKind.COURSE: TrainingCourse,
    EntryKind.INDEX: IndexValue,
}


@transaction.atomic
def strike_entry(*, kind: EntryKind, entry: int, reason: str, actor: Actor, at: datetime) -> StruckEntry:
    """Strike it out. Refused: `entry_unknown`, `no_role`, `other_unit`, `reason_missing`, `struck_already`."""
    row = TABLES[kind]._default_manager.filter(pk=entry).first()
    if row is None:
        raise refuse("entry_unknown", "Không có mục này. Hãy tải lại trang.")
    refuse_if(why_not_own(actor, row.unit_id))
    why = needed_line(reason, 300, field="reason", what="Lý do")
    note(actor, at, "strike_entry", f"{kind.value}:{entry}", {"reason": why})
    try:
        with transaction.atomic():
            return StruckEntry.objects.create(
                kind=kind.value, entry=entry, reason=why, words=words_of(why), **said_by(actor, at)
            )
    except IntegrityError:
        raise refuse("struck_already", "Mục này đã được gạch bỏ. Hãy tải lại trang.") from None

"""The person sends from afar what the desk asked for: kept beside the first papers, the clock goes on by the rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.documents.files.keeping import keep
from motcua.documents.files.names import clean_name
from motcua.dossiers.actions.attempts import attempt
from motcua.dossiers.actions.copying import MOST_FILES, refuse_weight
from motcua.dossiers.actions.sent_copies import SentCopy
from motcua.dossiers.actions.supplements import Came, take_in
from motcua.dossiers.completeness import Handed
from motcua.dossiers.copies.listing import is_identity
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.online.drafts import Holder, asked_items, filings_of
from motcua.dossiers.queries import policy_facts, why_not_any_more
from motcua.dossiers.terms import Act
from motcua.dossiers.transitions import target_of


@dataclass(frozen=True, slots=True)
class Sent:
    """One file for one of the papers asked for."""

    component: str
    name: str
    content: bytes | BinaryIO


def supplement_online(
    *, dossier_id: int, sent: Sequence[Sent], note: str, actor: Holder | None, at: datetime
) -> Step:
    """Take in everything that was asked for at once. `actor` None: whoever showed the code and secret of the slip.

    Refused: `not_yours`, `supplement_not_asked`, `unit_ended`, `file_missing`, `too_many_files`, `item_unknown`,
    `still_missing`, `dossier_too_large`, and what `keep` refuses, at the field `file-‹component›`.
    """
    seen = Dossier.objects.get(pk=dossier_id)
    if actor is not None and not filings_of(actor.account_id or 0).filter(dossier=seen).exists():
        raise refuse("not_yours", "Hồ sơ này không thuộc tài khoản của ông/bà. Hãy mở mục “Hồ sơ của tôi”.")
    with attempt(Act.SUPPLEMENT, str(seen), None, at):
        return _take_in(dossier_id, sent, note, at)


def _take_in(dossier_id: int, sent: Sequence[Sent], note: str, at: datetime) -> Step:
    known = Dossier.objects.select_related("version", "unit", "one_stop_unit", "process")
    dossier = known.select_for_update(of=("self",)).get(pk=dossier_id)
    items = {item["key"]: item for item in asked_items(dossier)}
    facts = policy_facts(dossier)
    target = target_of(facts.path, facts.state, Act.SUPPLEMENT, facts.state_before_pause)
    if not items or target is None:
        raise refuse(
            "supplement_not_asked",
            "Hồ sơ này đang không chờ bổ sung. Hãy mở lại hồ sơ để xem đang ở bước nào.",
        )
    refuse_if(why_not_any_more(dossier.unit, local_day(at)))
    _refuse_count(sent, set(items))
    copies = [_stored(dossier, one, at) for one in sent]
    refuse_weight(dossier, [one.file for one in copies])
    counts = {
        key: sum(one.component == key for one in sent) for key in dict.fromkeys(one.component for one in sent)
    }
    papers = tuple(Handed(key, copies=count) for key, count in counts.items())
    came = Came(papers, clean_line(note, 1000, field="note", what="Ghi chú"), copies)
    return take_in(dossier, target, came, actor=None, at=at)


def _refuse_count(sent: Sequence[Sent], asked: set[str]) -> None:
    if not sent:
        raise refuse(
            "file_missing", "Chưa chọn tệp nào. Hãy chọn tệp cho từng giấy tờ được yêu cầu.", field="file"
        )
    if len(sent) > MOST_FILES:
        raise refuse(
            "too_many_files", f"Nhiều nhất {MOST_FILES} tệp một lần. Hãy gộp ảnh thành PDF.", field="file"
        )
    if any(one.component not in asked for one in sent):
        raise refuse("item_unknown", "Chỉ gửi giấy tờ được yêu cầu bổ sung. Hãy chọn lại.", field="file")


def _stored(dossier: Dossier, one: Sent, at: datetime) -> SentCopy:
    component = dossier.version.components.get(key=one.component)
    name = clean_name(one.name)
    stored = keep(one.content, name=name, sensitive=is_identity(component), at=at)
    return SentCopy(one.component, component.name, stored, name)

"""A draft becomes a filing: judged whole, its declaration set, submitted once however often it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.applicants.policies import why_level_too_low
from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.documents.files.keeping import keep
from motcua.documents.models import StoredFile
from motcua.dossiers.actions.drafting import draft_gone, locked, touched
from motcua.dossiers.actions.filing import submit
from motcua.dossiers.actions.sent_copies import SentCopy
from motcua.dossiers.models import Draft, OnlineFiling
from motcua.dossiers.online.declarations import declaration_pdf
from motcua.dossiers.online.drafts import Holder, drafts_of, filed_by
from motcua.dossiers.online.readiness import Preparing, applicant_of, handed, lacks, preparing
from motcua.dossiers.online.settings import online_rules
from motcua.dossiers.online_terms import DECLARATION_KEY, DECLARATION_NAME, DraftState, FiledFor
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import Channel, CopyOrigin, ReturnChannel
from motcua.organisation.models import Unit
from motcua.organisation.online_intake import intake_on, portal
from motcua.organisation.terms import IntakeMode


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent: the draft's number, the version that was looked at, who of the staff sat beside."""

    number: str
    version: int
    assisted_by: int | None = None
    assurance: int = 1  # how sure the stay is
    channel: str = Channel.ONLINE


def file_online(*, sending: Sending, actor: Holder, at: datetime) -> OnlineFiling:
    """File the actor's draft; sent again (a second tab, a repeated press) it gives the filing that is there.

    Refused: `draft_gone`, `draft_changed`, `not_ready` (with what lacks), `national_portal`, and what `submit`
    refuses: the channel the level does not open, a unit that does not settle it, the person's identity.
    """
    known = filed_by(actor, sending.number)
    if known is not None:
        return known
    draft = drafts_of(actor).filter(number=sending.number).first()
    if draft is None:
        raise draft_gone()
    ready = _ready(draft, sending, at)
    declaration = _declaration(ready, at)
    with transaction.atomic():
        try:
            draft = locked(actor, sending.number)
        except Refused:
            known = filed_by(actor, sending.number)  # the other press was first
            if known is None:
                raise
            return known
        if draft.version != sending.version:
            raise _changed()
        return _file(ready, draft, declaration, sending, at)


def why_not_own_pages(unit: Unit, at: datetime) -> Refused | None:
    """From the day a unit files at the national portal its own pages only prepare."""
    if intake_on(unit, local_day(at)).mode is IntakeMode.OWN:
        return None
    place = portal()
    return refuse(
        "national_portal",
        f"{unit.name} nhận hồ sơ trực tuyến tại {place.name} ({place.address}). Hãy in tờ khai đã soạn ở đây và "
        "nộp tại đó, hoặc nộp tại Bộ phận Một cửa.",
        address=place.address,
    )


def _ready(draft: Draft, sending: Sending, at: datetime) -> Preparing:
    """Everything is there and as the person saw it; raises Refused."""
    if draft.version != sending.version:
        raise _changed()
    refuse_if(why_level_too_low(sending.assurance, online_rules().assurance_asked(draft.procedure_id)))
    one = preparing(draft, local_day(at))
    if one is None:
        raise refuse("procedure_not_in_force", "Thủ tục này không còn áp dụng. Hãy xem thủ tục thay thế.")
    if draft.unit is not None and (no := why_not_own_pages(draft.unit, at)):
        raise no
    lacking = lacks(one, local_day(at))
    if lacking:
        raise refuse(
            "not_ready",
            "Hồ sơ chưa đủ để nộp: " + " ".join(lack.text for lack in lacking[:5]) + " Hãy bổ sung rồi nộp.",
            missing=[{"key": lack.step, "name": lack.text, "why": ""} for lack in lacking],
        )
    return one


def _changed() -> Refused:
    return refuse(
        "draft_changed",
        "Bản khai vừa được sửa ở cửa sổ hoặc thiết bị khác. Hãy xem lại một lượt rồi nộp; chưa có gì mất.",
    )


def _declaration(one: Preparing, at: datetime) -> StoredFile | None:
    """The answers as the paper of the office, kept like any file; None where the procedure has no form online."""
    if one.form is None or one.draft.unit is None:
        return None
    answers = one.judged(local_day(at)).cleaned
    pdf = declaration_pdf(
        one.form,
        answers,
        procedure=one.draft.procedure_id,
        unit=one.draft.unit,
        day=local_day(at),
        moment=at,
    )
    return keep(pdf, name="to-khai.pdf", sensitive=False, at=at)


def _file(
    one: Preparing, draft: Draft, declaration: StoredFile | None, sending: Sending, at: datetime
) -> OnlineFiling:
    copies = _copies(one, declaration)
    dossier = submit(reception=_reception(one, sending, at), actor=None, at=at, copies=copies)
    filing = OnlineFiling.objects.create(
        dossier=dossier,
        draft=draft,
        account_id=draft.account_id,
        filed_for=draft.who.get("for") or FiledFor.SELF,
        on_behalf_of=draft.who.get("authority") or {},
        assisted_by_id=sending.assisted_by or draft.assisted_by_id,
        form_number=draft.form_number,
        answers=one.judged(local_day(at)).cleaned,
        sources=draft.sources,
        corrections=draft.corrections,
        wishes=draft.wishes,
        declaration=declaration,
        papers=[listed(copy) for copy in copies],
        filed_at=at,
    )
    touched(draft, at, state=DraftState.FILED)
    return filing


def _reception(one: Preparing, sending: Sending, at: datetime) -> Reception:
    draft, wishes = one.draft, one.draft.wishes
    return Reception(
        procedure=draft.procedure_id,
        unit_id=draft.unit_id or "",
        applicant=applicant_of(draft.who),
        received_at=at,
        channel=sending.channel,
        return_channel=str(wishes.get("return_channel") or ReturnChannel.DESK.value),
        components=handed(one),
        conditions=tuple(key for key in draft.conditions if any(key == c.key for c in one.components)),
        at_once=False,
    )


def _copies(one: Preparing, declaration: StoredFile | None) -> list[SentCopy]:
    """The declaration first, then the papers in the order the procedure lists them."""
    found: list[SentCopy] = []
    if declaration is not None:
        own = one.declaration
        key, title = (own.key, own.name) if own else (DECLARATION_KEY, DECLARATION_NAME)
        found.append(SentCopy(key, title, declaration, "to-khai.pdf", CopyOrigin.PROGRAM))
    for component in one.components:
        papers: Sequence[Any] = one.papers_of(component.key)
        found += [
            SentCopy(component.key, component.name, paper.file, paper.name, CopyOrigin(paper.origin))
            for paper in papers
        ]
    return found


def listed(copy: SentCopy) -> dict[str, Any]:
    """A paper as the receipt lists it."""
    return {
        "component": copy.component,
        "title": copy.title,
        "name": copy.name,
        "sha256": copy.file.sha256,
        "bytes": copy.file.size,
        "pages": copy.file.pages,
    }

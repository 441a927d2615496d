"""Receive a list line by line: each wholly or not at all, each answered; sent again, nothing is doubled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.dossiers import policies
from motcua.dossiers.actions.reception import receive
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.completeness import Handed
from motcua.dossiers.group_lines import Line, LineResult, occurrences, refused_line
from motcua.dossiers.models import Dossier, GroupReception, GroupRow
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import Act, Channel
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class GroupWish:
    """What is said once for the whole list: procedure, who brought it, the number of the letter or list.

    `papers` are the components that came with every line.
    """

    procedure: str
    reference: str
    applicant: Applicant
    papers: tuple[Handed, ...]
    received_at: datetime
    return_channel: str = "desk"
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """The group and one answer a line, in the order of the file."""

    group: GroupReception
    results: tuple[LineResult, ...]

    @property
    def received(self) -> int:
        """How many lines are dossiers now, of this time or before."""
        return sum(bool(result.code) for result in self.results)


def receive_group(*, wish: GroupWish, lines: Sequence[Line], actor: Actor, at: datetime) -> GroupOutcome:
    """Receive every line as a dossier of its own; a line that is refused stops no other.

    Raises Refused (for the whole list): other_unit, no_role, reference_missing.
    """
    refuse_if(policies.why_not_by_role(Act.RECEIVE, actor))
    group = _group(wish, actor, at)
    results = [_answer(group, wish, line, nth, actor, at) for line, nth in occurrences(lines)]
    return GroupOutcome(group, tuple(results))


def _group(wish: GroupWish, actor: Actor, at: datetime) -> GroupReception:
    reference = clean_line(wish.reference, 80, field="reference", what="Số danh sách")
    if not reference:
        raise refuse(
            "reference_missing",
            "Chưa ghi số công văn hoặc số danh sách. Hãy ghi: gửi lại tệp dưới cùng số này thì không nhận trùng.",
            field="reference",
        )
    group, _ = GroupReception.objects.get_or_create(
        unit_id=actor.unit_id,
        procedure_id=wish.procedure,
        reference=reference,
        defaults={
            "requester": _brought_by(wish.applicant),
            "opened_at": at,
            "opened_by_id": actor.person_id,
            "opened_by_name": actor.name,
        },
    )
    return group


def _brought_by(applicant: Applicant) -> str:
    """`Công ty TNHH Bình Minh (Trần Thị Hoa)`."""
    name = clean_line(applicant.name, 200, field="name", what="Người yêu cầu")
    who = clean_line(applicant.representative, 200, field="representative", what="Người đi nộp")
    return f"{name} ({who})" if who else name


def _answer(
    group: GroupReception, wish: GroupWish, line: Line, nth: int, actor: Actor, at: datetime
) -> LineResult:
    name = line.name or wish.applicant.name
    try:
        with transaction.atomic():
            dossier, before = _received(group, wish, line, nth, actor, at)
    except Refused as refused:
        return refused_line(line, name, refused)
    return LineResult(line.number, name, str(dossier), before=before)


def _received(
    group: GroupReception, wish: GroupWish, line: Line, nth: int, actor: Actor, at: datetime
) -> tuple[Dossier, bool]:
    """The line's dossier, and whether it was received before; two who send the same file wait for each other."""
    GroupReception.objects.select_for_update().get(pk=group.pk)
    known = group.rows.filter(digest=line.digest, occurrence=nth).select_related("dossier").first()
    if known is not None:
        return known.dossier, True
    outcome = receive(reception=_reception(wish, line, actor.unit_id), actor=actor, at=at)
    if outcome.dossier is None:
        names = "; ".join(lack.name for lack in outcome.missing)
        raise refuse(
            "incomplete", f"Còn thiếu: {names}. Hãy nhận riêng dòng này để lập phiếu yêu cầu bổ sung."
        )
    GroupRow.objects.create(
        group=group, line=line.number, digest=line.digest, occurrence=nth, dossier=outcome.dossier
    )
    return outcome.dossier, False


def _reception(wish: GroupWish, line: Line, unit_id: str) -> Reception:
    own = Applicant(
        kind="person", name=line.name, id_number=line.id_number, phone=line.phone, address=line.address
    )
    return Reception(
        procedure=wish.procedure,
        unit_id=unit_id,
        applicant=own if line.name else wish.applicant,
        received_at=wish.received_at,
        channel=Channel.DESK,
        return_channel=wish.return_channel,
        components=wish.papers,
        items=line.items(),
        at_once=wish.at_once,
        opened_here=True,
    )

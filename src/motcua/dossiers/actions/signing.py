"""Approve: by someone with the power that day, at the place the path names, never out of order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.authority.delegation_rules import body_of
from motcua.authority.delegations import why_no_power
from motcua.authority.queries import powers_of
from motcua.authority.rules import Power, power_on
from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse
from motcua.dossiers import codes
from motcua.dossiers.actions.certifying import Certified, enter_all, enter_in_book
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.moving_many import Meant
from motcua.dossiers.actions.numbered import move_numbered, new_mark
from motcua.dossiers.actions.results.fixing import fix_result, number_result, ready
from motcua.dossiers.actions.sayings import text_of
from motcua.dossiers.book_rules import book_of
from motcua.dossiers.finding import find_to_sign
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import dossier_of, may_be_a_number
from motcua.dossiers.results.queries import draft_of, without_draft
from motcua.dossiers.signing_watch import signed_for
from motcua.dossiers.terms import Act, Path, Place
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval that may be given, before the result has its number."""

    dossier: Dossier
    actor: Actor
    at: datetime
    place: Place
    changes: dict[str, Any]
    data: dict[str, Any]


def approve(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Approve the result: the step cites the office that gives the power, the place and the result's number."""
    dossier, powers, drafted = _to_sign(code, actor, at)
    if drafted or book_of(dossier.version.facts)[0]:
        with transaction.atomic():
            return _approve_with_papers(code, actor, at, said)
    mark = new_mark()
    meant = _for_others(approval(judged(dossier, actor, at, said, powers), mark), actor)
    return _approve_without_papers(meant, mark, at)


def _to_sign(code: str, actor: Actor, at: datetime) -> tuple[Dossier, tuple[Power, ...], bool]:
    """The dossier, the powers the actor holds in their unit that day, read anew each time, and whether a drafted
    result waits; DossierNotFound."""
    if may_be_a_number(code):
        on = local_day(at)
        if found := find_to_sign(code, unit_id=actor.unit_id, person_id=actor.person_id, on=on):
            return found
    dossier = dossier_of(code, actor.unit_id)
    return dossier, powers_on(actor, at), draft_of(dossier) is not None


def _approve_without_papers(meant: Meant, mark: str, at: datetime) -> Step:
    """No draft waited when the dossier was read; one that came since is not passed over."""
    dossier = meant.dossier
    label = codes.result_label(dossier.unit_id, local_day(at))
    try:
        return move_numbered(
            dossier,
            meant.said,
            label,
            mark=mark,
            column="result_number",
            changes=meant.changes,
            only=without_draft("held.id"),
        )
    except Refused:
        if draft_of(dossier) is None:
            raise
        raise refuse(
            "result_just_drafted",
            "Dự thảo kết quả vừa được lập trong lúc ông/bà phê duyệt. Hãy mở lại hồ sơ, xem dự thảo rồi phê duyệt.",
        ) from None


def _approve_with_papers(code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The same where papers are numbered in a book, or the result itself is set and kept with its own number."""
    # The dossier is held before a number is drawn, as in a tray: the two wait for each other in one order only.
    dossier = dossier_of(code, actor.unit_id, lock=True)
    judged_so = judged(dossier, actor, at, said, powers_on(actor, at))
    draft = draft_of(dossier)
    paper = ready(draft) if draft else None
    number = number_result(paper, at=at) if paper else ""
    if not number:
        [number] = result_numbers(dossier.unit_id, at, 1)
    meant = _for_others(approval(judged_so, number), actor)
    power = meant.said.data["power"]
    book = enter_in_book(dossier=dossier, result_number=number, power=power, actor=actor, at=at)
    meant = _saying(meant, **({"book": book} if book else {}))
    if paper:
        place = judged_so.place
        fixed = fix_result(
            paper, dossier, number=number, actor=actor, power=power, at=at, place=place, book=book
        )
        meant = replace(_saying(meant, result_document=fixed.said), changes=meant.changes | fixed.changes)
    return move(dossier, meant.said, changes=meant.changes)


def _for_others(meant: Meant, actor: Actor) -> Meant:
    """The approval also says for whom the signer signs, where the dossier was passed to them."""
    others = signed_for(meant.dossier, actor.person_id)
    return _saying(meant, signs_for=others) if others else meant


def _saying(meant: Meant, **more: Any) -> Meant:
    return replace(meant, said=replace(meant.said, data={**meant.said.data, **more}))


def judged(
    dossier: Dossier, actor: Actor, at: datetime, said: Mapping[str, Any], powers: Sequence[Power]
) -> Approval:
    """May this person approve this result today, and as what? Raises Refused."""
    target = allowed(Act.APPROVE, dossier, actor, at)
    data = {
        "note": text_of(said, "note", "Ý kiến phê duyệt"),
        "power": cited_power(dossier, actor, at, powers),
    }
    return Approval(dossier, actor, at, _place_of_approval(dossier, said), ends(target, at), data)


def approval(judged_so: Approval, number: str) -> Meant:
    """The approval with the number of its result."""
    dossier, actor = judged_so.dossier, judged_so.actor
    data = judged_so.data | {"result": {"name": dossier.version.result_name, "number": number}}
    changes = judged_so.changes | {"approver_id": actor.person_id, "result_number": number}
    return Meant(dossier, Said(Act.APPROVE, judged_so.at, actor, judged_so.place, data), changes)


def entered(tray: Sequence[Meant], actor: Actor, at: datetime) -> list[Meant]:
    """The approvals of a tray, those of certifications with their numbers in the book. Raises Refused: book_closed."""
    places = [place for place, meant in enumerate(tray) if book_of(meant.dossier.version.facts)[0]]
    told = [tray[place] for place in places]
    certified = [
        Certified(one.dossier, one.said.data["result"]["number"], one.said.data["power"]) for one in told
    ]
    books = dict(zip(places, enter_all(certified, actor=actor, at=at), strict=True))
    return [
        _saying(meant, book=books[place]) if place in books else meant for place, meant in enumerate(tray)
    ]


def result_numbers(unit_id: str, at: datetime, how_many: int) -> list[str]:
    """The next numbers of results; taken last, for the series is locked from here to the end of the act."""
    return codes.result_numbers(unit_id, local_day(at), how_many)


def powers_on(actor: Actor, at: datetime) -> tuple[Power, ...]:
    """The powers to sign the actor holds in their unit that day, read anew each time."""
    return powers_of(person_id=actor.person_id, unit_id=actor.unit_id, on=local_day(at))


def power_of(dossier: Dossier, actor: Actor, at: datetime) -> dict[str, str]:
    """In whose name the actor signs a paper of this dossier that day, as the step cites it; asked again when signing.

    Refused `no_signing_power`, with who may sign instead.
    """
    return cited_power(dossier, actor, at, powers_on(actor, at))


def cited_power(dossier: Dossier, actor: Actor, at: datetime, powers: Sequence[Power]) -> dict[str, str]:
    """The same of powers that were read before, for a batch."""
    day, unit_id, procedure = local_day(at), dossier.unit_id, dossier.procedure_id
    power = power_on(powers, unit_id=unit_id, on=day, procedure=procedure)
    if power is None:
        raise Refused(why_no_power(person_id=actor.person_id, unit_id=unit_id, procedure=procedure, on=day))
    cited = {"title": power.title, "prefix": power.prefix, "capacity": power.capacity}
    lent = {"delegation": power.delegation, "instrument": power.instrument, "agency": power.agency}
    more = lent | {"body": body_of(procedure, day)}
    return cited | {name: words for name, words in more.items() if words}


def _place_of_approval(dossier: Dossier, said: Mapping[str, Any]) -> Place:
    """144/KH-UBND I.2: at the desk or from the superior's own list; full on-the-spot never at the agency."""
    default = place_of(Path(dossier.path), Act.APPROVE)
    given = text_of(said, "place", "Nơi phê duyệt") or default
    if given not in {word.value for word in Place}:
        raise refuse(
            "place_unknown", "Nơi phê duyệt phải là desk, online hoặc agency. Hãy chọn lại.", field="place"
        )
    if given == Place.AGENCY and dossier.path == Path.ON_THE_SPOT:
        raise refuse(
            "place_not_on_path",
            "Hồ sơ “4 tại chỗ” được phê duyệt tại quầy hoặc trực tuyến, không đưa đi. Hãy chọn lại nơi phê duyệt.",
            field="place",
        )
    return Place(given)

"""With the approval the result gets its number and its paper: what it says from then on is the file of that hash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day, printed_minute
from motcua.core.numbering import next_label
from motcua.core.refusals import refuse, refuse_if
from motcua.documents.files.keeping import keep
from motcua.documents.result_typesetting import SetResult
from motcua.dossiers.actions.results.recording import Happened, record
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.result_terms import NumberSource, ResultEventKind, ResultState
from motcua.dossiers.results.codes import number_label
from motcua.dossiers.results.content import Content
from motcua.dossiers.results.enclosing import enclosed, why_not_enclose
from motcua.dossiers.results.filling import why_not_whole
from motcua.dossiers.results.paper import set_result
from motcua.dossiers.results.policies import why_not_fix
from motcua.dossiers.results.queries import content_of, label_of
from motcua.dossiers.results.values import Decided
from motcua.dossiers.terms import Place
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft that may be decided: whole, and of the kind of the act."""

    draft: ResultDocument
    content: Content | None

    @property
    def in_book(self) -> bool:
        """Whether the paper is numbered by a certification book."""
        return self.content is not None and self.content.book_number


@dataclass(frozen=True, slots=True)
class Fixed:
    """The result as decided: what the step says of it, and the columns of the dossier."""

    result: ResultDocument
    said: dict[str, Any]
    changes: dict[str, Any]


def ready(draft: ResultDocument, *, refusing: bool = False) -> Ready:
    """Judge a draft before anything is drawn. Refused: result_field_missing, result_of_other_kind,
    foreign_number_missing, and what an electronic copy may lack."""
    version = draft.template
    kind = version.template.kind if version else ""
    refuse_if(why_not_fix(kind, refusing=refusing))
    if draft.number_source == NumberSource.FOREIGN and not draft.number:
        raise refuse(
            "foreign_number_missing",
            f"Chưa ghi số kết quả lấy từ {draft.foreign_system}. Hãy ghi số vào dự thảo rồi phê duyệt.",
            field="foreign_number",
        )
    content = content_of(version) if version else None
    if content is not None:
        refuse_if(why_not_whole(content, draft.fields))
        if content.encloses:
            refuse_if(why_not_enclose(content, draft.dossier))
    return Ready(draft, content)


def number_result(meant: Ready, *, at: datetime) -> str:
    """The number of the result: the foreign one as typed, else the next of its unit, kind and year.

    Must run in the transaction of the approval, the dossier held: rolled back with it, the number is given again.
    Empty where a certification book numbers the paper.
    """
    draft, content = meant.draft, meant.content
    if draft.number_source == NumberSource.FOREIGN:
        return draft.number
    if content is None or meant.in_book:
        return ""
    return next_label(number_label(draft.unit_id, local_day(at), content.symbol))


def fix_result(
    meant: Ready,
    dossier: Dossier,
    *,
    number: str,
    actor: Actor,
    power: Mapping[str, Any],
    at: datetime,
    place: Place,
    book: Sequence[Mapping[str, Any]] = (),
) -> Fixed:
    """Set the paper with its number, keep it under its hash, write the result as decided."""
    draft, title = meant.draft, meant.draft.title
    books = tuple(str(row["number"]) for row in book)
    shown = "; ".join(books) if meant.in_book else number
    decided = Decided(printed_minute(at), shown, actor.name, power, books, draft.check_code)
    made = _set(meant, dossier, decided)
    stored = keep(made.pdf, name=f"{title}.pdf", sensitive=True, at=at) if made else None
    said = {
        "title": title, "number": shown, "check_code": draft.check_code,
        "template": str(draft.template or ""), "sha256": stored.sha256 if stored else "",
    }  # fmt: skip
    changes: dict[str, Any] = {
        "state": ResultState.NUMBERED,
        "number": shown,
        "day": local_day(at),
        "numbered_at": at,
        "unsigned": stored,
    }
    changes |= _signer(actor, power) | _serial(meant, number, at)
    data = said | {"signer": actor.name, "power": dict(power)}
    if made:
        data["signing_place"] = _place_of(made)
    record(draft, Happened(ResultEventKind.NUMBERED, at, actor, place, data), **changes)
    return Fixed(draft, said, {"result_document_id": draft.pk})


def _set(meant: Ready, dossier: Dossier, decided: Decided) -> SetResult | None:
    """The paper; none where it comes from the sector system."""
    if meant.content is None or meant.draft.template is None:
        return None
    label = label_of(meant.draft.template)
    made = set_result(meant.content, meant.draft.fields, dossier, decided, label=label)
    return enclosed(meant.content, dossier, made, decided.moment)


def _signer(actor: Actor, power: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "signer_id": actor.person_id,
        "signer_name": actor.name,
        "signer_prefix": str(power["prefix"]),
        "signer_title": str(power["title"]),
        "power": dict(power),
    }


def _serial(meant: Ready, number: str, at: datetime) -> dict[str, Any]:
    """Own numbers keep their series and place in it."""
    if not number or meant.content is None or meant.draft.number_source == NumberSource.FOREIGN:
        return {}
    first, _, symbol = number.partition("/")
    if symbol != meant.content.symbol:
        return {}  # a letter of the desk has its own series
    return {"series": symbol, "year": local_day(at).year, "serial": int(first)}


def _place_of(made: SetResult) -> dict[str, int]:
    """In thousandths of a millimetre, for the chain takes whole numbers only."""
    place = made.signing_place
    lengths = {name: round(getattr(place, name) * 1000) for name in ("x", "y", "width", "height")}
    return {"page": place.page} | lengths

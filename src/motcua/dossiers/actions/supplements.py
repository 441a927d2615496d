"""Ask for a supplement (Mẫu 02, all defects at once) and take it in: the clock stops and goes on by the rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day, printed_minute
from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.dossiers import codes
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.preparing import papers_in_step
from motcua.dossiers.actions.reception import keep_handed_in, promise_columns
from motcua.dossiers.actions.sayings import needed, papers_of, text_of
from motcua.dossiers.actions.sent_copies import SentCopy, keep_sent, sent_copies, sent_data
from motcua.dossiers.completeness import Handed, check_papers
from motcua.dossiers.models import ComponentCopy, Dossier, HandedIn, Step
from motcua.dossiers.promising import due_after_supplement
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import Act, Place, State
from motcua.legal_basis.queries import rule_set_on
from motcua.organisation.actors import Actor
from motcua.procedures.queries import path_on, receivable

ITEM_LIMIT = 60


def ask_supplement(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Ask for everything that lacks, once per phase; the clock stops until the papers come."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.ASK_SUPPLEMENT, dossier, actor, at)
    items = _items(said.get("items"), dossier)
    phase = "intake" if dossier.state == State.SUBMITTED else "appraisal"
    override = _override(dossier, phase, said)
    data: dict[str, Any] = {
        "items": items,
        "reason": text_of(said, "reason", "Lý do"),
        "phase": phase,
        "letter": codes.letter_number(dossier.unit_id, local_day(at), "HDHS"),
    }
    if override:
        data["override"] = override
    changes = {
        "state": target,
        "state_since": at,
        "paused_at": at,
        "state_before_pause": dossier.state,
    }
    return move(dossier, Said(Act.ASK_SUPPLEMENT, at, actor, Place.DESK, data), changes=changes)


def _items(given: object, dossier: Dossier) -> list[dict[str, str]]:
    if not isinstance(given, Sequence) or isinstance(given, str | bytes) or not given:
        raise refuse(
            "items_missing",
            "Chưa nêu giấy tờ cần bổ sung. Hãy liệt kê đủ mọi giấy tờ trong một lần.",
            field="items",
        )
    if len(given) > ITEM_LIMIT:
        raise refuse("items_too_many", f"Nhiều nhất {ITEM_LIMIT} mục một phiếu. Hãy gộp lại.", field="items")
    names = {component.key: component.name for component in dossier.version.components.all()}
    items = [_item(item, names) for item in given]
    if len({item["key"] for item in items}) != len(items):
        raise refuse("item_twice", "Một giấy tờ được nêu hai lần. Hãy gộp lý do vào một mục.", field="items")
    return items


def _item(item: object, names: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(item, Mapping) or not isinstance(item.get("key"), str) or item["key"] not in names:
        raise refuse(
            "item_unknown",
            "Chỉ yêu cầu bổ sung giấy tờ có trong danh mục đã công bố. Hãy chọn lại.",
            field="items",
        )
    why = item.get("why")
    if not isinstance(why, str) or not why.strip():
        raise refuse(
            "why_missing",
            "Mỗi giấy tờ cần nêu vì sao phải bổ sung. Hãy ghi lý do cho từng giấy tờ.",
            field="items",
        )
    return {
        "key": item["key"],
        "name": names[item["key"]],
        "why": clean_line(why, 500, field="items", what="Lý do bổ sung"),
    }


def _override(dossier: Dossier, phase: str, said: Mapping[str, Any]) -> dict[str, str]:
    asked = Step.objects.filter(dossier=dossier, act=Act.ASK_SUPPLEMENT, data__phase=phase).exists()
    given = said.get("override")
    if not asked:
        return {}
    if not isinstance(given, Mapping):
        raise refuse(
            "supplement_asked_once",
            "Giai đoạn này đã yêu cầu bổ sung một lần. Hãy nêu lý do, căn cứ và người đồng ý cho lần nữa.",
        )
    return {
        "reason": needed(given, "reason", "Lý do yêu cầu lần nữa"),
        "basis": needed(given, "basis", "Căn cứ"),
        "approver": needed(given, "approver", "Người đồng ý"),
    }


def supplement(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Take in what was asked for; the promise goes on by the version's rule: reset, resume or continue."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.SUPPLEMENT, dossier, actor, at)
    came = Came(papers_of(said.get("components")), text_of(said, "note", "Ghi chú"))
    return take_in(dossier, target, came, actor=actor, at=at)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of what was asked for: the papers, a note, and their electronic copies where it came online."""

    papers: tuple[Handed, ...]
    note: str = ""
    copies: Sequence[SentCopy] = ()


def take_in(dossier: Dossier, target: State, came: Came, *, actor: Actor | None, at: datetime) -> Step:
    """Write what came as a new round beside the old one; `actor` None: the person themself, online.

    Refused: `component_unknown`, `component_twice`, `count_wrong`, `still_missing`.
    """
    components = tuple(dossier.version.components.all())
    check_papers({component.key for component in components}, came.papers)
    _check_all_there(dossier, came.papers)
    changes: dict[str, Any] = {
        "state": target,
        "state_since": at,
        "paused_at": None,
        "state_before_pause": "",
    }
    goes_on, told = _filing_completed(dossier, at) if target is State.SUBMITTED else _goes_on(dossier, at)
    rows = sent_copies(came.copies, after=ComponentCopy.objects.filter(dossier=dossier).count())
    data = {"handed_in": papers_in_step(came.papers, components), "note": came.note, **told}
    data |= sent_data(rows, came.copies)
    place = Place.DESK if actor else Place.ONLINE
    step = move(dossier, Said(Act.SUPPLEMENT, at, actor, place, data), changes=changes | goes_on)
    rounds = HandedIn.objects.filter(dossier=dossier).order_by("-round").values_list("round", flat=True)
    keep_handed_in(dossier, came.papers, components, round_number=(rounds.first() or 0) + 1)
    keep_sent(rows, dossier, step, actor)
    return step


def _filing_completed(dossier: Dossier, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """promises 1, 4, 21: complete only now, so this moment counts and what is in force today holds."""
    day = local_day(at)
    version, process = receivable(dossier.procedure_id, dossier.unit, day)
    changes = {
        "received_at": printed_minute(at),
        "version": version,
        "process": process,
        "rule_set": rule_set_on(day),
        "path": path_on(dossier.unit_id, dossier.procedure_id, day),
    }
    return changes, {}


def _goes_on(dossier: Dossier, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """A reset gives a whole new promise; otherwise only the present time moves. The original always stays."""
    present = due_after_supplement(dossier, at=at)
    told = {"due_at": present.due_at.isoformat(), "rule": dossier.version.after_supplement}
    changes = promise_columns(present.promise) if present.promise is not None else {}
    changes |= {
        "due_at": present.due_at,
        "due_strict": present.due_strict,
        "provisional": present.provisional,
        "explanation": list(present.explanation),
    }
    return changes, told


def _check_all_there(dossier: Dossier, papers: tuple[Handed, ...]) -> None:
    """Both versions are kept; what was asked must all be there before the clock goes on."""
    last = dossier.steps.filter(act=Act.ASK_SUPPLEMENT).order_by("-seq").first()
    asked = last.data["items"] if last else []
    there = {paper.key for paper in papers if paper.anything}
    lacking = [item for item in asked if item["key"] not in there]
    if lacking:
        names = "; ".join(item["name"] for item in lacking)
        raise refuse(
            "still_missing",
            f"Còn thiếu: {names}. Hồ sơ vẫn chờ bổ sung; hãy nhận đủ rồi ghi một lần.",
            field="components",
            missing=lacking,
        )

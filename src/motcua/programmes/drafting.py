"""What does a person state of a new programme, and which definition does it make? Pure; as a file would hold it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line, free_slug
from motcua.programmes.reading import CHANNELS, WEEKDAYS

_NAME, _LINE, _LONG = 300, 300, 2000
MOST_CODES, MOST_CLAUSES = 500, 60


@dataclass(frozen=True, slots=True)
class Clause:
    """What the plan prints and how it is understood, side by side (R-301)."""

    clause: str
    printed: str
    meant: str


@dataclass(frozen=True, slots=True)
class OwnCutOff:
    """The latest hour of one procedure, of one unit or of all (104/KH-UBND II.1.3)."""

    code: str
    cut_off: time
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A programme as its plan states it; `period_to` is the first day after it, `issuer` a unit's id."""

    name: str
    issuer: str
    number: str = ""
    issued_on: date | None = None
    signed_by: str = ""
    clause: str = ""
    parent: str | None = None
    replaces_parent: bool = False
    units: tuple[str, ...] = ()
    with_descendants: bool = True
    levels: tuple[str, ...] = ()
    period_from: date
    period_to: date | None = None
    weekdays: tuple[int, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    declared: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    basis: str = ""
    cut_off: time | None = None
    unless_settled_at_once: bool = True
    next_by: time | None = None
    cut_offs: tuple[OwnCutOff, ...] = ()
    channels: Mapping[str, int] = field(default_factory=lambda: {"desk": 0})
    clauses: tuple[Clause, ...] = ()
    evaluation: tuple[str, ...] = ()


def definition_of(draft: Draft, *, slug: str, status: str) -> dict[str, Any]:
    """The definition as data/programmes.yaml would hold it; texts cleaned (NFC, one line), codes each once.

    Raises Refused for a text that is too long, for too many codes or clauses, and where nothing is listed.
    """
    lists = _lists(draft)
    name = clean_line(draft.name, _NAME, field="name", what="Tên chương trình")
    if not name:
        raise refuse(
            "text_missing", "Chưa có tên chương trình. Hãy ghi tên như trong kế hoạch.", field="name"
        )
    return {
        "id": slug,
        "name": name,
        "document": _document(draft),
        "status": status,
        "parent": draft.parent,
        "replaces_parent_for_its_units": draft.replaces_parent,
        "scope": _scope(draft),
        "period": {"from": _iso(draft.period_from), "to": _iso(draft.period_to)},
        "weekdays": [WEEKDAYS[day] for day in sorted(set(draft.weekdays))] or None,
        "declared_counts": [
            {"level": level, "procedures": procedures, "fields": fields}
            for level, (procedures, fields) in draft.declared.items()
        ],
        "lists": lists,
        "promise": _promise(draft),
        "procedure_cut_offs": [
            {"unit": own.unit, "code": own.code, "cut_off": f"{own.cut_off:%H:%M}"} for own in draft.cut_offs
        ],
        "channels": {
            channel: {"min_online_level": draft.channels[channel]} if draft.channels[channel] else True
            for channel in CHANNELS
            if channel in draft.channels
        },
        "clauses": [_clause(one) for one in draft.clauses],
        "evaluation": list(draft.evaluation),
    }


def _lists(draft: Draft) -> list[dict[str, Any]]:
    """The lists by level, each code once, with the paper they are annexed to."""
    lists = {level: tuple(dict.fromkeys(codes)) for level, codes in draft.lists.items() if codes}
    if not lists:
        raise refuse("list_missing", "Danh mục chưa có thủ tục nào. Hãy ghi mã thủ tục của ít nhất một cấp.")
    if sum(len(codes) for codes in lists.values()) > MOST_CODES or len(draft.clauses) > MOST_CLAUSES:
        raise refuse(
            "list_too_long",
            f"Nhiều nhất {MOST_CODES} thủ tục và {MOST_CLAUSES} điều khoản. Hãy tách thành hai chương trình.",
        )
    basis = clean_line(draft.basis, _LINE, field="basis", what="Căn cứ của danh mục")
    return [{"level": level, "codes": list(codes), "basis": basis} for level, codes in lists.items()]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _scope(draft: Draft) -> dict[str, Any]:
    return {
        "units": sorted(set(draft.units)),
        "with_descendants": draft.with_descendants,
        "levels": list(dict.fromkeys(draft.levels)),
    }


def _document(draft: Draft) -> dict[str, Any]:
    return {
        "number": clean_line(draft.number, 60, field="number", what="Số kế hoạch") or None,
        "date": _iso(draft.issued_on),
        "issuer": draft.issuer,
        "signed_by": clean_line(draft.signed_by, 200, field="signed_by", what="Người ký"),
        "clause": clean_line(draft.clause, 60, field="clause", what="Điều khoản"),
    }


def _promise(draft: Draft) -> dict[str, Any]:
    return {
        "due": "same_day_close",
        "cut_off": f"{draft.cut_off:%H:%M}" if draft.cut_off else None,
        "after_cut_off": {
            "unless_settled_at_once": draft.unless_settled_at_once,
            "day": "next_working_day",
            "by": f"{draft.next_by:%H:%M}" if draft.next_by else "close",
            "strict": draft.next_by is not None,
        },
    }


def _clause(one: Clause) -> dict[str, str]:
    return {
        "clause": clean_line(one.clause, 60, field="clauses", what="Điều khoản"),
        "printed": clean_line(one.printed, _LONG, field="clauses", what="Nguyên văn"),
        "meant": clean_line(one.meant, _LONG, field="clauses", what="Cách hiểu"),
    }


def slug_of(name: str, issuer: str, taken: Sequence[str]) -> str:
    """A short address that nobody has yet: `quan-11-thang-hanh-dong-2`."""
    return free_slug(f"{issuer.rsplit('.', 1)[-1]} {name}", taken, limit=60, otherwise="chuong-trinh")

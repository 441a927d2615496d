"""How do the indices stand, from which source, and which events were about them?"""

from motcua.outreach.communication_terms import EntryKind
from motcua.outreach.registers.making import (
    Asked,
    cut_note,
    entries,
    proof_of,
    shown_of,
    struck_text,
    written_by,
)
from motcua.outreach.striking import struck_ids, struck_why
from motcua.outreach.training_tables import IndexEvent, IndexValue
from motcua.participation.sheet import Line, Sheet


def value_text(row: IndexValue) -> str:
    """`87,51 điểm`: the value without empty decimals."""
    number = f"{row.value:f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{number} {row.scale}".strip()


def rank_text(row: IndexValue) -> str:
    """`3/63`, `3`, or a dash."""
    if row.rank is None:
        return "–"
    return f"{row.rank}/{row.ranked_of}" if row.ranked_of else str(row.rank)


def latest(asked: Asked) -> list[IndexValue]:
    """Of each index and body the value of its newest year, the one written last (R-247)."""
    gone = struck_ids(EntryKind.INDEX)
    rows = IndexValue.objects.filter(unit_id__in=asked.units).exclude(pk__in=gone)
    newest = rows.order_by("name", "about", "-year", "-id").distinct("name", "about")
    return list(newest)


def values(asked: Asked) -> Sheet:
    """Every value, the newest years first, and what was held about each index (R-247)."""
    why = struck_why(EntryKind.INDEX)
    rows = entries(IndexValue, asked)
    shown = shown_of(rows.order_by("-year", "name", "about", "-id"))
    names = rows.exclude(pk__in=why).values("name").distinct()
    now = {row.pk for row in latest(asked)}
    events: dict[str, list[str]] = {}
    for link in IndexEvent.objects.select_related("event").order_by("id"):
        events.setdefault(link.name, []).append(link.event.name)
    return Sheet(
        name="indices",
        title="Các chỉ số đang áp dụng",
        columns=(
            "Chỉ số",
            "Của",
            "Năm",
            "Giá trị",
            "Xếp hạng",
            "Mới nhất",
            "Nguồn",
            "Sự kiện tuyên truyền",
            "Người ghi",
        ),
        lines=tuple(_line(row, why.get(row.pk), row.pk in now, events.get(row.name, [])) for row in shown),
        notes=cut_note(rows.count()),
        figures=((str(names.count()), "Chỉ số theo dõi"),),
    )


def _line(row: IndexValue, why: str | None, newest: bool, events: list[str]) -> Line:
    return Line(
        (
            row.name,
            row.about,
            str(row.year),
            struck_text(why, value_text(row)),
            rank_text(row),
            "Có" if newest else "Không",
            f"{proof_of(row)} {row.link}".strip(),
            "; ".join(events) or "–",
            written_by(row),
        ),
        key="" if why is not None else str(row.pk),
    )


REGISTERS = {"chi-so": values}

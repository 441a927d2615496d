"""Which materials are there in which version, who got them, where do they lie?"""

from django.db.models import Count, Q, QuerySet, Sum

from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of, units_under
from motcua.outreach.communication_tables import Material, MaterialHandOut
from motcua.outreach.communication_terms import (
    AUDIENCE_LABELS,
    HAND_OUT_LABELS,
    Audience,
    EntryKind,
    HandOutWay,
)
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
from motcua.participation.sheet import Line, Sheet, day_text, number_text


def materials(asked: Asked) -> Sheet:
    """Every version, newest first: audience, print run, places, distribution list, given out (R-235, R-258)."""
    why, gone = struck_why(EntryKind.MATERIAL), struck_ids(EntryKind.HAND_OUT)
    rows = entries(Material, asked)
    shown = shown_of(rows.select_related("unit").prefetch_related("hand_outs").order_by("-day", "-id"))
    counted = rows.exclude(pk__in=why).aggregate(many=Count("pk"), copies=Sum("print_run"))
    return Sheet(
        name="materials",
        title="Tài liệu, tờ gấp",
        columns=(
            "Tên tài liệu",
            "Phiên bản",
            "Ngày",
            "Dành cho",
            "Số bản in",
            "Nơi đặt",
            "Nơi nhận",
            "Đã phát",
            "Cơ quan",
            "Người ghi",
        ),
        lines=tuple(_line(row, why.get(row.pk), gone) for row in shown),
        notes=cut_note(rows.count()),
        figures=(
            (str(counted["many"]), "Tài liệu"),
            (number_text(counted["copies"] or 0), "Bản in"),
        ),
    )


def materials_for(unit: Unit, *, below: bool = False) -> QuerySet[Material]:
    """The materials of a unit and those above it, that count; with those of the units `below` it too."""
    units = {unit.pk, *ancestors_of(unit)} | (units_under([unit.pk]) if below else frozenset())
    return Material.objects.filter(unit_id__in=units).exclude(pk__in=struck_ids(EntryKind.MATERIAL))


def material_facts(row: Material) -> list[tuple[str, str]]:
    """What everybody who works may know of a material."""
    return [
        ("Dành cho", AUDIENCE_LABELS[Audience(row.audience)]),
        ("Ngày phát hành", day_text(row.day)),
        ("Số bản in", number_text(row.print_run)),
        ("Nơi đặt", "; ".join(row.places) or "–"),
        ("Nơi nhận", "; ".join(row.receivers) or "–"),
        ("Thủ tục", row.procedure_id or "–"),
        ("Minh chứng", proof_of(row)),
        ("Người ghi", written_by(row)),
    ]


def hand_outs(asked: Asked) -> Sheet:
    """Every download and hand-over (R-235)."""
    why, gone = struck_why(EntryKind.HAND_OUT), struck_ids(EntryKind.MATERIAL)
    given = MaterialHandOut.objects.filter(material__unit_id__in=asked.units).exclude(material_id__in=gone)
    rows = asked.kept(given)
    for word in asked.words:
        rows = rows.filter(Q(words__contains=word) | Q(material__words__contains=word))
    counted = rows.exclude(pk__in=why)
    return Sheet(
        name="hand_outs",
        title="Tải về, giao tài liệu",
        columns=("Ngày", "Tài liệu", "Cách", "Người, nơi nhận", "Số bản", "Minh chứng", "Người ghi"),
        lines=tuple(
            Line(
                (
                    day_text(row.day),
                    str(row.material),
                    struck_text(why.get(row.pk), HAND_OUT_LABELS[HandOutWay(row.way)]),
                    row.receiver,
                    number_text(row.copies),
                    proof_of(row),
                    written_by(row),
                ),
                key="" if row.pk in why else str(row.pk),
            )
            for row in shown_of(rows.select_related("material").order_by("-day", "-id"))
        ),
        notes=cut_note(rows.count()),
        figures=(
            (number_text(_copies(counted, HandOutWay.DOWNLOAD)), "Lượt tải về"),
            (number_text(_copies(counted, HandOutWay.HAND_OVER)), "Bản in đã giao"),
        ),
    )


def _copies(rows: QuerySet[MaterialHandOut], way: HandOutWay) -> int:
    return rows.filter(way=way.value).aggregate(copies=Sum("copies"))["copies"] or 0


def _given(rows: list[MaterialHandOut], way: HandOutWay) -> int:
    return sum(row.copies for row in rows if row.way == way)


def _line(row: Material, why: str | None, gone: frozenset[int]) -> Line:
    given = [one for one in row.hand_outs.all() if one.pk not in gone]
    downloads, printed = _given(given, HandOutWay.DOWNLOAD), _given(given, HandOutWay.HAND_OVER)
    return Line(
        (
            row.title + (f" (thủ tục {row.procedure_id})" if row.procedure_id else ""),
            struck_text(why, row.version),
            day_text(row.day),
            AUDIENCE_LABELS[Audience(row.audience)],
            number_text(row.print_run),
            "; ".join(row.places) or "–",
            "; ".join(row.receivers) or "–",
            f"{number_text(downloads)} lượt tải, {number_text(printed)} bản in",
            row.unit.name,
            written_by(row),
        ),
        key="" if why is not None else str(row.pk),
    )


REGISTERS = {"tai-lieu": materials, "phat-tai-lieu": hand_outs}

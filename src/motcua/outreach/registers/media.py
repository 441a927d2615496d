"""What appeared in which medium, counted by unit; which decisions were printed in the law supplement?"""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.core.vntext import fold
from motcua.legal_basis.models import Document
from motcua.outreach.communication_tables import MediaItem, MediaStep, SupplementEntry
from motcua.outreach.communication_terms import (
    GENRE_LABELS,
    MEDIUM_LABELS,
    STANCE_LABELS,
    EntryKind,
    Genre,
    MediaAct,
    Medium,
    Stance,
)
from motcua.outreach.registers.making import (
    Asked,
    cut_note,
    days_text,
    entries,
    proof_of,
    shown_of,
    struck_text,
    written_by,
)
from motcua.outreach.striking import struck_ids, struck_why
from motcua.participation.sheet import Line, Sheet, day_text
from motcua.procedures.models import ProcedureVersion


def published(asked: Asked) -> QuerySet[MediaItem]:
    """The items of these units whose publication is recorded, in no order."""
    done = MediaStep.objects.filter(item=OuterRef("pk"), act=MediaAct.PUBLISH)
    return _items(asked).filter(Exists(done)).exclude(pk__in=struck_ids(EntryKind.MEDIA))


def items(asked: Asked) -> Sheet:
    """Every item, newest first, with medium, date, topic, link (R-256, R-263)."""
    why = struck_why(EntryKind.MEDIA)
    rows = _items(asked)
    shown = shown_of(rows.select_related("unit").prefetch_related("steps").order_by("-day", "-id"))
    stances = Counter(published(asked).values_list("stance", flat=True))
    return Sheet(
        name="media",
        title="Tin, bài, chuyên mục, phóng sự",
        columns=(
            "Ngày",
            "Báo, đài, trang",
            "Loại",
            "Chủ đề",
            "Tiêu đề",
            "Tính chất",
            "Tình trạng",
            "Đường dẫn",
            "Cơ quan",
            "Người ghi",
        ),
        lines=tuple(_line(item, why.get(item.pk)) for item in shown),
        notes=(
            "Chỉ mục đã đăng mới được đếm. Tin phê phán chỉ đăng khi người khác đã kiểm tra nguồn.",
            *cut_note(rows.count()),
        ),
        figures=(
            (str(stances.total()), "Đã đăng, phát"),
            (str(stances[Stance.PRAISE]), "Biểu dương"),
            (str(stances[Stance.CRITICISM]), "Phê phán"),
        ),
    )


def by_unit(asked: Asked) -> Sheet:
    """How many items each unit published, by medium (R-256)."""
    counted: dict[str, Counter[str]] = {}
    names: dict[str, str] = {}
    for item in published(asked).select_related("unit"):
        counted.setdefault(item.unit_id, Counter())[item.medium] += 1
        names[item.unit_id] = item.unit.name
    lines = [
        Line(
            (
                names[unit],
                *(str(counted[unit][medium]) for medium in Medium),
                str(sum(counted[unit].values())),
            )
        )
        for unit in sorted(counted, key=lambda unit: fold(names[unit]))
    ]
    return Sheet(
        name="media_by_unit",
        title="Số tin, bài theo cơ quan",
        columns=("Cơ quan", *(MEDIUM_LABELS[medium] for medium in Medium), "Cộng"),
        lines=tuple(lines),
        figures=((str(len(counted)), "Cơ quan có tin, bài"),),
    )


def supplement(asked: Asked) -> Sheet:
    """Each announcement decision with issue and date of the law supplement, those not printed first (R-257)."""
    why = struck_why(EntryKind.SUPPLEMENT)
    printings: dict[int, list[SupplementEntry]] = {}
    for entry in asked.kept(SupplementEntry.objects.order_by("day", "id")):
        printings.setdefault(entry.document_id, []).append(entry)
    found = [one for one in announced(asked, printings) if asked.holds(f"{one.label} {one.title}")]
    documents = found if asked.only is None else [one for one in found if one.pk in printings]
    printed = {pk for pk, rows in printings.items() if any(row.pk not in why for row in rows)}
    open_first = sorted(documents, key=lambda one: one.pk in printed)
    return Sheet(
        name="supplement",
        title="Đăng quyết định công bố trên Phụ trương Pháp luật",
        columns=("Văn bản", "Ngày ban hành", "Số phụ trương", "Ngày đăng", "Minh chứng", "Người ghi"),
        lines=tuple(
            line
            for one in shown_of(open_first)
            for line in _supplement_lines(one, printings.get(one.pk, []), why)
        ),
        notes=cut_note(len(documents)),
        figures=(
            (str(sum(1 for one in documents if one.pk not in printed)), "Chưa đăng"),
            (str(sum(1 for one in documents if one.pk in printed)), "Đã đăng"),
        ),
    )


def announced(asked: Asked, also: Iterable[int] = ()) -> list[Document]:
    """The decisions by which procedures were announced until that day, and those printed without being one."""
    versions = ProcedureVersion.objects.filter(decision__isnull=False).values("decision_id")
    documents = Document.objects.filter(Q(pk__in=versions) | Q(pk__in=list(also)))
    rows = documents.exclude(issued_on__gt=asked.day)
    return list(rows.order_by("-issued_on", "number", "pk"))


def _items(asked: Asked) -> QuerySet[MediaItem]:
    return entries(MediaItem, asked)


def _line(item: MediaItem, why: str | None) -> Line:
    steps = {step.act: step for step in item.steps.all()}
    standing = "Chưa đăng"
    if MediaAct.CHECK in steps:
        check = steps[MediaAct.CHECK]
        standing = f"Đã kiểm tra nguồn: {check.evidence} ({check.stated_by_name})"
    elif item.stance == Stance.CRITICISM:
        standing = "Chờ kiểm tra nguồn"
    shown = steps.get(MediaAct.PUBLISH)
    if shown:
        standing = f"Đã đăng {day_text(shown.day)}" + (f". {standing}" if MediaAct.CHECK in steps else "")
    link = (shown.link if shown else "") or item.link
    return Line(
        (
            days_text(item.day, item.day),
            f"{item.outlet} ({MEDIUM_LABELS[Medium(item.medium)]})",
            GENRE_LABELS[Genre(item.genre)],
            item.topic,
            item.title,
            STANCE_LABELS[Stance(item.stance)],
            struck_text(why, standing),
            link or proof_of(item),
            item.unit.name,
            written_by(item),
        ),
        key="" if why is not None else str(item.pk),
    )


def _supplement_lines(document: Document, rows: list[SupplementEntry], why: dict[int, str]) -> list[Line]:
    named = (document.label, day_text(document.issued_on))
    lines = [
        Line(
            (
                *named,
                struck_text(why.get(row.pk), row.issue),
                day_text(row.day),
                proof_of(row),
                written_by(row),
            ),
            key="" if row.pk in why else str(row.pk),
        )
        for row in rows
    ]
    if all(row.pk in why for row in rows):
        lines.insert(0, Line((*named, "Chưa đăng", "–", "–", "–")))
    return lines


REGISTERS = {"tin-bai": items, "theo-co-quan": by_unit, "phu-truong": supplement}

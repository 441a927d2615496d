"""Do the imprints of a seal fit the results that were sealed? A day's sheet, and the whole for `verify`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.authority.seal_tables import Imprint, Seal
from motcua.authority.seals import imprints_on
from motcua.core.moments import end_of, start_of
from motcua.documents import listings
from motcua.dossiers.finding import DECIDES
from motcua.dossiers.models import Step
from motcua.dossiers.registers import head_on
from motcua.dossiers.terms import Act
from motcua.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands on one side only: the dossier's code, and in words what lacks."""

    code: str
    what: str


@dataclass(frozen=True, slots=True)
class SealDay:
    """The imprints of a seal on a day beside the results said to be sealed with it."""

    seal: Seal
    day: date
    imprints: tuple[Imprint, ...]
    sealed: int
    differences: tuple[Difference, ...]

    @property
    def stamps(self) -> int:
        """All stamps of the day, without giáp lai."""
        return sum(row.stamps for row in self.imprints)

    @property
    def joins(self) -> int:
        """All giáp lai of the day."""
        return sum(row.joins for row in self.imprints)

    @property
    def numbers(self) -> str:
        """`12–15/2022`; a dash where the seal was not used."""
        if not self.imprints:
            return "–"
        first, last = self.imprints[0], self.imprints[-1]
        return (
            f"{first.number}–{last.number}/{last.year}" if first != last else f"{first.number}/{first.year}"
        )


def seal_day(seal: Seal, day: date) -> SealDay:
    """The day's register and what the steps of that day say, with every difference."""
    imprints = imprints_on(seal, day)
    lines = _sealed_lines(seal.pk, day)
    written = {row.hash: row for row in imprints}
    codes = {line["hash"]: code for code, line in lines}
    gone = [
        Difference(code, f"hồ sơ ghi dấu số {line['number']}/{line['year']} nhưng sổ dấu không có dòng này")
        for code, line in lines
        if line["hash"] not in written
    ]
    stray = [
        Difference(row.subject, f"sổ dấu có số {row.number}/{row.year} nhưng hồ sơ không ghi đã đóng dấu")
        for row in imprints
        if row.hash not in codes
    ]
    return SealDay(seal, day, tuple(imprints), len({code for code, _line in lines}), (*gone, *stray))


def _sealed_lines(seal_id: int, day: date) -> list[tuple[str, dict[str, Any]]]:
    """Code and line of every imprint the steps of the day name of this seal."""
    steps = Step.objects.filter(
        act=Act.STAMP, at__gte=start_of(day), at__lt=end_of(day), data__imprints__contains=[{"seal": seal_id}]
    )
    return [
        (str(step.dossier), line)
        for step in steps.select_related("dossier").order_by("id")
        for line in step.data["imprints"]
        if line["seal"] == seal_id
    ]


def seal_sheet(unit: Unit, seal: Seal, day: date, *, at: datetime) -> listings.SealSheet:
    """The sheet of the day as it is printed and signed by the keeper."""
    found = seal_day(seal, day)
    return listings.SealSheet(
        head=head_on(unit, day, at),
        code=f"{seal}, {day:%d/%m/%Y}",
        seal=str(seal),
        holder=seal.holder_name,
        place=seal.place,
        day=day,
        lines=tuple(_line(row) for row in found.imprints),
        numbers=found.numbers,
        stamps=found.stamps,
        joins=found.joins,
        sealed=found.sealed,
        differences=tuple(f"{one.code}: {one.what}" for one in found.differences),
        moment=at,
        demonstration=unit.demo,
    )


def _line(row: Imprint) -> listings.ImprintLine:
    return listings.ImprintLine(
        number=row.number,
        at=row.at,
        code=row.subject,
        result=row.result_number,
        approver=row.approver_name,
        official=row.official_name,
        stamps=row.stamps,
        joins=row.joins,
        electronic=row.kind == "electronic",
    )


def imprints_by(unit_id: str, person_id: int, day: date) -> int:
    """How often the official sealed a result that day; stampings before there was a register count too."""
    days = {"at__gte": start_of(day), "at__lt": end_of(day)}
    before = Step.objects.filter(unit_id=unit_id, actor_id=person_id, act=Act.STAMP, **days)
    lines = Imprint.objects.filter(unit_id=unit_id, official_id=person_id, **days)
    return lines.count() + before.exclude(data__has_key="imprints").count()


_WITHOUT_IMPRINT = """
    SELECT coalesce(d.filing_number, d.code), s.seq FROM dossiers_step s
    JOIN dossiers_dossier d ON d.id = s.dossier_id
    CROSS JOIN jsonb_array_elements(CASE WHEN s.data ? 'imprints' THEN s.data->'imprints' ELSE '[]' END) line
    LEFT JOIN authority_imprint i ON i.hash = line->>'hash' AND i.subject = coalesce(d.filing_number, d.code)
        AND i.subject_hash = s.previous
    WHERE s.act = 'stamp' AND i.id IS NULL ORDER BY s.id
"""
_WITHOUT_STEP = f"""
    SELECT i.subject, i.number, i.year FROM authority_imprint i
    WHERE NOT EXISTS (
        SELECT 1 FROM dossiers_dossier d JOIN dossiers_step s ON s.dossier_id = d.id AND s.act = 'stamp'
        JOIN dossiers_step a ON a.dossier_id = d.id AND {DECIDES.format("a")} AND a.hash = i.approval_hash
        WHERE (d.filing_number = i.subject OR (d.filing_number IS NULL AND d.code = i.subject))
        AND a.seq < s.seq AND s.data->'imprints' @> jsonb_build_array(jsonb_build_object('hash', i.hash))
    ) ORDER BY i.id
"""
_BEFORE_REGISTER = """
    SELECT coalesce(d.filing_number, d.code), s.seq FROM dossiers_step s
    JOIN dossiers_dossier d ON d.id = s.dossier_id
    WHERE s.act = 'stamp' AND s.id > (SELECT min(first.id) FROM dossiers_step first
        WHERE first.act = 'stamp' AND first.data ? 'imprints')
    AND coalesce(jsonb_array_length(s.data->'imprints'), 0) = 0 AND s.data->>'sealing' IS DISTINCT FROM 'none'
    ORDER BY s.id
"""


def sealing_faults() -> Iterator[tuple[str, int, str]]:
    """(dossier, step, what): a sealed result without its imprint, an imprint without its sealed result."""
    with connection.cursor() as cursor:
        for sql, what in (
            (_WITHOUT_IMPRINT, "đóng dấu nhưng sổ dấu không có dòng của lần này"),
            (_BEFORE_REGISTER, "đóng dấu mà không ghi sổ dấu"),
        ):
            cursor.execute(sql)
            for code, seq in cursor.fetchall():
                yield code, seq, what
        cursor.execute(_WITHOUT_STEP)
        for subject, number, year in cursor.fetchall():
            yield subject, 0, f"sổ dấu ghi số {number}/{year} nhưng hồ sơ không đóng dấu với phê duyệt đó"

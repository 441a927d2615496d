"""How do 4-tại-chỗ lists come into the database? Entries with dates; a changed class begins today (R-061)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motcua.core.moments import local_day
from motcua.core.reading import Findings, LoadReport, Part, plain
from motcua.legal_basis.models import Document
from motcua.organisation.models import Unit
from motcua.procedures.models import OnTheSpotEntry, OnTheSpotList, Procedure
from motcua.procedures.terms import PathClass

STATUSES = ("proposed", "approved", "launched", "ended")
_APPROVED = {"approved", "launched"}

Line = tuple[str, str]  # unit id, procedure code


@dataclass(frozen=True, slots=True, kw_only=True)
class ListData:
    """One list of the file; `lines` maps unit and procedure to class and basis."""

    slug: str
    name: str
    status: str
    valid_from: date
    valid_to: date | None
    demo: bool
    minimum_share: Mapping[str, Any] | None
    document: Mapping[str, Any] | None
    approval: Mapping[str, Any] | None
    lines: Mapping[Line, tuple[str, str]]
    raw: Mapping[str, Any]


def read_lists(data: Mapping[str, Any], findings: Findings) -> tuple[ListData, ...]:
    """The lists of a programmes file, checked against agencies and catalogue."""
    parts = Part(data, "", findings).parts("on_the_spot", "id", [])
    if not parts:
        return ()
    units = frozenset(Unit.objects.values_list("id", flat=True))
    codes = frozenset(Procedure.objects.values_list("code", flat=True))
    return tuple(_list(part, units, codes) for part in parts)


def write_lists(lists: tuple[ListData, ...], *, at: datetime, lend: bool, findings: Findings) -> LoadReport:
    """Write lists that were read without a fault; `lend` gives a missing approval, marked minh họa."""
    kept = {row.slug: row for row in OnTheSpotList.objects.select_for_update(of=("self",))}
    added, changed = [], []
    for item in lists:
        row = kept.get(item.slug)
        if row is None:
            _add(item, lend=lend, findings=findings)
            added.append(f"danh sách 4 tại chỗ {item.slug} ({len(item.lines)} dòng)")
        elif row.definition != plain(item.raw):
            _change(row, item, on=local_day(at))
            changed.append(
                f"danh sách 4 tại chỗ {item.slug}: phân loại mới áp dụng từ {local_day(at):%d/%m/%Y}"
            )
    unchanged = len(lists) - len(added) - len(changed)
    return LoadReport("programmes", tuple(added), tuple(changed), unchanged)


def _list(part: Part, units: frozenset[str], codes: frozenset[str]) -> ListData:
    slug = part.text("id")
    part = Part(part.raw, f"danh sách 4 tại chỗ {slug}", part.findings)
    lines: dict[Line, tuple[str, str]] = {}
    for group in part.parts("lists"):
        basis = group.text("basis", "")
        named = group.texts("units")
        _refuse_unknown(group, "đơn vị", named, units)
        for path_class in PathClass:
            listed = group.texts(path_class.value, ())
            _refuse_unknown(group, "thủ tục", listed, codes)
            for line in ((unit, code) for unit in named for code in listed):
                if line in lines:
                    group.refuse(f"thủ tục {line[1]} của {line[0]} có hai phân loại; hãy giữ một.")
                lines[line] = (path_class.value, basis)
    approval = part.maybe_part("approval")
    share = part.maybe_part("minimum_share")
    return ListData(
        slug=slug,
        name=part.text("name"),
        status=part.choice("status", STATUSES),
        valid_from=part.day("from"),
        valid_to=part.maybe_day("to"),
        demo=part.flag("demo"),
        minimum_share=None if share is None else plain(share.raw),
        document=_plan(part.part("document"), part.text("name")),
        approval=None if approval is None else _approval(approval),
        lines=lines,
        raw=part.raw,
    )


def _approval(part: Part) -> dict[str, Any]:
    return {
        "approved_by": part.text("by"),
        "approved_on": part.day("date"),
        "approval_document": part.text("document"),
    }


def _plan(part: Part, title: str) -> dict[str, Any] | None:
    """The plan the list stands on; without a number there is none to name."""
    facts = {
        "number": part.maybe_text("number"),
        "issued_on": part.maybe_day("date"),
        "issuer": part.text("issuer", ""),
        "source": part.text("source", ""),
    }
    return {"kind": "plan", "title": title, **facts} if facts["number"] else None


def _refuse_unknown(part: Part, what: str, named: tuple[str, ...], known: frozenset[str]) -> None:
    unknown = [name for name in named if name not in known]
    if unknown:
        part.refuse(f"{what} chưa có: {', '.join(unknown)}; hãy nạp trước hoặc sửa mã.")


def _columns(item: ListData) -> dict[str, Any]:
    return {
        "name": item.name,
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
        "minimum_share": item.minimum_share,
        "definition": plain(item.raw),
        "demo": item.demo,
        **(item.approval or {}),
    }


def _add(item: ListData, *, lend: bool, findings: Findings) -> None:
    columns = _columns(item) | {"document": _document(item)}
    if item.approval is None and item.status in _APPROVED and lend:
        columns |= {
            "approved_by": "Chủ tịch Ủy ban nhân dân (minh họa)",
            "approved_on": item.valid_from,
            "approval_document": "Quyết định phê duyệt danh mục (minh họa)",
        }
    row = OnTheSpotList.objects.create(slug=item.slug, **columns)
    if not row.approved:
        findings.warn(
            f"danh sách 4 tại chỗ {item.slug}",
            "chưa có người, ngày, văn bản phê duyệt nên chưa áp dụng; hãy ghi mục approval {by, date, document}.",
        )
    _open(row, dict.fromkeys(item.lines, item.valid_from), item)


def _change(row: OnTheSpotList, item: ListData, *, on: date) -> None:
    """Dossiers received earlier keep the earlier class, so a change begins today or tomorrow, never before."""
    OnTheSpotList.objects.filter(slug=row.slug).update(**_columns(item), document=_document(item))
    opened: dict[Line, date] = {}
    kept = {
        (entry.unit_id, entry.procedure_id): entry
        for entry in row.entries.select_for_update(of=("self",)).order_by("valid_from")
    }
    for line, entry in kept.items():
        if entry.valid_to is None and item.lines.get(line, ("", ""))[0] != entry.path_class:
            end = on if entry.valid_from < on else entry.valid_from + timedelta(days=1)
            OnTheSpotEntry.objects.filter(id=entry.id).update(valid_to=end)
            if line in item.lines:
                opened[line] = end
        elif entry.valid_to is not None and line in item.lines:
            opened[line] = max(on, entry.valid_to)
    opened |= {line: max(on, item.valid_from) for line in item.lines if line not in kept}
    _open(row, opened, item)


def _open(row: OnTheSpotList, lines: Mapping[Line, date], item: ListData) -> None:
    begins = dict(Unit.objects.values_list("id", "valid_from"))
    OnTheSpotEntry.objects.bulk_create(
        [
            OnTheSpotEntry(
                list=row,
                unit_id=unit,
                procedure_id=code,
                path_class=item.lines[unit, code][0],
                basis=item.lines[unit, code][1],
                valid_from=max(start, begins[unit]),
                valid_to=item.valid_to,
            )
            for (unit, code), start in lines.items()
        ]
    )


def _document(item: ListData) -> Document | None:
    if item.document is None:
        return None
    document, _ = Document.objects.update_or_create(slug=f"{item.slug}-ke-hoach", defaults=item.document)
    return document

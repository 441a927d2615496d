"""How does the catalogue come into the database? Versions with their components, all or nothing."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.reading import Findings, LoadReport, Part
from motcua.legal_basis.models import Document
from motcua.procedures.models import Component, NationalProcedure, Procedure, ProcedureVersion
from motcua.procedures.reading import ProcedureData, VersionData, read_procedures
from motcua.procedures.terms import VersionStatus
from motcua.procedures.versioning import Kept, Plan, plan_versions

ANNOUNCEMENT = "announcement"  # quyết định công bố


@transaction.atomic
def load_national_procedures(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `national_procedures`: names and fields as the national list prints them (R-001)."""
    findings = Findings(file)
    wanted = {
        part.text("code"): (part.text("name"), part.text("field"), list(part.texts("other_names", ())))
        for part in Part(data, "", findings).parts("national_procedures", "code")
    }
    if findings.refused:
        return LoadReport.of_refusal("national_procedures", findings)
    rows = NationalProcedure.objects.values_list("code", "name", "field", "other_names")
    kept = {code: (name, field, others) for code, name, field, others in rows}
    added = [code for code in wanted if code not in kept]
    changed = [code for code in wanted if code in kept and kept[code] != wanted[code]]
    NationalProcedure.objects.bulk_create(
        [
            NationalProcedure(code=code, name=name, field=field, other_names=others)
            for code, (name, field, others) in wanted.items()
            if code in {*added, *changed}
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "field", "other_names"],
    )
    return LoadReport(
        "national_procedures",
        tuple(f"tên trong danh mục quốc gia {code}" for code in added),
        tuple(f"tên trong danh mục quốc gia {code}" for code in changed),
        len(wanted) - len(added) - len(changed),
    )


@transaction.atomic
def load_procedures(data: Mapping[str, Any], *, file: str, at: datetime, lend: bool) -> LoadReport:
    """Load kind `procedures`.

    A version is public with an announcement decision, a level, a term and components, else a draft. Where the
    file names no decision, `lend` takes the demonstration's (marked minh họa).
    """
    findings = Findings(file)
    procedures = read_procedures(data, findings)
    _refuse_taken_slugs(procedures, findings)
    _keep_decisions(Part(data, "", findings))
    if findings.refused:
        transaction.set_rollback(True)
        return LoadReport.of_refusal("procedures", findings)
    today = local_day(at)
    kept = _kept_versions([procedure.code for procedure in procedures])
    plans = {p.code: plan_versions(kept.get(p.code, ()), p.versions, on=today) for p in procedures}
    for code, plan in plans.items():
        for note in plan.notes:
            findings.warn(f"thủ tục {code}", f"{note}.")
    _warn_of_mismatches([p for p in procedures if plans[p.code].changes], findings)
    _write(procedures, plans, _Lender(findings, lend=lend))
    return _report(procedures, kept, plans, findings)


def _refuse_taken_slugs(procedures: Iterable[ProcedureData], findings: Findings) -> None:
    taken = dict(Procedure.objects.values_list("slug", "code"))
    for procedure in procedures:
        owner = taken.get(procedure.slug, procedure.code)
        if owner != procedure.code:
            findings.refuse(
                f"thủ tục {procedure.code}", f"id {procedure.slug} đã là của {owner}; hãy đặt id khác."
            )


def _warn_of_mismatches(procedures: Iterable[ProcedureData], findings: Findings) -> None:
    """A name or field that the national list prints otherwise (R-001)."""
    national = {row.code: row for row in NationalProcedure.objects.all()}
    for procedure in procedures:
        row = national.get(procedure.code)
        for key, words in (("name", "tên"), ("field", "lĩnh vực")):
            ours = procedure.versions[-1].columns[key] if procedure.versions else ""
            if row is not None and ours and getattr(row, key) != ours:
                findings.warn(
                    f"thủ tục {procedure.code}",
                    f"{words} “{ours}” khác danh mục quốc gia “{getattr(row, key)}”; hãy đối chiếu.",
                )


class _Lender:
    """Which announcement decision does a version stand on? The item's own, or one lent by the demonstration."""

    def __init__(self, findings: Findings, *, lend: bool) -> None:
        demo = Document.objects.filter(kind=ANNOUNCEMENT, demo=True).order_by("effective_from")
        self._demo = list(demo) if lend else []
        self._findings = findings

    def decision(self, procedure: ProcedureData, version: VersionData, start: date) -> Document | None:
        """The decision that covers the first day of the version, or None: then it stays a draft (R-003)."""
        if procedure.decision is not None:
            return _own_decision(procedure.decision)
        found = next((lent for lent in self._demo if _covers(lent, start)), None)
        if found is None:
            self._findings.warn(
                f"thủ tục {procedure.code}",
                f"bản từ ngày {start:%d/%m/%Y} chưa có quyết định công bố nên là dự thảo; hãy ghi mục decision.",
            )
        return found


def _covers(document: Document, day: date) -> bool:
    return (document.effective_from is None or document.effective_from <= day) and (
        document.effective_to is None or day < document.effective_to
    )


def _own_decision(facts: Mapping[str, Any]) -> Document:
    slug = f"cong-bo-{facts['number']}-{facts['issued_on']:%Y%m%d}".lower().replace("/", "-")
    slug = slug.encode("ascii", "ignore").decode()[:120]
    document, _ = Document.objects.update_or_create(slug=slug, defaults={"kind": ANNOUNCEMENT, **facts})
    return document


def _keep_decisions(whole: Part) -> None:
    """The announcement decisions that the file itself names, for example the demonstration's."""
    for part in whole.parts("decisions", "id", []):
        facts = {
            "kind": ANNOUNCEMENT,
            "number": part.maybe_text("number"),
            "title": part.text("title"),
            "issuer": part.text("issuer", ""),
            "signed_by": part.text("signed_by", ""),
            "issued_on": part.maybe_day("date"),
            "effective_from": part.day("effective_from"),
            "effective_to": part.maybe_day("effective_to"),
            "note": part.text("note", ""),
            "demo": part.flag("demo"),
        }
        if not whole.findings.refused:
            Document.objects.update_or_create(slug=part.text("id"), defaults=facts)


def _kept_versions(codes: Iterable[str]) -> dict[str, list[Kept]]:
    rows = ProcedureVersion.objects.filter(procedure_id__in=list(codes)).select_for_update(of=("self",))
    kept: dict[str, list[Kept]] = {}
    for code, row_id, start, end, digest in rows.values_list(
        "procedure_id", "id", "valid_from", "valid_to", "digest"
    ):
        kept.setdefault(code, []).append(Kept(row_id, start, end, digest))
    return kept


def _write(procedures: tuple[ProcedureData, ...], plans: Mapping[str, Plan], lender: _Lender) -> None:
    known = set(Procedure.objects.values_list("code", flat=True))
    Procedure.objects.bulk_create(
        [Procedure(code=p.code, slug=p.slug) for p in procedures if p.code not in known]
    )
    numbers = _last_numbers()
    rows: list[tuple[ProcedureVersion, VersionData]] = []
    for procedure in procedures:
        plan = plans[procedure.code]
        for version_id, end in plan.ends.items():
            ProcedureVersion.objects.filter(id=version_id).update(valid_to=end)
        for version_id, place in plan.replace.items():
            _replace(version_id, procedure, procedure.versions[place], lender)
        for place, start, end in plan.add:
            version = procedure.versions[place]
            numbers[procedure.code] = numbers.get(procedure.code, 0) + 1
            row = ProcedureVersion(
                procedure_id=procedure.code,
                number=numbers[procedure.code],
                valid_from=start,
                valid_to=end,
                digest=version.digest,
                **_standing(procedure, version, start, lender),
                **version.columns,
            )
            rows.append((row, version))
    ProcedureVersion.objects.bulk_create([row for row, _ in rows])
    Component.objects.bulk_create([part for row, version in rows for part in _components(row.id, version)])


def _standing(procedure: ProcedureData, version: VersionData, start: date, lender: _Lender) -> dict[str, Any]:
    decision = lender.decision(procedure, version, start)
    public = decision is not None and not version.lacks
    return {"decision": decision, "status": VersionStatus.PUBLIC if public else VersionStatus.DRAFT}


def _replace(version_id: int, procedure: ProcedureData, version: VersionData, lender: _Lender) -> None:
    """A version that has not begun: nobody was promised anything under it."""
    row = ProcedureVersion.objects.get(id=version_id)
    columns = {**version.columns, **_standing(procedure, version, row.valid_from, lender)}
    ProcedureVersion.objects.filter(id=version_id).update(
        **columns, valid_to=version.valid_to, digest=version.digest
    )
    Component.objects.filter(version_id=version_id).delete()
    Component.objects.bulk_create(_components(version_id, version))


def _components(version_id: int, version: VersionData) -> list[Component]:
    return [
        Component(version_id=version_id, position=position, **component)
        for position, component in enumerate(version.components, start=1)
    ]


def _last_numbers() -> dict[str, int]:
    rows = ProcedureVersion.objects.order_by("number").values_list("procedure_id", "number")
    return dict(rows)


def _report(
    procedures: tuple[ProcedureData, ...],
    kept: Mapping[str, list[Kept]],
    plans: Mapping[str, Plan],
    findings: Findings,
) -> LoadReport:
    names = {p.code: f"thủ tục {p.code} ({p.versions[-1].columns['name']})" for p in procedures if p.versions}
    added = tuple(names.get(code, code) for code, plan in plans.items() if code not in kept and plan.changes)
    changed = tuple(
        f"{names.get(code, code)}: {_what_changed(plan)}"
        for code, plan in plans.items()
        if code in kept and plan.changes
    )
    for procedure in procedures:
        for version in procedure.versions:
            if version.lacks and procedure.code not in kept:
                findings.warn(
                    f"thủ tục {procedure.code}",
                    f"bản từ ngày {version.valid_from:%d/%m/%Y} thiếu {', '.join(version.lacks)} nên là dự thảo.",
                )
    unchanged = len(procedures) - len(added) - len(changed)
    return LoadReport("procedures", added, changed, unchanged, tuple(findings.warnings))


def _what_changed(plan: Plan) -> str:
    words = [f"bản mới có hiệu lực từ ngày {start:%d/%m/%Y}, bản cũ vẫn xem được" for _, start, _ in plan.add]
    words += ["bản chưa có hiệu lực được thay nội dung" for _ in plan.replace]
    words += [f"hết hiệu lực từ ngày {end:%d/%m/%Y}" for end in plan.ends.values() if end and not plan.add]
    return "; ".join(words) or "bỏ ngày hết hiệu lực"

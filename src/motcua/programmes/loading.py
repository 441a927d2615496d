"""How does a programmes file come into the database? Programmes and 4-tại-chỗ lists, all or nothing (R-091)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.reading import Findings, LoadReport, Part, plain
from motcua.core.refusals import Refused
from motcua.organisation.models import Level
from motcua.procedures.loading_lists import read_lists, write_lists
from motcua.programmes.checking import Agencies, Catalogue, warn_about
from motcua.programmes.known import agencies_known, catalogue_known
from motcua.programmes.models import Programme
from motcua.programmes.printed import readings
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.storing import count_version, store


@transaction.atomic
def load_programmes(data: Mapping[str, Any], *, file: str, at: datetime, lend: bool) -> LoadReport:
    """Load kind `programmes`; a programme the file does not name stays as it is.

    `lend` gives a 4-tại-chỗ list without an approval record one of the demonstration, marked minh họa.
    """
    findings = Findings(file)
    catalogue, agencies = catalogue_known(), agencies_known()
    kept = {row.slug: row for row in Programme.objects.select_for_update(of=("self",))}
    parts = Part(data, "", findings).parts("programmes", "id", [])
    rules = _read(parts, catalogue, agencies, frozenset(kept), findings)
    lists = read_lists(data, findings)
    if findings.refused:
        return LoadReport.of_refusal("programmes", findings)
    stored = [read_programme(row.definition) for slug, row in kept.items() if slug not in rules]
    warn_about([*rules.values()], stored, catalogue, agencies, findings)
    definitions = {part.raw["id"]: plain(part.raw) for part in parts}
    added = [slug for slug in definitions if slug not in kept]
    changed = [slug for slug in definitions if slug in kept and kept[slug].definition != definitions[slug]]
    changed = [slug for slug in changed if not _decided_since(kept[slug], findings)]
    for slug in _parents_first([*added, *changed], rules):
        store(definitions[slug], rules[slug], kept.get(slug), at)
    if added or changed:
        count_version()
    report = LoadReport(
        "programmes",
        tuple(f"chương trình {slug} ({rules[slug].name})" for slug in added),
        tuple(f"chương trình {slug} ({rules[slug].name})" for slug in changed),
        len(definitions) - len(added) - len(changed),
    )
    report += write_lists(lists, at=at, lend=lend, findings=findings)
    read_as = [
        f"chương trình {slug}: {line}"
        for slug, definition in definitions.items()
        for line in readings(definition, rules[slug])
    ]
    return report + LoadReport("programmes", warnings=tuple(findings.warnings), readings=tuple(read_as))


def _decided_since(row: Programme, findings: Findings) -> bool:
    """What was decided on the pages (an extension, a list) is not undone by a file that knows nothing of it."""
    if not row.steps.filter(revision__isnull=False).exists():
        return False
    text = "đã thay đổi theo quyết định trên trang nên giữ nguyên, tệp không thay được; hãy sửa trên trang."
    findings.warn(f"chương trình {row.slug}", text)
    return True


def _read(
    parts: list[Part],
    catalogue: Catalogue,
    agencies: Agencies,
    kept: frozenset[str],
    findings: Findings,
) -> dict[str, ProgrammeRule]:
    """Every programme of the file by id; faults go into the findings."""
    rules: dict[str, ProgrammeRule] = {}
    levels = list(Level.objects.order_by("position").values_list("code", flat=True))
    for raw_part in parts:
        part = Part(raw_part.raw, f"chương trình {raw_part.text('id')}", findings)
        before = len(findings.refused)
        _check_lists(part, levels)
        if len(findings.refused) > before:
            continue
        try:
            rule = read_programme(plain(part.raw))
        except Refused as refused:
            part.refuse(refused.refusal.text)
            continue
        if rule.id in rules:
            part.refuse("ghi hai lần trong tệp; hãy xóa một mục.")
        rules[rule.id] = rule
        _check_known(part, rule, catalogue, agencies)
    for rule in rules.values():
        if rule.parent is not None and rule.parent not in rules and rule.parent not in kept:
            findings.refuse(
                f"chương trình {rule.id}", f"chương trình gốc {rule.parent} chưa có; hãy nạp trước."
            )
    return rules


def _check_lists(part: Part, levels: list[str]) -> None:
    """Lists are lists of codes without doubles, one for a level."""
    named = []
    for item in part.parts("lists", "level"):
        named.append(item.choice("level", levels))
        item.texts("codes")
    for level in sorted({level for level in named if named.count(level) > 1}):
        part.refuse(f"có hai danh mục cho cấp {level}; hãy gộp lại.")
    scope = part.part("scope")
    for level in scope.texts("levels"):
        if level not in levels:
            scope.refuse(f"cấp “{level}” không có; hãy chọn {', '.join(levels)}.")
    scope.texts("units")


def _check_known(part: Part, rule: ProgrammeRule, catalogue: Catalogue, agencies: Agencies) -> None:
    """Units and codes must exist, the period must be one."""
    own = [cut_off.unit for cut_off in rule.procedure_cut_offs if cut_off.unit]
    units = {*rule.units, *own, *(added.unit for added in rule.additions)}
    if unknown := sorted(units - set(agencies)):
        part.refuse(f"đơn vị chưa có: {', '.join(unknown)}; hãy nạp tệp đơn vị trước hoặc sửa mã.")
    codes = {code for listed in rule.lists.values() for code in listed}
    codes |= {added.code for added in rule.additions} | {own.code for own in rule.procedure_cut_offs}
    if unknown := sorted(codes - set(catalogue)):
        part.refuse(f"thủ tục chưa có: {', '.join(unknown)}; hãy nạp danh mục thủ tục trước hoặc sửa mã.")
    if rule.period_to is not None and rule.period_to <= rule.period_from:
        part.refuse("ngày kết thúc phải sau ngày bắt đầu.")


def _parents_first(slugs: list[str], rules: Mapping[str, ProgrammeRule]) -> list[str]:
    waiting, ordered = list(slugs), []
    while waiting:
        ready = [slug for slug in waiting if rules[slug].parent not in waiting] or list(waiting)
        ordered += ready
        waiting = [slug for slug in waiting if slug not in ready]
    return ordered

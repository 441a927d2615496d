"""How do the product's templates come into the database? A changed content makes a new version; used ones stay."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.chain import GENESIS, link
from motcua.core.reading import Findings, LoadReport, Part
from motcua.dossiers.models import ResultTemplate, TemplateVersion
from motcua.dossiers.result_terms import TemplateKind, TemplateState
from motcua.dossiers.results.content import Faulty, read_content

KIND = "result_template"


def load_result_template(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `result_template`: one common template. Where the office of control has put its own version in
    force since, the file's new content waits as nothing: the office decides."""
    findings = Findings(file)
    part = Part(data, "", findings)
    key, name, kind = part.text("key"), part.text("name"), part.text("template_kind")
    procedures, confidence = list(part.texts("procedures")), part.text("confidence")
    content = data.get("content")
    if kind not in {known.value for known in TemplateKind}:
        findings.refuse(key, "template_kind không có trong danh sách; hãy xem mẫu khác trong data/templates.")
    try:
        read_content(content if isinstance(content, Mapping) else {})
    except Faulty as faulty:
        for fault in faulty.faults:
            findings.refuse(key, f"{fault}.")
    if findings.refused or not isinstance(content, Mapping):
        return LoadReport.of_refusal(KIND, findings)
    template, added = ResultTemplate.objects.update_or_create(
        key=key,
        unit=None,
        defaults={"name": name, "kind": kind, "procedures": procedures, "confidence": confidence},
    )
    changed = _put_in_force(template, dict(content), at)
    if added:
        return LoadReport(KIND, added=(f"mẫu kết quả {key}",))
    return LoadReport(KIND, changed=(f"mẫu kết quả {key}",) if changed else (), unchanged=int(not changed))


def digest_of(content: Mapping[str, Any]) -> str:
    """One hash over a content."""
    return link(GENESIS, content)


def _put_in_force(template: ResultTemplate, content: dict[str, Any], at: datetime) -> bool:
    """A version of the file; nothing where it is there already or people have their own in force."""
    digest = digest_of(content)
    versions = template.versions.order_by("number")
    standing = versions.filter(state=TemplateState.IN_FORCE).first()
    if versions.filter(digest=digest).exists() or (standing and standing.edited_by_id is not None):
        return False
    if standing is not None:
        TemplateVersion.objects.filter(pk=standing.pk).update(**{"state": TemplateState.RETIRED})
    last = versions.last()
    version = TemplateVersion(
        template=template,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest,
        note="Theo tệp dữ liệu của hệ thống",
        edited_at=at,
        approved_at=at,
        **{"state": TemplateState.IN_FORCE},
    )
    version.save(force_insert=True)
    return True

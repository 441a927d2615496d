"""How is a programme's definition kept? Its row, its document, one more revision, another version of them all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.reading import as_day, digest
from motcua.legal_basis.models import Document
from motcua.organisation.models import Unit
from motcua.programmes.models import Programme, ProgrammeRevision, ProgrammesVersion
from motcua.programmes.rules import ProgrammeRule


def store(
    definition: Mapping[str, Any], rule: ProgrammeRule, row: Programme | None, at: datetime
) -> Programme:
    """Write a definition as the next revision of its programme; `row` is what is held, locked by the caller."""
    revision = 1 if row is None else row.revision + 1
    programme, _ = Programme.objects.update_or_create(
        slug=rule.id,
        defaults={
            "name": rule.name,
            "status": rule.status,
            "document": _document(definition),
            "parent_id": rule.parent,
            "period_from": rule.period_from,
            "period_to": rule.period_to,
            "definition": definition,
            "revision": revision,
            "demo": rule.demo,
        },
    )
    programme.units.set(Unit.objects.filter(id__in=rule.units))
    ProgrammeRevision.objects.create(
        programme=programme, revision=revision, definition=definition, loaded_at=at
    )
    return programme


def _document(definition: Mapping[str, Any]) -> Document:
    """The plan a programme stands on; a blank number or date stays blank, the printed text beside it (R-301)."""
    facts = definition["document"]
    document, _ = Document.objects.update_or_create(
        slug=f"{definition['id']}-van-ban",
        defaults={
            "kind": "plan",
            "number": facts.get("number"),
            "number_printed": facts.get("number_text", ""),
            "issued_on": as_day(facts["date"]) if facts.get("date") else None,
            "date_printed": facts.get("date_text", ""),
            "issuer": facts.get("issuer", ""),
            "signed_by": facts.get("signed_by", ""),
            "title": definition["name"],
            "source": facts.get("source", ""),
            "note": definition.get("note", ""),
            "demo": bool(definition.get("demo", False)),
        },
    )
    return document


def count_version() -> None:
    """Another state of all programmes: what was compiled before is not used any more."""
    version, _ = ProgrammesVersion.objects.get_or_create(id=1, defaults={"number": 0})
    version.number += 1
    version.digest = digest(list(Programme.objects.order_by("slug").values_list("slug", "definition")))
    version.save()

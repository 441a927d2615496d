"""What is left of a dossier that was disposed of? Code, procedure, dates, hashes, decision; nobody's name."""

from typing import Any

from motcua.core.chain import GENESIS, link
from motcua.documents.models import StoredFile
from motcua.dossiers.models import ComponentCopy, Disposal, Dossier, ResultDocument, ScanPage, Step


def files_of(dossier: Dossier) -> set[int]:
    """Every stored file that the dossier names: copies, signed copies, scans, results."""
    copies = ComponentCopy.objects.filter(dossier=dossier)
    found = set(copies.values_list("file_id", flat=True))
    found |= set(copies.filter(check_of__isnull=False).values_list("check_of__signed_id", flat=True))
    found |= set(ScanPage.objects.filter(dossier=dossier).values_list("file_id", flat=True))
    for pair in ResultDocument.objects.filter(dossier=dossier).values_list("unsigned_id", "signed_id"):
        found |= set(pair)
    return {one for one in found if one is not None}


def tombstone_of(dossier: Dossier, disposal: Disposal) -> dict[str, Any]:
    """As the archive keeps it, before anything goes; shapes are JSON's."""
    hashes = Step.objects.filter(dossier=dossier).order_by("seq").values_list("hash", flat=True)
    files = StoredFile.objects.filter(pk__in=files_of(dossier)).order_by("sha256")
    return {
        "code": str(dossier),
        "procedure": dossier.procedure_id,
        "procedure_name": dossier.version.name,
        "version": dossier.version.number,
        "unit": dossier.unit_id,
        "received_at": dossier.received_at.isoformat(),
        "ended_at": dossier.ended_at.isoformat() if dossier.ended_at else None,
        "state": dossier.state,
        "archived_at": dossier.archived_at.isoformat() if dossier.archived_at else None,
        "steps": list(hashes),
        "files": list(files.values_list("sha256", flat=True)),
        "decision": {
            "disposal": disposal.pk,
            "number": disposal.decision_number,
            "day": disposal.decision_day.isoformat() if disposal.decision_day else None,
            "issuer": disposal.decision_issuer,
        },
    }


def left_of(data: dict[str, Any]) -> dict[str, Any]:
    """What stays of a step: numbers drawn and imprints named, so that no series and no register has a gap."""
    left: dict[str, Any] = {name: data[name] for name in ("letter", "sealing") if name in data}
    if "number" in (data.get("result") or {}):
        left["result"] = {"number": data["result"]["number"]}
    if data.get("imprints"):
        left["imprints"] = [{"hash": one["hash"]} for one in data["imprints"]]
    return left


def tombstone_hash(tombstone: dict[str, Any]) -> str:
    """What the last step of the chain says of it."""
    return link(GENESIS, tombstone)

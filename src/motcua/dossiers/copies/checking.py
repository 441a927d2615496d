"""Do the rows of electronic copies say what the steps say, and are their files still there as they were?"""

from collections.abc import Iterator
from typing import Any

from motcua.documents.files.checking import broken_files
from motcua.documents.models import StoredFile
from motcua.dossiers.models import ComponentCopy, Dossier, Step

CHUNK = 2000
# number, component, SHA-256, name, added in step, confirmed in step, dropped in step
Fact = tuple[int, str, str, str, int, int | None, int | None]
_KEYS = ["copies_added", "copies_confirmed", "copies_dropped"]


def copy_faults() -> Iterator[tuple[str, int, str]]:
    """(code, step, what) of every dossier whose copies differ from what its steps say."""
    said: dict[int, dict[int, Fact]] = {}
    steps = Step.objects.filter(dossier__isnull=False, data__has_any_keys=_KEYS).order_by("dossier_id", "seq")
    for step in steps.iterator(CHUNK):
        _told(said.setdefault(step.dossier_id or 0, {}), step.seq, step.data)
    kept: dict[int, dict[int, Fact]] = {}
    rows = ComponentCopy.objects.values_list(
        "dossier_id",
        "number",
        "component",
        "file__sha256",
        "name",
        "added_seq",
        "confirmed_seq",
        "dropped_seq",
    )
    for row in rows.iterator(CHUNK):
        kept.setdefault(row[0], {})[row[1]] = row[1:]
    wrong = [key for key in said.keys() | kept.keys() if said.get(key, {}) != kept.get(key, {})]
    for dossier in Dossier.objects.filter(pk__in=wrong).order_by("pk"):
        yield str(dossier), 0, "danh sách bản điện tử không khớp với bước đã ghi"


def file_faults() -> Iterator[tuple[str, int, str]]:
    """(file by its SHA-256, 0, what) of every stored file that is lost or changed, with where it is used (R-087)."""
    for stored, what in broken_files():
        used = _used(stored)
        yield f"tệp {stored.sha256}", 0, f"{what}{': ' if used else ''}{used}"


def _used(stored: StoredFile) -> str:
    copies = ComponentCopy.objects.filter(file=stored).select_related("dossier").order_by("pk")[:5]
    return "; ".join(f"“{copy.name}” của hồ sơ {copy.dossier}" for copy in copies)


def _told(facts: dict[int, Fact], seq: int, data: dict[str, Any]) -> None:
    for one in data.get("copies_added", ()):
        facts[one["number"]] = (
            one["number"], one["component"], one["sha256"], one["name"], seq, None, None,
        )  # fmt: skip
    for number in data.get("copies_confirmed", ()):
        if number in facts:
            facts[number] = (*facts[number][:5], seq, facts[number][6])
    for number in data.get("copies_dropped", ()):
        if number in facts:
            facts[number] = (*facts[number][:6], seq)

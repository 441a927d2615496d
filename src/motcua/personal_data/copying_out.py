"""What is in the copy that a person takes away? One JSON with everything held, and the files of their own filings."""

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from motcua.applicants.actors import Citizen
from motcua.applicants.queries import joined_ids
from motcua.core.refusals import Refused
from motcua.documents.files.reading import chunks_of
from motcua.documents.models import StoredFile
from motcua.dossiers.online_tables import OnlineFiling
from motcua.personal_data.queries import held_of

_IN_MEMORY = 8 * 1024 * 1024
MOST_FILES = 500


def copy_of(citizen: Citizen, at: datetime) -> IO[bytes]:
    """A zip, at its beginning: `du-lieu.json`, then `tep/<hồ sơ>/…` (quarantined files are named, not packed)."""
    made = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller sends and closes it
    left_out: list[str] = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, stored in _files(citizen):
            try:
                with packed.open(name, "w") as target:
                    for chunk in chunks_of(stored):
                        target.write(chunk)
            except Refused as refused:
                left_out.append(f"{name}: {refused.refusal.text}")
        packed.writestr("du-lieu.json", _everything(citizen, at, left_out))
    made.seek(0)
    return made


def _everything(citizen: Citizen, at: datetime, left_out: list[str]) -> str:
    held = {
        section.title: [dict(zip(section.columns, row, strict=True)) for row in section.rows]
        for section in held_of(citizen)
    }
    body = {"lập lúc": at.isoformat(), **held, "tệp không kèm": left_out}
    return json.dumps(body, ensure_ascii=False, indent=2)


def _files(citizen: Citizen) -> Iterator[tuple[str, StoredFile]]:
    filings = OnlineFiling.objects.filter(account_id__in=joined_ids(citizen.account_id))
    for filing in filings.select_related("dossier", "declaration").order_by("pk")[:MOST_FILES]:
        folder = f"tep/{filing.dossier}"
        if filing.declaration is not None:
            yield f"{folder}/to-khai.pdf", filing.declaration
        said = {one["sha256"]: one.get("name", "") for one in filing.papers if one.get("sha256")}
        for number, stored in enumerate(StoredFile.objects.filter(sha256__in=said).order_by("pk"), start=1):
            if stored.pk != filing.declaration_id:
                yield f"{folder}/giay-to-{number:02d}{_ending(said[stored.sha256])}", stored


def _ending(name: str) -> str:
    """The end of the name as it was sent, if it is an ordinary one."""
    end = name.rpartition(".")[2].lower()
    return f".{end}" if end.isalnum() and end.isascii() and len(end) <= 5 else ""

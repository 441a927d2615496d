"""The words on electronic copies, read in the background where a reading machine is installed."""

from datetime import datetime

from motcua.core.refusals import Refused
from motcua.documents.files.kinds import OFFICE, FileKind
from motcua.documents.files.reading import read_file
from motcua.documents.scans.words import can_read, words_of
from motcua.dossiers.models import ComponentCopy, CopyCheck


def read_new_copies(*, at: datetime, most: int = 20) -> int:
    """Read the oldest copies that nobody read yet, at most so many; how many were read. Nothing without the program.

    Two workers at once read a copy twice and write the same. A file that cannot be opened counts as read: empty.
    """
    if not can_read():
        return 0
    waiting = ComponentCopy.objects.filter(dropped_seq__isnull=True).exclude(check_of__read_at__isnull=False)
    rows = list(waiting.exclude(file__media_type__in=OFFICE).select_related("file").order_by("pk")[:most])
    for copy in rows:
        try:
            text = words_of(read_file(copy.file), FileKind(copy.file.media_type), copy.file.pages)
        except Refused:
            text = ""
        CopyCheck.objects.update_or_create(copy=copy, defaults={"text": text, "read_at": at})
    return len(rows)

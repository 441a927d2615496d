"""How much of an upload is taken in? A file above the limit is not kept anywhere; the rest of the form is."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

_FORM_BESIDE = 5_000_000  # bytes of a request beside its files


class LimitedUpload(FileUploadHandler):
    """Stands before Django's own handlers: passes chunks on until the limit, then drops that file.

    Names of dropped files by field stand in `request.oversized` (see `oversized`).
    """

    chunk_size = 1 << 18

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._taken, self._all_dropped = 0, False

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Of a request that is too large as a whole no file is kept; its words are."""
        self._all_dropped = content_length > settings.FILES.dossier_limit + _FORM_BESIDE

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._taken = 0
        if self._all_dropped:
            self._drop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._taken += len(raw_data)
        if self._taken > settings.FILES.file_limit:
            self._drop()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _drop(self) -> None:
        if self.request is not None:
            oversized(self.request).append((str(self.field_name), str(self.file_name)))
        raise SkipFile


def oversized(request: HttpRequest) -> list[tuple[str, str]]:
    """(field, name) of every file of this request that was too large."""
    if not hasattr(request, "oversized"):
        request.oversized = []  # type: ignore[attr-defined]
    dropped: list[tuple[str, str]] = request.oversized  # type: ignore[attr-defined]
    return dropped

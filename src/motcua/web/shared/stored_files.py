"""How is a stored file given to a browser? As attachment, decrypted while sent, never inside our pages."""

from itertools import chain

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from motcua.documents.files.kinds import FileKind
from motcua.documents.files.names import name_for
from motcua.documents.files.reading import chunks_of
from motcua.documents.models import StoredFile

# Nothing in an opened file may run or load anything, even where a browser shows it.
_SHUT = "default-src 'none'; sandbox"


def attachment(stored: StoredFile, name: str) -> StreamingHttpResponse:
    """The answer; its beginning is read already, so that a lost or changed file is told before it starts.

    Refused: what `chunks_of` refuses. Whoever gives it out journals the view.
    """
    pieces = chunks_of(stored)
    first = next(pieces, b"")
    response = StreamingHttpResponse(chain([first], pieces), content_type=stored.media_type)
    response["Content-Length"] = str(stored.size)
    shown = name_for(name, FileKind(stored.media_type))
    response["Content-Disposition"] = content_disposition_header(True, shown) or "attachment"
    shut(response)
    return response


def shut(response: HttpResponseBase) -> None:
    """The browser neither guesses what the file is nor runs anything in it."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SHUT

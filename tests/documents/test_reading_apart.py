"""Whoever reads the words on a stranger's page has little memory, little time, no file to write and no secret."""

import json
import subprocess
import sys

import pytest

from motcua.documents.files.bounded import run_bounded
from motcua.documents.files.inspecting import page_to_read
from motcua.documents.files.kinds import FileKind
from motcua.documents.scans.words import words_of
from tests.documents.hostile_files import picture, plain_pdf

_TELLS = """
import json, os, resource
known = {name: resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in ("AS", "CPU", "FSIZE", "NOFILE")}
print(json.dumps([known, dict(os.environ)]))
"""


def bounded(code: str, given: bytes = b"", seconds: int = 20) -> bytes:
    return run_bounded([sys.executable, "-c", code], given, seconds=seconds)


def test_the_program_gets_what_it_is_given_and_neither_secrets_nor_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOTCUA_FILE_KEYS", "k1:c2VjcmV0")
    monkeypatch.setenv("DATABASE_URL", "postgresql://motcua:secret@localhost/motcua")
    assert bounded("import sys; sys.stdout.write(sys.stdin.read().upper())", b"abc") == b"ABC"
    limits, env = json.loads(bounded(_TELLS))
    assert limits["FSIZE"] == [0, 0]
    assert limits["CPU"] == [20, 20]
    assert max(limits["AS"]) <= 1_200_000_000
    assert max(limits["NOFILE"]) <= 32
    assert "secret" not in json.dumps(env)
    assert {"MOTCUA_FILE_KEYS", "DATABASE_URL", "PYTHONPATH"}.isdisjoint(env)


@pytest.mark.parametrize(
    "code",
    [
        "bytearray(3_000_000_000)",
        "while True: pass",
        "import tempfile; f = tempfile.TemporaryFile(); f.write(b'x' * 9000); f.flush()",
        "raise SystemExit(1)",
    ],
)
def test_a_program_that_takes_too_much_is_ended_and_the_worker_lives(code: str) -> None:
    with pytest.raises(subprocess.SubprocessError):
        bounded(code, seconds=2)


def test_a_page_is_drawn_grey_at_200_dpi_however_large_it_says_it_is() -> None:
    drawn = page_to_read(plain_pdf(), FileKind.PDF, page=1)
    assert drawn is not None
    assert drawn.startswith(b"\x89PNG")
    assert int.from_bytes(drawn[16:20], "big") == pytest.approx(595 * 200 / 72, abs=1)
    huge = plain_pdf().replace(b"[0 0 595 842]", b"[0 0 99999 9]")
    drawn = page_to_read(huge, FileKind.PDF, page=1)
    assert drawn is None or int.from_bytes(drawn[16:20], "big") <= 4701
    assert page_to_read(plain_pdf(), FileKind.PDF, page=2) is None
    assert page_to_read(b"%PDF-1.7 nothing", FileKind.PDF, page=1) is None


@pytest.mark.needs_tesseract
def test_a_broken_page_has_no_words_and_a_plain_one_none_either() -> None:
    assert words_of(b"%PDF-1.7 nothing", FileKind.PDF, 1) == ""
    assert words_of(picture("TIFF", size=(300, 300)), FileKind.TIFF, 1) == ""
    assert words_of(plain_pdf(), FileKind.PDF, None) == ""

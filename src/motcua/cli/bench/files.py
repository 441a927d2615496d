"""What does it cost to keep a scan of 5 MB, beside the limits of this machine?"""

import dataclasses
import hashlib
import io
import os
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from PIL import Image

from motcua.cli.bench.tables import Options, Row, Table, median_of_rounds, spread_note
from motcua.core.moments import VN
from motcua.documents.files.keeping import keep
from motcua.documents.files.sealing import sealed
from motcua.documents.files.stores import FolderStore

HELP = "A scan of 5 MB kept: told by its content, hashed, encrypted, written durably."
NEEDS_DATABASE = True
_SCAN = 5_000_000
_MOST_MS = 150.0
_AT = datetime(2022, 5, 16, 9, tzinfo=VN)


def measure(options: Options) -> Sequence[Table]:
    """Keeping beside what the machine does without us; reading again is measured by `verify`."""
    folder = options.folder
    settings.FILES = dataclasses.replace(
        settings.FILES, folder=folder / "files", key_file=folder / "file_keys", keys="", scanner=""
    )
    return [_keeping(options, folder)]


def _keeping(options: Options, folder: Path) -> Table:
    numbers, photo = count(1), _photo()
    bare, key, plain = FolderStore(folder / "bare"), os.urandom(32), os.urandom(_SCAN)
    # What is kept or written, made before the clock runs; then what is timed.
    contenders: dict[str, tuple[Callable[[int], bytes], Callable[[bytes], object]]] = {
        "PDF of 5 MB": (pdf_of, lambda scan: keep(scan, name="quet.pdf", sensitive=False, at=_AT)),
        "JPEG of 5 MB, A4 at 300 dpi, drawn anew": (
            lambda n: _marked(photo, n),
            lambda scan: keep(scan, name="anh.jpg", sensitive=False, at=_AT),
        ),
        "limit: SHA-256 of 5 MB": (lambda n: plain, lambda scan: hashlib.sha256(scan).digest()),
        "limit: AES-256-GCM of 5 MB": (_nonce, lambda nonce: AESGCM(key).encrypt(nonce, plain, None)),
        "limit: encrypted and written with fsync": (
            _nonce,
            lambda name: bare.write(f"{name.hex():0>64}", sealed(plain, key, "x")),
        ),
    }
    found = median_of_rounds(
        {name: _timed(*pair, numbers, options.seconds) for name, pair in contenders.items()}, options.rounds
    )
    rows = []
    for name, one in found.items():
        # The target is for type, hash, encryption and writing; a picture is decoded and drawn anew besides.
        aimed = name.startswith("PDF")
        target, met = (f"≤ {_MOST_MS:g} ms" if aimed else ""), (one.median <= _MOST_MS if aimed else None)
        rows.append(Row(name, one.median, "ms", None, target, met, spread_note(one)))
    return Table(
        "A scan of 5 MB kept, ms by the clock", tuple(rows), "Each content is new; the database commits."
    )


def _timed(
    make: Callable[[int], bytes], call: Callable[[bytes], object], numbers: "count[int]", seconds: float
) -> Callable[[], float]:
    """Milliseconds a call, the median over about that many seconds."""

    def timed() -> float:
        took: list[float] = []
        while not took or sum(took) < seconds * 1e3:
            made = make(next(numbers))
            begun = time.perf_counter()
            call(made)
            took.append((time.perf_counter() - begun) * 1e3)
        return sorted(took)[len(took) // 2]

    return timed


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def pdf_of(number: int) -> bytes:
    """One page whose picture is 5 MB of noise, a right xref, another number each time."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /N %d >>\nstream\n" % (_SCAN, number) + os.urandom(_SCAN) + b"\nendstream",
    )
    body, places = b"%PDF-1.7\n", []
    for place, text in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (place, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def _photo() -> Image.Image:
    """A4 at 300 dpi with the grain of paper."""
    return Image.effect_noise((2480, 3508), 28).convert("RGB")


def _marked(photo: Image.Image, number: int) -> bytes:
    """The photo with a corner of its own, at a quality that makes about 5 MB."""
    drawn = photo.copy()
    drawn.paste((number % 256, number // 256 % 256, 99), (0, 0, 64, 64))
    into = io.BytesIO()
    drawn.save(into, "JPEG", quality=91, dpi=(300, 300))
    return into.getvalue()

"""With which key are daily heads signed? From the environment, else from a private file of the data folder."""

import base64
import binascii
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from motcua.core.refusals import Refused, refuse
from motcua.core.whole_files import write_private


def head_key() -> Ed25519PrivateKey:
    """`MOTCUA_HEAD_KEY` (32 bytes in base64), else the file `head_key`, made at first. Refused: `head_key`."""
    if settings.HEAD_KEY:
        return _read(settings.HEAD_KEY)
    path: Path = settings.HEAD_KEY_FILE
    try:
        if not path.is_file():
            key = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw())
            write_private(path, key + b"\n", replace=False)  # who comes first wins
        return _read(path.read_text().strip())
    except OSError as error:
        raise _unreadable() from error


def _read(text: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error) as error:
        raise _unreadable() from error


def _unreadable() -> Refused:
    return refuse(
        "head_key",
        "Không đọc được khóa ký đầu ngày. Hãy lấy lại MOTCUA_HEAD_KEY hoặc tệp head_key từ bản lưu riêng.",
    )

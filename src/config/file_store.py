"""Where do uploaded files lie, under which keys, how large may they be? Read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class FileSettings:
    """`folder`: of the data folder's own store; `store`: Django's words for another one, None for the folder.

    `keys`: `id:base64` newest first, from the environment; empty: `key_file` holds them. Limits in bytes.
    `strip_pdf`: active parts of a PDF are taken out instead of refusing it. `scanner`: clamd's socket path or
    host:port, empty where none is set up.
    """

    folder: Path
    key_file: Path
    keys: str
    store: Mapping[str, Any] | None
    file_limit: int
    dossier_limit: int
    strip_pdf: bool
    scanner: str


def file_settings_from(environ: Mapping[str, str], data: Path) -> FileSettings:
    """Raises ImproperlyConfigured for a limit or a key that cannot be read."""
    return FileSettings(
        folder=data / "files",
        key_file=data / "file_keys",
        keys=environ.get("MOTCUA_FILE_KEYS", ""),
        store=_bucket(environ),
        file_limit=_megabytes(environ, "MOTCUA_FILE_LIMIT_MB", 20),
        dossier_limit=_megabytes(environ, "MOTCUA_DOSSIER_LIMIT_MB", 100),
        strip_pdf=environ.get("MOTCUA_PDF_ACTIVE", "refuse") == "strip",
        scanner=environ.get("MOTCUA_CLAMD", ""),
    )


def _megabytes(environ: Mapping[str, str], name: str, usual: int) -> int:
    said = environ.get(name, str(usual))
    if not said.isdecimal() or not int(said):
        raise ImproperlyConfigured(f"{name} phải là số megabyte nguyên, lớn hơn 0. Hãy sửa rồi chạy lại.")
    return int(said) * _MEGABYTE


def _bucket(environ: Mapping[str, str]) -> Mapping[str, Any] | None:
    """An S3-compatible store, for several servers: MOTCUA_S3_BUCKET, _ENDPOINT, _ACCESS_KEY, _SECRET_KEY, _REGION."""
    bucket = environ.get("MOTCUA_S3_BUCKET", "")
    if not bucket:
        return None
    options = {
        "bucket_name": bucket,
        "endpoint_url": environ.get("MOTCUA_S3_ENDPOINT") or None,
        "access_key": environ.get("MOTCUA_S3_ACCESS_KEY") or None,
        "secret_key": environ.get("MOTCUA_S3_SECRET_KEY") or None,
        "region_name": environ.get("MOTCUA_S3_REGION") or None,
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": True,  # the same name is always the same content
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}

"""Which database do this process and those it starts work on, where it must be that of one folder and no other?"""

import dataclasses
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from config.database import databases_from
from motcua.cli.data_folder import DataFolder, ensure_secret_key


@contextmanager
def only_database(folder: DataFolder, url: str) -> Iterator[None]:
    """For the block nobody here knows another database or folder; afterwards all is as it was, nothing connected."""
    ensure_secret_key(folder)
    ours = {"DATABASE_URL": url, "MOTCUA_DATA": str(folder.path)}
    before = {name: os.environ.get(name) for name in ours}
    connections.close_all()
    settled = connections["default"].settings_dict
    kept = dict(settled)
    elsewhere = {name: getattr(settings, name) for name in _in_folder(folder.path)}
    settled.update(databases_from(ours)["default"])
    os.environ.update(ours)
    _set(_in_folder(folder.path))
    try:
        yield
    finally:
        connections.close_all()
        settled.update(kept)
        _set(elsewhere)
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _in_folder(path: Path) -> dict[str, Any]:
    """What of a data folder this process knows by its settings: files, keys of files, seals and heads, the voice."""
    return {
        "FILES": dataclasses.replace(settings.FILES, folder=path / "files", key_file=path / "file_keys"),
        "HEAD_KEY_FILE": path / "head_key",
        "SIGNING_FOLDER": path / "signing",
        "VOICE_FOLDER": path / "giong-doc",
    }


def _set(values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(settings, name, value)

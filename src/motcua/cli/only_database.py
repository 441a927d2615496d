"""Which database do this process and those it starts work on, where it must be that of one folder and no other?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

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
    settled.update(databases_from(ours)["default"])
    os.environ.update(ours)
    try:
        yield
    finally:
        connections.close_all()
        settled.update(kept)
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value

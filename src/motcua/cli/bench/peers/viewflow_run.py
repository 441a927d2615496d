"""Dossiers a second through django-viewflow: a process of its own, because its applications are not the product's.

`python -m motcua.cli.bench.peers.viewflow_run WORKERS SECONDS` prints the rate; the database is DATABASE_URL.
"""

import importlib
import os
import sys
from collections.abc import Callable

import django
from django.conf import settings

from config.database import databases_from

_SCHEMA = "viewflow_peer"


def main(workers: int, seconds: float) -> float:
    """Make the tables if they are not there, then measure."""
    database = databases_from(os.environ)["default"]
    database["OPTIONS"] = {**database["OPTIONS"], "options": f"-c search_path={_SCHEMA}"}
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "viewflow",
            "viewflow.workflow",
            "motcua.cli.bench.peers",
        ],
        SECRET_KEY="bench",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    connection = importlib.import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}")
    importlib.import_module("django.core.management").call_command("migrate", verbosity=0)
    flows = importlib.import_module("motcua.cli.bench.peers.viewflow_flows")
    rate: Callable[..., float] = importlib.import_module("motcua.cli.bench.workers").rate
    return rate(lambda _number: flows.trip, workers=workers, seconds=seconds)


if __name__ == "__main__":
    print(main(int(sys.argv[1]), float(sys.argv[2])))

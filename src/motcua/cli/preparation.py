"""Are the folder's tables, first data and served files in place? If not, make them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from config import clock
from config.launch.fingerprints import fingerprint, stamped
from motcua.cli import seeding
from motcua.cli.data_folder import held

_ALONE = 61_2018  # any number that only this program asks PostgreSQL to lock


def prepare() -> None:
    """Bring the database to the newest tables; a database made just now gets the first data too."""
    if not _waiting_migrations():
        return
    with alone():
        if update_tables():
            seed(at=clock.now())


def update_tables() -> bool:
    """Apply what is missing of the migrations. Tells whether the database was new."""
    is_new = not MigrationRecorder(connection).applied_migrations()
    if _waiting_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    return is_new


def _waiting_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def alone() -> Iterator[None]:
    """Two machines that start at once on one database: the second waits until the first is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ALONE])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ALONE])


def seed(*, at: datetime) -> list[str]:
    """Load the catalogue and, where it is shown, the demonstration office. Gives lines on what was done."""
    return seeding.seed(empty=not settings.DEMONSTRATION, at=at)


def let_go() -> None:
    """Close this process's connection: a server that only waits needs none."""
    connection.close()


def collect_served_files() -> None:
    """Copy styles, scripts, fonts and icons under names that carry their hash, when they changed."""
    served = Path(settings.STATIC_ROOT)
    served.parent.mkdir(exist_ok=True)
    stamp = served.parent / "served.stamp"
    with held(served.parent / "served.lock"):
        wanted = fingerprint(_static_sources())
        if stamped(stamp) != wanted or not served.is_dir():
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
            stamp.write_text(wanted)


def _static_sources() -> list[Path]:
    return [
        Path(storage.path(path))
        for finder in get_finders()
        for path, storage in finder.list(ignore_patterns=None)
    ]

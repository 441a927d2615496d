"""Are the folder's tables, first data and served files in place? If not, make them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from config import clock
from config.launch.fingerprints import fingerprint, stamped
from motcua.cli import seeding
from motcua.cli.data_folder import DataFolder, held
from motcua.cli.safekeeping.upgrading import keep_before_upgrade, refuse_newer_database
from motcua.core.refusals import refuse

_ALONE = 61_2018  # any number that only this program asks PostgreSQL to lock


def prepare(folder: DataFolder, url: str) -> None:
    """Bring the database to the newest tables; a database made just now gets the first data too.

    Refused: `newer_database`, `upgrade_backup`; `served_by_older` while an older program serves the folder.
    """
    if not _waiting_migrations():
        return
    with alone():
        if _waiting_migrations() and not _is_new():
            _refuse_while_served(folder)
        if update_tables(keep=lambda: keep_before_upgrade(folder, url, at=clock.real_now())):
            seed(at=clock.now())


def update_tables(*, keep: Callable[[], None] = lambda: None) -> bool:
    """Apply what is missing of the migrations, after `keep` where there is data. Tells whether it was new."""
    is_new = _is_new()
    if _waiting_migrations():
        if not is_new:
            keep()
        call_command("migrate", interactive=False, verbosity=0)
    return is_new


def known_migrations() -> set[str]:
    """What this program knows, as `app.name`."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _is_new() -> bool:
    return not MigrationRecorder(connection).applied_migrations()


def _waiting_migrations() -> bool:
    """Whether something is to be applied. Refused: `newer_database`."""
    executor = MigrationExecutor(connection)
    applied = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    refuse_newer_database(applied - known_migrations())
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _refuse_while_served(folder: DataFolder) -> None:
    with held(folder.up_lock, wait=False) as nobody_serves:
        if not nobody_serves:
            raise refuse(
                "served_by_older",
                f"Thư mục {folder.path} đang được một bản cũ hơn phục vụ hoặc đang khởi động. "
                "Hãy dừng nó (Ctrl-C) rồi chạy lại bằng bản này, hoặc đợi nó khởi động xong.",
            )


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

"""Are the folder's tables and first data in place? If not, make them."""

import os

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.cli import seeding
from motcua.cli.data_folder import DataFolder, held


def prepare(folder: DataFolder) -> None:
    """Bring the database to the newest tables; a database made just now gets the first data too."""
    with held(folder.path / "prepare.lock"):
        executor = MigrationExecutor(connection)
        is_new = not executor.loader.applied_migrations
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        if is_new:
            seed()


def seed() -> None:
    """Load the catalogue and, unless the folder is kept empty, the demonstration office."""
    seeding.seed(empty=os.environ.get("MOTCUA_EMPTY") == "1" or os.environ.get("MOTCUA_PRODUCTION") == "1")

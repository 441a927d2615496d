"""A table is made whole in one operation: each one more makes Django draw half of all models anew.

Told apart they once took a minute of the first start; the tables come out the same.
"""

from collections.abc import Sequence

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

ON_DISK = MigrationLoader(None).disk_migrations
LATER = (migrations.AddField, migrations.AddConstraint, migrations.AddIndex)


def told_apart(operations: Sequence[object]) -> list[str]:
    """Fields, constraints and indexes that stand beside the making of their own table."""
    made: set[str] = set()
    found = []
    for operation in operations:
        if isinstance(operation, migrations.CreateModel):
            made.add(operation.name_lower)
        elif isinstance(operation, LATER) and operation.model_name_lower in made:
            found.append(f"{operation.model_name}: {type(operation).__name__}")
    return found


@pytest.mark.parametrize(
    "name",
    sorted(key for key, migration in ON_DISK.items() if type(migration).__module__.startswith("motcua.")),
    ids=".".join,
)
def test_a_migration_makes_each_of_its_tables_whole(name: tuple[str, str]) -> None:
    assert told_apart(ON_DISK[name].operations) == []


def test_what_is_told_apart_is_seen() -> None:
    made = migrations.CreateModel("Seal", fields=[])
    assert told_apart(
        [
            made,
            migrations.RemoveIndex("Seal", "old"),
            migrations.AddIndex("Seal", models.Index(fields=["id"], name="by_id")),
        ]
    ) == ["Seal: AddIndex"]

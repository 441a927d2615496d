"""Is the service in order?"""

import tomllib
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

import motcua
from tests.api.office import Program

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.usefixtures("seeded")
def test_health_needs_no_token_and_names_versions(stranger: Program):
    answer = stranger.get("/health")
    assert answer.status == 200
    assert answer.body["status"] == "ok"
    assert answer.body["version"] == motcua.VERSION
    assert answer.body["postgresql"].split(".")[0].isdigit()


@pytest.mark.usefixtures("seeded")
def test_a_database_that_lacks_a_migration_is_not_healthy(stranger: Program):
    MigrationRecorder.Migration.objects.filter(app="dossiers").latest("name").delete()
    answer = stranger.get("/health")
    assert (answer.status, answer.refusal) == (503, "not_migrated")


@pytest.mark.usefixtures("seeded")
def test_a_database_that_does_not_answer_is_not_healthy(stranger: Program, monkeypatch: pytest.MonkeyPatch):
    def lost(recorder: MigrationRecorder) -> None:
        raise OperationalError

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lost)
    answer = stranger.get("/health")
    assert (answer.status, answer.refusal) == (503, "database_down")


def test_the_version_is_that_of_the_project_file():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == motcua.VERSION

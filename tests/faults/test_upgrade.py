"""An office of an earlier release goes on under this one: backed up first, every dossier and chain as it was."""

from pathlib import Path

import psycopg
import pytest

from motcua.cli.data_folder import DataFolder
from motcua.cli.postgres import database_of
from tests.cli.served import command
from tests.faults.offices import RELEASES, office_of_release, said_by

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("faults")]

DUE = "SELECT code, due_at, state, step_count, head_hash FROM dossiers_dossier ORDER BY id"
GO_ON = """
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, do, received
waiting = Dossier.objects.filter(state="received").order_by("id")[0]
print(do(Act.APPRAISE, waiting, Role.APPRAISE, at("2022-05-18 09:00")).state)
print(received(CERTIFIED_COPY, Q11, at("2022-05-18 09:01")).code)
print(verify())
"""


def rows(folder: DataFolder, question: str) -> list[tuple[object, ...]]:
    """What the folder's database answers."""
    with database_of(folder) as url, psycopg.connect(url) as connection:
        return connection.execute(question).fetchall()


@pytest.mark.requirement("R-292")
@pytest.mark.parametrize("release", sorted(path.stem for path in RELEASES.glob("*.dump")))
def test_an_earlier_release_with_data_is_brought_up_to_date_and_works_on(
    release: str, tmp_path: Path
) -> None:
    folder = office_of_release(release, tmp_path / "var")
    before = rows(folder, DUE)
    done = command("migrate", "--data", str(folder.path))
    assert done.code == 0, done.err
    assert rows(folder, DUE) == before
    assert len(before) == 8
    with database_of(folder) as url:
        assert said_by(GO_ON, url).splitlines() == ["appraised", "000.00.31.H29-220518-0001", "[]"]
    kept = list((folder.path / "backups").iterdir())
    assert [path.name.startswith("before-upgrade-") for path in kept] == [True]
    assert (kept[0] / "manifest.json").is_file()


def test_an_older_program_does_not_touch_the_tables_of_a_newer_one(tmp_path: Path) -> None:
    folder = office_of_release("books", tmp_path / "var")
    with database_of(folder) as url, psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('dossiers', '9999_to_come', now())"
        )
    before = rows(folder, "SELECT count(*) FROM django_migrations")
    for words in (("migrate",), ("up", "--port", "0")):
        said = command(*words, "--data", str(folder.path))
        assert said.code == 1
        assert "mới hơn" in said.err
        assert "dossiers.9999_to_come" in said.err
    assert rows(folder, "SELECT count(*) FROM django_migrations") == before


def test_no_upgrade_without_a_backup(tmp_path: Path) -> None:
    folder = office_of_release("desk", tmp_path / "var")
    (folder.path / "backups").write_text("in the way")
    said = command("migrate", "--data", str(folder.path))
    assert said.code == 1
    assert "MOTCUA_NO_BACKUP" in said.err
    assert command("migrate", "--data", str(folder.path), MOTCUA_NO_BACKUP="1").code == 0

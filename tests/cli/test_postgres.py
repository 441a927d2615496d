"""Does the folder's own database survive sharing, killing and long names?"""

import os
import shutil
import signal
from pathlib import Path

import psycopg
import pytest

from motcua.cli import postgres
from motcua.cli.data_folder import DataFolder, open_folder
from motcua.cli.postgres import Cluster, database_of, is_running, start
from motcua.core.refusals import Refused


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return open_folder(tmp_path / "thư mục")


def test_the_last_command_that_uses_the_database_stops_it(folder):
    with database_of(folder):
        with database_of(folder):
            assert is_running(Cluster(folder))
        assert is_running(Cluster(folder))
    assert not is_running(Cluster(folder))


def test_a_given_database_is_used_and_none_is_made(folder):
    with database_of(folder, given="postgresql://somewhere/else") as url:
        assert url == "postgresql://somewhere/else"
    assert not folder.postgres.exists()


def test_what_was_committed_is_there_after_the_server_was_killed(folder):
    cluster = Cluster(folder)
    with database_of(folder) as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        os.kill(postmaster(folder), signal.SIGKILL)
        start(cluster)
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_letters_of_vietnamese_are_compared_without_regard_to_case(folder):
    with database_of(folder) as url, psycopg.connect(url) as connection:
        row = connection.execute("SELECT lower('ĐẶNG ƯẬ'), 'đặng' ILIKE 'ĐẶNG'").fetchone()
    assert row == ("đặng ưậ", True)


def test_commits_are_durable_unless_the_server_is_a_throwaway_one(folder):
    asked = "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
    with database_of(folder) as url, psycopg.connect(url) as connection:
        assert connection.execute(asked).fetchone() == ("on", "on")
    with database_of(folder, throwaway=True) as url, psycopg.connect(url) as connection:
        assert connection.execute(asked).fetchone() == ("off", "off")


def test_a_folder_with_a_long_name_gets_its_socket_elsewhere(tmp_path):
    folder = open_folder(tmp_path / ("x" * 90))
    with database_of(folder) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert not folder.socket_folder.is_relative_to(folder.path)
        assert folder.socket_folder.stat().st_mode & 0o077 == 0


def test_a_cluster_of_another_version_is_refused_with_the_way_out(folder):
    folder.postgres.mkdir()
    (folder.postgres / "PG_VERSION").write_text("15\n")
    with pytest.raises(Refused) as caught, database_of(folder):
        pass
    assert caught.value.refusal.code == "postgres_version"
    assert "motcua backup" in caught.value.refusal.text


def test_a_cluster_that_cannot_start_is_refused_with_the_log(folder):
    with database_of(folder):
        pass
    with (folder.postgres / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = nothing\n")
    with pytest.raises(Refused) as caught, database_of(folder):
        pass
    assert caught.value.refusal.code == "postgres_start"
    assert "postgres.log" in caught.value.refusal.text


def test_a_server_gone_again_before_its_first_answer_is_refused_with_the_log(folder, monkeypatch):
    with database_of(folder):
        pass
    monkeypatch.setattr(postgres, "_start_with_patience", lambda *_: None)
    with pytest.raises(Refused) as caught:
        start(Cluster(folder))
    assert caught.value.refusal.code == "postgres_start"
    assert "postgres.log" in caught.value.refusal.text


def broken(folder: DataFolder) -> str:
    """The code with which the folder's database is refused, all files of it left as they were."""
    before = sorted(path for path in folder.postgres.rglob("*"))
    with pytest.raises(Refused) as caught, database_of(folder):
        pass
    assert sorted(path for path in folder.postgres.rglob("*")) == before
    return caught.value.refusal.code


def test_a_half_written_or_lost_database_is_refused_and_nothing_is_made_over_it(folder):
    folder.postgres.mkdir()
    assert broken(folder) == "database_half"  # an empty folder: a disk that is not mounted looks like this
    (folder.postgres / "PG_VERSION").touch()
    (folder.postgres / "base").mkdir()
    assert broken(folder) == "database_half"
    shutil.rmtree(folder.postgres)
    with database_of(folder):
        pass
    control = folder.postgres / "global" / "pg_control"
    control.rename(folder.path / "away")
    assert broken(folder) == "database_half"
    (folder.path / "away").rename(control)
    folder.postgres.rename(folder.path / "elsewhere")
    assert broken(folder) == "database_lost"
    (folder.path / "elsewhere").rename(folder.postgres)
    with database_of(folder):
        assert is_running(Cluster(folder))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_database_of_somebody_else_is_refused_by_name(folder):
    with database_of(folder):
        pass
    os.chown(folder.postgres, 4242, 4242)
    assert broken(folder) == "database_of_other"


def postmaster(folder: DataFolder) -> int:
    return int((folder.postgres / "postmaster.pid").read_text().splitlines()[0])

"""Does a folder get served, and does everything end together?"""

import http.client
import os
import re
import shutil
import signal
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from config import clock
from motcua.core.moments import VN
from tests.cli.served import Served, command, left_running, serving
from tests.made_office import copy_of

pytestmark = [pytest.mark.xdist_group("up"), pytest.mark.timeout(600)]

SECRET = "x" * 60


@pytest.fixture(scope="module")
def folder(made_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose tables and first data are in place, so that every start after it is a second one."""
    path = copy_of(made_office, tmp_path_factory.mktemp("served") / "var").path
    done = command("migrate", "--data", str(path))
    assert done.code == 0, done.err
    return path


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Served]:
    """A copy of the folder, served on a day of 2022; at the end SIGTERM leaves nothing running."""
    copy = folder.with_name("running")
    shutil.copytree(folder, copy)
    with serving(copy, "--clock", "2022-05-16T14:59:00+07:00") as served:
        yield served
        said = served.ends(signal.SIGTERM)
    assert (said.code, left_running(copy)) == (0, []), said.err


def test_the_folder_is_served_and_commands_work_beside_it(running):
    assert running.status("/api/v1/health") == 200
    url = command("db-url", "--data", str(running.folder)).out.strip()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM django_migrations").fetchone() == (True,)
    assert command("migrate", "--data", str(running.folder)).code == 0
    assert running.status("/api/v1/health") == 200


def test_a_second_up_on_the_folder_is_refused_and_told_where_the_first_serves(running):
    said = command("up", "--data", str(running.folder), "--port", "0")
    assert said.code == 1
    assert running.url in said.err


def test_the_clock_of_a_demonstration_is_kept_for_commands(running):
    shift = clock.read_shift(running.folder)
    assert shift is not None
    assert shift.shown_at == datetime(2022, 5, 16, 14, 59, tzinfo=VN)


def test_ctrl_c_leaves_nothing_running(folder):
    with serving(folder) as served:
        assert left_running(folder)
        said = served.ends(signal.SIGINT)
    assert (said.code, left_running(folder)) == (0, [])
    assert not served.ready_file.exists()


def test_pages_jobs_and_database_that_die_are_started_again_and_told(folder):
    with serving(folder) as served:
        pages, jobs = child_of(served, "config.wsgi"), child_of(served, "procrastinate")
        live = child_of(served, "config.live")
        for process in (pages, jobs, live, postmaster_of(folder)):
            os.kill(process, signal.SIGKILL)
        # What the killed server of pages left behind may answer for a while: an answer alone tells nothing.
        until(lambda: child_of(served, "config.wsgi") != pages and served.status("/api/v1/health") == 200)
        until(lambda: child_of(served, "procrastinate") != jobs)
        until(lambda: child_of(served, "config.live") != live and screens_can_listen(served))
        said = served.ends(signal.SIGTERM)
    assert said.code == 0
    for name in ("máy chủ trang", "việc chạy nền", "báo tức thì", "PostgreSQL đã dừng đột ngột"):
        assert name in said.err
    assert left_running(folder) == []


def test_after_a_kill_of_up_itself_a_new_start_works(folder):
    with serving(folder) as again:
        again.ends(signal.SIGKILL)
    with serving(folder) as at_last:
        assert at_last.status("/api/v1/health") == 200
    assert left_running_at_last(folder) == []


def left_running_at_last(folder: Path) -> list[str]:
    """What still works on the folder once the processes of the killed one had their time to stop."""
    for _ in range(60):
        if not left_running(folder):
            return []
        time.sleep(0.5)
    return left_running(folder)


def test_a_taken_port_is_refused_with_another_one_to_try(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = command("up", "--data", str(folder), "--port", str(port))
    assert said.code == 1
    assert f"--port {port + 1}" in said.err


def test_production_refuses_a_clock(tmp_path):
    words = ("up", "--data", str(tmp_path / "var"), "--clock", "2022-05-16T14:59:00+07:00")
    said = command(*words, MOTCUA_PRODUCTION="1", MOTCUA_SECRET_KEY=SECRET, MOTCUA_HOSTS="mot-cua.example")
    assert said.code == 1
    assert "--clock" in said.err


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"MOTCUA_HOSTS": "mot-cua.example"}, "MOTCUA_SECRET_KEY"),
        ({"MOTCUA_SECRET_KEY": SECRET}, "MOTCUA_HOSTS"),
    ],
)
def test_production_refuses_to_start_without_its_secrets_and_names(tmp_path, given, missing):
    said = command("up", "--data", str(tmp_path / "var"), MOTCUA_PRODUCTION="1", **given)
    assert said.code == 1
    assert missing in said.err
    assert not (tmp_path / "var" / "postgres").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("frobnicate",),
        ("db-url", "--nothing"),
        ("up", "--port", "many"),
        ("up", "--clock", "2022-05-16T14:59"),
    ],
)
def test_wrong_usage_ends_with_two(tmp_path, words):
    assert command(*words, "--data", str(tmp_path / "var")).code == 2


def test_a_given_database_is_used_and_the_folder_gets_none(tmp_path, database_server):
    with psycopg.connect(database_server, autocommit=True) as owner:
        owner.execute("CREATE DATABASE given_by_the_operator")
    url = database_server.replace("/motcua?", "/given_by_the_operator?")
    data = tmp_path / "var"
    assert command("db-url", "--data", str(data), DATABASE_URL=url).out.strip() == url
    done = command("migrate", "--data", str(data), DATABASE_URL=url)
    assert done.code == 0, done.err
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM django_migrations").fetchone() == (True,)
    assert not (data / "postgres").exists()


def test_a_database_that_does_not_answer_is_named(tmp_path):
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    said = command("migrate", "--data", str(tmp_path / "var"), DATABASE_URL=url)
    assert said.code == 1
    assert "DATABASE_URL" in said.err


def postmaster_of(folder: Path) -> int:
    """Process number of the folder's database server."""
    return int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def until(true: Callable[[], bool]) -> None:
    """Wait until it is so; what is not there yet, or does not answer yet, is not so."""
    for _ in range(360):
        with suppress(OSError, AssertionError, http.client.HTTPException):
            if true():
                return
        time.sleep(0.5)
    raise AssertionError("it never came to be so")


def screens_can_listen(served: Served) -> bool:
    """Whether the address that a screen is given answers with a stream."""
    try:
        with urllib.request.urlopen(f"{served.url}/man-hinh/sanh/", timeout=10) as page:
            desk = re.search(r"/man-hinh/sanh/\d+/", page.read().decode())
        assert desk is not None
        with urllib.request.urlopen(served.url + desk[0], timeout=10) as page:
            stream = re.search(r'data-live="([^"]+)"', page.read().decode())
        assert stream is not None
        with urllib.request.urlopen(stream[1], timeout=10) as answer:
            return bool(answer.headers["Content-Type"].startswith("text/event-stream"))
    except OSError:
        return False


def child_of(served: Served, word: str) -> int:
    """Process number of the child whose command line holds the word."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == served.process.pid and word in (process / "cmdline").read_text():
                return int(process.name)
        except OSError:
            continue
    raise AssertionError(f"no child {word}")

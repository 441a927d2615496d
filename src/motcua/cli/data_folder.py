"""Where in a data folder does each thing lie: database, logs, locks, clock, secret?"""

import fcntl
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from motcua.core.refusals import refuse

_SOCKET_NAME = ".s.PGSQL.5432"
_LONG_LOG = 20_000_000  # bytes
_LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes on Linux, 103 on macOS


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A data folder by its absolute path; everything the product keeps outside PostgreSQL lies in it."""

    path: Path

    @property
    def postgres(self) -> Path:
        """The embedded server's own folder."""
        return self.path / "postgres"

    @property
    def logs(self) -> Path:
        return self.path / "log"

    @property
    def secret_key(self) -> Path:
        return self.path / "secret_key"

    @property
    def up_lock(self) -> Path:
        """Held by the one `up` that serves this folder."""
        return self.path / "up.lock"

    @property
    def address(self) -> Path:
        """Where the folder is served; written by `up` for the message to a second one."""
        return self.path / "address"

    @property
    def is_kept_empty(self) -> bool:
        """Whether this folder was begun without the demonstration office."""
        return (self.path / "empty").is_file()

    def keep_empty(self) -> None:
        """Begin without the demonstration office. Refused: `not_empty` in a folder that has begun with it."""
        if self.postgres.is_dir() and not self.is_kept_empty:
            raise refuse(
                "not_empty",
                f"Thư mục {self.path} đã có văn phòng minh họa nên không dùng --empty được. "
                "Hãy chọn thư mục mới bằng --data.",
            )
        (self.path / "empty").touch()

    @property
    def socket_folder(self) -> Path:
        """Folder of the server's socket: in the data folder, or in /tmp where that path would be too long."""
        near = self.path / "run"
        if len(os.fsencode(near / _SOCKET_NAME)) <= _LONGEST_SOCKET_PATH:
            return near
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path("/tmp") / f"motcua-{os.getuid()}-{digest}"  # its owner is checked by private_folder


def open_folder(path: str | Path) -> DataFolder:
    """The data folder at `path`, made if new. Refused: `data_folder` where it cannot be made or written."""
    folder = DataFolder(Path(path).expanduser().resolve())
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        folder.logs.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder.path):
            pass
    except OSError as error:
        raise refuse(
            "data_folder",
            f"Không ghi được vào thư mục dữ liệu {folder.path} ({error.strerror}). "
            "Hãy cấp quyền ghi, giải phóng đĩa, hoặc chọn thư mục khác bằng --data.",
        ) from error
    return folder


def private_folder(path: Path) -> None:
    """Make `path` readable by its owner only. Refused: `foreign_folder` when somebody else owns it."""
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != os.getuid():
        raise refuse(
            "foreign_folder",
            f"Thư mục {path} thuộc về người khác nên không dùng được. "
            "Hãy xóa thư mục đó hoặc chọn --data ngắn hơn.",
        )
    path.chmod(0o700)


def ensure_secret_key(folder: DataFolder) -> None:
    """Give a demonstration folder its own signing secret, once."""
    with suppress(FileExistsError):
        descriptor = os.open(folder.secret_key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))


def fresh_log(path: Path) -> Path:
    """A log to go on writing; a long one is put aside, the one put aside before is dropped."""
    if path.is_file() and path.stat().st_size > _LONG_LOG:
        path.replace(path.with_suffix(".log.1"))
    path.touch()
    return path


@contextmanager
def held(lock: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock file for the block. Without `wait`: yields False when another process holds it."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True

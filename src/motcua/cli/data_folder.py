"""Where in a data folder does each thing lie: database, logs, locks, clock, secret?"""

import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from motcua.core.refusals import refuse

_SITE = ".restoring-"
_SOCKET_NAME = ".s.PGSQL.5432"
_KEY_BYTES = 50
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
    def has_begun(self) -> Path:
        """There once a database was made here: from then on none is made anew in its place."""
        return self.path / "postgres.made"

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
        raise _not_writable(folder.path, error) from error
    return folder


def _not_writable(path: Path, error: OSError) -> Exception:
    return refuse(
        "data_folder",
        f"Không ghi được vào thư mục dữ liệu {path} ({error.strerror}). "
        "Hãy cấp quyền ghi, giải phóng đĩa, hoặc chọn thư mục khác bằng --data.",
    )


@contextmanager
def building_site(path: str | Path) -> Iterator[DataFolder]:
    """A new data folder beside `path`, on the same disk, that goes with the block unless it was moved there.

    Refused: `data_folder` as `open_folder`.
    """
    target = Path(path).expanduser().resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        site = Path(tempfile.mkdtemp(prefix=f"{target.name}{_SITE}", dir=target.parent))
    except OSError as error:
        raise _not_writable(target, error) from error
    try:
        yield open_folder(site)
    finally:
        shutil.rmtree(site, ignore_errors=True)


def place_of_site(site: DataFolder) -> DataFolder:
    """Where the folder that is built on a site will lie."""
    return DataFolder(site.path.with_name(site.path.name.rpartition(_SITE)[0]))


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
    """Give a demonstration folder its own signing secret, once. Refused: `secret_key` for a broken one."""
    if not folder.secret_key.is_file():
        fresh = folder.path / f"secret_key.{os.getpid()}.new"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(_KEY_BYTES))
        with suppress(FileExistsError):
            os.link(fresh, folder.secret_key)  # whole or not at all, and never in place of another one
        fresh.unlink()
    if len(folder.secret_key.read_bytes().strip()) < _KEY_BYTES:
        raise refuse(
            "secret_key",
            f"Tệp {folder.secret_key} bị cụt hoặc rỗng. Hãy lấy lại tệp đó từ bản sao lưu, hoặc xóa nó để hệ thống "
            "tạo khóa mới (mọi người đăng nhập lại; dữ liệu không đổi), rồi chạy lại.",
        )


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

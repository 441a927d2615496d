"""Is the folder of the database whole, ours, and where it was? If not: said, and nothing touched."""

import os
import pwd
import stat
from pathlib import Path

from motcua.cli.data_folder import DataFolder
from motcua.cli.server_user import ServerUser
from motcua.core.refusals import refuse

_VERSION = "PG_VERSION"
_VITAL = ("global/pg_control", "base", "pg_wal")


def refuse_broken_cluster(folder: DataFolder, user: ServerUser) -> None:
    """Refused: `database_lost`, `database_half`, `database_of_other`. Fine: begun and ours, or not made yet."""
    postgres = folder.postgres
    if not os.path.lexists(postgres):
        if folder.has_begun.exists():
            raise refuse(
                "database_lost",
                f"Thư mục {folder.path} đã từng có cơ sở dữ liệu nhưng nay thiếu {postgres}. Không tạo mới đè lên. "
                "Hãy gắn lại ổ đĩa, hoặc phục hồi bản sao lưu vào thư mục mới (motcua restore).",
            )
        return
    _refuse_missing(postgres, _VERSION)
    _refuse_other_owner(postgres, user)


def refuse_missing_parts(folder: DataFolder) -> None:
    """Refused: `database_half` where a cluster of the right version lacks what no cluster can do without."""
    _refuse_missing(folder.postgres, *_VITAL)


def _refuse_missing(postgres: Path, *names: str) -> None:
    missing = [name for name in names if not _is_there(postgres / name)]
    if missing:
        raise refuse(
            "database_half",
            f"Cơ sở dữ liệu tại {postgres} không trọn vẹn: thiếu {', '.join(missing)}. Chưa đụng vào gì. "
            "Hãy gắn lại ổ đĩa hoặc phục hồi bản sao lưu vào thư mục mới (motcua restore); nếu chắc chắn thư mục "
            "này chưa từng dùng, hãy xóa nó rồi chạy lại.",
        )


def _is_there(path: Path) -> bool:
    try:
        found = path.stat()
    except PermissionError:
        return True  # somebody else's: told by its owner
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) or found.st_size > 0


def _refuse_other_owner(postgres: Path, user: ServerUser) -> None:
    owner = postgres.stat().st_uid
    if owner == (os.getuid() if user.uid is None else user.uid):
        return
    raise refuse(
        "database_of_other",
        f"Cơ sở dữ liệu tại {postgres} thuộc người dùng {_name(owner)}. Hãy chạy bằng người dùng đó, "
        "hoặc chọn thư mục khác bằng --data.",
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)

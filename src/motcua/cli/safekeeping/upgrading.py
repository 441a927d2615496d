"""What is done before the tables of an office are changed? A backup, of which the last three are kept."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from motcua.cli import progress
from motcua.cli.data_folder import DataFolder
from motcua.cli.safekeeping.backing_up import back_up
from motcua.core.refusals import Refused, refuse

KEPT = 3
_NAME = "before-upgrade-"
_WITHOUT = "MOTCUA_NO_BACKUP"


def keep_before_upgrade(folder: DataFolder, url: str, *, at: datetime) -> None:
    """Back up into the data folder's `backups/`, then drop the oldest beyond three.

    Refused: `upgrade_backup` where that fails; MOTCUA_NO_BACKUP=1 says that the operator made one.
    """
    if os.environ.get(_WITHOUT) == "1":
        return
    kept = folder.path / "backups"
    target = _free_name(kept, at)
    try:
        with progress.step(f"Sao lưu trước khi nâng cấp vào {target}"):
            back_up(folder, url, target, at=at)
    except Refused as refused:
        raise refuse(
            "upgrade_backup",
            f"Chưa nâng cấp vì chưa sao lưu được. {refused.refusal.text} "
            f"Nếu đã tự sao lưu ở nơi khác, hãy chạy lại với {_WITHOUT}=1.",
        ) from refused
    _drop_oldest(kept)


def refuse_newer_database(unknown: set[str]) -> None:
    """Refused: `newer_database` where migrations were applied that this program does not know."""
    if unknown:
        raise refuse(
            "newer_database",
            f"Cơ sở dữ liệu thuộc một bản Một Cửa mới hơn (bản này chưa biết {max(unknown)}), nên chưa đụng vào gì. "
            "Hãy chạy bằng bản mới đó, hoặc phục hồi bản sao lưu trước khi nâng cấp vào thư mục mới (restore).",
        )


def _free_name(kept: Path, at: datetime) -> Path:
    """By the moment; a demonstration's clock may show the same moment again."""
    wanted = kept / f"{_NAME}{at:%Y%m%d-%H%M%S}"
    number = 1
    while wanted.exists():
        number += 1
        wanted = kept / f"{_NAME}{at:%Y%m%d-%H%M%S}-{number}"
    return wanted


def _drop_oldest(kept: Path) -> None:
    """By the time they were written; what was left half made by a killed upgrade goes too."""
    found = [path for path in kept.glob(f"{_NAME}*") if path.is_dir()]
    whole = sorted(
        (path for path in found if ".partial-" not in path.name), key=lambda path: path.stat().st_mtime
    )
    for path in [*whole[:-KEPT], *(path for path in found if ".partial-" in path.name)]:
        shutil.rmtree(path, ignore_errors=True)

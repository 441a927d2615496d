"""Where is the month played? In an office of its own in the folder that was named, marked as such from the start."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction

from motcua.cli.data_folder import DataFolder, held
from motcua.cli.demonstration import PEOPLE_FILE, add_people, lend_seals
from motcua.cli.kinds import lend_what_is_missing, load
from motcua.cli.only_database import only_database
from motcua.cli.postgres import database_of
from motcua.cli.preparation import seed, update_tables
from motcua.cli.replay.plan import Month, read_month
from motcua.core.moments import start_of
from motcua.core.refusals import refuse
from motcua.core.yaml_files import read_yaml

REPLAYS = Path(settings.ROOT) / "data" / "replay"
_MARK = "replay.json"
_FILES = ("units.yaml", "on_the_spot.yaml")
# Fewer checkpoints; every transaction is on the disk before it is answered, as ever.
_WRITES_MUCH = {"max_wal_size": "8GB", "checkpoint_timeout": "30min"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a folder says of the replay it was begun for, and how far that is."""

    replay: str
    share: str
    seed: int
    stage: str = "begun"  # begun | prepared | played

    @property
    def part(self) -> Fraction:
        """The share as a number."""
        return Fraction(self.share)


def replays() -> list[str]:
    """The months there are."""
    return sorted(folder.name for folder in REPLAYS.iterdir() if (folder / "arrivals.yaml").is_file())


def month_of(replay: str) -> Month:
    """The month by its name."""
    return read_month(read_yaml(REPLAYS / replay / "arrivals.yaml"))


def claim(folder: DataFolder, asked: Mark) -> Mark:
    """The folder's mark: a new one in an empty folder, that of a replay broken off where it is the same one.

    Refused: `not_its_own` in a folder with another office, `other_replay`, `replay_served`.
    """
    kept = read_mark(folder)
    if kept is None:
        if folder.has_begun.exists() or folder.postgres.exists():
            raise refuse(
                "not_its_own",
                f"Thư mục {folder.path} đã có một văn phòng khác. Phát lại cần văn phòng riêng: hãy chọn thư mục mới "
                "bằng --data.",
            )
        write_mark(folder, asked)
        return asked
    if replace(kept, stage="") != replace(asked, stage=""):
        raise refuse(
            "other_replay",
            f"Thư mục {folder.path} đang giữ lần phát lại {kept.replay}, --share {kept.share} --seed {kept.seed}. "
            "Hãy chạy tiếp đúng như thế, hoặc chọn thư mục mới bằng --data.",
        )
    return kept


def read_mark(folder: DataFolder) -> Mark | None:
    """The mark of a folder, None where it holds no replay. Refused: `mark_broken`."""
    file = folder.path / _MARK
    if not file.is_file():
        return None
    try:
        return Mark(**json.loads(file.read_text()))
    except (ValueError, TypeError) as error:
        raise refuse(
            "mark_broken", f"Tệp {file} đã hỏng. Hãy phát lại trong thư mục mới bằng --data."
        ) from error


def write_mark(folder: DataFolder, mark: Mark) -> Mark:
    """Keep the mark, whole or as it was."""
    file = folder.path / _MARK
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(mark)))
    fresh.replace(file)
    return mark


@contextmanager
def unserved(folder: DataFolder) -> Iterator[None]:
    """Nobody serves the folder for the block, and nobody else plays in it. Refused: `replay_served`."""
    with held(folder.up_lock, wait=False) as nobody:
        if not nobody:
            raise refuse(
                "replay_served",
                f"Thư mục {folder.path} đang được phục vụ hoặc đang phát lại. Hãy dừng tiến trình đó rồi chạy lại.",
            )
        yield


@contextmanager
def office(folder: DataFolder) -> Iterator[None]:
    """The folder's own durable server; for the block this process and those it starts know no other database."""
    with database_of(folder) as url, only_database(folder, url):
        update_tables()
        yield


def prepare(replay: str, month: Month) -> None:
    """The catalogue, the agencies of the month, their lists, people and seals, as they stood the day before it."""
    before = start_of(month.first) - timedelta(days=1)
    seed(at=before)
    with transaction.atomic():
        for name in _FILES:
            _load(read_yaml(REPLAYS / replay / name), name, before)
        lend_what_is_missing()
        add_people(read_yaml(PEOPLE_FILE), at=before)
        lend_seals(at=before)


def _load(data: Mapping[str, Any], name: str, at: datetime) -> None:
    report = load(data, file=name, at=at, lend=True)
    if report.refused:
        raise refuse("replay_data", "\n".join([*report.lines(), f"Hãy sửa tệp {name} rồi phát lại."]))


@contextmanager
def written_much() -> Iterator[None]:
    """The server knows that a month is written in minutes; nothing of it weakens durability."""
    _alter([f"SET {name} = '{value}'" for name, value in _WRITES_MUCH.items()])
    try:
        yield
    finally:
        with suppress(OperationalError):  # a server that stops keeps it until the replay goes on
            _alter([f"RESET {name}" for name in _WRITES_MUCH])


def _alter(words: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for word in words:
            cursor.execute(f"ALTER SYSTEM {word}")
        cursor.execute("SELECT pg_reload_conf()")

"""What time is it in the office? Real time, or the demonstration's own day running on from where it began."""

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from motcua.core.moments import VN

CLOCK_FILE = "clock.json"


@dataclass(frozen=True, slots=True)
class Shift:
    """The demonstration's clock showed `shown_at` when it really was `real_at` (both aware)."""

    shown_at: datetime
    real_at: datetime

    @property
    def ahead(self) -> timedelta:
        """What to add to the real time."""
        return self.shown_at - self.real_at

    def as_json(self) -> str:
        return json.dumps({"shown_at": self.shown_at.isoformat(), "real_at": self.real_at.isoformat()})


def now() -> datetime:
    """The office's time, aware, in its own zone."""
    shift = _shift()
    moment = real_now()
    return moment + shift.ahead if shift else moment


def real_now() -> datetime:
    """The machine's time, aware, in the office's zone."""
    return datetime.now(tz=VN)


def shifted_from() -> Shift | None:
    """How the demonstration's clock was set, for the banner; None where real time is shown."""
    return _shift()


def read_shift(data_folder: Path) -> Shift | None:
    """The shift kept in a data folder, if any. Raises ValueError or KeyError for a damaged file."""
    file = data_folder / CLOCK_FILE
    if not file.is_file():
        return None
    kept = json.loads(file.read_text())
    return Shift(datetime.fromisoformat(kept["shown_at"]), datetime.fromisoformat(kept["real_at"]))


def keep_shift(data_folder: Path, shift: Shift | None) -> None:
    """Keep the shift for every process of this folder started from now on; None goes back to real time."""
    file = data_folder / CLOCK_FILE
    if shift is None:
        file.unlink(missing_ok=True)
    else:
        fresh = file.with_suffix(".new")
        fresh.write_text(shift.as_json())
        fresh.replace(file)
    _shift.cache_clear()


@cache
def _shift() -> Shift | None:
    """Read once a process: the clock of a served day never jumps. Production knows real time only."""
    folder = os.environ.get("MOTCUA_DATA")
    if folder is None or os.environ.get("MOTCUA_PRODUCTION") == "1":
        return None
    return read_shift(Path(folder))

"""Who looks after a served office? Its database and its processes are started again, and the operator is told."""

import time
from dataclasses import dataclass, field
from math import inf

from motcua.cli import progress
from motcua.cli.children import Family
from motcua.cli.data_folder import DataFolder, held
from motcua.cli.deaths import Deaths
from motcua.cli.disk import free_bytes, is_nearly_full, size_text
from motcua.cli.postgres import Cluster, Readiness, readiness, readiness_of, start
from motcua.core.refusals import Refused, refuse

_EVERY = 1.0  # seconds between two looks
_EVERY_WHILE_FULL = 5.0
_MOST_FAILED_STARTS = 3
_EXCUSED = 15.0  # seconds after the database is back in which a process may still die of its absence


@dataclass(slots=True)
class Watch:
    """What is looked after. `cluster` is None where the operator brought the database: it is waited for."""

    folder: DataFolder
    children: Family
    cluster: Cluster | None
    given: str = ""
    _deaths: Deaths = field(default_factory=Deaths)
    _told_down: bool = False
    _told_full: bool = False
    _failed_starts: int = 0
    _last_away: float = -inf  # when the database did not answer, by a clock that only goes forward

    def stay(self) -> None:
        """Look after everything until a signal comes (KeyboardInterrupt) or nothing helps (Refused)."""
        while True:
            self.look()
            time.sleep(_EVERY)

    def look(self) -> None:
        """One look: the disk is told about, the database comes first, then who needs it."""
        self._tell_disk()
        if self._database_answers():
            self.children.revive(excused=time.monotonic() - self._last_away < _EXCUSED)
        else:
            self._last_away = time.monotonic()

    def _database_answers(self) -> bool:
        state = readiness(self.cluster) if self.cluster else readiness_of(self.given)
        if state is Readiness.ANSWERS:
            self._tell_back()
            return True
        if self.cluster is not None and state is Readiness.GONE and readiness(self.cluster) is Readiness.GONE:
            self._start_again(self.cluster)
        elif self.cluster is None and not self._told_down:
            self._told_down = True
            progress.say("Cơ sở dữ liệu không trả lời; đang đợi. Hãy kiểm tra máy chủ trong DATABASE_URL.")
        return False

    def _start_again(self, cluster: Cluster) -> None:
        """Refused: `database_gone` when it does not stay or cannot be started three times in a row; on a full disk
        it is tried until there is room.
        """
        wait = self._deaths.count(time.monotonic())
        if not self._told_down:
            self._told_down = True
            progress.say("PostgreSQL đã dừng đột ngột; đang khởi động lại. Việc đã ghi không mất.")
        try:
            with held(self.folder.path / "postgres.lock"):
                start(cluster)
        except Refused as refused:
            if is_nearly_full(self.folder.path):
                self._deaths = Deaths()
                time.sleep(_EVERY_WHILE_FULL)
                return
            # One that dies again while it starts is no reason to give up the office.
            self._failed_starts += 1
            if self._failed_starts >= _MOST_FAILED_STARTS:
                raise _gone(cluster, refused.refusal.text) from refused
            return
        self._failed_starts = 0
        if wait is None:
            raise _gone(cluster, f"Nó đã dừng {Deaths.MOST} lần trong {Deaths.WINDOW:.0f} giây.")

    def _tell_back(self) -> None:
        if self._told_down:
            self._told_down = False
            progress.say("Cơ sở dữ liệu đã trả lời lại.")

    def _tell_disk(self) -> None:
        """Once when it becomes full, once when there is room again."""
        is_full = is_nearly_full(self.folder.path)
        if is_full == self._told_full:
            return
        self._told_full = is_full
        free = size_text(free_bytes(self.folder.path))
        if is_full:
            progress.say(
                f"Ổ đĩa sắp đầy: {self.folder.path} chỉ còn {free}. Hãy giải phóng đĩa ngay; khi đầy, "
                "mọi việc sẽ bị từ chối cho tới khi có chỗ."
            )
        else:
            progress.say(f"Ổ đĩa đã có chỗ trở lại: còn {free}.")


def _gone(cluster: Cluster, why: str) -> Exception:
    return refuse(
        "database_gone",
        f"PostgreSQL của thư mục {cluster.folder.path} đã dừng và không khởi động lại được, nên cả hệ thống "
        f"dừng theo. {why} Hãy xem {cluster.folder.logs / 'postgres.log'} rồi chạy lại; việc đã ghi không mất.",
    )

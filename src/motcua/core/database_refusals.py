"""Which errors of the database are an expected no, and what is said then?"""

from django.db import DatabaseError
from psycopg import Error
from psycopg.errors import DiskFull

from motcua.core.refusals import Refusal

DISK_FULL = Refusal(
    "disk_full",
    "Ổ đĩa của máy chủ đã đầy nên không ghi được; chưa có gì được ghi. "
    "Hãy báo quản trị giải phóng đĩa rồi làm lại việc này.",
)
CLOCK_BEHIND = Refusal(
    "clock_behind",
    "Đồng hồ của máy đang ở một ngày đã chốt sổ nên không ghi được. Hãy kiểm tra đồng hồ rồi làm lại.",
)
_CLOSED_DAY = "step_after_closed_day"  # the trigger of dossiers_step


def refusal_of(error: DatabaseError) -> Refusal | None:
    """The refusal that an error stands for; None where it is a fault."""
    cause = error.__cause__
    if isinstance(cause, DiskFull):
        return DISK_FULL
    if isinstance(cause, Error) and cause.diag.constraint_name == _CLOSED_DAY:
        return CLOCK_BEHIND
    return None

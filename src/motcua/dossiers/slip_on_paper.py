"""Must this person get the receipt on paper? Who waits and is served in the same hour needs none; pure."""

from datetime import datetime, time

from motcua.core.moments import local, local_day, printed_minute
from motcua.dossiers.promises import DueReason
from motcua.dossiers.statutory import SAME_DAY_CUT_OFF


def slip_needed(
    *, at_once: bool, received_at: datetime, due_at: datetime, due_reason: str, cut_off: time | None
) -> bool:
    """False only for what is settled at once, received by the law's cut-off (15 giờ where it names none), due the
    same day and not prolonged (23/2015/NĐ-CP art. 7). The register has every dossier either way.
    """
    by_clock = local(printed_minute(received_at)).time() <= (cut_off or SAME_DAY_CUT_OFF)
    same_day = local_day(received_at) == local_day(due_at)
    return not (at_once and by_clock and same_day and due_reason != DueReason.PROLONGED)

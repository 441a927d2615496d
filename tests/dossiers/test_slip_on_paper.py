"""Who waits and is served in the same hour needs no paper; everybody else gets the slip."""

from datetime import time

import pytest

from motcua.dossiers.promises import DueReason
from motcua.dossiers.slip_on_paper import slip_needed
from tests.cast import at

BY_LAW = DueReason.STATUTORY_SAME_DAY


@pytest.mark.rule("23/2015/NĐ-CP 7")
@pytest.mark.parametrize(
    ("at_once", "received", "due", "reason", "cut_off", "needed"),
    [
        (True, "2022-05-16 14:59", "2022-05-16 17:00", BY_LAW, None, False),
        (True, "2022-05-16 15:00", "2022-05-16 17:00", BY_LAW, None, False),
        (True, "2022-05-16 15:01", "2022-05-16 17:00", BY_LAW, None, True),
        (True, "2022-05-16 10:31", "2022-05-16 17:00", BY_LAW, time(10, 30), True),
        (False, "2022-05-16 09:00", "2022-05-16 17:00", BY_LAW, None, True),
        (True, "2022-05-16 09:00", "2022-05-17 17:00", BY_LAW, None, True),
        (True, "2022-05-16 09:00", "2022-05-16 17:00", DueReason.PROLONGED, None, True),
    ],
)
def test_paper_is_needed_unless_it_is_settled_at_once_in_time(
    at_once: bool, received: str, due: str, reason: DueReason, cut_off: time | None, needed: bool
) -> None:
    said = slip_needed(
        at_once=at_once, received_at=at(received), due_at=at(due), due_reason=reason, cut_off=cut_off
    )
    assert said is needed

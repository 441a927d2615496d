"""Two phones at once: one is heard."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from motcua.core.refusals import Refused
from motcua.dossiers.rating_codes import newest_slip
from motcua.feedback.actions.rating import rate
from motcua.feedback.models import Rating, RatingSlip
from tests.cast import CERTIFIED_COPY, Q11, at, received

pytestmark = pytest.mark.usefixtures("seeded_alone")
MORNING = at("2022-05-16 09:00")


@pytest.mark.requirement("R-289")
def test_of_four_phones_at_once_one_is_heard() -> None:
    slip = newest_slip(received(CERTIFIED_COPY, Q11, MORNING))
    assert slip is not None
    gate = Barrier(4)

    def once(points: int) -> str:
        try:
            gate.wait(timeout=20)
            rate(code=slip.code, satisfaction=points, marks={}, words="", actor=None, at=MORNING)
        except Refused as no:
            return no.refusal.code
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(4) as phones:
        answers = sorted(phones.map(once, (1, 2, 4, 5)))
    assert answers == ["kept", "rated_already", "rated_already", "rated_already"]
    assert (Rating.objects.count(), RatingSlip.objects.count()) == (1, 1)

"""When do visitors come to the pages? Most at nine on a Monday."""

import pytest

from tests.cast import SetClock, at


@pytest.fixture
def nine_in_the_morning(office_clock: SetClock) -> None:
    office_clock(at("2022-05-16 09:00"))

"""Two officials of a unit register at the same moment: one main option stands, an item is told once."""

from collections.abc import Callable

import pytest

from motcua.core.refusals import Refused
from motcua.participation.models import Registration
from tests.dossiers.test_acts_at_once import together
from tests.participation.registering import registered

pytestmark = pytest.mark.usefixtures("seeded_alone")


def trying(option: str, **said: object) -> Callable[[], str]:
    def one() -> str:
        try:
            return registered(option, **said).option  # type: ignore[arg-type]
        except Refused as refused:
            return refused.refusal.code

    return one


@pytest.mark.requirement("R-163")
def test_of_two_main_options_at_once_one_stands_and_the_same_option_twice_stands_once() -> None:
    answers = together([trying("2.1"), trying("2.4"), trying("2.1"), trying("2.4")])
    assert Registration.objects.count() == 1
    (stands,) = Registration.objects.all()
    assert stands.main
    assert sorted(answers).count(stands.option) == 1
    assert {one for one in answers if one != stands.option} <= {"main_twice", "option_registered"}

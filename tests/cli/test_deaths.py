"""Who dies is started again at once, then later and later, and not for ever."""

from motcua.cli.deaths import Deaths


def test_the_first_death_is_mended_at_once_and_each_further_one_later():
    deaths = Deaths()
    assert [deaths.count(now) for now in (0.0, 1.0, 2.0, 3.0)] == [0.0, 0.5, 1.0, 1.5]
    assert max(filter(None, (deaths.count(4.0) for _ in range(14)))) == 5.0


def test_who_dies_again_and_again_is_given_up():
    deaths = Deaths()
    answers = [deaths.count(float(second)) for second in range(Deaths.MOST)]
    assert answers[-1] is None
    assert None not in answers[:-1]


def test_deaths_of_long_ago_are_forgotten():
    deaths = Deaths()
    for second in range(Deaths.MOST - 1):
        deaths.count(float(second))
    assert deaths.count(Deaths.MOST + Deaths.WINDOW) == 0.0

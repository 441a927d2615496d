"""What does the flat queueing formula say? To check the simulator by, and to show beside it: no tool for one day.

Erlang C: Poisson arrivals, exponential handling, c counters, one line, for ever. A day begins empty, has a peak and
ends, so the formula says "never" where a day holds, and "enough" where the morning does not.
"""


def offered_load(*, a_second: float, handling: float) -> float:
    """Counters that would be busy all the time: arrivals a second times seconds each keeps a counter."""
    return a_second * handling


def must_wait(load: float, counters: int) -> float:
    """The probability that somebody finds all counters busy, from 0 to 1. By Erlang B's recursion."""
    if load >= counters:
        return 1.0
    blocked = 1.0
    for busy in range(1, counters + 1):
        blocked = load * blocked / (busy + load * blocked)
    return blocked / (1 - load / counters * (1 - blocked))


def mean_wait(*, a_second: float, handling: float, counters: int) -> float | None:
    """Seconds that everybody waits on average; None where the line would grow for ever."""
    load = offered_load(a_second=a_second, handling=handling)
    if load >= counters:
        return None
    return must_wait(load, counters) * handling / (counters - load)

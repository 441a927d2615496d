"""Is anybody ever called twice? Eight processes call from one line, a hundred thousand times."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from motcua.cli.bench.hall_office import Official, line_up
from motcua.cli.bench.office import MONDAY
from motcua.cli.bench.tables import Row, Table
from motcua.cli.bench.workers import together
from motcua.dossiers.verification import verify
from motcua.queueing.actions.calling import call_next
from motcua.queueing.actions.serving import leave
from motcua.queueing.models import TicketEvent
from motcua.queueing.terms import TicketAct

_ROUND = 200


def raced(people: list[Official], wanted: int) -> Table:
    """Eight processes call from one line, again and again, until it is empty."""
    begun, called, rounds = time.perf_counter(), Counter[int](), 0
    desk = people[0].desk_id
    for _ in together(_emptying(people, MONDAY + timedelta(minutes=30)), workers=len(people)):
        pass  # what the hall left behind
    while called.total() < wanted and rounds < -(-wanted // _ROUND) + 1:
        rounds += 1
        at = MONDAY + timedelta(hours=1, seconds=rounds)
        line_up(desk, min(_ROUND, wanted - called.total()), at)
        for found in together(_emptying(people, at + timedelta(seconds=1)), workers=len(people)):
            called.update(found)
    events = TicketEvent.objects.filter(act=TicketAct.CALL, ticket__in=list(called)[:1000])
    wrong = {
        "tickets called twice": sum(count - 1 for count in called.values()),
        "tickets called by nobody": max(0, wanted - len(called)),
        "calls written twice (the first thousand)": events.count() - min(1000, len(called)),
        "findings of verify": len(found_wrong := verify()),
    }
    took = time.perf_counter() - begun
    rows = [
        Row(
            "calls raced for",
            called.total(),
            "calls",
            note=f"{took:.0f} s, {len(people)} processes, one line",
        )
    ]
    said = "; ".join(str(one) for one in found_wrong[:1])[:200]
    rows += [
        Row(name, count, "cases", None, "0", count == 0, said if name.startswith("findings") else "")
        for name, count in wrong.items()
    ]
    return Table(
        "Races for the next visitor",
        tuple(rows),
        f"Lines of {_ROUND}; whoever was called leaves at once, so that the counter is free for the next.",
    )


def _emptying(people: list[Official], at: datetime) -> Callable[[int], list[int]]:
    def run(number: int) -> list[int]:
        mine, found = people[number], []
        while (ticket := call_next(counter_id=mine.counter_id, actor=mine.actor, at=at)) is not None:
            found.append(ticket.pk)
            leave(public_id=ticket.public_id, actor=mine.actor, at=at)
        return found

    return run

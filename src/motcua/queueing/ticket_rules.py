"""What may follow on a ticket, and in which order of times? Pure (R-038)."""

from motcua.queueing.terms import TicketAct as A
from motcua.queueing.terms import TicketState as S

# Act: from which states; the ticket is then in TARGETS[act].
SOURCES: dict[A, frozenset[S]] = {
    A.CALL: frozenset({S.WAITING}),
    A.RECALL: frozenset({S.CALLED}),
    A.START: frozenset({S.CALLED}),
    A.HOLD: frozenset({S.SERVING}),
    A.RESUME: frozenset({S.ON_HOLD}),
    A.MISS: frozenset({S.CALLED}),
    A.REINSERT: frozenset({S.MISSED, S.CALLED, S.LEFT}),
    A.TRANSFER: frozenset({S.CALLED, S.SERVING, S.WAITING}),
    A.FINISH: frozenset({S.SERVING}),
    A.LEAVE: frozenset({S.WAITING, S.CALLED, S.ON_HOLD, S.MISSED}),
    A.CONFIRM_PRIORITY: frozenset({S.WAITING, S.CALLED, S.SERVING}),
    A.REVOKE_PRIORITY: frozenset({S.WAITING, S.CALLED, S.SERVING}),
}
# Acts that leave the state as it is are not listed.
TARGETS: dict[A, S] = {
    A.ISSUE: S.WAITING,
    A.CALL: S.CALLED,
    A.START: S.SERVING,
    A.HOLD: S.ON_HOLD,
    A.RESUME: S.SERVING,
    A.MISS: S.MISSED,
    A.REINSERT: S.WAITING,
    A.TRANSFER: S.WAITING,
    A.FINISH: S.FINISHED,
    A.LEAVE: S.LEFT,
}

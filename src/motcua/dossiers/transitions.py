"""Which act leads from which state to which, on which path? One table; a ban is a missing row."""

from dataclasses import dataclass

from motcua.dossiers.terms import ENDED, Act, Path, Place, State

ALL = frozenset(Path)
AT_DESK = frozenset({Path.ON_THE_SPOT, Path.PARTIAL})
ORDINARY = frozenset({Path.ORDINARY})
NOT_ON_THE_SPOT = frozenset({Path.PARTIAL, Path.ORDINARY})
# Stretches of the life: with the desk or the appraiser; its clock running before the result; not ended.
WORKED_ON = (State.RECEIVED, State.FORWARDED, State.APPRAISED)
WAITING = (State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT)
BEFORE_APPROVAL = (*WORKED_ON, *WAITING)
RUNNING = (*WORKED_ON, State.APPROVED, State.SEALED)
# Where papers of the person may lie at the desk: accepted and open, or ended by the office or the person.
ACCEPTED = (*BEFORE_APPROVAL, State.APPROVED, State.SEALED, State.READY)
LEFT_OPEN = (State.RETURNED, State.WITHDRAWN, State.STOPPED, State.CANCELLED)
OPEN = (State.SUBMITTED, *BEFORE_APPROVAL, State.APPROVED, State.SEALED, State.READY)


@dataclass(frozen=True, slots=True)
class Move:
    """One row: `act` leads from `source` (None: nothing yet) to `target` (None: where it was)."""

    act: Act
    source: State | None
    target: State | None
    paths: frozenset[Path] = ALL


def _stays(act: Act, *sources: State) -> tuple[Move, ...]:
    """An act after which the dossier stands where it stood."""
    return tuple(Move(act, source, source) for source in sources)


def _leads(act: Act, target: State | None, *sources: State) -> tuple[Move, ...]:
    return tuple(Move(act, source, target) for source in sources)


MOVES: tuple[Move, ...] = (
    Move(Act.SUBMIT, None, State.SUBMITTED),
    Move(Act.RECEIVE, None, State.RECEIVED),
    Move(Act.ACCEPT, State.SUBMITTED, State.RECEIVED),
    Move(Act.REFUSE_INTAKE, State.SUBMITTED, State.REFUSED),
    Move(Act.ASK_SUPPLEMENT, State.SUBMITTED, State.AWAITING_SUPPLEMENT),
    Move(Act.ASK_SUPPLEMENT, State.RECEIVED, State.AWAITING_SUPPLEMENT),
    Move(Act.ASK_SUPPLEMENT, State.FORWARDED, State.AWAITING_SUPPLEMENT),
    Move(Act.ASK_SUPPLEMENT, State.APPRAISED, State.AWAITING_SUPPLEMENT),
    Move(Act.SUPPLEMENT, State.AWAITING_SUPPLEMENT, None),
    # 144/KH-UBND I.2: a "4 tại chỗ" dossier is never passed on for appraisal, so it has no such row.
    Move(Act.FORWARD, State.RECEIVED, State.FORWARDED, ORDINARY),
    Move(Act.APPRAISE, State.RECEIVED, State.APPRAISED, AT_DESK),
    Move(Act.APPRAISE, State.FORWARDED, State.APPRAISED, ORDINARY),
    Move(Act.SEND_BACK, State.APPRAISED, State.RECEIVED, AT_DESK),
    Move(Act.SEND_BACK, State.APPRAISED, State.FORWARDED, ORDINARY),
    Move(Act.APPROVE, State.APPRAISED, State.APPROVED),
    Move(Act.STAMP, State.APPROVED, State.READY, frozenset({Path.ON_THE_SPOT})),
    Move(Act.STAMP, State.APPROVED, State.SEALED, NOT_ON_THE_SPOT),
    Move(Act.HAND_BACK, State.SEALED, State.READY, NOT_ON_THE_SPOT),
    Move(Act.RETURN_RESULT, State.READY, State.RETURNED),
    Move(Act.WITHDRAW, State.SUBMITTED, State.WITHDRAWN),
    Move(Act.WITHDRAW, State.RECEIVED, State.WITHDRAWN),
    Move(Act.WITHDRAW, State.FORWARDED, State.WITHDRAWN),
    Move(Act.WITHDRAW, State.AWAITING_SUPPLEMENT, State.WITHDRAWN),
    Move(Act.WITHDRAW, State.AWAITING_PAYMENT, State.WITHDRAWN),
    Move(Act.WITHDRAW, State.APPRAISED, State.WITHDRAWN),
    Move(Act.CANCEL_RECEPTION, State.RECEIVED, State.CANCELLED),
    *_leads(Act.ASK_PAYMENT, State.AWAITING_PAYMENT, *WORKED_ON),
    Move(Act.PAY, State.AWAITING_PAYMENT, None),
    *_leads(Act.REFUSE_RESULT, State.APPROVED, State.APPRAISED, State.AWAITING_SUPPLEMENT),
    # Status 1 of the national list is never followed by 8: a filing is refused (Mẫu 03), not stopped.
    *_leads(Act.STOP, State.STOPPED, *BEFORE_APPROVAL),
    *_leads(Act.RECALL, State.APPRAISED, State.APPROVED, State.SEALED, State.READY),
    Move(Act.UNDO_RETURN, State.RETURNED, State.READY),
    *_leads(Act.MERGE, State.CANCELLED, State.SUBMITTED, State.RECEIVED),
    *_stays(Act.CORRECT, *BEFORE_APPROVAL),
    # promises 7: during appraisal; while papers or money are awaited no clock runs that could be prolonged.
    *_stays(Act.PROLONG, *WORKED_ON),
    *_stays(Act.APOLOGISE, *RUNNING),
    *_stays(Act.CHANGE_RETURN, *OPEN),
    # Once it is approved nobody is named for what remains: stamping and returning follow the role.
    *_stays(Act.REASSIGN, *BEFORE_APPROVAL),
    *_stays(Act.SUCCEED, *OPEN),
    *_stays(Act.MOVE_DUE, *RUNNING),
    *_stays(Act.KEEP_ORIGINALS, *ACCEPTED),
    # Whatever else ends, an original that still lies here can be passed on and given back.
    *_stays(Act.MOVE_ORIGINALS, *ACCEPTED, *LEFT_OPEN),
    *_stays(Act.GIVE_ORIGINALS, *ACCEPTED, *LEFT_OPEN),
    *_stays(Act.CONFIRM_SIGNING, *WORKED_ON),
    *_stays(Act.SHELVE, State.READY),
    *_stays(Act.REMIND, State.READY),
    # what goes by post or into the person's store closes only once it is there.
    *_stays(Act.SEND_OUT, State.READY),
    *_stays(Act.COME_BACK, State.READY),
    *_stays(Act.SEND_ONLINE, State.READY),
    *_stays(Act.ATTACH_COPY, *OPEN),
    *_stays(Act.DROP_COPY, *OPEN),
    *_stays(Act.CONFIRM_COPIES, *OPEN),
    *_stays(Act.DIGITISE_RESULT, State.SEALED, State.READY),
    *_stays(Act.REPLACE_RESULT, State.RETURNED),
    # What takes the place of a result that was handed out gets its seal too; the dossier stays ended.
    *_stays(Act.STAMP, State.RETURNED),
    *_stays(Act.REVOKE_RESULT, State.RETURNED),
    *_stays(Act.ARCHIVE, *sorted(ENDED)),
    *_stays(Act.DISPOSE, *sorted(ENDED)),
)
# What needs a dossier the desk has accepted, also where a filing waits for papers.
_ONLY_ACCEPTED = frozenset(
    {Act.REFUSE_RESULT, Act.STOP, Act.CORRECT, Act.REASSIGN,
     Act.KEEP_ORIGINALS, Act.MOVE_ORIGINALS, Act.GIVE_ORIGINALS}
)  # fmt: skip

_NEXT: dict[tuple[Path, State | None, Act], Move] = {
    (path, move.source, move.act): move for move in MOVES for path in move.paths
}


def target_of(path: Path, source: State | None, act: Act, came_from: State | None = None) -> State | None:
    """The state after the act, or None where the table has no such row.

    `came_from` is the state before a supplement was asked: a supplement leads back there.
    """
    move = _NEXT.get((path, source, act))
    if move is None or (act in _ONLY_ACCEPTED and came_from is State.SUBMITTED):
        return None
    return move.target if move.target is not None else came_from


def acts_open(path: Path, source: State, came_from: State | None = None) -> tuple[Act, ...]:
    """Which acts the table allows from here, in the order of the table."""
    rows = (move.act for move in MOVES if move.source == source and path in move.paths)
    closed = _ONLY_ACCEPTED if came_from is State.SUBMITTED else frozenset()
    return tuple(act for act in dict.fromkeys(rows) if act not in closed)


_BY_THE_LEADER = frozenset(
    {
        Act.APPROVE,
        Act.STAMP,
        Act.SEND_BACK,
        Act.REFUSE_RESULT,
        Act.STOP,
        Act.APOLOGISE,
        Act.RECALL,
        Act.REPLACE_RESULT,
        Act.REVOKE_RESULT,
    }
)


def place_of(path: Path, act: Act) -> Place:
    """Where an act takes place by default: approving and stamping off the desk unless 4 tại chỗ (R-045)."""
    if act in _BY_THE_LEADER and path is not Path.ON_THE_SPOT:
        return Place.AGENCY
    if act is Act.APPRAISE and path is Path.ORDINARY:
        return Place.AGENCY
    return Place.DESK

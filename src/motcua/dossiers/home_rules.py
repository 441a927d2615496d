"""May somebody be asked to come home at that time, and what may follow on a request? Pure.

R-025: a request with address and time is scheduled, assigned to an official, and ends as a normal dossier or a
reasoned refusal; it is organised where approved (004/KH phụ lục IV.03).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal
from motcua.dossiers.home_terms import HOME_ACT_LABELS, HOME_STATE_LABELS, HomeAct, HomeKind, HomeState
from motcua.organisation.actors import Actor
from motcua.organisation.terms import ROLE_LABELS, Role

# Who may be sent to somebody's home.
VISITING = (Role.RECEIVE, Role.RETURN)
SHORTEST, LONGEST, FURTHEST = timedelta(minutes=30), timedelta(hours=12), timedelta(days=60)
_FROM: dict[HomeAct, frozenset[HomeState]] = {
    HomeAct.SCHEDULE: frozenset({HomeState.ASKED, HomeState.SCHEDULED}),
    HomeAct.NOBODY_THERE: frozenset({HomeState.SCHEDULED}),
    HomeAct.FINISH: frozenset({HomeState.SCHEDULED}),
    HomeAct.REFUSE: frozenset({HomeState.ASKED, HomeState.SCHEDULED}),
    HomeAct.DROP: frozenset({HomeState.ASKED, HomeState.SCHEDULED}),
}
HOME_TARGETS: dict[HomeAct, HomeState] = {
    HomeAct.ASK: HomeState.ASKED,
    HomeAct.SCHEDULE: HomeState.SCHEDULED,
    HomeAct.NOBODY_THERE: HomeState.ASKED,
    HomeAct.FINISH: HomeState.DONE,
    HomeAct.REFUSE: HomeState.REFUSED,
    HomeAct.DROP: HomeState.DROPPED,
}
# Who does what: the desk arranges; who was there says what came of it; the head may refuse as well.
HOME_ROLES: dict[HomeAct, tuple[Role, ...]] = {
    HomeAct.ASK: (Role.RECEIVE, Role.RETURN),
    HomeAct.SCHEDULE: (Role.RECEIVE, Role.LEAD),
    HomeAct.NOBODY_THERE: (Role.RECEIVE, Role.RETURN),
    HomeAct.FINISH: (Role.RECEIVE, Role.RETURN),
    HomeAct.REFUSE: (Role.RECEIVE, Role.LEAD),
    HomeAct.DROP: (Role.RECEIVE, Role.RETURN),
}


@dataclass(frozen=True, slots=True)
class Approved:
    """One approval of the unit: what, for which procedures (empty: all), between which days, by which document."""

    kinds: frozenset[str]
    procedures: frozenset[str]
    valid_from: date
    valid_to: date | None
    document: str
    area: str = ""

    def covers(self, kind: HomeKind, procedure: str, day: date) -> bool:
        """Whether this may be asked for that day."""
        in_term = self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
        return in_term and kind in self.kinds and (not self.procedures or procedure in self.procedures)


def covered(approved: Iterable[Approved], kinds: Collection[HomeKind], procedure: str, day: date) -> bool:
    """Whether one of the approvals covers one of these that day."""
    return any(one.covers(kind, procedure, day) for one in approved for kind in kinds)


@dataclass(frozen=True, slots=True)
class Window:
    """Between when somebody is at home, or will be visited."""

    start: datetime
    end: datetime


def why_not_window(
    window: Window, *, now: datetime, starts: str = "start", ends: str = "end"
) -> Refusal | None:
    """From now on, half an hour to twelve hours on one day, at most sixty days ahead."""
    if window.end <= window.start or local_day(window.end) != local_day(window.start):
        return Refusal(
            "window_wrong", "Giờ kết thúc phải sau giờ bắt đầu, trong cùng một ngày. Hãy sửa lại.", ends
        )
    if window.start < now:
        return Refusal("window_past", "Thời gian đã qua. Hãy chọn thời gian từ bây giờ trở đi.", starts)
    if not SHORTEST <= window.end - window.start <= LONGEST:
        return Refusal("window_wrong", "Khoảng giờ từ 30 phút đến 12 giờ. Hãy sửa lại.", ends)
    if window.start - now > FURTHEST:
        return Refusal("window_far", "Chỉ hẹn trước nhiều nhất 60 ngày. Hãy chọn ngày gần hơn.", starts)
    return None


def why_not_ask(
    approved: Iterable[Approved], kind: HomeKind, procedure: str, window: Window, *, now: datetime
) -> Refusal | None:
    """Where the unit's approval covers the kind and the procedure on the day wished for."""
    if not covered(approved, [kind], procedure, local_day(window.start)):
        return Refusal(
            "home_not_approved",
            "Cơ quan này chưa được phép làm việc này tại nhà vào ngày đó. Hãy đến Bộ phận Một cửa, nộp trực tuyến "
            "hoặc qua bưu chính.",
            "kind",
        )
    return why_not_window(window, now=now)


def why_not_home_act(act: HomeAct, state: HomeState, unit_id: str, actor: Actor) -> Refusal | None:
    """Role, unit, and where the request stands."""
    if actor.unit_id != unit_id:
        return Refusal("other_unit", "Yêu cầu này gửi cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại.")
    needed = HOME_ROLES[act]
    if not actor.has(*needed):
        names = " hoặc ".join(f"“{ROLE_LABELS[role]}”" for role in needed)
        return Refusal(
            "no_role", f"{HOME_ACT_LABELS[act]} cần vai trò {names}. Đề nghị chuyển người có vai trò."
        )
    return why_not_from_state(act, state)


def why_not_from_state(act: HomeAct, state: HomeState) -> Refusal | None:
    """The table of a request's life."""
    if state in _FROM.get(act, frozenset()):
        return None
    return Refusal(
        "wrong_order",
        f"Yêu cầu đang ở trạng thái “{HOME_STATE_LABELS[state]}” nên không “{HOME_ACT_LABELS[act]}” được. "
        "Hãy tải lại trang.",
    )


def why_not_help(actor: Actor) -> Refusal | None:
    """002 II.3: helpers, and clerks who help, write their day log (R-029)."""
    if actor.has(Role.ASSIST, Role.RECEIVE):
        return None
    return Refusal(
        "no_role",
        f"Ghi lượt hỗ trợ cần vai trò “{ROLE_LABELS[Role.ASSIST]}” hoặc “{ROLE_LABELS[Role.RECEIVE]}”. "
        "Đề nghị người có vai trò ghi.",
    )

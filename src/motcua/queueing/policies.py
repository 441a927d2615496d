"""Who may do what in the hall? Pure (R-028, R-029)."""

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import ROLE_LABELS, Role
from motcua.queueing.terms import ACT_LABELS, TicketAct

# Who calls and serves sits at a counter; helpers hand out tickets and put people back in line, but serve nobody.
SERVING = (Role.RECEIVE, Role.RETURN)
GUIDING = (*SERVING, Role.ASSIST, Role.LEAD)
LEADING = (Role.LEAD,)
ROLES_FOR: dict[TicketAct, tuple[Role, ...]] = {
    TicketAct.ISSUE: GUIDING,
    TicketAct.CALL: SERVING,
    TicketAct.RECALL: SERVING,
    TicketAct.START: SERVING,
    TicketAct.HOLD: SERVING,
    TicketAct.RESUME: SERVING,
    TicketAct.MISS: SERVING,
    TicketAct.REINSERT: GUIDING,
    TicketAct.TRANSFER: (*SERVING, Role.LEAD),
    TicketAct.FINISH: SERVING,
    TicketAct.LEAVE: GUIDING,
    TicketAct.CONFIRM_PRIORITY: GUIDING,
    TicketAct.REVOKE_PRIORITY: (*SERVING, Role.LEAD),
}
# Done by whoever sits at the counter where the ticket is.
OF_THE_COUNTER = frozenset(
    {TicketAct.RECALL, TicketAct.START, TicketAct.HOLD, TicketAct.MISS, TicketAct.FINISH}
)
NOT_YOURS = Refusal(
    "not_your_counter",
    "Số này đang ở quầy khác. Hãy nhờ người trực quầy đó, hoặc đưa số về hàng chờ.",
)


def why_not_at_desk(what: str, desk_id: int, actor: Actor, roles: tuple[Role, ...]) -> Refusal | None:
    """The hall is run by who holds one of the roles and is posted to its desk that day."""
    if not actor.has(*roles):
        names = ", ".join(f"“{ROLE_LABELS[role]}”" for role in roles)
        return Refusal(
            "no_role",
            f"{what} cần một trong các vai trò {names}. Đề nghị quản trị phân quyền hoặc nhờ đồng nghiệp.",
        )
    if desk_id not in actor.desks:
        return Refusal(
            "not_posted",
            f"{what} phải do người được phân công tại Bộ phận Một cửa này trong ngày. "
            "Đề nghị lãnh đạo phân công hoặc nhờ đồng nghiệp đang trực.",
        )
    return None


def why_not_act_on(act: TicketAct, desk_id: int, actor: Actor) -> Refusal | None:
    """The same for an act on a ticket."""
    return why_not_at_desk(f"“{ACT_LABELS[act]}”", desk_id, actor, ROLES_FOR[act])

"""Who may draft, print, issue a result now, or why not? Pure: facts in, a reason or None out."""

from motcua.authority.seal_terms import SealingKind
from motcua.core.refusals import Refusal
from motcua.dossiers.policies import why_not_in_unit
from motcua.dossiers.result_terms import IN_FORCE, TEMPLATE_KIND_LABELS, ResultState, TemplateKind
from motcua.dossiers.terms import State
from motcua.organisation.actors import Actor
from motcua.organisation.terms import ROLE_LABELS, Role

DRAFTING = (Role.APPRAISE, Role.RECEIVE)
PRINTING = (Role.RECEIVE, Role.APPRAISE, Role.APPROVE, Role.SEAL, Role.RETURN)
EDITING = (Role.CONTROL,)
STOCKING = (Role.RECEIVE, Role.APPRAISE, Role.SEAL, Role.RETURN, Role.LEAD)
_BEFORE = frozenset({State.RECEIVED, State.FORWARDED, State.APPRAISED, State.AWAITING_SUPPLEMENT})


def why_not_by_role(what: str, actor: Actor, roles: tuple[Role, ...]) -> Refusal | None:
    """The deed needs one of the roles, held in this unit today."""
    if actor.has(*roles):
        return None
    names = " hoặc ".join(f"“{ROLE_LABELS[role]}”" for role in roles)
    return Refusal(
        "no_role",
        f"{what} cần vai trò {names}; ông/bà chưa được phân vai trò này hôm nay. "
        "Đề nghị quản trị phân quyền hoặc chuyển người có vai trò.",
    )


def why_not_draft(unit_id: str, state: str, actor: Actor, *, decided: bool) -> Refusal | None:
    """Before the approval; after the hand-over only to replace what was handed out."""
    refusal = why_not_in_unit(unit_id, actor) or why_not_by_role("Lập kết quả", actor, DRAFTING)
    if refusal or State(state) in _BEFORE or (decided and state == State.RETURNED):
        return refusal
    if state == State.RETURNED:
        return Refusal(
            "result_nothing_to_replace",
            "Hồ sơ này không có kết quả đang còn giá trị trong hệ thống để thay thế. Hãy xem lại hồ sơ.",
        )
    return Refusal(
        "result_decided",
        "Kết quả đã được phê duyệt (hoặc hồ sơ đã kết thúc) nên không sửa dự thảo được nữa. "
        "Nếu kết quả sai, hãy thu hồi (chưa trả) hoặc thay thế (đã trả).",
    )


def why_not_print(unit_id: str, state: str, actor: Actor) -> Refusal | None:
    """What is in force, by whoever works on it at the desk."""
    refusal = why_not_in_unit(unit_id, actor) or why_not_by_role("In kết quả", actor, PRINTING)
    if refusal or state in IN_FORCE:
        return refusal
    return Refusal(
        "result_not_in_force",
        "Kết quả này không còn (hoặc chưa có) giá trị nên không in để trả. Hãy mở bản đang có giá trị.",
    )


def why_not_fix(kind: str, *, refusing: bool) -> Refusal | None:
    """A notice of refusal goes out with a refusal, every other result with an approval."""
    if (kind == TemplateKind.REFUSAL) == refusing:
        return None
    return Refusal(
        "result_of_other_kind",
        f"Dự thảo là “{TEMPLATE_KIND_LABELS[TemplateKind.REFUSAL]}”. Hãy làm “Từ chối giải quyết”, "
        "hoặc lập lại dự thảo bằng mẫu khác.",
    )


def why_not_hand_out(state: str, sealing: SealingKind) -> Refusal | None:
    """A replacement goes out as the first one did: sealed, unless the procedure's results are not."""
    if state == ResultState.SEALED or sealing is SealingKind.NONE:
        return None
    return Refusal(
        "not_sealed_yet",
        "Bản thay thế chưa đóng dấu nên chưa giao được. Đề nghị văn thư đóng dấu hồ sơ này rồi làm lại.",
    )


def why_not_replace(state: str | None, reason_state: str) -> Refusal | None:
    """Only what was handed out and still holds is replaced or revoked."""
    if state == ResultState.ISSUED and reason_state == State.RETURNED:
        return None
    return Refusal(
        "result_nothing_to_replace",
        "Hồ sơ này không có kết quả đã trả đang còn giá trị trong hệ thống. Hãy xem lại hồ sơ.",
    )

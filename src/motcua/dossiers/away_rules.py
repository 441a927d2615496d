"""May this be done with a result that goes, or went, away from the desk? Pure (R-134)."""

from motcua.core.refusals import Refusal
from motcua.dossiers.terms import RETURN_LABELS, Act, ReturnChannel
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

# What needs the result itself, or would change where it goes.
_AT_HAND = frozenset({Act.SHELVE, Act.CHANGE_RETURN, Act.RECALL, Act.SEND_OUT, Act.SEND_ONLINE})
_GOES = {Act.SEND_OUT: ReturnChannel.POST, Act.SEND_ONLINE: ReturnChannel.ONLINE}
_CODES = {ReturnChannel.POST: "channel_not_post", ReturnChannel.ONLINE: "channel_not_online"}


def why_not_away(act: Act, away: str | None, goes: ReturnChannel | None) -> Refusal | None:
    """Until the hand-over to the post the person may choose again; then the result is not here.

    `away`: the parcel that has it (empty: it lies here; None: nobody asked); `goes`: the way the person chose.
    """
    if away and act in _AT_HAND:
        return Refusal(
            "on_the_road",
            f"Kết quả đã giao bưu chính (bưu gửi {away}). Hãy chờ phát, hoặc ghi “Nhận lại bưu gửi” khi bưu "
            "chính chuyển hoàn.",
        )
    if act is Act.COME_BACK and away == "":
        return Refusal(
            "nothing_sent", "Kết quả này không ở bưu chính. Hãy mở lại hồ sơ để xem kết quả đang ở đâu."
        )
    if goes is not None and act in _GOES and _GOES[act] is not goes:
        return Refusal(
            _CODES[_GOES[act]],
            f"Người nộp chọn nhận kết quả “{RETURN_LABELS[goes]}”. Hãy làm “Đổi cách nhận kết quả” trước nếu họ "
            "muốn đổi.",
        )
    return None


def why_not_postal(roles: tuple[Role, ...], actor: Actor) -> Refusal | None:
    """004/KH II.1.d: each act of the public post names its postal unit, so it must be known (R-132).

    `roles`: those the act is open to.
    """
    if not actor.acts_for_post(*roles) or actor.postal_unit:
        return None
    return Refusal(
        "postal_unit_missing",
        "Chưa ghi ông/bà thuộc đơn vị bưu chính nào. Đề nghị quản trị ghi tại trang “Nhân viên bưu chính” của cơ quan.",
    )

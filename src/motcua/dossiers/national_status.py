"""Which status does a dossier have on the national list, and which are not sent there? Pure (regulations §12.1)."""

from motcua.dossiers.terms import State

NATIONAL: dict[State, int | None] = {
    State.SUBMITTED: 1,  # mới đăng ký
    State.RECEIVED: 2,  # được tiếp nhận
    State.REFUSED: 3,  # không được tiếp nhận
    State.FORWARDED: 4,  # đang xử lý
    State.APPRAISED: 4,
    State.APPROVED: 4,
    State.SEALED: 4,
    State.AWAITING_SUPPLEMENT: 5,  # yêu cầu bổ sung giấy tờ
    State.AWAITING_PAYMENT: 6,  # yêu cầu thực hiện nghĩa vụ tài chính
    State.WITHDRAWN: 7,  # công dân yêu cầu rút hồ sơ
    State.STOPPED: 8,  # dừng xử lý
    State.READY: 9,  # đã xử lý xong
    State.RETURNED: 10,  # đã trả kết quả
    State.CANCELLED: None,
}


def national_status(state: State) -> int | None:
    """1 to 10 of the national list, None for what is not sent (a cancelled reception)."""
    return NATIONAL[state]

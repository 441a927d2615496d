"""Who has a dossier now: the desk, those who examine, who signs, who keeps the seal, the person? Pure."""

from enum import StrEnum

from motcua.dossiers.terms import IntakeState, Path, State


class Turn(StrEnum):
    """A part of the office, or the person."""

    DESK = "desk"  # Bộ phận Một cửa
    AGENCY = "agency"  # bộ phận chuyên môn
    SIGNER = "signer"  # người có thẩm quyền ký
    SEAL = "seal"  # văn thư
    ON_ITS_WAY = "on_its_way"  # đang chuyển về quầy
    PAPERS = "papers"  # người nộp, còn thiếu giấy tờ
    MONEY = "money"  # người nộp, còn phải nộp tiền
    NOBODY = "nobody"  # đã kết thúc


_TURNS: dict[State, Turn] = {
    State.SUBMITTED: Turn.DESK,
    State.FORWARDED: Turn.AGENCY,
    State.APPRAISED: Turn.SIGNER,
    State.APPROVED: Turn.SEAL,
    State.SEALED: Turn.ON_ITS_WAY,
    State.READY: Turn.DESK,
    State.AWAITING_SUPPLEMENT: Turn.PAPERS,
    State.AWAITING_PAYMENT: Turn.MONEY,
}


def turn_of(state: State, path: Path) -> Turn:
    """Whose turn it is; an ordinary dossier just received waits to be carried to those who examine it."""
    if state is State.RECEIVED:
        return Turn.AGENCY if path is Path.ORDINARY else Turn.DESK
    return _TURNS.get(state, Turn.NOBODY)


def turn_of_intake(state: IntakeState) -> Turn:
    """An intake waits for papers, or for nothing."""
    return Turn.PAPERS if state is IntakeState.AWAITING_SUPPLEMENT else Turn.NOBODY

"""Which columns has a file of recorded dossiers, which words may stand in it, what is counted of a row?"""

from enum import IntFlag

from motcua.dossiers.terms import CHANNEL_LABELS, ENDED, STATE_LABELS, State

# What the file calls each column, in the order of the table.
CODE, UNIT, PROCEDURE, CHANNEL = "ma_ho_so", "co_quan", "thu_tuc", "kenh"
RECEIVED, DUE, READY, ENDED_AT, OUTCOME = "tiep_nhan", "hen_tra", "co_ket_qua", "ket_thuc", "trang_thai"
COLUMNS = (CODE, UNIT, PROCEDURE, CHANNEL, RECEIVED, DUE, READY, ENDED_AT, OUTCOME)
MOMENTS = (RECEIVED, DUE, READY, ENDED_AT)
MAY_BE_EMPTY = frozenset({DUE, READY})
# The word of the code and the official term: either may be written.
CHANNEL_WORDS = {word: one.value for one, label in CHANNEL_LABELS.items() for word in (one.value, label)}
OUTCOME_WORDS = {
    word: one.value for one, label in STATE_LABELS.items() if one in ENDED for word in (one.value, label)
}
RETURNED = State.RETURNED.value


class RecordedFact(IntFlag):
    """What holds for a recorded dossier; every one counts as received."""

    SAME_DAY = 1  # có kết quả trong ngày tiếp nhận
    EARLY = 2  # trước hạn
    ON_TIME = 4  # đúng hạn
    LATE = 8  # trễ hạn
    NO_DUE = 16  # hệ thống cũ không ghi hạn
    WITHOUT_RESULT = 32  # kết thúc không có kết quả
    ONLINE = 64  # nộp trực tuyến

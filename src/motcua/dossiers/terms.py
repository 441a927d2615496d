"""The closed words of a dossier: states, acts, paths, channels."""

from enum import StrEnum


class State(StrEnum):
    """Where a dossier stands."""

    SUBMITTED = "submitted"  # đã nộp, chờ tiếp nhận
    RECEIVED = "received"  # đã tiếp nhận
    FORWARDED = "forwarded"  # đã chuyển cơ quan giải quyết
    AWAITING_SUPPLEMENT = "awaiting_supplement"  # chờ bổ sung
    AWAITING_PAYMENT = "awaiting_payment"  # chờ thực hiện nghĩa vụ tài chính
    APPRAISED = "appraised"  # đã thẩm định
    APPROVED = "approved"  # đã phê duyệt
    SEALED = "sealed"  # đã đóng dấu
    READY = "ready"  # có kết quả tại quầy
    RETURNED = "returned"  # đã trả kết quả
    REFUSED = "refused"  # bị từ chối
    WITHDRAWN = "withdrawn"  # đã rút
    STOPPED = "stopped"  # dừng giải quyết
    CANCELLED = "cancelled"  # hủy tiếp nhận


ENDED = frozenset({State.RETURNED, State.REFUSED, State.WITHDRAWN, State.STOPPED, State.CANCELLED})
# Nothing more is collected for these, and the register says how they ended.
WITHOUT_RESULT = ENDED - {State.RETURNED}
# The dossier waits for the person, not for the office (promises 18).
PAUSED = frozenset({State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT})
STATE_LABELS: dict[State, str] = {
    State.SUBMITTED: "Đã nộp, chờ tiếp nhận",
    State.RECEIVED: "Đã tiếp nhận",
    State.FORWARDED: "Đã chuyển bộ phận chuyên môn",
    State.AWAITING_SUPPLEMENT: "Chờ bổ sung",
    State.AWAITING_PAYMENT: "Chờ thực hiện nghĩa vụ tài chính",
    State.APPRAISED: "Đã thẩm định",
    State.APPROVED: "Đã phê duyệt",
    State.SEALED: "Đã đóng dấu",
    State.READY: "Có kết quả, chờ trả",
    State.RETURNED: "Đã trả kết quả",
    State.REFUSED: "Đã từ chối",
    State.WITHDRAWN: "Đã rút hồ sơ",
    State.STOPPED: "Đã dừng giải quyết",
    State.CANCELLED: "Đã hủy tiếp nhận",
}


# The rule of a version under which the clock never stops for a supplement (promises 18).
RUNS_ON = "continue"


class IntakeState(StrEnum):
    """Where an intake stands that is not (yet) a dossier."""

    AWAITING_SUPPLEMENT = "awaiting_supplement"  # chờ bổ sung
    REFUSED = "refused"  # bị từ chối
    BECAME_DOSSIER = "became_dossier"  # đã thành hồ sơ


class Act(StrEnum):
    """What the office does to a dossier."""

    SUBMIT = "submit"  # nộp từ xa
    ACCEPT = "accept"  # tiếp nhận hồ sơ nộp từ xa
    RECEIVE = "receive"  # tiếp nhận
    REFUSE_INTAKE = "refuse_intake"  # từ chối tiếp nhận
    ASK_SUPPLEMENT = "ask_supplement"  # yêu cầu bổ sung
    SUPPLEMENT = "supplement"  # bổ sung
    FORWARD = "forward"  # chuyển bộ phận chuyên môn
    APPRAISE = "appraise"  # thẩm định
    SEND_BACK = "send_back"  # trả lại để thẩm định lại
    APPROVE = "approve"  # phê duyệt
    STAMP = "stamp"  # đóng dấu
    HAND_BACK = "hand_back"  # nhận kết quả về quầy
    SEND_OUT = "send_out"  # giao kết quả cho bưu chính
    COME_BACK = "come_back"  # nhận lại bưu gửi
    SEND_ONLINE = "send_online"  # gửi kết quả vào kho giấy tờ
    RETURN_RESULT = "return_result"  # trả kết quả
    WITHDRAW = "withdraw"  # rút hồ sơ
    CANCEL_RECEPTION = "cancel_reception"  # hủy tiếp nhận
    CORRECT = "correct"  # sửa thông tin tiếp nhận
    PROLONG = "prolong"  # kéo dài thời hạn
    APOLOGISE = "apologise"  # xin lỗi và hẹn lại
    REFUSE_RESULT = "refuse_result"  # từ chối giải quyết
    STOP = "stop"  # dừng giải quyết
    ASK_PAYMENT = "ask_payment"  # yêu cầu thực hiện nghĩa vụ tài chính
    PAY = "pay"  # đã thực hiện nghĩa vụ tài chính
    CHANGE_RETURN = "change_return"  # đổi cách nhận kết quả
    RECALL = "recall"  # thu hồi kết quả chưa trả
    UNDO_RETURN = "undo_return"  # hủy việc trả kết quả
    REASSIGN = "reassign"  # giao người khác xử lý
    MERGE = "merge"  # gộp hồ sơ trùng
    SUCCEED = "succeed"  # chuyển cơ quan kế thừa
    MOVE_DUE = "move_due"  # dời hạn do lịch làm việc thay đổi
    KEEP_ORIGINALS = "keep_originals"  # giữ bản chính tại quầy
    MOVE_ORIGINALS = "move_originals"  # giao bản chính cho người khác giữ
    GIVE_ORIGINALS = "give_originals"  # trả bản chính
    CONFIRM_SIGNING = "confirm_signing"  # xác nhận đã ký trước mặt
    SHELVE = "shelve"  # xếp kết quả lên kệ
    REMIND = "remind"  # nhắc nhận kết quả
    ATTACH_COPY = "attach_copy"  # gắn bản điện tử của thành phần hồ sơ
    DROP_COPY = "drop_copy"  # bỏ bản điện tử
    CONFIRM_COPIES = "confirm_copies"  # đối chiếu bản điện tử với bản giấy
    DIGITISE_RESULT = "digitise_result"  # số hóa kết quả
    REPLACE_RESULT = "replace_result"  # thay thế kết quả đã trả
    REVOKE_RESULT = "revoke_result"  # thu hồi kết quả đã trả
    ARCHIVE = "archive"  # đưa vào lưu trữ
    DISPOSE = "dispose"  # tiêu hủy theo quyết định


ACT_LABELS: dict[Act, str] = {
    Act.SUBMIT: "Nộp hồ sơ từ xa",
    Act.ACCEPT: "Tiếp nhận hồ sơ nộp từ xa",
    Act.RECEIVE: "Tiếp nhận",
    Act.REFUSE_INTAKE: "Từ chối tiếp nhận",
    Act.ASK_SUPPLEMENT: "Yêu cầu bổ sung",
    Act.SUPPLEMENT: "Nhận giấy tờ bổ sung",
    Act.FORWARD: "Chuyển bộ phận chuyên môn",
    Act.APPRAISE: "Thẩm định",
    Act.SEND_BACK: "Trả lại để thẩm định lại",
    Act.APPROVE: "Phê duyệt",
    Act.STAMP: "Đóng dấu",
    Act.HAND_BACK: "Nhận kết quả về quầy",
    Act.SEND_OUT: "Giao kết quả cho bưu chính",
    Act.COME_BACK: "Nhận lại bưu gửi",
    Act.SEND_ONLINE: "Gửi kết quả vào kho giấy tờ",
    Act.RETURN_RESULT: "Trả kết quả",
    Act.WITHDRAW: "Rút hồ sơ",
    Act.CANCEL_RECEPTION: "Hủy tiếp nhận",
    Act.CORRECT: "Sửa thông tin tiếp nhận",
    Act.PROLONG: "Kéo dài thời hạn",
    Act.APOLOGISE: "Xin lỗi và hẹn lại",
    Act.REFUSE_RESULT: "Từ chối giải quyết",
    Act.STOP: "Dừng giải quyết",
    Act.ASK_PAYMENT: "Yêu cầu nghĩa vụ tài chính",
    Act.PAY: "Ghi nhận đã nộp nghĩa vụ tài chính",
    Act.CHANGE_RETURN: "Đổi cách nhận kết quả",
    Act.RECALL: "Thu hồi kết quả chưa trả",
    Act.UNDO_RETURN: "Hủy việc trả kết quả",
    Act.REASSIGN: "Giao người khác xử lý",
    Act.MERGE: "Gộp hồ sơ trùng",
    Act.SUCCEED: "Chuyển cơ quan kế thừa",
    Act.MOVE_DUE: "Dời hạn theo lịch làm việc",
    Act.KEEP_ORIGINALS: "Giữ bản chính tại quầy",
    Act.MOVE_ORIGINALS: "Giao bản chính cho người khác giữ",
    Act.GIVE_ORIGINALS: "Trả bản chính",
    Act.CONFIRM_SIGNING: "Xác nhận đã ký trước mặt",
    Act.SHELVE: "Xếp kết quả lên kệ",
    Act.REMIND: "Nhắc nhận kết quả",
    Act.ATTACH_COPY: "Gắn bản điện tử",
    Act.DROP_COPY: "Bỏ bản điện tử",
    Act.CONFIRM_COPIES: "Đối chiếu bản điện tử",
    Act.DIGITISE_RESULT: "Số hóa kết quả",
    Act.REPLACE_RESULT: "Thay thế kết quả đã trả",
    Act.REVOKE_RESULT: "Thu hồi kết quả đã trả",
    Act.ARCHIVE: "Đưa vào lưu trữ",
    Act.DISPOSE: "Tiêu hủy theo quyết định",
}


class CopyOrigin(StrEnum):
    """How an electronic copy came."""

    UPLOAD = "upload"  # tải lên từ máy
    SCAN = "scan"  # quét, chụp tại quầy
    REUSE = "reuse"  # dùng lại bản đã có
    NATIONAL = "national"  # lấy từ Cổng Dịch vụ công quốc gia, cơ sở dữ liệu quốc gia
    PROGRAM = "program"  # phần mềm khác gửi


class NumberFate(StrEnum):
    """What became of a number reserved for reception on paper."""

    ENTERED = "entered"  # đã nhập bù
    SPOILT = "spoilt"  # giấy hỏng
    UNUSED = "unused"  # không dùng


NUMBER_FATE_LABELS: dict[NumberFate, str] = {
    NumberFate.ENTERED: "Đã nhập bù",
    NumberFate.SPOILT: "Giấy hỏng",
    NumberFate.UNUSED: "Không dùng",
}


class BlockState(StrEnum):
    """How far a block of reserved numbers is accounted for."""

    RESERVED = "reserved"  # đã để dành, chưa dùng
    IN_USE = "in_use"  # đang dùng
    SETTLED = "settled"  # đã giải trình đủ


BLOCK_STATE_LABELS: dict[BlockState, str] = {
    BlockState.RESERVED: "Đã để dành",
    BlockState.IN_USE: "Đang dùng",
    BlockState.SETTLED: "Đã giải trình đủ",
}


class Path(StrEnum):
    """How a dossier travels (144/KH-UBND II.1)."""

    ON_THE_SPOT = "on_the_spot"  # 4 tại chỗ, đủ năm bước tại quầy
    PARTIAL = "partial"  # thẩm định tại chỗ, phê duyệt và đóng dấu nơi khác
    ORDINARY = "ordinary"  # cơ quan chuyên môn thẩm định


PATH_LABELS: dict[Path, str] = {
    Path.ON_THE_SPOT: "4 tại chỗ (đủ năm bước tại quầy)",
    Path.PARTIAL: "Thẩm định tại chỗ, phê duyệt và đóng dấu nơi khác",
    Path.ORDINARY: "Chuyển bộ phận chuyên môn",
}


class Channel(StrEnum):
    """How a dossier comes in."""

    DESK = "desk"  # trực tiếp tại quầy
    ONLINE = "online"  # trực tuyến
    POST = "post"  # bưu chính công ích
    HOME = "home"  # tại nhà
    KIOSK = "kiosk"  # ki-ốt


CHANNEL_LABELS: dict[Channel, str] = {
    Channel.DESK: "Trực tiếp tại quầy",
    Channel.ONLINE: "Trực tuyến",
    Channel.POST: "Qua bưu chính công ích",
    Channel.HOME: "Tại nhà",
    Channel.KIOSK: "Qua ki-ốt",
}


class ReturnChannel(StrEnum):
    """How the result goes out."""

    DESK = "desk"  # tại quầy
    POST = "post"  # bưu chính công ích
    HOME = "home"  # tại nhà
    ONLINE = "online"  # trực tuyến


RETURN_LABELS: dict[ReturnChannel, str] = {
    ReturnChannel.DESK: "Tại quầy",
    ReturnChannel.POST: "Qua bưu chính công ích",
    ReturnChannel.HOME: "Tại nhà",
    ReturnChannel.ONLINE: "Trực tuyến",
}


class Place(StrEnum):
    """Where an act was done."""

    DESK = "desk"  # tại Bộ phận Một cửa
    ONLINE = "online"  # trực tuyến, từ danh sách của người ký
    AGENCY = "agency"  # tại cơ quan chuyên môn


class TakerKind(StrEnum):
    """Who takes a result or an original."""

    APPLICANT = "applicant"  # người nộp hồ sơ
    RELATIVE = "relative"  # người thân
    AUTHORISED = "authorised"  # người được ủy quyền
    REPRESENTATIVE = "representative"  # đại diện tổ chức, có giấy giới thiệu


TAKER_LABELS: dict[TakerKind, str] = {
    TakerKind.APPLICANT: "Người nộp hồ sơ",
    TakerKind.RELATIVE: "Người thân nhận thay",
    TakerKind.AUTHORISED: "Người được ủy quyền",
    TakerKind.REPRESENTATIVE: "Đại diện tổ chức, có giấy giới thiệu",
}


class Relation(StrEnum):
    """Closest kin, who may come without a certified authority (04/2020/TT-BTP điều 2)."""

    SPOUSE = "spouse"  # vợ, chồng
    PARENT = "parent"  # cha, mẹ
    CHILD = "child"  # con
    SIBLING = "sibling"  # anh, chị, em ruột
    GRANDPARENT = "grandparent"  # ông, bà
    GRANDCHILD = "grandchild"  # cháu


RELATION_LABELS: dict[Relation, str] = {
    Relation.SPOUSE: "Vợ, chồng",
    Relation.PARENT: "Cha, mẹ",
    Relation.CHILD: "Con",
    Relation.SIBLING: "Anh, chị, em ruột",
    Relation.GRANDPARENT: "Ông, bà",
    Relation.GRANDCHILD: "Cháu ruột",
}


class SigningManner(StrEnum):
    """How somebody signs (23/2015/NĐ-CP điều 36)."""

    SIGNATURE = "signature"  # ký
    FINGERPRINT = "fingerprint"  # điểm chỉ
    UNABLE = "unable"  # không ký, không điểm chỉ được


SIGNING_LABELS: dict[SigningManner, str] = {
    SigningManner.SIGNATURE: "Ký",
    SigningManner.FINGERPRINT: "Điểm chỉ",
    SigningManner.UNABLE: "Không ký và không điểm chỉ được",
}


class CustodyEvent(StrEnum):
    """What happened to an original."""

    KEPT = "kept"  # giữ lại
    MOVED = "moved"  # giao người khác giữ
    GIVEN = "given"  # trả lại


class ReminderMeans(StrEnum):
    """How somebody was reminded of a result; the mark is the machine's: to be called."""

    PHONE = "phone"  # điện thoại
    MESSAGE = "message"  # tin nhắn
    LETTER = "letter"  # thư, giấy báo
    MARK = "mark"  # đánh dấu cần gọi nhắc


REMINDER_LABELS: dict[ReminderMeans, str] = {
    ReminderMeans.PHONE: "Gọi điện thoại",
    ReminderMeans.MESSAGE: "Nhắn tin",
    ReminderMeans.LETTER: "Gửi giấy báo",
    ReminderMeans.MARK: "Tự đánh dấu cần gọi nhắc",
}

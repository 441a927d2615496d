"""How does a dossier stand, said so that an old person understands it, and what must they do next?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.core.moments import local_day, printed_minute
from motcua.dossiers.models import Dossier, Intake, Step
from motcua.dossiers.terms import Act, IntakeState, ReturnChannel, State
from motcua.web.citizen.wording import due_words, public_text

NOTHING_TO_DO = lazy("Ông/bà chưa phải làm gì. Đến giờ hẹn, mang giấy tiếp nhận đến nhận kết quả.")
# State → (how it stands, what to do next).
WORDS: dict[str, tuple[Any, Any]] = {
    State.SUBMITTED: (
        lazy("Hồ sơ đã gửi đến cơ quan, đang chờ tiếp nhận."),
        lazy(
            "Cơ quan trả lời trong 8 giờ làm việc. Nếu còn phí chưa nộp, ông/bà nộp trước để được tiếp nhận."
        ),
    ),
    State.RECEIVED: (lazy("Cơ quan đã nhận đủ hồ sơ và đang giải quyết."), NOTHING_TO_DO),
    State.FORWARDED: (lazy("Hồ sơ đang được bộ phận chuyên môn xem xét."), NOTHING_TO_DO),
    State.APPRAISED: (lazy("Hồ sơ đã xem xét xong, đang chờ lãnh đạo ký."), NOTHING_TO_DO),
    State.APPROVED: (lazy("Lãnh đạo đã ký, đang chờ đóng dấu."), NOTHING_TO_DO),
    State.SEALED: (lazy("Kết quả đã ký và đóng dấu, đang chuyển về quầy."), NOTHING_TO_DO),
    State.AWAITING_SUPPLEMENT: (
        lazy("Hồ sơ còn thiếu giấy tờ."),
        lazy("Mời ông/bà nộp thêm các giấy tờ ghi dưới đây. Thời hạn tạm dừng tính cho đến khi đủ giấy tờ."),
    ),
    State.RETURNED: (lazy("Đã trả kết quả."), lazy("Hồ sơ đã xong, ông/bà không phải làm gì nữa.")),
    State.REFUSED: (
        lazy("Cơ quan không tiếp nhận hồ sơ này."),
        lazy("Lý do ghi dưới đây. Nếu không đồng ý, ông/bà có quyền khiếu nại hoặc gửi phản ánh, kiến nghị."),
    ),
    State.WITHDRAWN: (
        lazy("Ông/bà đã rút hồ sơ."),
        lazy("Khi cần, ông/bà nộp hồ sơ mới. Giấy tờ đã nộp được trả lại tại quầy."),
    ),
    "awaiting_payment": (
        lazy("Ông/bà cần thực hiện nghĩa vụ tài chính."),
        lazy("Mời ông/bà nộp tiền theo thông báo đã nhận. Thời hạn tạm dừng tính cho đến khi nộp xong."),
    ),
    "stopped": (
        lazy("Cơ quan đã dừng giải quyết hồ sơ này."),
        lazy("Lý do ghi dưới đây. Giấy tờ đã nộp được trả lại tại quầy."),
    ),
    State.CANCELLED: (
        lazy("Lần tiếp nhận này đã hủy."),
        lazy("Nếu vẫn cần làm thủ tục, mời ông/bà nộp lại hồ sơ tại quầy."),
    ),
}
INTAKE_WORDS: dict[str, tuple[Any, Any]] = {
    IntakeState.AWAITING_SUPPLEMENT: (
        lazy("Chưa đủ giấy tờ nên cơ quan chưa nhận hồ sơ."),
        lazy("Mời ông/bà mang đủ các giấy tờ ghi dưới đây đến quầy, kèm phiếu đã nhận."),
    ),
    IntakeState.BECAME_DOSSIER: (
        lazy("Ông/bà đã nộp đủ giấy tờ và cơ quan đã nhận hồ sơ."),
        lazy("Xem tiếp bằng mã hồ sơ và mã tra cứu trên giấy tiếp nhận mới."),
    ),
}
_COLLECT: dict[str, Any] = {
    ReturnChannel.DESK: lazy("Mời ông/bà mang giấy tiếp nhận và giấy tờ tùy thân đến quầy để nhận."),
    ReturnChannel.POST: lazy("Bưu điện sẽ mang kết quả đến địa chỉ ông/bà đã ghi."),
    ReturnChannel.HOME: lazy("Cán bộ sẽ mang kết quả đến nhà ông/bà."),
    ReturnChannel.ONLINE: lazy("Kết quả đã được gửi qua mạng theo cách ông/bà đã chọn."),
}
# While it is worked on, where nobody has to come for the result.
_SENT_TO_YOU: dict[str, Any] = {
    ReturnChannel.POST: lazy("Ông/bà chưa phải làm gì. Có kết quả, bưu điện mang đến địa chỉ đã ghi."),
    ReturnChannel.HOME: lazy("Ông/bà chưa phải làm gì. Có kết quả, cán bộ mang đến nhà ông/bà."),
    ReturnChannel.ONLINE: lazy(
        "Ông/bà chưa phải làm gì. Có kết quả, cơ quan gửi qua mạng và báo cho ông/bà."
    ),
}
# What the office did, told to the person it was done for.
STEP_WORDS: dict[str, Any] = {
    Act.SUBMIT: lazy("Ông/bà đã gửi hồ sơ"),
    Act.ACCEPT: lazy("Cơ quan đã tiếp nhận hồ sơ"),
    Act.RECEIVE: lazy("Cơ quan đã tiếp nhận hồ sơ"),
    Act.REFUSE_INTAKE: lazy("Cơ quan từ chối tiếp nhận"),
    Act.ASK_SUPPLEMENT: lazy("Cơ quan yêu cầu bổ sung giấy tờ"),
    Act.SUPPLEMENT: lazy("Ông/bà đã bổ sung giấy tờ"),
    Act.FORWARD: lazy("Đã chuyển bộ phận chuyên môn"),
    Act.APPRAISE: lazy("Đã xem xét xong"),
    Act.SEND_BACK: lazy("Lãnh đạo yêu cầu xem xét lại"),
    Act.APPROVE: lazy("Lãnh đạo đã ký"),
    Act.STAMP: lazy("Đã đóng dấu"),
    Act.HAND_BACK: lazy("Kết quả đã về quầy"),
    Act.RETURN_RESULT: lazy("Đã trả kết quả"),
    Act.WITHDRAW: lazy("Ông/bà đã rút hồ sơ"),
    Act.CANCEL_RECEPTION: lazy("Lần tiếp nhận này đã hủy"),
    "correct": lazy("Cơ quan đã sửa thông tin tiếp nhận"),
    "prolong": lazy("Thời hạn được kéo dài theo quy định"),
    "apologise": lazy("Cơ quan xin lỗi và hẹn lại"),
    "refuse_result": lazy("Cơ quan từ chối giải quyết, có văn bản trả lời"),
    "stop": lazy("Cơ quan dừng giải quyết"),
    "ask_payment": lazy("Cơ quan yêu cầu thực hiện nghĩa vụ tài chính"),
    "pay": lazy("Ông/bà đã thực hiện nghĩa vụ tài chính"),
    "change_return": lazy("Đã đổi cách nhận kết quả"),
    "recall": lazy("Kết quả được xem lại trước khi trả"),
    "undo_return": lazy("Việc trả kết quả được làm lại"),
    "reassign": lazy("Hồ sơ được giao cán bộ khác"),
    "merge": lazy("Hồ sơ được gộp với hồ sơ nộp trước"),
    "succeed": lazy("Hồ sơ được chuyển cho cơ quan kế thừa"),
    "move_due": lazy("Giờ hẹn được dời theo lịch làm việc"),
    "keep_originals": lazy("Cơ quan giữ bản chính, có giấy giao nhận"),
    "move_originals": lazy("Bản chính được giao cán bộ khác giữ"),
    "give_originals": lazy("Đã trả bản chính"),
    "confirm_signing": lazy("Đã xác nhận ký trước mặt cán bộ"),
    "send_out": lazy("Kết quả đã giao bưu chính"),
    "come_back": lazy("Bưu chính chuyển kết quả về cơ quan"),
    "send_online": lazy("Kết quả đã gửi vào kho giấy tờ của ông/bà"),
    "shelve": lazy("Kết quả được xếp chỗ chờ ông/bà đến nhận"),
    "remind": lazy("Cơ quan nhắc ông/bà đến nhận kết quả"),
    "attach_copy": lazy("Đã gắn bản điện tử của giấy tờ"),
    "drop_copy": lazy("Đã bỏ một bản điện tử gắn nhầm"),
    "confirm_copies": lazy("Đã đối chiếu bản điện tử với giấy tờ"),
    "digitise_result": lazy("Đã lưu bản điện tử của kết quả"),
    "replace_result": lazy("Kết quả được thay bằng bản khác, theo quyết định"),
    "revoke_result": lazy("Kết quả bị thu hồi theo quyết định"),
    "archive": lazy("Hồ sơ được đưa vào lưu trữ"),
    "dispose": lazy("Hồ sơ hết thời hạn lưu trữ, được tiêu hủy theo quyết định"),
}
# Acts whose reason the applicant has a right to read; other words of a step stay in the office.
_REASONED = {
    Act.REFUSE_INTAKE,
    Act.ASK_SUPPLEMENT,
    Act.CANCEL_RECEPTION,
    "prolong",
    "apologise",
    "refuse_result",
    "stop",
    "ask_payment",
}
# States in which the reason is what the applicant came to read.
_EXPLAINED = {State.AWAITING_SUPPLEMENT, State.REFUSED, State.CANCELLED, "awaiting_payment", "stopped"}


@dataclass(frozen=True, slots=True)
class Told:
    """One step as the applicant reads it; fits `mc_timeline`."""

    title: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A dossier or intake for the holder of its slip; no name, number, phone or address in it."""

    code: str
    procedure: str
    procedure_code: str
    unit: str
    received_at: datetime
    words: str
    next: str
    due: str
    late: bool
    explanation: tuple[str, ...]
    lacking: tuple[tuple[str, str], ...]
    reason: str
    basis: str
    steps: tuple[Told, ...]


def standing_of(record: Dossier | Intake, steps: list[Step], now: datetime) -> Standing:
    """Everything the tracking page says."""
    words, following = _words(record)
    said = _last_reasons(record, steps)
    return Standing(
        code=_code(record),
        procedure=record.version.name,
        procedure_code=record.version.procedure_id,
        unit=record.unit.name,
        received_at=record.received_at if isinstance(record, Dossier) else record.opened_at,
        words=str(words),
        next=str(following),
        due=_due(record, now),
        late=_late(record, now),
        explanation=tuple(public_text(line) for line in getattr(record, "explanation", ())),
        lacking=_lacking(record, said),
        reason=str(said.get("reason", "")),
        basis=str(said.get("basis", "")),
        steps=tuple(_told(step) for step in steps),
    )


def brief_of(dossier: Dossier, now: datetime) -> tuple[str, str, str]:
    """In a list: how it stands, what to do next, the due time (empty where nothing is waited for)."""
    words, following = _words(dossier)
    return str(words), str(following), _due(dossier, now)


def _words(record: Dossier | Intake) -> tuple[Any, Any]:
    """How it stands and what to do; an intake has no clock that could stop, a result goes out its own way."""
    if isinstance(record, Intake):
        return INTAKE_WORDS.get(record.state) or WORDS[record.state]
    if record.state == State.READY:
        return _("Đã có kết quả."), _COLLECT[record.return_channel]
    if record.state == State.AWAITING_SUPPLEMENT and not record.clock_stopped:
        following = _("Mời ông/bà nộp thêm các giấy tờ ghi dưới đây. Thời hạn vẫn tính như đã hẹn.")
        return WORDS[State.AWAITING_SUPPLEMENT][0], following
    words, following = WORDS[record.state]
    return words, _SENT_TO_YOU.get(
        record.return_channel, following
    ) if following is NOTHING_TO_DO else following


def _code(record: Dossier | Intake) -> str:
    return record.number if isinstance(record, Intake) else record.code or record.filing_number or ""


def _due(record: Dossier | Intake, now: datetime) -> str:
    """The present due time, where there still is something to wait for."""
    if (
        isinstance(record, Intake)
        or record.due_at is None
        or record.ended_at
        or record.clock_stopped
        or record.ready_at
    ):
        return ""
    return due_words(record.due_at, strict=record.due_strict, today=local_day(now))


def _late(record: Dossier | Intake, now: datetime) -> bool:
    if not _due(record, now) or isinstance(record, Intake) or record.due_at is None:
        return False
    minute = printed_minute(now)
    return minute > record.due_at or (record.due_strict and minute == record.due_at)


def _last_reasons(record: Dossier | Intake, steps: list[Step]) -> Mapping[str, Any]:
    """What was said when papers were asked for or the dossier was refused, as long as it stands there."""
    if record.state not in _EXPLAINED:
        return {}
    return next((step.data for step in reversed(steps) if step.act in _REASONED), {})


def _lacking(record: Dossier | Intake, said: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The papers to bring: (name, why)."""
    if record.state != State.AWAITING_SUPPLEMENT:
        return ()
    items = record.missing if isinstance(record, Intake) else said.get("items", ())
    return tuple((str(item["name"]), str(item.get("why", ""))) for item in items)


def _told(step: Step) -> Told:
    text = str(step.data.get("reason", "")) if step.act in _REASONED else ""
    return Told(title=str(STEP_WORDS.get(step.act, step.act)), by="", at=step.at, text=text)

"""What were people told, whom must somebody phone, and what do the carriers say afterwards?"""

import hmac
from datetime import date
from hashlib import sha256
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from config import clock
from config.messaging import Gateway
from motcua.api.errors import answer, not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import KEEPING, let_in
from motcua.api.problems import NO_SUCH, POSTED, PUBLIC, WITH_TOKEN, Problem
from motcua.api.seeing import keep_view, seen_dossier
from motcua.api.shapes import Code, DayIn, Moment, Shape, ShapeOut
from motcua.api.tokens import caller_of
from motcua.core.refusals import Refusal, refuse_if
from motcua.dossiers.moved_promises import PhoneOutcome
from motcua.notices.actions.calling import note_call
from motcua.notices.actions.receipts import note_receipt
from motcua.notices.policies import why_not_call
from motcua.notices.queries import Entry, counts_of, entry_of, log_of, notices_of_dossier, to_call
from motcua.notices.terms import NoticeChannel, NoticeState

router = Router(tags=["Thông báo cho người dân"])
Day = Annotated[DayIn, Query()]
State = Annotated[NoticeState | None, Query()]
_SIGNATURE = "X-Signature"
_NOT_SIGNED = Refusal("signature_wrong", "Chữ ký của thông điệp không đúng. Hãy kiểm tra khóa chung.")


class NoticeOut(ShapeOut):
    """One notice; `to` shows only the end of the address. `why`: why it is held, or the last failure."""

    id: int
    code: str
    event: str
    channel: str
    state: NoticeState
    why: str
    to: str
    tries: int
    created_at: Moment
    sent_at: Moment | None
    delivered_at: Moment | None
    next_try: Moment | None


class NoticeTextOut(NoticeOut):
    """The same with its words."""

    title: str
    text: str


class LogOut(ShapeOut):
    """The notices of some days: figures over all of them, and at most 500, the newest first."""

    total: int
    by_state: dict[NoticeState, int]
    by_channel: dict[str, int]
    notices: list[NoticeOut]


class CallToMakeOut(ShapeOut):
    """Somebody to phone because nothing else reached them; reading this is a view of personal data."""

    id: int
    code: str
    name: str
    phone: str
    event: str
    say: str
    since: Moment
    tried: list[Moment]


class CalledIn(Shape):
    """What came of a call."""

    outcome: Annotated[PhoneOutcome, Field(strict=False)]


class ReceiptIn(Shape):
    """What a carrier tells of a message: its own name for it, whether it reached the person."""

    message_id: Annotated[str, Field(min_length=1, max_length=200)]
    status: Annotated[str, Field(pattern=r"^(delivered|failed)$")]


class ReceiptOut(ShapeOut):
    """`new`: false for what was told before, and for a message that is not ours."""

    new: bool


@router.get("/notices", response={200: LogOut, **WITH_TOKEN}, summary="Tin đã lập theo ngày")
def notice_log(request: HttpRequest, first: Day, last: Day, state: State = None) -> LogOut:
    """Tin của cơ quan từ ngày `first` đến ngày `last`; mỗi lần xem được ghi nhật ký."""
    caller = let_in(request, KEEPING)
    days: tuple[date, date] = (min(first, last), max(first, last))
    counts = counts_of(caller.actor.unit_id, *days)
    found = log_of(caller.actor.unit_id, *days, state=state.value if state else "")
    if found:
        keep_view(caller, "list:thong-bao", "view")
    return LogOut(
        total=counts.total,
        by_state={NoticeState(word): number for word, _, number in counts.by_state},
        by_channel=dict(counts.by_channel),
        notices=[NoticeOut.model_validate(_shown(one)) for one in found],
    )


@router.get(
    "/dossiers/{code}/notices",
    response={200: list[NoticeTextOut], **WITH_TOKEN, **NO_SUCH},
    summary="Đã báo gì cho người nộp",
)
def dossier_notices(request: HttpRequest, code: Path[Code]) -> list[NoticeTextOut]:
    """Mọi tin của một hồ sơ, mới nhất trước, kèm lời tin."""
    dossier = seen_dossier(request, code, "view_dossier")
    return [
        NoticeTextOut.model_validate(_shown(one) | {"title": one.title, "text": one.text})
        for one in notices_of_dossier(dossier)
    ]


@router.get("/notices/calls", response={200: list[CallToMakeOut], **WITH_TOKEN}, summary="Việc phải gọi báo")
def notice_calls(request: HttpRequest) -> list[CallToMakeOut]:
    """Việc phải báo mà không gửi tin được; mỗi lần xem được ghi nhật ký từng hồ sơ."""
    caller = caller_of(request)
    refuse_if(why_not_call(caller.actor))
    found = to_call(caller.actor.unit_id)
    for code in sorted({one.code for one in found if one.code}):
        keep_view(caller, code, "view_dossier")
    return [
        CallToMakeOut(
            id=one.id, code=one.code, name=one.name, phone=one.phone, event=one.event, say=one.say,
            since=one.created_at, tried=list(one.tried),
        )
        for one in found
    ]  # fmt: skip


@router.post(
    "/notices/{notice_id}/called",
    response={200: NoticeOut, **POSTED, **NO_SUCH},
    summary="Ghi cuộc gọi báo",
    openapi_extra=DOCUMENTED,
)
def notice_called(
    request: HttpRequest, notice_id: Annotated[int, Path(ge=1, le=2**63 - 1)], said: CalledIn
) -> NoticeOut:
    """Ghi có gặp hay không; đã gặp thì không còn trong danh sách gọi."""
    caller = caller_of(request)
    called = note_call(notice_id=notice_id, outcome=said.outcome, actor=caller.actor, at=caller.at)
    return NoticeOut.model_validate(_shown(entry_of(called)))


@router.post(
    "/notices/receipts/{channel}",
    auth=None,
    response={200: ReceiptOut, **PUBLIC, **NO_SUCH, frozenset({403, 413}): Problem},
    summary="Nhà mạng báo tin đã đến",
)
def carrier_receipt(
    request: HttpRequest, channel: NoticeChannel, said: ReceiptIn
) -> ReceiptOut | HttpResponse:
    """`X-Signature`: HMAC-SHA256 của toàn văn thông điệp với khóa chung (hệ 16). Báo hai lần chỉ ghi một."""
    gateway = _gateway(channel)
    if gateway is None or not gateway.receipt_secret:
        raise not_found()
    expected = hmac.new(gateway.receipt_secret.encode(), request.body, sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), request.headers.get(_SIGNATURE, "").lower().encode()):
        return answer(_NOT_SIGNED, 403)
    reached = said.status == "delivered"
    new = note_receipt(
        channel=channel, carrier_id=said.message_id, reached=reached, actor=None, at=clock.now()
    )
    return ReceiptOut(new=new)


def _gateway(channel: NoticeChannel) -> Gateway | None:
    found: Gateway | None = {
        NoticeChannel.SMS: settings.MESSAGES.sms, NoticeChannel.ZALO: settings.MESSAGES.zalo,
    }.get(channel)  # fmt: skip
    return found


def _shown(one: Entry) -> dict[str, object]:
    return {
        "id": one.id, "code": one.code, "event": one.event, "channel": one.channel, "state": one.state_code,
        "why": one.why, "to": one.to, "tries": one.tries, "created_at": one.created_at, "sent_at": one.sent_at,
        "delivered_at": one.delivered_at, "next_try": one.next_try,
    }  # fmt: skip

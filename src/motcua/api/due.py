"""When would the result be handed over? The promise as a question; nothing is received."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from motcua.api.idempotency import DOCUMENTED
from motcua.api.problems import POSTED
from motcua.api.promises import PromiseOut, promise_out
from motcua.api.shapes import Code, Flag, MomentIn, Shape, Slug
from motcua.api.tokens import AnyToken
from motcua.dossiers.promising import promise_for
from motcua.dossiers.terms import Channel

router = Router(tags=["Hẹn trả kết quả"])


class DueQuestion(Shape):
    """A procedure, a unit, a moment, and how the dossier would come in."""

    procedure: Code
    unit: Slug
    received: MomentIn
    channel: Annotated[Channel, Field(strict=False)] = Channel.DESK
    complete: Flag = True
    at_once: Flag = False
    ordinary: Flag = False
    prolong: Code | None = None
    prolong_until: MomentIn | None = None


@router.post(
    "/due",
    auth=AnyToken(),
    response={200: PromiseOut, **POSTED},
    summary="Nộp lúc này thì khi nào có kết quả?",
    openapi_extra=DOCUMENTED,
)
def due(request: HttpRequest, question: DueQuestion) -> PromiseOut:
    """Lời hẹn cho mọi cơ quan và mọi thời điểm trong dữ liệu, quá khứ hay tương lai; không tiếp nhận gì.

    409 khi câu trả lời là không: `incomplete`, `channel_not_offered`, `no_term`, `unit_not_in_force` …
    """
    promise = promise_for(
        procedure=question.procedure,
        unit_id=question.unit,
        received_at=question.received,
        channel=question.channel,
        complete=question.complete,
        at_once=question.at_once,
        ordinary=question.ordinary,
        prolong=question.prolong,
        prolong_until=question.prolong_until,
    )
    return promise_out(promise)

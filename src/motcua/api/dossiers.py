"""How does a program receive a dossier, read its unit's work list, and read one dossier?"""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from motcua.api import paging
from motcua.api.dossier_answers import DossierOut, DossierRows, ReceivedOut, dossier_out, row_of
from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN, IntakeMade, Missing, NotReceived, Said
from motcua.api.promises import kept_promise
from motcua.api.receptions import ReceptionIn, reception_of
from motcua.api.seeing import keep_view, page_of
from motcua.api.shapes import Code, MomentInAddress
from motcua.api.tokens import Caller, caller_of
from motcua.core.refusals import refuse
from motcua.dossiers.actions.reception import Received, receive
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import DossierNotFound, Filters, dossier_of, work_list
from motcua.dossiers.terms import Act, State

router = Router(tags=["Hồ sơ"])
MOST_ROWS = 200
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS)]
Cursor = Annotated[str, Query(max_length=paging.LONGEST)]


@router.post(
    "/dossiers",
    response={201: ReceivedOut, **POSTED, 409: NotReceived, **NO_SUCH},
    summary="Tiếp nhận hồ sơ",
    openapi_extra=DOCUMENTED,
)
def receive_dossier(request: HttpRequest, said: ReceptionIn) -> Status[ReceivedOut | NotReceived]:
    """201 với mã hồ sơ, mã tra cứu và lời hẹn; 409 kèm lý do.

    Thiếu giấy tờ thì `missing` nêu đủ trong một lần, và `intake` là số phiếu cùng mẫu 02 để hướng dẫn.
    """
    caller = caller_of(request)
    if said.filing is not None:
        return Status(201, _received(_accept(said, said.filing, caller)))
    received = receive(reception=reception_of(said, now=caller.at), actor=caller.actor, at=caller.at)
    if received.dossier is None:
        return Status(409, _lacking(received))
    return Status(201, _received(received.dossier, received.warnings))


@router.get("/dossiers", response={200: DossierRows, **WITH_TOKEN}, summary="Danh sách việc theo hạn trả")
def list_dossiers(
    request: HttpRequest,
    state: State | None = None,
    due_before: MomentInAddress | None = None,
    cursor: Cursor | None = None,
    limit: Limit = 50,
) -> DossierRows:
    """Hồ sơ của cơ quan theo hạn trả, từng trang; không nêu trạng thái thì chỉ hồ sơ chưa kết thúc."""
    unit_id = caller_of(request).actor.unit_id
    question = [unit_id, state or "", due_before.isoformat() if due_before else ""]
    filters = Filters(state=state or "", due_before=due_before)
    page = work_list(unit_id, filters, cursor=paging.unpack(cursor, question), limit=limit)
    return DossierRows(
        dossiers=[row_of(dossier) for dossier in page.rows], next_cursor=paging.pack(page.next, question)
    )


@router.get("/dossiers/{code}", response={200: DossierOut, **WITH_TOKEN, **NO_SUCH}, summary="Xem một hồ sơ")
def read_dossier(request: HttpRequest, code: Path[Code]) -> DossierOut:
    """Một hồ sơ của cơ quan, với lời hẹn, giấy tờ, các bước và việc tiếp theo; lần xem được ghi nhật ký."""
    caller = caller_of(request)
    page = page_of(caller, code)
    keep_view(caller, str(page.dossier), "view_dossier")
    return dossier_out(page)


def _accept(said: ReceptionIn, filing: str, caller: Caller) -> Dossier:
    """A filing received at the desk: it keeps what was submitted and gets its code."""
    try:
        found = dossier_of(filing, caller.actor.unit_id)
        if found.procedure_id != said.procedure:
            raise refuse(
                "filing_other_procedure",
                "Số nộp từ xa này thuộc thủ tục khác. Hãy chọn đúng thủ tục hoặc bỏ số nộp từ xa.",
            )
        words = {"at_once": said.at_once}
        perform(act=Act.ACCEPT, code=filing, actor=caller.actor, at=caller.at, said=words)
        return dossier_of(filing, caller.actor.unit_id)
    except DossierNotFound:
        raise not_found() from None


def _received(dossier: Dossier, warnings: tuple[str, ...] = ()) -> ReceivedOut:
    promise = kept_promise(dossier)
    assert dossier.code is not None  # a received dossier has both (constraint)
    assert promise is not None
    return ReceivedOut(
        code=dossier.code,
        secret=dossier.secret,
        state=dossier.state,
        promise=promise,
        warnings=list(warnings),
    )


def _lacking(received: Received) -> NotReceived:
    names = "; ".join(lack.name for lack in received.missing)
    intake = received.intake
    return NotReceived(
        refusal=Said(code="incomplete", text=f"Hồ sơ còn thiếu: {names}. Hãy bổ sung đủ rồi nộp lại."),
        missing=[Missing(key=lack.key, name=lack.name, why=lack.why) for lack in received.missing],
        intake=IntakeMade(number=intake.number, slips=slips_of(intake.number)) if intake else None,
    )


def slips_of(number: str) -> dict[str, str]:
    """Where the slip of an intake that lists what lacks lies (Mẫu 02)."""
    return {"02": f"/api/v1/intakes/{number}/slips/02.pdf"}

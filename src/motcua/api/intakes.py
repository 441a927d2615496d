"""What becomes of papers that were only looked at? They may be refused, with reason and basis."""

from django.http import HttpRequest
from ninja import Path, Router

from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.problems import NO_SUCH, POSTED
from motcua.api.shapes import Basis, Code, Reason, Shape, ShapeOut
from motcua.api.tokens import caller_of
from motcua.core.refusals import Refused
from motcua.dossiers.actions.intakes import refuse_looked_at

router = Router(tags=["Lượt xem hồ sơ"])


class RefusalIn(Shape):
    """Why it is refused, and on which legal basis (Mẫu 03)."""

    reason: Reason
    basis: Basis


class IntakeOut(ShapeOut):
    """An intake: its number, its state, and where its slips lie."""

    number: str
    state: str
    slips: dict[str, str]


@router.post(
    "/intakes/{number}/acts/refuse_intake",
    response={200: IntakeOut, **POSTED, **NO_SUCH},
    summary="Từ chối hồ sơ chỉ mới xem",
    openapi_extra=DOCUMENTED,
)
def refuse_intake(request: HttpRequest, number: Path[Code], said: RefusalIn) -> IntakeOut:
    """Từ chối tiếp nhận với lý do và căn cứ; phiếu mẫu 03 có ngay."""
    caller = caller_of(request)
    words = {"reason": said.reason, "basis": said.basis}
    try:
        intake = refuse_looked_at(number=number, actor=caller.actor, at=caller.at, said=words)
    except Refused as refused:
        raise not_found() if refused.refusal.code == "intake_unknown" else refused from None
    slips = {form: f"/api/v1/intakes/{intake.number}/slips/{form}.pdf" for form in ("02", "03")}
    return IntakeOut(number=intake.number, state=intake.state, slips=slips)

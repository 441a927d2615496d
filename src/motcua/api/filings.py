"""How is a dossier submitted from afar?"""

from django.http import HttpRequest
from ninja import Router, Status

from motcua.api.dossier_answers import FiledOut
from motcua.api.idempotency import DOCUMENTED
from motcua.api.problems import NO_SUCH, POSTED
from motcua.api.receptions import ReceptionIn, reception_of
from motcua.api.tokens import caller_of
from motcua.dossiers.actions.filing import submit
from motcua.dossiers.terms import Channel

router = Router(tags=["Nộp từ xa"])


@router.post(
    "/filings",
    response={201: FiledOut, **POSTED, **NO_SUCH},
    summary="Nộp hồ sơ từ xa",
    openapi_extra=DOCUMENTED,
)
def file_dossier(request: HttpRequest, said: ReceptionIn) -> Status[FiledOut]:
    """Gửi hồ sơ trực tuyến hoặc qua ki-ốt (mặc định trực tuyến); nhận số nộp từ xa, dùng thay mã hồ sơ
    trong các việc cho đến khi Bộ phận Một cửa tiếp nhận."""
    caller = caller_of(request)
    channel = said.channel if "channel" in said.model_fields_set else Channel.ONLINE
    reception = reception_of(said, now=caller.at, channel=channel)
    dossier = submit(reception=reception, actor=caller.actor, at=caller.at)
    return Status(
        201, FiledOut(number=dossier.filing_number or "", secret=dossier.secret, state=dossier.state)
    )

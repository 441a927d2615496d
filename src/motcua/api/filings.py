"""How is a dossier submitted from afar?"""

import base64
import binascii
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from motcua.api.dossier_answers import FiledOut
from motcua.api.idempotency import DOCUMENTED
from motcua.api.problems import NO_SUCH, POSTED
from motcua.api.receptions import ReceptionIn, reception_of
from motcua.api.shapes import MOST_COMPONENTS, Shape, Slug, Title
from motcua.api.tokens import caller_of
from motcua.core.refusals import refuse
from motcua.dossiers.actions.program_filing import SentFile, file_by_program
from motcua.dossiers.terms import Channel

router = Router(tags=["Nộp từ xa"])


class FileIn(Shape):
    """A file of one paper, base64; what is larger than the body may be goes by `POST /dossiers/{code}/copies`."""

    component: Slug
    name: Title
    content: Annotated[str, Field(max_length=5_000_000)]


class FilingIn(ReceptionIn):
    """A dossier sent from afar: answers by question of the form in force, files by paper."""

    answers: dict[str, Any] = {}
    files: Annotated[list[FileIn], Field(max_length=MOST_COMPONENTS)] = []


@router.post(
    "/filings",
    response={201: FiledOut, **POSTED, **NO_SUCH},
    summary="Nộp hồ sơ từ xa",
    openapi_extra=DOCUMENTED,
)
def file_dossier(request: HttpRequest, said: FilingIn) -> Status[FiledOut]:
    """Gửi hồ sơ trực tuyến hoặc qua ki-ốt (mặc định trực tuyến); nhận số nộp từ xa, dùng thay mã hồ sơ
    trong các việc cho đến khi Bộ phận Một cửa tiếp nhận. `answers` theo mẫu điện tử của thủ tục thành tờ khai;
    `files` (base64) thành bản điện tử của giấy tờ."""
    caller = caller_of(request)
    channel = said.channel if "channel" in said.model_fields_set else Channel.ONLINE
    reception = reception_of(said, now=caller.at, channel=channel)
    dossier = file_by_program(
        reception=reception,
        answers=said.answers,
        files=[SentFile(one.component, one.name, _decoded(one)) for one in said.files],
        actor=caller.actor,
        at=caller.at,
    )
    return Status(
        201, FiledOut(number=dossier.filing_number or "", secret=dossier.secret, state=dossier.state)
    )


def _decoded(file: FileIn) -> bytes:
    try:
        return base64.b64decode(file.content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise refuse(
            "file_not_base64",
            f"Nội dung tệp “{file.name}” không phải base64. Hãy mã hóa lại rồi gửi.",
            field="files",
        ) from error

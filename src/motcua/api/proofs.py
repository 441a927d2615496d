"""Is this result real, and is this file the one that was issued? Public, as the page."""

from typing import Annotated

from django.http import HttpRequest
from ninja import File, Path, Router
from ninja.files import UploadedFile
from pydantic import Field

from config import clock
from config.client_address import client_address
from config.uploads import oversized
from motcua.api.errors import not_found
from motcua.api.problems import NO_SUCH, PUBLIC, Problem
from motcua.api.shapes import ShapeOut
from motcua.core.refusals import refuse
from motcua.core.tries import checking_limits, count_try
from motcua.documents.files.keeping import too_large
from motcua.documents.files.names import clean_name
from motcua.dossiers.results.asking import asked_for
from motcua.dossiers.results.proving import Proof, compare
from motcua.integrations.signing.office import key_store

router = Router(tags=["Tra cứu"])
CheckCode = Annotated[str, Field(min_length=1, max_length=40)]
LIMITED = {**PUBLIC, **NO_SUCH, frozenset({413, 429}): Problem}


class ProofOut(ShapeOut):
    """A result as anybody with its code may see it; of the applicant the initials only."""

    title: str
    number: str
    unit: str
    day: str
    applicant: str
    signer: str
    capacity: str
    state: str
    state_text: str
    holds: bool
    over: str
    replaced_by: str
    sha256: str
    signatures: list[str]
    imprint: str
    demonstration: bool


class FoundSignatureOut(ShapeOut):
    """One digital signature in the file that was sent."""

    holder: str
    issuer: str
    verdict: str
    text: str


class ComparedOut(ShapeOut):
    """`same`: byte for byte the issued file, its signatures good; `text` says it in words."""

    same: bool
    text: str
    signatures: list[FoundSignatureOut]
    result: ProofOut


@router.get(
    "/checks/{code}", auth=None, response={200: ProofOut, **LIMITED}, summary="Kiểm tra kết quả theo mã"
)
def check_code(request: HttpRequest, code: Path[CheckCode]) -> ProofOut:
    """Công khai, theo mã kiểm tra in trên giấy. Sai mã nào cũng chỉ là 404; hỏi quá nhiều thì 429."""
    _count(request)
    asked = asked_for(code)
    shown = _shown(asked.proof)
    if asked.result is None:
        raise not_found()
    return shown


@router.post(
    "/checks/{code}",
    auth=None,
    response={200: ComparedOut, **LIMITED},
    summary="Đối chiếu một tệp PDF với kết quả",
)
def check_file(request: HttpRequest, code: Path[CheckCode], file: File[UploadedFile]) -> ComparedOut:
    """Công khai. Tệp gửi lên không được lưu."""
    _count(request)
    for _field, name in oversized(request):
        raise too_large(clean_name(name))
    now = clock.now()
    asked = asked_for(code)
    if asked.worked is None:
        raise not_found()
    compared = compare(asked.worked, file.read(), trust=key_store().trust(now), now=now)
    if asked.result is None:
        raise not_found()
    signatures = [
        FoundSignatureOut(holder=one.holder, issuer=one.issuer, verdict=one.verdict.value, text=one.text)
        for one in compared.checked.signatures
    ]
    return ComparedOut(
        same=compared.same, text=compared.text, signatures=signatures, result=_shown(asked.proof)
    )


def _count(request: HttpRequest) -> None:
    """Together with the page: before anything is looked up."""
    wait = count_try(limits=checking_limits(address=client_address(request)), now=clock.real_now())
    if wait:
        raise refuse("too_many_tries", "Đã kiểm tra nhiều lần. Hãy thử lại sau ít phút.", retry_after=wait)


def _shown(proof: Proof | None) -> ProofOut:
    if proof is None:
        raise not_found()
    return ProofOut(
        title=proof.title,
        number=proof.number,
        unit=proof.unit,
        day=proof.day,
        applicant=proof.applicant,
        signer=proof.signer,
        capacity=proof.capacity,
        state=str(proof.state),
        state_text=proof.state_text,
        holds=proof.holds,
        over=proof.over,
        replaced_by=proof.replaced_by,
        sha256=proof.sha256,
        signatures=list(proof.signatures),
        imprint=proof.imprint,
        demonstration=proof.demonstration,
    )

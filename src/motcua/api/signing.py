"""Results signed digitally, sealed by the agency's key, or signed by a token elsewhere, by programs."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Path, Router
from pydantic import Field

from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import let_in, unit_of
from motcua.api.problems import POSTED, Said
from motcua.api.shapes import Code, Moment, Shape, ShapeOut
from motcua.documents.signing.elsewhere import LONGEST_VALUE, values_of
from motcua.dossiers.actions.digitally import seal_results, sign_results
from motcua.dossiers.actions.papers_to_sign import Signed
from motcua.dossiers.actions.registry import BATCH_LIMIT, perform
from motcua.dossiers.actions.signing_elsewhere import complete_signatures, prepare_signatures
from motcua.dossiers.terms import Act
from motcua.integrations.signing.office import agencys_hand, key_store, own_hand, own_image, token_needed
from motcua.organisation.terms import Role

router = Router(tags=["Hồ sơ"])
_SIGNERS, _SEALERS = frozenset({Role.APPROVE}), frozenset({Role.SEAL})


class ResultsIn(Shape):
    """Up to 200 dossiers, each judged on its own."""

    codes: Annotated[list[Code], Field(min_length=1, max_length=BATCH_LIMIT)]


class SignedOut(ShapeOut):
    """One dossier: its result's `state` and `sha256` of the signed file, or the refusal."""

    code: str
    state: str = ""
    number: str = ""
    sha256: str = ""
    refusal: Said | None = None


class ToSignOut(ShapeOut):
    """What the token signs: `to_sign` in base64 (mechanism SHA256-RSA-PKCS), or its SHA-256 in `digest` (hex)."""

    code: str
    number: str
    title: str
    to_sign: str
    digest: str


class RoundOut(ShapeOut):
    """A round of signing, good once and until `expires_at` for this person."""

    ticket: str
    expires_at: Moment
    papers: list[ToSignOut]
    refused: list[SignedOut]


class ValuesIn(Shape):
    """Signature values in base64 by the code of their dossier."""

    signatures: Annotated[
        dict[Code, Annotated[str, Field(max_length=2 * LONGEST_VALUE)]],
        Field(min_length=1, max_length=BATCH_LIMIT),
    ]


@router.post(
    "/results/signatures",
    response={200: list[SignedOut], **POSTED},
    summary="Ký số kết quả",
    openapi_extra=DOCUMENTED,
)
def sign(request: HttpRequest, said: Body[ResultsIn]) -> list[SignedOut]:
    """Bằng khóa của chính người gọi ở phía máy chủ; chỉ người đã phê duyệt ký được. Mỗi hồ sơ một câu trả lời."""
    caller = let_in(request, _SIGNERS)
    hand = own_hand(caller.actor, unit_of(caller), caller.at)
    return _out(sign_results(codes=said.codes, actor=caller.actor, hand=hand, at=caller.at))


@router.post(
    "/results/seals",
    response={200: list[SignedOut], **POSTED},
    summary="Đóng dấu kết quả bằng chữ ký số của cơ quan",
    openapi_extra=DOCUMENTED,
)
def seal(request: HttpRequest, said: Body[ResultsIn]) -> list[SignedOut]:
    """Sau chữ ký của người có thẩm quyền; lần đóng dấu và dòng trong sổ dấu đi cùng. Mỗi hồ sơ một câu trả lời."""
    caller = let_in(request, _SEALERS)
    hand = agencys_hand(caller.actor, unit_of(caller), caller.at)

    def stamp(code: str, more: Mapping[str, Any]) -> object:
        return perform(act=Act.STAMP, code=code, actor=caller.actor, at=caller.at, said=more)

    done = seal_results(codes=said.codes, actor=caller.actor, hand=hand, at=caller.at, stamp=stamp)
    return _out(done)


@router.post(
    "/results/deferred-signatures",
    response={200: RoundOut, **POSTED},
    summary="Chuẩn bị ký bằng thiết bị ở máy của người ký",
    openapi_extra=DOCUMENTED,
)
def prepare(request: HttpRequest, said: Body[ResultsIn]) -> RoundOut:
    """Lượt ký dùng một lần trong 15 phút, bởi đúng người này và chứng thư đã đăng ký của họ."""
    caller = let_in(request, _SIGNERS)
    unit = unit_of(caller)
    made = prepare_signatures(
        codes=said.codes,
        actor=caller.actor,
        key=token_needed(caller.actor, unit),
        image=own_image(caller.actor, unit),
        at=caller.at,
    )
    papers = [ToSignOut(**paper) for paper in made.asked["papers"]]
    return RoundOut(ticket=made.ticket, expires_at=made.expires_at, papers=papers, refused=_out(made.refused))


@router.post(
    "/results/deferred-signatures/{ticket}",
    response={200: list[SignedOut], **POSTED},
    summary="Nhận chữ ký của thiết bị và gắn vào kết quả",
    openapi_extra=DOCUMENTED,
)
def complete(
    request: HttpRequest,
    ticket: Path[Annotated[str, Field(pattern="^[0-9a-f]{32}$")]],
    said: Body[ValuesIn],
) -> list[SignedOut]:
    """Từng chữ ký được kiểm tra trước khi gắn; cái nào không nhận thì kết quả ấy vẫn chờ ký."""
    caller = let_in(request, _SIGNERS)
    done = complete_signatures(
        ticket=ticket,
        values=values_of(said.signatures),
        actor=caller.actor,
        key=token_needed(caller.actor, unit_of(caller)),
        trust=key_store().trust(caller.at),
        at=caller.at,
    )
    return _out(done)


def _out(answers: Sequence[Signed]) -> list[SignedOut]:
    return [_one(one) for one in answers]


def _one(one: Signed) -> SignedOut:
    if one.result is None:
        no = one.refusal
        return SignedOut(code=one.code, refusal=Said(code=no.code, text=no.text) if no else None)
    signed = one.result.signed
    return SignedOut(
        code=one.code,
        state=str(one.result.state),
        number=one.result.number,
        sha256=signed.sha256 if signed else "",
    )

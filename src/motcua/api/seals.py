"""Which seals are there, who holds them, what was each set under, which procedures lack one?"""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from motcua.api.errors import not_found
from motcua.api.letting_in import KEEPING, let_in
from motcua.api.problems import NO_SUCH, WITH_TOKEN
from motcua.api.seeing import keep_view
from motcua.api.shapes import DayIn, Moment, ShapeOut
from motcua.api.tokens import caller_of
from motcua.authority.seal_tables import Imprint, Seal
from motcua.authority.seals import SealNotFound, history_of, lacking_seals, seal_in_reach, seals_in_reach
from motcua.core.moments import local_day
from motcua.dossiers.seal_sheets import seal_day

router = Router(tags=["Con dấu"])
SealId = Annotated[int, Path(ge=1, le=2**62)]


class SealOut(ShapeOut):
    """A seal as it stands; `desk`: where it is kept, null at the agency; `offered_to`: who must still confirm."""

    id: int
    unit: str
    number: int
    name: str
    kind: str
    make: str
    desk: str | None
    state: str
    certificate: str
    certificate_on: date | None
    police: str
    holder: str
    held_since: Moment | None
    offered_to: str
    imprints: int


class SealEventOut(ShapeOut):
    """One thing that happened to a seal."""

    seq: int
    act: str
    state: str
    at: Moment
    actor: str
    hash: str


class SealLifeOut(ShapeOut):
    """A seal with its history, oldest first."""

    seal: SealOut
    history: list[SealEventOut]


class ImprintOut(ShapeOut):
    """One line of the register; `file_hash`: the sealed PDF of an electronic one."""

    number: int
    year: int
    kind: str
    subject: str
    subject_hash: str
    approval_hash: str
    approver: str
    result_number: str
    stamps: int
    joins: int
    file_hash: str
    official: str
    at: Moment
    hash: str


class SealDayOut(ShapeOut):
    """The imprints of a day, how many results say that they were sealed, and every difference in words."""

    day: date
    imprints: list[ImprintOut]
    sealed: int
    differences: Annotated[list[str], Field(description="Mã hồ sơ và điều không khớp.")]


class SealLackingOut(ShapeOut):
    """A unit and its procedures without a seal; `at_desk`: it has one, but none at its desk."""

    unit: str
    procedures: list[str]
    at_desk: bool


@router.get("/seals", response={200: list[SealOut], **WITH_TOKEN}, summary="Sổ con dấu")
def seals(request: HttpRequest) -> list[SealOut]:
    """Con dấu của cơ quan và các đơn vị trực thuộc."""
    caller = let_in(request, KEEPING)
    return [_seal_out(seal) for seal in seals_in_reach(caller.actor.unit_id)]


@router.get(
    "/seals/lacking", response={200: list[SealLackingOut], **WITH_TOKEN}, summary="Thủ tục thiếu con dấu"
)
def seals_lacking(request: HttpRequest) -> list[SealLackingOut]:
    """Thủ tục đang thực hiện mà không có con dấu, theo đơn vị."""
    caller = let_in(request, KEEPING)
    return [
        SealLackingOut(
            unit=one.unit.pk,
            procedures=[version.procedure_id for version in one.versions],
            at_desk=one.at_desk,
        )
        for one in lacking_seals(caller.actor.unit_id, local_day(caller.at))
    ]


@router.get("/seals/{seal_id}", response={200: SealLifeOut, **WITH_TOKEN, **NO_SUCH}, summary="Một con dấu")
def seal_life(request: HttpRequest, seal_id: SealId) -> SealLifeOut:
    """Con dấu với lịch sử của nó."""
    seal = _found(request, seal_id)
    history = [
        SealEventOut(
            seq=one.seq, act=one.act, state=one.state, at=one.at, actor=one.actor_name, hash=one.hash
        )
        for one in history_of(seal)
    ]
    return SealLifeOut(seal=_seal_out(seal), history=history)


@router.get(
    "/seals/{seal_id}/days/{day}",
    response={200: SealDayOut, **WITH_TOKEN, **NO_SUCH},
    summary="Đối chiếu dấu trong ngày",
)
def seal_of_day(request: HttpRequest, seal_id: SealId, day: Annotated[DayIn, Path()]) -> SealDayOut:
    """Sổ dấu của một ngày bên cạnh các kết quả đã đóng dấu."""
    found = seal_day(_found(request, seal_id), day)
    if found.imprints:
        keep_view(caller_of(request), f"con-dau:{seal_id}", "view")
    return SealDayOut(
        day=found.day,
        imprints=[_imprint_out(row) for row in found.imprints],
        sealed=found.sealed,
        differences=[f"{one.code}: {one.what}" for one in found.differences],
    )


def _found(request: HttpRequest, seal_id: int) -> Seal:
    caller = let_in(request, KEEPING)
    try:
        return seal_in_reach(seal_id, caller.actor.unit_id)
    except SealNotFound:
        raise not_found() from None


def _seal_out(seal: Seal) -> SealOut:
    return SealOut(
        id=seal.pk,
        unit=seal.unit_id,
        number=seal.number,
        name=seal.name,
        kind=seal.kind,
        make=seal.make,
        desk=seal.place if seal.desk else None,
        state=seal.state,
        certificate=seal.certificate,
        certificate_on=seal.certificate_on,
        police=seal.police,
        holder=seal.holder_name,
        held_since=seal.held_since,
        offered_to=seal.offered_to_name,
        imprints=seal.imprint_count,
    )


def _imprint_out(row: Imprint) -> ImprintOut:
    return ImprintOut(
        number=row.number,
        year=row.year,
        kind=row.kind,
        subject=row.subject,
        subject_hash=row.subject_hash,
        approval_hash=row.approval_hash,
        approver=row.approver_name,
        result_number=row.result_number,
        stamps=row.stamps,
        joins=row.joins,
        file_hash=row.file_hash,
        official=row.official_name,
        at=row.at,
        hash=row.hash,
    )

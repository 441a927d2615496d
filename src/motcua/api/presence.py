"""A program says that a signer is away or back, as the page of the watch does."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router, Status
from pydantic import Field

from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import KEEPING, let_in, unit_of
from motcua.api.problems import POSTED, WITH_TOKEN
from motcua.api.shapes import Moment, MomentIn, Shape, ShapeOut
from motcua.api.tokens import caller_of
from motcua.core.refusals import refuse
from motcua.organisation.actions.presence import say_absent, say_present
from motcua.organisation.models import Absence, Person
from motcua.organisation.presence import coming_absences

router = Router(tags=["Theo dõi"])


class AbsenceIn(Shape):
    """Who is away from when to when, and why."""

    person: Annotated[str, Field(min_length=1, max_length=150)]
    starts_at: MomentIn
    ends_at: MomentIn
    reason: Annotated[str, Field(max_length=300)]


class AbsenceOut(ShapeOut):
    """A kept absence; `ends_at` comes forward when the signer is back early."""

    id: int
    person: str
    name: str
    starts_at: Moment
    ends_at: Moment


@router.get(
    "/watch/absences", response={200: list[AbsenceOut], **WITH_TOKEN}, summary="Người ký đang vắng, sắp vắng"
)
def coming(request: HttpRequest) -> list[AbsenceOut]:
    """Các lượt vắng chưa hết, lượt đến trước đứng trước."""
    caller = let_in(request, KEEPING)
    return [_out(one) for one in coming_absences(caller.actor.unit_id, caller.at)]


@router.post(
    "/watch/absences",
    response={201: AbsenceOut, **POSTED},
    summary="Ghi người ký vắng",
    openapi_extra=DOCUMENTED,
)
def keep_absence(request: HttpRequest, said: AbsenceIn) -> Status[AbsenceOut]:
    """`person` là tên đăng nhập; người ký tự ghi cho mình, văn phòng ghi cho mọi người ký của đơn vị."""
    caller = caller_of(request)
    absence = say_absent(
        person=_signer(said.person),
        unit=unit_of(caller),
        starts_at=said.starts_at,
        ends_at=said.ends_at,
        reason=said.reason,
        actor=caller.actor,
        at=caller.at,
    )
    return Status(201, _out(absence))


@router.post(
    "/watch/absences/{absence_id}/end",
    response={200: AbsenceOut, **POSTED},
    summary="Ghi người ký đã có mặt",
    openapi_extra=DOCUMENTED,
)
def end_absence(request: HttpRequest, absence_id: Path[Annotated[int, Field(ge=1, lt=2**63)]]) -> AbsenceOut:
    """Về sớm hoặc không vắng nữa: lượt vắng kết thúc từ bây giờ."""
    caller = caller_of(request)
    say_present(absence_id=absence_id, unit=unit_of(caller), actor=caller.actor, at=caller.at)
    return _out(Absence.objects.select_related("person").get(pk=absence_id))


def _signer(username: str) -> Person:
    """The same answer for a stranger and for who does not exist: the act says who may be named."""
    person = Person.objects.filter(username=username).first() if username.isprintable() else None
    if person is None:
        raise refuse(
            "not_a_signer",
            "Không có người ký nào của đơn vị mang tên đăng nhập này. Hãy xem danh sách ở /watch/signing.",
            field="person",
        )
    return person


def _out(absence: Absence) -> AbsenceOut:
    person = absence.person
    return AbsenceOut(
        id=absence.pk,
        person=person.username,
        name=person.full_name,
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
    )

"""Which results wait for a signature, which were handed over without one, and how many are signed digitally?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from motcua.authority.seal_terms import SealingKind
from motcua.core.moments import VN, end_of, local_day, start_of
from motcua.core.refusals import Refusal
from motcua.dossiers.models import Dossier, ResultDocument, ResultEvent
from motcua.dossiers.result_terms import ResultEventKind, ResultState
from motcua.dossiers.results.enclosing import sealing_for
from motcua.dossiers.terms import State
from motcua.organisation.actors import Actor

ELECTRONIC = frozenset({SealingKind.ELECTRONIC, SealingKind.BOTH})
# A dossier that was returned waits again where its result is replaced.
_DECIDED = (State.APPROVED, State.RETURNED)
_OUT = (ResultState.ISSUED, ResultState.REPLACED, ResultState.REVOKED)


def to_sign(actor: Actor) -> QuerySet[ResultDocument]:
    """Results that this person approved and that may be signed digitally, the oldest first."""
    return _around(
        ResultDocument.objects.filter(
            unit_id=actor.unit_id,
            signer_id=actor.person_id,
            state=ResultState.NUMBERED,
            unsigned__isnull=False,
            dossier__state__in=_DECIDED,
        )
    )


def to_seal(actor: Actor, at: datetime) -> list[ResultDocument]:
    """Results signed by their person whose procedure is sealed by the agency's signature, the oldest first."""
    found = _around(
        ResultDocument.objects.filter(
            unit_id=actor.unit_id, state=ResultState.SIGNED, dossier__state__in=_DECIDED
        )
    ).prefetch_related("dossier__version__procedure__sealing_rules")
    return [one for one in found if sealed_electronically(one.dossier, at)]


def sealed_electronically(dossier: Dossier, at: datetime) -> bool:
    """Is the result sealed by the agency's digital signature, alone or beside the seal on paper?"""
    return sealing_for(dossier, local_day(at)) in ELECTRONIC


def why_not_sign_file(result: ResultDocument | None, actor: Actor) -> Refusal | None:
    """The one who approved signs what they approved, once, before it is sealed."""
    if result is None or result.unsigned_id is None:
        return Refusal(
            "result_no_file",
            "Hồ sơ chưa có kết quả lập trong hệ thống nên không ký số được. Hãy ký trên bản giấy.",
        )
    if result.signer_id != actor.person_id:
        return Refusal(
            "not_the_signer",
            f"Kết quả này do {result.signer_name} phê duyệt. Đề nghị người đó đăng nhập và ký số.",
        )
    if result.state != ResultState.NUMBERED:
        return Refusal("already_signed", "Kết quả này đã được ký hoặc đóng dấu. Hãy mở lại hồ sơ để xem.")
    return None


def why_not_seal_file(result: ResultDocument | None, actor: Actor, at: datetime) -> Refusal | None:
    """After the person, by another, only where the procedure is sealed so; the stamping judges the rest."""
    if result is None or result.state != ResultState.SIGNED or result.signed_id is None:
        return Refusal(
            "not_signed_yet",
            "Người có thẩm quyền chưa ký số kết quả này nên cơ quan chưa đóng dấu. Hãy chờ người ký.",
        )
    if not sealed_electronically(result.dossier, at):
        return Refusal(
            "sealed_file_unasked", "Thủ tục này không đóng dấu bằng chữ ký số. Hãy đóng dấu trên bản giấy."
        )
    if result.signer_id == actor.person_id:
        return Refusal(
            "same_person_seals",
            "Người đã ký không tự đóng dấu của cơ quan. Đề nghị văn thư đóng dấu (30/2020/NĐ-CP).",
        )
    return None


@dataclass(frozen=True, slots=True)
class Share:
    """How many results of a procedure handed over in a month were signed digitally before (R-078, R-079)."""

    month: date
    procedure: str
    title: str
    returned: int
    signed: int

    @property
    def lacking(self) -> int:
        """Handed over without a signed electronic file."""
        return self.returned - self.signed

    @property
    def address(self) -> str:
        """The period and procedure as the page's address asks for the list behind."""
        last = (self.month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return f"tu={self.month.isoformat()}&den={last.isoformat()}&tt={self.procedure}"

    @property
    def percent(self) -> str:
        """`66,7`."""
        return f"{self.signed * 100 / self.returned:.1f}".replace(".", ",") if self.returned else ""


def shares(unit_id: str, *, first: date, last: date) -> list[Share]:
    """By month and procedure, for the results handed over from `first` to `last`, both in it."""
    rows = (
        _returned(unit_id, first, last)
        .annotate(month=TruncMonth("ended_at", tzinfo=VN))
        .values("month", "procedure_id", title=F("version__name"))
        .annotate(returned=Count("pk"), signed=Count("pk", filter=Q(has_signed=True)))
        .order_by("-month", "title")
    )
    return [
        Share(row["month"].date(), row["procedure_id"], row["title"], row["returned"], row["signed"])
        for row in rows
    ]


def behind(
    unit_id: str, *, first: date, last: date, procedure: str = "", signed: bool | None = None
) -> Sequence[Dossier]:
    """The dossiers behind a figure, at most 500."""
    found = _returned(unit_id, first, last)
    if procedure:
        found = found.filter(procedure_id=procedure)
    if signed is not None:
        found = found.filter(has_signed=signed)
    return list(found.order_by("-ended_at", "-pk").select_related("version")[:500])


def _returned(unit_id: str, first: date, last: date) -> QuerySet[Any]:
    signed_before = ResultEvent.objects.filter(
        result__dossier_id=OuterRef("pk"),
        result__state__in=_OUT,
        kind=ResultEventKind.SIGNED,
        at__lte=OuterRef("ended_at"),
    )
    return Dossier.objects.filter(
        unit_id=unit_id, state=State.RETURNED, ended_at__gte=start_of(first), ended_at__lt=end_of(last)
    ).annotate(has_signed=Exists(signed_before))


def _around(found: QuerySet[ResultDocument]) -> QuerySet[ResultDocument]:
    return found.select_related(
        "dossier__version__procedure",
        "dossier__result_document__template",
        "template__template",
        "unsigned",
        "signed",
        "unit",
    ).order_by("numbered_at", "pk")

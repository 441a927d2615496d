"""What was asked for in a visit, what does it cost together, and what came of each wish? Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.core.vntext import fold
from motcua.dossiers import policies
from motcua.dossiers.charging import Till, Wishes, charge_of, till_of
from motcua.dossiers.models import Dossier, Intake, Visit, VisitWish
from motcua.dossiers.terms import WITHOUT_RESULT, Act, IntakeState, State
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.payments.fees import Charge
from motcua.payments.terms import CollectionMoment


@dataclass(frozen=True, slots=True)
class WishLine:
    """One wish: its dossier with the fee, or its intake with what lacks; `due_later`: paid at the return."""

    dossier: Dossier | None
    intake: Intake | None
    till: Till | None = None
    due_later: bool = False

    @property
    def record(self) -> Dossier | Intake:
        """The one of both that it is."""
        record = self.dossier or self.intake
        if record is None:
            raise AssertionError("a wish has one subject (constraint)")
        return record

    @property
    def number(self) -> str:
        """The dossier's code or the intake's number."""
        return str(self.record)

    @property
    def procedure(self) -> str:
        """What was asked for."""
        return self.record.version.name

    @property
    def payable(self) -> bool:
        """May a fee still be collected or exempted for it?"""
        if self.dossier is None or self.till is None or self.dossier.state in WITHOUT_RESULT:
            return False
        return not self.till.schedule.free and not self.till.settled

    @property
    def paid(self) -> int:
        """What was collected and not given back, in đồng."""
        return self.till.kept if self.till else 0

    @property
    def expected(self) -> int | None:
        """What is still to be collected unless said otherwise, in đồng; None where that is not certain."""
        if self.till is None or not self.payable:
            return 0
        lines = self.till.expected_lines
        return sum(line.amount for line in lines) if lines else None


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit with everything its page shows."""

    visit: Visit
    wishes: Sequence[WishLine]

    @property
    def payable(self) -> list[WishLine]:
        """What may be paid now, in the order asked."""
        return [wish for wish in self.wishes if wish.payable]

    @property
    def paid(self) -> int:
        """Collected in the visit and not given back, in đồng."""
        return sum(wish.paid for wish in self.wishes)

    @property
    def expected(self) -> int:
        """What is certain to be collected now, in đồng."""
        return sum(wish.expected or 0 for wish in self.payable if not wish.due_later)

    @property
    def payer(self) -> str:
        """Who stands at the desk."""
        return self.visit.representative or self.visit.applicant_name


def visits_on(unit_id: str, day: date, text: str = "") -> QuerySet[Visit]:
    """The visits of a day, the newest first; `text` is any part of a name without accents, or a number."""
    found = Visit.objects.filter(unit_id=unit_id, day=day)
    if words := text.strip():
        found = found.filter(Q(applicant_fold__contains=fold(words)) | Q(id_number=words.replace(" ", "")))
    return found.annotate(asked=Count("wishes")).order_by("-id")


def visit_of_today(unit_id: str, id_number: str, day: date) -> Visit | None:
    """The last visit of that identity number on the day."""
    found = Visit.objects.filter(unit_id=unit_id, day=day, id_number=id_number)
    return found.order_by("-id").first() if id_number else None


def visit_of(record: Dossier | Intake) -> Visit | None:
    """The visit in which a dossier or intake was asked for."""
    owner = {"dossier": record} if isinstance(record, Dossier) else {"intake": record}
    wish = VisitWish.objects.filter(**owner).select_related("visit").first()
    return wish.visit if wish else None


def visit_page(visit_id: int, actor: Actor) -> VisitPage | None:
    """One visit of the actor's unit, or None. Raises Refused: no_role."""
    refuse_if(policies.why_not_look(actor))
    visit = (
        Visit.objects.filter(pk=visit_id, unit_id=actor.unit_id)
        .select_related("unit__parent", "unit__level", "one_stop_unit")
        .first()
    )
    return None if visit is None else VisitPage(visit, _wishes_of(visit))


def _wishes_of(visit: Visit) -> list[WishLine]:
    """In the order asked; an intake that became a dossier of the same visit stands as that dossier."""
    rows = visit.wishes.select_related(
        *(f"dossier__{name}" for name in ("version", "unit__parent", "one_stop_unit", "rule_set", "process")),
        *(f"intake__{name}" for name in ("version", "unit__parent", "one_stop_unit", "rule_set")),
    )
    wishes = list(rows)
    completed = {wish.dossier.intake_id for wish in wishes if wish.dossier}
    return [_line_of(wish, visit.unit) for wish in wishes if wish.intake_id not in completed - {None}]


def _line_of(wish: VisitWish, unit: Unit) -> WishLine:
    if wish.dossier is None:
        return WishLine(None, wish.intake)
    return WishLine(wish.dossier, None, till_of(wish.dossier, unit), due_later=_due_later(wish.dossier))


def _due_later(dossier: Dossier) -> bool:
    return fee_moment_of(dossier) == CollectionMoment.RETURN


def fee_moment_of(dossier: Dossier) -> str:
    """When the fee is paid, as it was said at the reception."""
    first = dossier.steps.filter(act__in=[Act.RECEIVE, Act.ACCEPT]).order_by("seq").first()
    moment: str = (first.data if first else {}).get("fee_moment", CollectionMoment.RECEIVE)
    return moment


def charges_of(page: VisitPage, said: Mapping[str, Wishes]) -> tuple[tuple[str, Charge], ...]:
    """What is owed for the dossiers named, in the order of the visit.

    Raises Refused: dossier_not_in_visit, and those of `charge_of`.
    """
    known = {wish.number: wish.dossier for wish in page.wishes if wish.dossier is not None}
    if strangers := sorted(set(said) - set(known)):
        raise refuse(
            "dossier_not_in_visit",
            f"Hồ sơ {strangers[0][:60]} không thuộc lượt giao dịch này. Hãy mở lại lượt để chọn.",
            field="dossiers",
        )
    return tuple((code, _charge(known[code], page.visit.unit, said[code])) for code in known if code in said)


def _charge(dossier: Dossier, unit: Unit, wishes: Wishes) -> Charge:
    """As `charge_of`; a refusal names the dossier, since the desk asked for several at once."""
    try:
        return charge_of(dossier, unit, wishes)
    except Refused as refused:
        said = refused.refusal
        text = said.text if str(dossier) in said.text else f"Hồ sơ {dossier}: {said.text}"
        raise Refused(replace(said, text=text)) from refused


def expected_wishes(page: VisitPage) -> dict[str, Wishes]:
    """What a payment without further words takes: all that is owed now. Raises Refused: fee_lines_missing."""
    found = {}
    for wish in page.payable:
        if wish.due_later or wish.till is None:
            continue
        if wish.expected is None:
            raise refuse(
                "fee_lines_missing",
                f"Hồ sơ {wish.number} có nhiều khoản thu để chọn hoặc chưa rõ số trang, số bản. "
                "Hãy ghi rõ khoản và số lượng của từng hồ sơ.",
                field="dossiers",
            )
        if wish.expected:
            found[wish.number] = Wishes({name: n for name, n in wish.till.suggested.items() if n})
    return found


def last_moment_of(page: VisitPage) -> datetime:
    """When something was last written in the visit: the date of its cover, the same however often it is printed."""
    entries = [entry.at for wish in page.wishes if wish.till for entry in wish.till.entries]
    added = [wish.added_at for wish in page.visit.wishes.all()]
    return max([page.visit.opened_at, *entries, *added])


def on_slip(wish: WishLine) -> bool:
    """Has the wish a slip that its holder takes along? Not one whose reception was cancelled."""
    if wish.dossier is not None:
        return wish.dossier.state != State.CANCELLED
    return wish.intake is not None and wish.intake.state != IntakeState.BECAME_DOSSIER

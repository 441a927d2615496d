"""What may the desk collect for this dossier, what was collected, what is to be given back?

Reads only: the dossier's clock, state and steps know nothing of a desk fee (promises 18).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Sum

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import STATE_LABELS, WITHOUT_RESULT, State
from motcua.organisation.models import Unit
from motcua.payments.fees import (
    Charge,
    CopiedPaper,
    Exemption,
    FeeLine,
    FeeSchedule,
    charge_for,
    copy_lines,
    item_lines,
    suggested,
)
from motcua.payments.models import LedgerEntry
from motcua.payments.queries import balances, entries_of, province_amounts
from motcua.payments.reading import read_schedule
from motcua.payments.terms import SETTLING

# A withdrawn or cancelled dossier gives papers and fee back (dossier_life, row withdraw).
GIVES_BACK = (State.WITHDRAWN, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the clerk says at the till: how many of each line, or an exemption; papers where none were listed."""

    quantities: Mapping[str, int] = field(default_factory=dict)
    papers: tuple[CopiedPaper, ...] = ()
    ground: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Till:
    """Everything the page of a dossier's fee shows."""

    schedule: FeeSchedule
    papers: tuple[CopiedPaper, ...]
    formula_lines: tuple[FeeLine, ...]
    province: Mapping[str, int]
    suggested: Mapping[str, int]
    entries: Sequence[LedgerEntry]

    @property
    def kept(self) -> int:
        """What was collected and not given back, in đồng."""
        return sum(entry.amount for entry in self.entries)

    @property
    def expected_lines(self) -> tuple[FeeLine, ...]:
        """What will be collected unless the clerk says otherwise; empty where that is not certain: several lines to
        choose from, pages not said, an amount that the province has not set."""
        if self.schedule.formula:
            return self.formula_lines
        fitting = [item for item in self.schedule.items if not item.wished]
        chosen = {name: count for name, count in self.suggested.items() if count}
        if len(chosen) != 1 or len(fitting) != 1:
            return ()
        unset = fitting[0].amount is None and fitting[0].name not in self.province
        return () if unset else item_lines(self.schedule, chosen, self.province)

    @property
    def settled(self) -> bool:
        """Was anything collected or exempted that still stands?"""
        given_back = {entry.reverses_id for entry in self.entries}
        return any(entry.kind in SETTLING and entry.pk not in given_back for entry in self.entries)


def till_of(dossier: Dossier, unit: Unit) -> Till:
    """The fee of a dossier under the version it was received under, and what the ledger says of it."""
    schedule, papers = read_schedule(dossier.version.fee), papers_of(dossier)
    return Till(
        schedule=schedule,
        papers=papers,
        formula_lines=copy_lines(schedule.formula, papers) if schedule.formula else (),
        province=province_amounts(unit, dossier.procedure_id, local_day(dossier.received_at)),
        suggested=suggested(schedule, channel=dossier.channel, cases=max(1, len(papers))),
        entries=entries_of(dossier.unit_id, *numbers_of(dossier)),
    )


def numbers_of(dossier: Dossier) -> tuple[str, ...]:
    """Every number under which money of the dossier may stand: what came from afar was paid before it had a code."""
    return tuple(number for number in (dossier.filing_number, dossier.code) if number)


def papers_of(dossier: Dossier) -> tuple[CopiedPaper, ...]:
    """The certification items of a dossier."""
    return tuple(CopiedPaper(item["title"], item["pages"], item["copies"]) for item in dossier.items)


def charge_of(dossier: Dossier, unit: Unit, wishes: Wishes) -> Charge:
    """What is owed: amounts of the day of reception, never what a form says.

    Raises Refused: dossier_over, items_missing, fee_unknown, quantity_wrong, fee_not_set, exemption_unknown,
    evidence_missing.
    """
    refuse_if(why_not_charged(dossier))
    schedule = read_schedule(dossier.version.fee)
    if schedule.formula:
        papers = papers_of(dossier) or wishes.papers
        if not papers:
            raise refuse(
                "items_missing",
                "Phí tính theo trang và bản. Hãy ghi số trang và số bản của giấy tờ.",
                field="pages",
            )
        lines = copy_lines(schedule.formula, papers)
    else:
        amounts = province_amounts(unit, dossier.procedure_id, local_day(dossier.received_at))
        lines = item_lines(schedule, wishes.quantities, amounts)
    exemption = Exemption(wishes.ground, wishes.evidence) if wishes.ground else None
    return charge_for(schedule, lines, exemption)


def why_not_charged(dossier: Dossier) -> Refusal | None:
    """A dossier that ended without a result owes nothing more."""
    if dossier.state not in WITHOUT_RESULT:
        return None
    return Refusal(
        "dossier_over",
        f"Hồ sơ {dossier} “{STATE_LABELS[State(dossier.state)]}” nên không thu thêm phí. "
        "Hãy hoàn khoản đã thu, nếu có, ở trang phí của hồ sơ.",
    )


def refunds_due(unit_id: str) -> QuerySet[Dossier]:
    """Dossiers that were withdrawn or cancelled while their fee is still kept."""
    kept = (
        LedgerEntry.objects.filter(unit_id=unit_id)
        .order_by()
        .values("subject")
        .annotate(kept=Sum("amount"))
        .filter(kept__gt=0)
    )
    paid = Q(code__in=kept.values("subject")) | Q(filing_number__in=kept.values("subject"))
    ended = Dossier.objects.filter(paid, unit_id=unit_id, state__in=GIVES_BACK)
    return ended.select_related("version").order_by("ended_at", "id")


def kept_of(unit_id: str, dossiers: Sequence[Dossier]) -> dict[str, int]:
    """What is kept of each dossier's money, in đồng, under whichever number it was paid; by code."""
    kept = balances(unit_id, [number for one in dossiers for number in numbers_of(one)])
    return {str(one): sum(kept.get(number, 0) for number in numbers_of(one)) for one in dossiers}

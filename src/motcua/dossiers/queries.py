"""What do pages and programs read of dossiers? Work lists, one dossier with everything, tracking."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hmac import compare_digest

from django.db.models import F, Max, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan

from motcua.core.models import DailyHead
from motcua.core.moments import end_of, local_day, printed_minute
from motcua.core.refusals import Refusal, refuse_if
from motcua.core.vntext import fold
from motcua.documents.forms import form_set_on
from motcua.documents.terms import FormKind
from motcua.dossiers import policies
from motcua.dossiers.consignments.reading import away_by_post
from motcua.dossiers.digitisation.lacking import lacking
from motcua.dossiers.finding import find
from motcua.dossiers.models import Dossier, HandedIn, Intake, PendingAct, Step
from motcua.dossiers.online_fees import unpaid_of
from motcua.dossiers.policies import DossierFacts
from motcua.dossiers.result_terms import ResultState
from motcua.dossiers.signatories import law_of
from motcua.dossiers.terms import RUNS_ON, WITHOUT_RESULT, Act, Path, ReturnChannel, State
from motcua.dossiers.transitions import acts_open
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.queries import extra_sessions_of, successors_of
from motcua.procedures.models import ProcedureVersion
from motcua.programmes.plans import digitised_procedures

PAGE_SIZE = 50
_LONGEST_NUMBER = 60
_NO_SECRET = "00000000"  # what is compared where there is no such code; never given out
# Acts with their own page or button on a dossier, in the order of the trip.
SHOWN_ACTS = (
    Act.ACCEPT, Act.FORWARD, Act.APPRAISE, Act.APPROVE, Act.STAMP, Act.HAND_BACK, Act.RETURN_RESULT,
    Act.PAY, Act.SUPPLEMENT, Act.ASK_SUPPLEMENT, Act.SEND_BACK, Act.WITHDRAW, Act.REFUSE_INTAKE, Act.CANCEL_RECEPTION,
)  # fmt: skip
# Acts that a dossier rarely needs: shown where this person may do them, never as a closed door.
RARE_ACTS = (
    Act.ASK_PAYMENT, Act.PROLONG, Act.APOLOGISE, Act.REFUSE_RESULT, Act.STOP, Act.CORRECT, Act.CHANGE_RETURN,
    Act.MERGE, Act.REASSIGN, Act.MOVE_DUE, Act.RECALL, Act.UNDO_RETURN, Act.CONFIRM_SIGNING,
    Act.KEEP_ORIGINALS, Act.GIVE_ORIGINALS, Act.MOVE_ORIGINALS, Act.SHELVE, Act.REMIND, Act.ATTACH_COPY,
    Act.REPLACE_RESULT, Act.REVOKE_RESULT, Act.ARCHIVE, Act.SEND_OUT, Act.COME_BACK, Act.SEND_ONLINE,
)  # fmt: skip
SHOWN_ORDER = (*SHOWN_ACTS, *RARE_ACTS)
# Whose turn a state is (dossier_life.md): the acts that bring a dossier forward.
TURN: dict[Act, tuple[State, tuple[Path, ...]]] = {
    Act.ACCEPT: (State.SUBMITTED, tuple(Path)),
    Act.FORWARD: (State.RECEIVED, (Path.ORDINARY,)),
    Act.APPROVE: (State.APPRAISED, tuple(Path)),
    Act.STAMP: (State.APPROVED, tuple(Path)),
    Act.HAND_BACK: (State.SEALED, tuple(Path)),
    Act.RETURN_RESULT: (State.READY, tuple(Path)),
}


class DossierNotFound(LookupError):
    """No such dossier, or not one of the actor's unit: the answer is the same."""


def dossier_of(code: str, unit_id: str, *, lock: bool = False) -> Dossier:
    """The dossier by code or filing number, within the unit; raises DossierNotFound.

    A dossier of an agency that ended is not lost to its successor: Refused `unit_ended` says what to do.
    """
    if not may_be_a_number(code):
        raise DossierNotFound(code[:_LONGEST_NUMBER])
    found = find(code, unit_id, lock=lock)
    if found is None:
        known = Dossier.objects.select_related("unit").filter(Q(code=code) | Q(filing_number=code))
        refuse_if(_why_not_successor(known, unit_id))
        raise DossierNotFound(code)
    return found


def may_be_a_number(code: str) -> bool:
    """What no code, filing or intake number can be is not looked for (PostgreSQL keeps no NUL in a text)."""
    return len(code) <= _LONGEST_NUMBER and code.isprintable()


def _why_not_successor(dossiers: QuerySet[Dossier], unit_id: str) -> Refusal | None:
    left = dossiers.filter(unit__succeeded_by=unit_id, unit__valid_to__isnull=False).first()
    return why_not_any_more(left.unit, left.unit.valid_to) if left and left.unit.valid_to else None


def why_not_any_more(unit: Unit, day: date) -> Refusal | None:
    """An agency that ended acts no more; its dossiers go on under the successor, same due time (promises 21)."""
    if unit.valid_to is None or day < unit.valid_to:
        return None
    heirs = " hoặc ".join(heir.name for heir in successors_of(unit))
    who = (
        f"lãnh đạo {heirs}"
        if heirs
        else f"lãnh đạo {unit.parent.name if unit.parent else 'cơ quan cấp trên'}"
    )
    return Refusal(
        "unit_ended",
        f"{unit.name} đã kết thúc hoạt động từ {unit.valid_to:%d/%m/%Y}; hồ sơ giữ nguyên hạn trả và do cơ quan "
        f"kế thừa giải quyết tiếp. Đề nghị {who} nhận bàn giao hồ sơ này.",
    )


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next keyset page begins: after this due time and id."""

    due_at: datetime | None
    id: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `next` is None on the last."""

    rows: Sequence[Dossier]
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What a work list is narrowed by; `text` is a code, a number or a name without accents."""

    state: str = ""
    text: str = ""
    procedure: str = ""
    channel: str = ""
    due_before: datetime | None = None
    received_from: datetime | None = None
    received_to: datetime | None = None
    include_ended: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """An act on a dossier page: open to this person now, or why not."""

    act: Act
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class DossierPage:
    """One dossier with everything its page shows."""

    dossier: Dossier
    steps: Sequence[Step]
    handed_in: Sequence[HandedIn]
    buttons: Sequence[Button]
    pending: Sequence[PendingAct] = field(default=())


def in_unit(unit_id: str) -> QuerySet[Dossier]:
    """Dossiers of one unit with what every list shows."""
    return Dossier.objects.filter(unit_id=unit_id).select_related("version", "appraiser", "received_by")


def work_list(
    unit_id: str, filters: Filters, *, cursor: Cursor | None = None, limit: int = PAGE_SIZE
) -> Page:
    """Dossiers of a unit by due time, keyset pages: page 501 costs as much as page 1."""
    return keyset_page(narrowed(in_unit(unit_id), filters), cursor, limit)


def mine(actor: Actor) -> QuerySet[Dossier]:
    """Open dossiers on which this person may do the next act: their role's turn."""
    turn = Q(pk__in=[])
    for act, (state, paths) in TURN.items():
        if actor.has(*policies.ROLES_FOR[act]):
            turn |= Q(state=state, path__in=paths)
    if actor.has(*policies.ROLES_FOR[Act.APPRAISE]):
        turn |= Q(state=State.RECEIVED, path__in=[Path.ON_THE_SPOT, Path.PARTIAL]) | Q(state=State.FORWARDED)
    return in_unit(actor.unit_id).filter(turn, ended_at__isnull=True)


def overdue(unit_id: str, now: datetime) -> QuerySet[Dossier]:
    """Open dossiers past their due time whose clock runs and whose result is not ready, by the printed minute: done
    within the minute of its due time a dossier is in time (promises 17)."""
    minute = printed_minute(now)
    return running(unit_id).filter(Q(due_at__lt=minute) | Q(due_at=minute, due_strict=True))


def due_today(unit_id: str, now: datetime) -> QuerySet[Dossier]:
    """Open dossiers that fall due between now and midnight: none of them is overdue."""
    minute = printed_minute(now)
    falling = running(unit_id).filter(due_at__gte=minute, due_at__lt=end_of(local_day(now)))
    return falling.exclude(due_at=minute, due_strict=True)


def running(unit_id: str) -> QuerySet[Dossier]:
    """Open dossiers whose clock runs and whose result is not ready."""
    runs = Q(paused_at__isnull=True) | Q(state=State.AWAITING_SUPPLEMENT, version__after_supplement=RUNS_ON)
    return in_unit(unit_id).filter(runs, ended_at__isnull=True, ready_at__isnull=True, due_at__isnull=False)


def narrowed(dossiers: QuerySet[Dossier], filters: Filters) -> QuerySet[Dossier]:
    """The dossiers that the filters leave."""
    conditions = {
        "state": filters.state,
        "procedure_id": filters.procedure,
        "channel": filters.channel,
        "due_at__lt": filters.due_before,
        "received_at__gte": filters.received_from,
        "received_at__lt": filters.received_to,
    }
    left = dossiers.filter(**{name: value for name, value in conditions.items() if value})
    if filters.state in WITHOUT_RESULT:  # few among all that ever ended, in an index of their own
        left = left.filter(ended_at__isnull=False, returned_at__isnull=True)
    elif not filters.include_ended and filters.state != State.RETURNED:
        left = left.filter(ended_at__isnull=True)
    return _with_text(left, filters.text.strip()) if filters.text.strip() else left


def _with_text(dossiers: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    """A code, filing number, identity number or name as it stands; else the end of a code or any part of a name.

    With or without accents. What was typed whole is looked up first: found in its index, however many dossiers the
    office has ever had.
    """
    code, name = text.upper().replace(" ", ""), fold(text)
    whole = dossiers.filter(Q(code=code) | Q(filing_number=code) | Q(id_number=code) | Q(applicant_fold=name))
    if (" " in name or any(sign.isdigit() for sign in code)) and whole.exists():
        return whole
    part = Q(applicant_fold__contains=name)
    if len(code) >= 4 and code.isdigit():
        part |= Q(code__endswith=code)
    return dossiers.filter(part)


def keyset_page(dossiers: QuerySet[Dossier], cursor: Cursor | None, limit: int = PAGE_SIZE) -> Page:
    """One page by (due time, id); filings without a due time come last, asked for where the others run out."""
    wanted = limit + 1
    first = dossiers.order_by("due_at", "id")
    rows = _after(dossiers, cursor, wanted) if cursor else list(first[:wanted])
    more = len(rows) > limit
    rows = rows[:limit]
    return Page(rows, Cursor(rows[-1].due_at, rows[-1].pk) if more else None)


def _after(dossiers: QuerySet[Dossier], cursor: Cursor, wanted: int) -> list[Dossier]:
    """The rows behind the cursor, found in the index: a pair compared as a pair, never by `OR`."""
    rows: list[Dossier] = []
    undated = dossiers.filter(due_at__isnull=True).order_by("id")
    if cursor.due_at is None:
        undated = undated.filter(id__gt=cursor.id)
    else:
        here = TupleGreaterThan((F("due_at"), F("id")), (cursor.due_at, cursor.id))
        rows = list(dossiers.filter(here).order_by("due_at", "id")[:wanted])
    return rows if len(rows) == wanted else [*rows, *undated[: wanted - len(rows)]]


def dossier_page(code: str, actor: Actor) -> DossierPage | None:
    """One dossier of the actor's unit by code or filing number, or None. Refused: `no_role`."""
    refuse_if(policies.why_not_look(actor))
    known = in_unit(actor.unit_id).select_related(
        "unit", "one_stop_unit", "process", "rule_set", "received_by", "approver", "intake"
    )
    dossier = known.filter(Q(code=code) | Q(filing_number=code)).first() if may_be_a_number(code) else None
    if dossier is None:
        return None
    pending = list(dossier.pending_acts.select_related("asked_by"))
    return DossierPage(
        dossier=dossier,
        steps=list(dossier.steps.order_by("seq")),
        handed_in=list(dossier.handed_in.order_by("round", "position")),
        buttons=buttons(dossier, actor, pending),
        pending=pending,
    )


def dossier_to_act_on(code: str, actor: Actor) -> Dossier | None:
    """One dossier of the actor's unit with version, unit and desk, or None. Refused: `no_role`."""
    refuse_if(policies.why_not_look(actor))
    return find(code, actor.unit_id) if may_be_a_number(code) else None


def buttons(dossier: Dossier, actor: Actor, pending: Sequence[PendingAct] = ()) -> list[Button]:
    """What may be done next, and for acts that the table opens but not to this person, why not.

    What another person asked for and waits for a second one stands first.
    """
    facts = policy_facts(dossier)
    opened = set(acts_open(facts.path, facts.state, facts.state_before_pause))
    asked = {Act(waiting.act) for waiting in pending if waiting.asked_by_id != actor.person_id} & opened
    confirms = [
        Button(act, policies.why_not_confirm(act, facts, actor))
        for act in sorted(asked, key=SHOWN_ORDER.index)
    ]
    rest = opened - asked
    usual = [Button(act, policies.why_not_act(act, facts, actor)) for act in SHOWN_ACTS if act in rest]
    rare = [Button(act, policies.why_not_act(act, facts, actor)) for act in RARE_ACTS if act in rest]
    return [*confirms, *usual, *(button for button in rare if button.refusal is None)]


def policy_facts(dossier: Dossier) -> DossierFacts:
    """What policies look at."""
    return DossierFacts(
        unit_id=dossier.unit_id,
        desk_id=dossier.one_stop_unit_id,
        state=State(dossier.state),
        path=Path(dossier.path),
        state_before_pause=State(dossier.state_before_pause) if dossier.state_before_pause else None,
        appraiser_id=dossier.appraiser_id,
        forbids_own_appraisal=dossier.version.forbids_own_appraisal,
        procedure=dossier.procedure_id,
        desk_has_end=dossier.one_stop_unit.valid_to is not None,
        has_extension=dossier.version.limit_extension is not None,
        has_obligation=bool(obligation_of(dossier.version)),
        has_stop_form=form_set_on(local_day(dossier.submitted_at)).has(FormKind.STOP),
        originals=dossier.originals_kept,
        has_signing=law_of(dossier.version.facts).in_front,
        signed_before_official=was_signed_in_front(dossier),
        without_copy=_without_copy(dossier),
        archived=dossier.archived_at is not None,
        unpaid=unpaid_of(dossier),
        away=away_by_post(dossier),
        goes=ReturnChannel(dossier.return_channel),
        replacement_to_seal=_replacement_to_seal(dossier),
        apologised=dossier.due_extended is not None,
    )


def _without_copy(dossier: Dossier) -> tuple[str, ...]:
    """What keeps a dossier from being closed that must be digitised; asked only when its result is handed over."""
    if dossier.state != State.READY or not must_be_digitised(dossier):
        return ()
    return tuple(one.name for one in lacking(dossier))


def _replacement_to_seal(dossier: Dossier) -> bool:
    """Does what replaced the handed out result wait for its seal? Asked only after the hand-over."""
    if dossier.state != State.RETURNED or dossier.result_document is None:
        return False
    result = dossier.result_document
    return result.replaces_id is not None and result.state in {ResultState.NUMBERED, ResultState.SIGNED}


def must_be_digitised(dossier: Dossier) -> bool:
    """Did the unit choose "digitise and sign" for the procedure (R-084)?"""
    if dossier.must_digitise is None:
        dossier.must_digitise = dossier.procedure_id in digitised_procedures(dossier.unit)
    return dossier.must_digitise


def was_signed_in_front(dossier: Dossier) -> bool:
    """Did an official confirm that the person signed before him? Asked only where the procedure's law needs it."""
    if not law_of(dossier.version.facts).in_front:
        return True
    return dossier.steps.filter(data__signed_in_front=True).exists()


def obligation_of(version: ProcedureVersion) -> str:
    """To whom the applicant owes money beyond the desk's fee (tax office, insurance); empty where to nobody.

    promises 18: only such an obligation stops a clock, a fee of the desk never does.
    """
    said = version.facts.get("financial_obligation") or {}
    return str(said.get("payee") or "") if said.get("has") else ""


def intake_page(number: str, actor: Actor) -> Intake | None:
    """One intake of the actor's unit, or None. Refused: `no_role`."""
    refuse_if(policies.why_not_look(actor))
    if not may_be_a_number(number):
        return None
    intakes = Intake.objects.filter(number=number, unit_id=actor.unit_id)
    return intakes.select_related("version", "unit", "one_stop_unit", "rule_set").first()


def track(code: str, secret: str) -> Dossier | Intake | None:
    """What the holder of a slip may see; a wrong code and a wrong secret give the same None."""
    code, secret = code.strip().upper(), secret.strip().upper()
    if not (may_be_a_number(code) and may_be_a_number(secret)):
        return None
    # Both questions and one comparison whatever the code: how long a no takes tells nothing.
    dossiers = Dossier.objects.filter(Q(code=code) | Q(filing_number=code)).order_by()
    intakes = Intake.objects.filter(number=code).order_by()
    kept = [*dossiers.values_list("secret", flat=True), *intakes.values_list("secret", flat=True)]
    expected = kept[0] if kept else _NO_SECRET
    if not compare_digest(expected.encode(), secret.encode()) or not kept:
        return None
    dossier = dossiers.select_related("version", "unit", "one_stop_unit").first()
    return dossier or intakes.select_related("version", "unit", "one_stop_unit", "dossier").first()


def extra_fields_at(unit: Unit, moment: datetime) -> frozenset[str]:
    """Fields received at that moment in one of the unit's extra sessions."""
    running = [session.fields for session in extra_sessions_of(unit) if session.open_at(moment)]
    return frozenset(name for fields in running for name in fields)


def last_step_at() -> datetime | None:
    """Before this no demonstration clock starts: the last step, and the end of the last day whose head is kept."""
    last: datetime | None = Step.objects.aggregate(last=Max("at"))["last"]
    closed: date | None = DailyHead.objects.aggregate(last=Max("day"))["last"]
    moments = [moment for moment in (last, end_of(closed) if closed else None) if moment is not None]
    return max(moments, default=None)

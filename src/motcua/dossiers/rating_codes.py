"""With which code does a person rate what a slip is about, and what does a code stand for? (002/KH-UBND III.5)"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.core.vntext import nfc
from motcua.dossiers.models import Dossier, Intake, Step
from motcua.dossiers.terms import Act

# What the step keeps of it; each of these acts gives the person a slip, the last one the result itself.
RATING = "rating"
RATED = frozenset(
    {
        Act.RECEIVE,
        Act.ACCEPT,
        Act.ASK_SUPPLEMENT,
        Act.REFUSE_INTAKE,
        Act.REFUSE_RESULT,
        Act.RETURN_RESULT,
    }
)
_MOST_TYPED = 40


@dataclass(frozen=True, slots=True)
class RatedSlip:
    """What a rating may know of its slip: where, of which procedure, after which act; `at` only to tell its age."""

    code: str
    act: Act
    at: datetime
    unit_id: str
    desk_id: int
    procedure_code: str
    procedure_name: str
    demo: bool


def read_code(typed: str) -> str:
    """The code as it is kept, however it was typed."""
    return nfc("".join(typed[:_MOST_TYPED].replace("-", "").split())).upper()


def code_text(code: str) -> str:
    """As people read it: `7K2M9-QXA4T`."""
    return f"{code[:5]}-{code[5:]}"


def slip_of(code: str) -> RatedSlip | None:
    """The slip with that code."""
    step = _with_code().filter(**{f"data__{RATING}": code}).first() if code else None
    return _slip(step) if step else None


def newest_slip(record: Dossier | Intake) -> RatedSlip | None:
    """The slip that the person got last."""
    owner = {"dossier": record} if isinstance(record, Dossier) else {"intake": record}
    step = _with_code().filter(**owner).order_by("-seq").first()
    return _slip(step) if step else None


def code_on(step: Step) -> str:
    """The code of the slip that a step issued; a corrected slip keeps the code of the one it replaces."""
    if step.act in RATED or step.dossier is None:
        return str(step.data.get(RATING, ""))
    received = step.dossier.steps.filter(seq__lt=step.seq, act__in=[Act.RECEIVE, Act.ACCEPT])
    first = received.order_by("-seq").first()
    return str(first.data.get(RATING, "")) if first else ""


def _with_code() -> QuerySet[Step]:
    around = ("dossier__version", "dossier__process", "dossier__unit", "intake__version", "intake__unit")
    return Step.objects.filter(data__has_key=RATING).select_related(*around)


def _slip(step: Step) -> RatedSlip:
    record = step.dossier or step.intake
    assert record is not None  # a check of the table: a step has one subject
    return RatedSlip(
        code=str(step.data[RATING]),
        act=Act(step.act),
        at=step.at,
        unit_id=record.unit_id,
        desk_id=record.one_stop_unit_id,
        procedure_code=record.version.procedure_id,
        procedure_name=record.version.name,
        demo=record.process.demo if isinstance(record, Dossier) else record.unit.demo,
    )

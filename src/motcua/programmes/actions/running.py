"""While a programme runs: lengthen it, add to its list, set a cut-off, evaluate it, end it; each by its document."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.programmes.actions.drafting import why_not_listed
from motcua.programmes.actions.recording import LONG, Decision, held, own, redefined, step
from motcua.programmes.known import catalogue_known
from motcua.programmes.life import owner_of, unit_in
from motcua.programmes.life_rules import (
    evaluation_periods,
    phase_on,
    why_not_decided,
    why_not_end,
    why_not_extend,
    why_not_from,
    why_not_from_tomorrow,
)
from motcua.programmes.life_terms import Frequency, Phase, StepKind
from motcua.programmes.models import Programme, ProgrammeStep
from motcua.programmes.policies import why_not_keep, why_not_stated
from motcua.programmes.queries import replaced_by
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule, holds

_DAY = timedelta(days=1)
Data = Mapping[str, Any]


@transaction.atomic
def propose_extension(
    *, programme_id: str, last_day: date, text: str, actor: Actor, at: datetime
) -> ProgrammeStep:
    """Lay it before the superior that the programme go on until `last_day`; no promise changes by it (R-113).

    Refused: `programme_unknown`, `no_role`, `other_unit`, `already_over`, `not_announced`, `no_end`, `not_later`,
    `day_in_past`, `text_missing`.
    """
    programme, today = own(programme_id, actor), local_day(at)
    rule, phase = _standing(programme, today)
    reason = clean_line(text, LONG, field="text", what="Lý do")
    refuse_if(
        why_not_extend(rule, phase, last_day + _DAY, today)
        or why_not_stated(reason, field="text", what="lý do trình gia hạn")
    )
    return step(programme, StepKind.PROPOSED, actor=actor, at=at, day=today, last_day=last_day, text=reason)


@transaction.atomic
def extend(
    *, programme_id: str, last_day: date, decision: Decision, actor: Actor, at: datetime
) -> ProgrammeStep:
    """By its own decision the programme goes on until `last_day`, that day in it (R-113).

    Refused as `propose_extension`, and without a document: `decision_missing`, `day_in_future`.
    """
    programme, today, document = own(programme_id, actor), local_day(at), decision.cleaned()
    rule, phase = _standing(programme, today)
    refuse_if(
        why_not_extend(rule, phase, last_day + _DAY, today)
        or why_not_decided(document.number, document.issued_on, today, what="Gia hạn")
    )
    former = rule.period_to
    period = programme.definition["period"] | {"to": (last_day + _DAY).isoformat()}
    stored = redefined(programme, at, period=period)
    return step(
        stored,
        StepKind.EXTENDED,
        actor=actor,
        at=at,
        day=former or today,
        last_day=last_day,
        decision=document,
        revision=stored.revision,
    )


@transaction.atomic
def end_programme(
    *, programme_id: str, last_day: date, decision: Decision, text: str, actor: Actor, at: datetime
) -> ProgrammeStep:
    """The programme runs until the end of `last_day`; what was promised under it stays promised.

    Refused: `programme_unknown`, `no_role`, `other_unit`, `not_running`, `day_in_past`, `not_earlier`,
    `text_missing`.
    """
    programme, today, document = own(programme_id, actor), local_day(at), decision.cleaned()
    rule, phase = _standing(programme, today)
    reason = clean_line(text, LONG, field="text", what="Lý do")
    refuse_if(
        why_not_end(phase, last_day, today) or why_not_stated(reason, field="text", what="lý do kết thúc")
    )
    if last_day < rule.period_from:
        raise refuse(
            "before_start",
            "Ngày cuối cùng ở trước ngày bắt đầu. Hãy chọn từ ngày bắt đầu trở đi.",
            field="last_day",
        )
    if rule.period_to is not None and last_day + _DAY >= rule.period_to:
        raise refuse(
            "not_earlier",
            "Chương trình tự kết thúc trước hoặc đúng ngày này. Hãy ghi ngày sớm hơn, hoặc gia hạn.",
            field="last_day",
        )
    period = programme.definition["period"] | {"to": (last_day + _DAY).isoformat()}
    stored = redefined(programme, at, period=period)
    return step(
        stored,
        StepKind.ENDED,
        actor=actor,
        at=at,
        day=last_day,
        last_day=last_day,
        decision=document,
        text=reason,
        revision=stored.revision,
    )


@transaction.atomic
def add_to_list(
    *,
    programme_id: str,
    unit_id: str,
    procedure: str,
    valid_from: date,
    decision: Decision,
    actor: Actor,
    at: datetime,
) -> ProgrammeStep:
    """A unit settles one more procedure within the day, from a day on; it counts apart (R-117, R-124).

    The unit itself adds, or the unit that issued the plan. Refused: `programme_unknown`, `no_role`, `other_unit`,
    `unit_not_in_scope`, `replaced_here`, `not_announced`, `procedure_unknown`, `procedure_repealed`,
    `listed_already`, `decision_missing`, `day_in_future`, `day_in_past`, `outside_period`.
    """
    programme, today, document = held(programme_id), local_day(at), decision.cleaned()
    refuse_if(_why_not_unit(programme, unit_id, actor, max(today, valid_from)))
    rule, phase = _standing(programme, today)
    refuse_if(
        _why_not_open(rule, phase, valid_from)
        or why_not_decided(document.number, document.issued_on, today, what="Bổ sung thủ tục")
        or why_not_from(valid_from, today, field="valid_from")
    )
    why_not_listed([procedure], catalogue_known(), valid_from, rule.period_to)
    _refuse_listed(rule, unit_id, procedure, valid_from)
    where = {"unit": unit_id, "code": procedure, "from": valid_from.isoformat()}
    added = where | {"decision": {"number": document.number, "date": str(document.issued_on)}}
    additions = [*programme.definition.get("unit_additions", ()), added]
    stored = redefined(programme, at, unit_additions=additions)
    return step(
        stored,
        StepKind.LISTED,
        actor=actor,
        at=at,
        day=valid_from,
        decision=document,
        data={"unit": unit_id, "procedure": procedure},
        revision=stored.revision,
    )


@transaction.atomic
def set_cut_off(
    *,
    programme_id: str,
    unit_id: str,
    procedure: str,
    cut_off: time,
    valid_from: date,
    actor: Actor,
    at: datetime,
) -> ProgrammeStep:
    """A unit sets the latest hour of one procedure for a result on the same day, from a day on (104/KH-UBND II.1.3).

    From tomorrow at the earliest: what was promised this morning was promised by the hour of this morning.
    Refused: `programme_unknown`, `no_role`, `other_unit`, `unit_not_in_scope`, `replaced_here`, `not_announced`,
    `outside_period`, `before_tomorrow`, `procedure_unknown`, `procedure_repealed`, `not_listed`, `cut_off_known`;
    no document is asked.
    """
    programme, today = held(programme_id), local_day(at)
    refuse_if(_why_not_unit(programme, unit_id, actor, max(today, valid_from)))
    rule, phase = _standing(programme, today)
    refuse_if(
        why_not_from_tomorrow(valid_from, today, field="valid_from") or _why_not_open(rule, phase, valid_from)
    )
    why_not_listed([procedure], catalogue_known(), valid_from, rule.period_to)
    _refuse_not_listed(rule, unit_id, procedure, valid_from)
    cut_offs = list(programme.definition.get("procedure_cut_offs") or ())
    hour = f"{cut_off:%H:%M}"
    new = {"unit": unit_id, "code": procedure, "cut_off": hour, "from": valid_from.isoformat()}
    if new in cut_offs:
        raise refuse("cut_off_known", "Mốc giờ này đã được đặt. Hãy tải lại trang để xem.")
    stored = redefined(programme, at, procedure_cut_offs=[*_ended(cut_offs, new), new])
    return step(
        stored,
        StepKind.CUT_OFF,
        actor=actor,
        at=at,
        day=valid_from,
        data={"unit": unit_id, "procedure": procedure, "cut_off": hour},
        revision=stored.revision,
    )


@transaction.atomic
def record_evaluation(
    *,
    programme_id: str,
    frequency: Frequency,
    first: date,
    text: str,
    actor: Actor,
    at: datetime,
) -> ProgrammeStep:
    """Evaluate a month or quarter that is over; written again, the newer one holds (plan of Thanh Hà 2023, II.3).

    Refused: `programme_unknown`, `no_role`, `other_unit`, `period_not_over`, `text_missing`.
    """
    programme, today = own(programme_id, actor), local_day(at)
    rule, _phase = _standing(programme, today)
    reason = clean_line(text, LONG, field="text", what="Đánh giá")
    refuse_if(why_not_stated(reason, field="text", what="nội dung đánh giá"))
    over = evaluation_periods(list(Frequency), rule.period_from, rule.period_to, today)
    period = next((one for one in over if one.frequency is frequency and one.first == first), None)
    if period is None:
        raise refuse(
            "period_not_over",
            "Kỳ này chưa kết thúc hoặc ở ngoài chương trình. Hãy đánh giá khi hết kỳ.",
            field="period",
        )
    return step(
        programme,
        StepKind.EVALUATED,
        actor=actor,
        at=at,
        day=period.first,
        last_day=period.last,
        text=reason,
        data={"frequency": frequency.value, "name": period.name},
    )


def _standing(programme: Programme, today: date) -> tuple[ProgrammeRule, Phase]:
    rule = read_programme(programme.definition)
    return rule, phase_on(rule.status, rule.period_from, rule.period_to, today)


def _why_not_open(rule: ProgrammeRule, phase: Phase, day: date) -> Refusal | None:
    """Lists and cut-offs change while the programme is announced or runs, from a day of its period on."""
    if phase not in {Phase.ANNOUNCED, Phase.RUNNING}:
        return Refusal("not_announced", "Chương trình không đang thực hiện. Hãy xem lại tình trạng.")
    if holds(day, rule.period_from, rule.period_to):
        return None
    text = "Ngày áp dụng ở ngoài thời gian thực hiện. Hãy chọn ngày trong chương trình."
    return Refusal("outside_period", text, "valid_from")


def _why_not_unit(programme: Programme, unit_id: str, actor: Actor, day: date) -> Refusal | None:
    """The unit itself says it, or the one that issued the plan says it for a unit of the programme."""
    own_word = actor.unit_id in {unit_id, owner_of(programme)}
    refusal = why_not_keep(actor, actor.unit_id if own_word else unit_id)
    if refusal is not None:
        return refusal
    unit = unit_in(programme, unit_id, day)
    if unit is None:
        text = "Đơn vị không thực hiện chương trình này. Hãy chọn đơn vị trong phạm vi của kế hoạch."
        return Refusal("unit_not_in_scope", text, "unit")
    instead = replaced_by(programme.pk, unit, day)
    if instead is None:
        return None
    text = f"Ở đơn vị này, “{instead.name}” thay cho chương trình chung. Hãy ghi ở chương trình đó."
    return Refusal("replaced_here", text, "unit")


def _refuse_listed(rule: ProgrammeRule, unit_id: str, procedure: str, day: date) -> None:
    if _on_common_list(rule, unit_id, procedure) or any(
        (one.unit, one.code) == (unit_id, procedure) and (one.valid_to is None or day < one.valid_to)
        for one in rule.additions
    ):
        raise refuse(
            "listed_already", "Thủ tục đã ở trong danh mục. Hãy chọn thủ tục khác.", field="procedure"
        )


def _refuse_not_listed(rule: ProgrammeRule, unit_id: str, procedure: str, day: date) -> None:
    if not _on_common_list(rule, unit_id, procedure) and not any(
        (one.unit, one.code) == (unit_id, procedure) and holds(day, one.valid_from, one.valid_to)
        for one in rule.additions
    ):
        raise refuse(
            "not_listed",
            "Ngày đó thủ tục không ở trong danh mục của đơn vị này. "
            "Hãy bổ sung thủ tục vào danh mục trước, hoặc chọn thủ tục khác.",
            field="procedure",
        )


def _on_common_list(rule: ProgrammeRule, unit_id: str, procedure: str) -> bool:
    return procedure in rule.lists.get(Unit.objects.get(pk=unit_id).level_id, ())


def _ended(cut_offs: list[Data], new: Data) -> list[Data]:
    """What held before for the same procedure and unit ends where the new one begins; what was to follow is gone."""

    def same(one: Data) -> bool:
        return (one.get("unit"), one["code"]) == (new["unit"], new["code"])

    kept = [one for one in cut_offs if not (same(one) and (one.get("from") or "") >= new["from"])]
    return [
        {**one, "to": new["from"]} if same(one) and (not one.get("to") or one["to"] > new["from"]) else one
        for one in kept
    ]

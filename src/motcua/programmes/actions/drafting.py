"""Draft a programme from its plan, put the draft right, announce it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.organisation.actors import Actor
from motcua.organisation.models import Level, Unit
from motcua.organisation.queries import ancestors_of, units_under
from motcua.programmes.actions.recording import Decision, kept, lock_all, own, redefined, step
from motcua.programmes.checking import Catalogue
from motcua.programmes.drafting import Draft, definition_of, slug_of
from motcua.programmes.known import agencies_known, catalogue_known
from motcua.programmes.life import may_be_followed
from motcua.programmes.life_rules import phase_on, why_not_announce, why_not_decided, why_not_period
from motcua.programmes.life_terms import Phase, StepKind
from motcua.programmes.models import Programme, ProgrammeStep
from motcua.programmes.policies import why_not_keep
from motcua.programmes.reading import read_programme
from motcua.programmes.start_checks import overlapping
from motcua.programmes.terms import ProgrammeStatus


@transaction.atomic
def draft_programme(*, draft: Draft, actor: Actor, at: datetime) -> Programme:
    """Keep a programme as a draft; it is shown to nobody outside and applied to no dossier.

    Refused: `no_role`, `other_unit`, `plan_known` (the issuer has a plan of that number and day already), and what
    `_check` refuses: `unit_unknown`, `unit_foreign`, `level_unknown`, `parent_unknown`, `parent_foreign`,
    `procedure_unknown`, `procedure_repealed`, `period_wrong`.
    """
    refuse_if(why_not_keep(actor, draft.issuer))
    lock_all()
    slugs = list(Programme.objects.values_list("slug", flat=True))
    definition = definition_of(
        draft, slug=slug_of(draft.name, draft.issuer, slugs), status=ProgrammeStatus.DRAFT.value
    )
    _check(draft, actor)
    facts = definition["document"]
    same = Programme.objects.filter(
        definition__document__number=facts["number"],
        definition__document__date=facts["date"],
        definition__document__issuer=facts["issuer"],
    )
    if facts["number"] and (found := same.first()):
        raise refuse(
            "plan_known",
            f"Kế hoạch số {facts['number']} đã có chương trình “{found.name}”. Hãy mở chương trình đó.",
            field="number",
        )
    programme = kept(definition, None, at)
    step(
        programme,
        StepKind.DRAFTED,
        actor=actor,
        at=at,
        day=local_day(at),
        decision=Decision(facts["number"] or "", draft.issued_on),
        revision=programme.revision,
    )
    return programme


@transaction.atomic
def revise_draft(*, programme_id: str, draft: Draft, revision: int, actor: Actor, at: datetime) -> Programme:
    """Put a draft right; `revision` is the one seen. Refused as drafting, and `announced_already`, `stale`."""
    programme = own(programme_id, actor)
    if programme.status != ProgrammeStatus.DRAFT:
        raise refuse(
            "announced_already",
            "Chương trình đã công bố nên không sửa như dự thảo. Hãy gia hạn, bổ sung hoặc kết thúc.",
        )
    if programme.revision != revision:
        raise refuse("stale", "Dự thảo vừa được người khác sửa. Hãy tải lại trang rồi sửa tiếp.")
    refuse_if(why_not_keep(actor, draft.issuer))
    _check(draft, actor)
    definition = definition_of(draft, slug=programme.slug, status=ProgrammeStatus.DRAFT.value)
    stored = kept(definition, programme, at)
    step(stored, StepKind.REVISED, actor=actor, at=at, day=local_day(at), revision=stored.revision)
    return stored


@transaction.atomic
def announce(
    *, programme_id: str, decision: Decision, accepted: bool, actor: Actor, at: datetime
) -> ProgrammeStep:
    """From now on the programme is public and applied in its period (promises 9); the document is its approval.

    `accepted`: whoever announces has seen that it overlaps another, where the earlier promise holds.
    Refused: `programme_unknown`, `no_role`, `other_unit`, `announced_already`, `period_over`, `start_in_past`,
    `start_today`, `decision_missing`, `day_in_future`, `programme_overlaps`.
    """
    programme, today, document = own(programme_id, actor), local_day(at), decision.cleaned()
    rule = read_programme(programme.definition)
    phase = phase_on(rule.status, rule.period_from, rule.period_to, today)
    refuse_if(
        why_not_announce(phase, rule.period_from, rule.period_to, today, replaces=rule.replaces_parent)
        or why_not_decided(document.number, document.issued_on, today, what="Công bố chương trình")
    )
    if not accepted and (others := overlapping(rule, agencies_known())):
        names = "; ".join(one.name for one in others)
        raise refuse(
            "programme_overlaps",
            f"Trùng thời gian và đơn vị với: {names}. Lời hẹn sớm nhất sẽ được áp dụng. "
            "Hãy đánh dấu đã xem xét, hoặc sửa dự thảo.",
            field="accepted",
        )
    facts = dict(programme.definition["document"])
    if phase is Phase.DRAFTED and not facts.get("number"):
        facts |= {"number": document.number, "date": str(document.issued_on)}
    stored = redefined(programme, at, status=ProgrammeStatus.APPROVED.value, document=facts)
    return step(
        stored,
        StepKind.ANNOUNCED,
        actor=actor,
        at=at,
        day=rule.period_from,
        last_day=rule.period_to - timedelta(days=1) if rule.period_to else None,
        decision=document,
        data={"accepted_overlap": accepted},
        revision=stored.revision,
    )


def _check(draft: Draft, actor: Actor) -> None:
    """Units are the actor's own and below, levels and procedures are known, none is repealed for all the period."""
    agencies, catalogue = agencies_known(), catalogue_known()
    named = {*draft.units, *(own.unit for own in draft.cut_offs if own.unit)}
    if not draft.units:
        raise refuse("unit_unknown", "Chưa có đơn vị thực hiện. Hãy ghi ít nhất một đơn vị.", field="units")
    if unknown := sorted(named - set(agencies)):
        raise refuse(
            "unit_unknown", f"Không có đơn vị: {', '.join(unknown)[:200]}. Hãy sửa mã đơn vị.", field="units"
        )
    if foreign := sorted(named - units_under([actor.unit_id])):
        raise refuse(
            "unit_foreign",
            f"Đơn vị không thuộc cơ quan này: {', '.join(foreign)[:200]}. Hãy đề nghị cơ quan đó tự lập.",
            field="units",
        )
    levels = set(Level.objects.values_list("code", flat=True))
    if unknown := sorted({*draft.levels, *draft.lists} - levels):
        raise refuse(
            "level_unknown", f"Không có cấp: {', '.join(unknown)[:200]}. Hãy chọn lại.", field="levels"
        )
    if draft.parent is not None:
        _check_parent(draft.parent, draft.issuer)
    refuse_if(why_not_period(draft.period_from, draft.period_to))
    codes = {code for listed in draft.lists.values() for code in listed}
    why_not_listed(
        sorted(codes | {own.code for own in draft.cut_offs}), catalogue, draft.period_from, draft.period_to
    )


def _check_parent(parent: str, issuer: str) -> None:
    """What is followed or replaced is applied, and applied to the one that issues the plan."""
    found = Programme.objects.filter(slug=parent).first()
    if found is None:
        raise refuse(
            "parent_unknown", "Không có chương trình gốc này. Hãy chọn trong danh sách.", field="parent"
        )
    if not may_be_followed(found, (issuer, *ancestors_of(Unit.objects.get(pk=issuer)))):
        raise refuse(
            "parent_foreign",
            "Chương trình gốc không áp dụng cho cơ quan này. Hãy chọn chương trình khác.",
            field="parent",
        )


def why_not_listed(codes: Sequence[str], catalogue: Catalogue, first: date, end: date | None) -> None:
    """Every procedure is known and in force on some day of [first, end). Refused: `procedure_unknown`,
    `procedure_repealed`."""
    if unknown := [code for code in codes if code not in catalogue]:
        raise refuse(
            "procedure_unknown",
            f"Không có thủ tục mã {', '.join(unknown)[:200]}. Hãy sửa theo danh mục thủ tục.",
            field="lists",
        )
    repealed = [
        code
        for code in codes
        if not any(
            one.public
            and (end is None or one.valid_from < end)
            and (one.valid_to is None or first < one.valid_to)
            for one in catalogue[code]
        )
    ]
    if repealed:
        raise refuse(
            "procedure_repealed",
            f"Thủ tục {', '.join(repealed)[:200]} đã bãi bỏ hoặc chưa có hiệu lực trong thời gian này. "
            "Hãy đưa ra khỏi danh mục.",
            field="lists",
        )

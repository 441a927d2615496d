"""Who can sign here now, and what is due today and waits for somebody who is not there?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from motcua.authority.capacity import line
from motcua.authority.delegations import cited, delegates_of, procedures_of
from motcua.authority.models import Delegation
from motcua.authority.queries import powers_of, signers_of
from motcua.authority.rules import why_not_sign
from motcua.core.moments import end_of, local_day, start_of
from motcua.core.refusals import Refusal
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import in_unit
from motcua.dossiers.terms import Act, State
from motcua.dossiers.warnings import signer_alarm_from
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, Unit
from motcua.organisation.presence import absences_on, deputies_on, rostered_signers, watch_rule_of
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from motcua.programmes.queries import programmes_of
from motcua.programmes.rules import holds
from motcua.workcalendar.wording import named_moment


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody with power and role to sign today; `away_until` None: present. `stand_in`: who does their work.

    A delegate signs only some `procedures`; None: any.
    """

    person_id: int
    username: str
    name: str
    office: str
    away_until: datetime | None
    why_away: str
    rostered: bool
    stand_in: str
    procedures: frozenset[str] | None = None

    @property
    def there(self) -> bool:
        """Present, and on the roster where one is set."""
        return self.away_until is None and self.rostered

    def signs(self, procedure: str) -> bool:
        """Whether the power is for this procedure."""
        return self.procedures is None or procedure in self.procedures


@dataclass(frozen=True, slots=True)
class WaitingForSigner:
    """A dossier due today that nobody who is there can sign; `alarmed`: the hour of the alarm has come."""

    dossier: Dossier
    waits_for: tuple[str, ...]
    alarmed: bool


def signers_now(unit_id: str, now: datetime) -> list[Signer]:
    """Everybody who may sign in the unit today, the head first."""
    day = local_day(now)
    away, rostered = absences_on(unit_id, now), rostered_signers(unit_id, day)
    deputies = deputies_on(unit_id, day)
    found: dict[int, Signer] = {}
    for person, office, procedures in _powers(unit_id, day):
        if person.pk in found or not _signs(person.pk, unit_id, day):
            continue
        absence, deputy = away.get(person.pk), deputies.get(person.pk)
        found[person.pk] = Signer(
            person_id=person.pk,
            username=person.username,
            name=person.full_name,
            office=office,
            away_until=absence.ends_at if absence else None,
            why_away=absence.reason if absence else "",
            rostered=not rostered or person.pk in rostered,
            stand_in=deputy.stand_in.full_name if deputy else "",
            procedures=procedures,
        )
    return list(found.values())


def _powers(unit_id: str, day: date) -> Iterator[tuple[Person, str, frozenset[str] | None]]:
    """Who holds a power that day, in whose name, for which procedures: offices first, then what is lent."""
    for power in signers_of(unit_id=unit_id, on=day):
        if not power.demo:
            words = {"title": power.title, "prefix": power.prefix, "capacity": power.capacity}
            yield power.person, line(words), None
    lent: dict[int, list[Delegation]] = {}
    for one in delegates_of(unit_id, day):
        lent.setdefault(one.delegate_id, []).append(one)
    for given in lent.values():
        yield given[0].delegate, line(cited(given[0])), procedures_of(given, day)


def waiting_for_signer(unit: Unit, now: datetime) -> list[WaitingForSigner]:
    """What is due today, is appraised and waits for an absent or unrostered signer, the first due first."""
    day = local_day(now)
    due = in_unit(unit.pk).filter(
        state=State.APPRAISED, ended_at__isnull=True, due_at__gte=start_of(day), due_at__lt=end_of(day)
    )
    dossiers = list(due.select_related("approver").order_by("due_at", "id"))
    if not dossiers:
        return []
    signers, setting = signers_now(unit.pk, now), watch_rule_of(unit).signer_alarm_at
    cut_offs = _cut_offs(unit, day)
    found = []
    for dossier in dossiers:
        if _somebody_there(dossier, signers, day) or dossier.due_at is None:
            continue
        alarm = signer_alarm_from(dossier.due_at, setting=setting, cut_offs=cut_offs)
        found.append(WaitingForSigner(dossier, _waited_for(dossier, signers), now >= alarm))
    return found


def why_not_sign_instead(dossier: Dossier, officer: Actor, at: datetime) -> Refusal | None:
    """Why this person cannot sign the dossier that day, and who can: power, own appraisal, absence."""
    day, unit_id = local_day(at), dossier.unit_id
    powers = powers_of(person_id=officer.person_id, unit_id=unit_id, on=day)
    if why_not_sign(powers, unit_id=unit_id, on=day, procedure=dossier.procedure_id) is not None:
        text = f"{officer.name} không có thẩm quyền ký kết quả này tại cơ quan này ngày {day:%d/%m/%Y}."
        return Refusal("no_signing_power", f"{text} Hãy chọn người khác: {_who_can(dossier, at)}", "officer")
    if dossier.version.forbids_own_appraisal and dossier.appraiser_id == officer.person_id:
        text = f"{officer.name} đã thẩm định hồ sơ này nên không được tự phê duyệt."
        return Refusal("own_appraisal", f"{text} Hãy chọn người khác: {_who_can(dossier, at)}", "officer")
    absence = absences_on(unit_id, at).get(officer.person_id)
    if absence is not None:
        text = f"{officer.name} đang vắng đến {named_moment(absence.ends_at)}."
        return Refusal("officer_absent", f"{text} Hãy chọn người khác: {_who_can(dossier, at)}", "officer")
    return None


def signed_for(dossier: Dossier, signer_id: int) -> list[str]:
    """For whom this signer signs, where the dossier was passed to them in somebody's stead (R-241)."""
    if dossier.approver_id != signer_id:
        return []
    step = dossier.steps.filter(act=Act.REASSIGN, data__role=Role.APPROVE).order_by("-seq").first()
    return list(step.data.get("stands_for", [])) if step is not None else []


def _signs(person_id: int, unit_id: str, day: date) -> bool:
    actor = actor_of(person_id=person_id, unit_id=unit_id, on=day)
    return actor is not None and actor.has(Role.APPROVE)


def _somebody_there(dossier: Dossier, signers: Sequence[Signer], day: date) -> bool:
    if dossier.approver_id is not None:
        named = next((one for one in signers if one.person_id == dossier.approver_id), None)
        present = named is not None and named.away_until is None
        return present and (named is None or named.rostered or _named_on(dossier, day))
    own = dossier.appraiser_id if dossier.version.forbids_own_appraisal else None
    procedure = dossier.procedure_id
    return any(one.there and one.person_id != own and one.signs(procedure) for one in signers)


def _named_on(dossier: Dossier, day: date) -> bool:
    """Whoever was named today signs today, roster or not."""
    passed = dossier.steps.filter(act=Act.REASSIGN, data__role=Role.APPROVE)
    return passed.filter(at__gte=start_of(day), at__lt=end_of(day)).exists()


def _waited_for(dossier: Dossier, signers: Sequence[Signer]) -> tuple[str, ...]:
    if dossier.approver is not None:
        return (dossier.approver.full_name,)
    return tuple(one.name for one in signers if not one.there and one.signs(dossier.procedure_id))


def _who_can(dossier: Dossier, at: datetime) -> str:
    own = dossier.appraiser_id if dossier.version.forbids_own_appraisal else None
    able = [one for one in signers_now(dossier.unit_id, at) if one.away_until is None]
    able = [one for one in able if one.person_id != own and one.signs(dossier.procedure_id)]
    named = [f"{one.name} ({one.office})" for one in able]
    if not named:
        return "hôm nay không còn ai có mặt được ký, lãnh đạo cần giao quyền ký hoặc về ký."
    return f"người ký được hôm nay: {'; '.join(named)}."


def _cut_offs(unit: Unit, day: date) -> list[time]:
    """The cut-offs of the unit's programmes on that day, those set for single procedures too."""
    found: list[time] = []
    for rule in programmes_of(unit, day):
        if rule.weekdays is not None and day.weekday() not in rule.weekdays:
            continue
        own = [
            one.cut_off
            for one in rule.procedure_cut_offs
            if one.unit in {None, unit.pk} and holds(day, one.valid_from, one.valid_to)
        ]
        found += [*([rule.cut_off] if rule.cut_off else []), *own]
    return found

"""What does the page of a dossier show? Its promise, facts, timeline, slips and what may be done next, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.core.phones import phone_text
from motcua.documents.wording import due_text, moment_text
from motcua.dossiers.as_issued import issues_of
from motcua.dossiers.copies.listing import by_component
from motcua.dossiers.custody import history
from motcua.dossiers.desk_papers import custody_lines_of
from motcua.dossiers.hall import tickets_words
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.papers import form_set_of, forms_issued
from motcua.dossiers.queries import Button, DossierPage
from motcua.dossiers.terms import (
    ACT_LABELS,
    CHANNEL_LABELS,
    PATH_LABELS,
    RETURN_LABELS,
    STATE_LABELS,
    Act,
    Channel,
    Path,
    ReturnChannel,
    State,
)
from motcua.organisation.actors import Actor
from motcua.organisation.terms import KEEPERS
from motcua.web.staff.act_forms import ONE_PRESS
from motcua.web.staff.digital_step import digital_step
from motcua.web.staff.online_filings import filed_online
from motcua.web.staff.online_orders import online_facts
from motcua.web.staff.rows import left_of, turn_of
from motcua.web.staff.telling import asked_line, told
from motcua.workcalendar.queries import calendar_of


@dataclass(frozen=True, slots=True)
class Line:
    """One step on the timeline."""

    title: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Presses:
    """What may be done: in one press, with words on a page of its own; and what may not, with the reason."""

    one: Sequence[tuple[str, str]]
    written: Sequence[tuple[str, str]]
    closed: Sequence[tuple[str, str]]

    @property
    def nothing(self) -> bool:
        """Is there nothing this person may do now?"""
        return not self.one and not self.written


def lines_of(steps: Iterable[Step]) -> list[Line]:
    """The timeline of a dossier or intake, oldest first."""
    return [Line(ACT_LABELS[Act(step.act)], step.actor_name, step.at, told(step)) for step in steps]


def dossier_context(found: DossierPage, actor: Actor, now: datetime) -> dict[str, object]:
    """Everything the template of a dossier's page names."""
    dossier = found.dossier
    digital = digital_step(dossier, actor, now)
    state = State(dossier.state)
    moved = dossier.due_original is not None and dossier.due_original != dossier.due_at
    return {
        "dossier": dossier,
        "number": str(dossier),
        "due": due_text(dossier.due_at, strict=dossier.due_strict) if dossier.due_at else "",
        "original": moment_text(dossier.due_original) if moved and dossier.due_original else "",
        "left": left_of(dossier, calendar_of(dossier.unit), now),
        "state_label": STATE_LABELS[state],
        "turn": turn_of(state, Path(dossier.path)),
        "press": _presses([one for one in found.buttons if not (digital.stamps and one.act is Act.STAMP)]),
        "digital": digital,
        "online": filed_online(dossier) if actor.has(*KEEPERS) else None,
        "facts": [*_facts(dossier), *online_facts(dossier, now)],
        "lines": lines_of(found.steps),
        "handed_in": found.handed_in,
        "pending": [asked_line(waiting) for waiting in found.pending],
        "forms": [(form.number, form.title) for form in forms_issued(dossier)],
        "replaced": [
            (issue.number, issue.step.at) for issue in issues_of(dossier) if issue.replaced_at is not None
        ],
        "copies": [group for group in by_component(dossier) if group.copies],
        "custody": custody_lines_of(dossier, history(dossier)),
        "circular": form_set_of(dossier).circular,
    }


def _presses(buttons: Sequence[Button]) -> Presses:
    opened = [button.act for button in buttons if button.refusal is None]
    return Presses(
        one=[(act.value, ACT_LABELS[act]) for act in opened if act in ONE_PRESS],
        written=[(act.value, ACT_LABELS[act]) for act in opened if act not in ONE_PRESS],
        closed=[(ACT_LABELS[button.act], button.refusal.text) for button in buttons if button.refusal],
    )


def _facts(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Name, value and a second line of each fact."""
    came = CHANNEL_LABELS[Channel(dossier.channel)]
    late = (
        _("Ngoài giờ: %(reason)s") % {"reason": dossier.off_hours_reason} if dossier.off_hours_reason else ""
    )
    by = dossier.received_by.full_name if dossier.received_by else ""
    brought = _("Người đi nộp: %(name)s") % {"name": dossier.representative} if dossier.representative else ""
    facts = [
        (_("Người nộp"), dossier.applicant_name, brought),
        (_("Số giấy tờ"), dossier.id_number or "–", ""),
        (_("Điện thoại"), phone_text(dossier.phone) or "–", dossier.email),
        (_("Địa chỉ"), dossier.address or "–", ""),
        (_("Nhận lúc"), f"{moment_text(dossier.received_at)} · {came}", late),
        (_("Nơi nhận"), dossier.unit.name, by),
        (_("Nhận kết quả"), RETURN_LABELS[ReturnChannel(dossier.return_channel)], ""),
        (_("Cách giải quyết"), PATH_LABELS[Path(dossier.path)], ""),
    ]
    if came_by := tickets_words(dossier):
        facts.append((_("Lượt đến sảnh"), came_by, ""))
    if dossier.shelf_place:
        facts.append((_("Chỗ để kết quả"), dossier.shelf_place, ""))
    if dossier.due_extended is not None:
        facts.append((_("Đã xin lỗi, hẹn lại"), moment_text(dossier.due_extended), ""))
    if dossier.merged_into is not None:
        facts.append((_("Đã gộp vào hồ sơ"), str(dossier.merged_into), ""))
    if dossier.result_number:
        name = _("Từ chối giải quyết") if dossier.refused_result else dossier.version.result_name
        facts.append((_("Kết quả"), name, dossier.result_number))
    return facts

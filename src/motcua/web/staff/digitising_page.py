"""What do the pages of digitisation show? Components with their state, copies with what was found, offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal
from motcua.documents.scans.binding import is_coarse
from motcua.dossiers import policies
from motcua.dossiers.copies.listing import standing
from motcua.dossiers.digitisation.lacking import has_digital_result, kept_papers
from motcua.dossiers.digitisation.reuse import Offer, Owner, offers
from motcua.dossiers.digitisation.terms import DEFECT_LABELS, RESULT_KEY, Defect
from motcua.dossiers.models import ComponentCopy, Dossier, ScanPage
from motcua.dossiers.queries import must_be_digitised, policy_facts
from motcua.dossiers.terms import Act
from motcua.organisation.actors import Actor
from motcua.procedures.models import Component

# What an act needs, asked for the buttons of the page.
ACTS = (Act.ATTACH_COPY, Act.CONFIRM_COPIES, Act.DIGITISE_RESULT, Act.ASK_SUPPLEMENT)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a component or the result, how it stands and how that is coloured."""

    key: str
    name: str
    tone: str
    state: str
    pages_waiting: int
    defects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyShown:
    """One copy with what was found of it."""

    copy: ComponentCopy
    defect: str
    note: str
    valid_to: Any
    reused: bool
    signed: bool
    text: str


def list_context(dossier: Dossier, actor: Actor) -> dict[str, Any]:
    """The list of components with the result at its end."""
    rows = list(standing(dossier).select_related("check_of", "file", "confirmed_by"))
    waiting = list(ScanPage.objects.filter(dossier=dossier).values_list("component", flat=True))
    kept = {row.key for row in kept_papers(dossier)}
    components = [_row(one.key, one.name, one, rows, waiting, kept) for one in _components(dossier)]
    closed = _closed(dossier, actor)
    return {
        "dossier": dossier,
        "number": str(dossier),
        "rows": components,
        "result": _result_row(dossier, rows, waiting),
        "must": must_be_digitised(dossier),
        "unconfirmed": sum(row.confirmed_at is None for row in rows),
        "defects": any(row.defects for row in components),
        "confirms": closed[Act.CONFIRM_COPIES] is None,
        "asks": closed[Act.ASK_SUPPLEMENT] is None,
        "why_not": closed[Act.ATTACH_COPY],
    }


def component_context(dossier: Dossier, key: str, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """One component (or the result); None where the procedure has no such component."""
    known = {one.key: one for one in _components(dossier)}
    if key != RESULT_KEY and key not in known:
        return None
    closed = _closed(dossier, actor)
    add = Act.DIGITISE_RESULT if key == RESULT_KEY else Act.ATTACH_COPY
    why_not: Refusal | None = closed[add]
    if key == RESULT_KEY and why_not is None and has_digital_result(dossier):
        why_not = Refusal(
            "result_digital", _("Kết quả của hồ sơ này đã có bản điện tử. Hãy mở hồ sơ để xem.")
        )
    pages = list(ScanPage.objects.filter(dossier=dossier, component=key).select_related("file"))
    return {
        "dossier": dossier,
        "number": str(dossier),
        "key": key,
        "name": _("Kết quả giải quyết") if key == RESULT_KEY else known[key].name,
        "hint": "" if key == RESULT_KEY else _hint(known[key]),
        "copies": [
            _shown(copy, actor) for copy in standing(dossier).select_related("check_of").filter(component=key)
        ],
        "pages": [(page, is_coarse(page.width, page.height)) for page in pages],
        "last": len(pages),
        "offers": _offers(dossier, key, known, now) if closed[Act.ATTACH_COPY] is None else [],
        "defect_words": [(one.value, label) for one, label in DEFECT_LABELS.items()],
        "adds": why_not is None,
        "why_not": why_not,
        "confirms": closed[Act.CONFIRM_COPIES] is None,
        "asks": closed[Act.ASK_SUPPLEMENT] is None and key != RESULT_KEY,
    }


def _components(dossier: Dossier) -> list[Component]:
    return list(dossier.version.components.all())


def _closed(dossier: Dossier, actor: Actor) -> dict[Act, Refusal | None]:
    facts = policy_facts(dossier)
    return {act: policies.why_not_act(act, facts, actor) for act in ACTS}


def _row(
    key: str,
    name: str,
    component: Component,
    rows: Sequence[ComponentCopy],
    waiting: Sequence[str],
    kept: set[str],
) -> Row:
    copies = [row for row in rows if row.component == key]
    if copies:
        confirmed = all(row.confirmed_at is not None for row in copies)
        state = _("Đã đối chiếu") if confirmed else _("Chưa đối chiếu")
        tone = "green" if confirmed else "yellow"
    elif key in kept and component.digitise:
        state, tone = _("Chưa có bản điện tử"), "red"
    else:
        state, tone = _hint(component) or _("Không nộp"), "grey"
    found = [_shown(row).defect for row in copies]
    return Row(key, name, tone, state, waiting.count(key), tuple(one for one in found if one))


def _hint(component: Component) -> str:
    return _("Chỉ xuất trình, không cần số hóa") if component.mode == "present" else ""


def _result_row(dossier: Dossier, rows: Sequence[ComponentCopy], waiting: Sequence[str]) -> Row:
    digital = has_digital_result(dossier)
    state = _("Có bản điện tử") if digital else _("Số hóa khi trả kết quả")
    tone = "green" if digital else "grey"
    return Row(RESULT_KEY, _("Kết quả giải quyết"), tone, state, waiting.count(RESULT_KEY), ())


def _shown(copy: ComponentCopy, actor: Actor | None = None) -> CopyShown:
    """What was read of an identity paper only those see who may open it."""
    check = getattr(copy, "check_of", None)
    defect = Defect(check.defect) if check else Defect.NONE
    return CopyShown(
        copy=copy,
        defect=DEFECT_LABELS.get(defect, ""),
        note=check.defect_note if check else "",
        valid_to=check.valid_to if check else None,
        reused=bool(check and check.reused_from_id),
        signed=bool(check and check.signed_id),
        text=check.text if check and actor and _may_read(copy, actor) else "",
    )


def _may_read(copy: ComponentCopy, actor: Actor) -> bool:
    return policies.why_not_open_copy(actor.unit_id, actor, sensitive=copy.file.sensitive) is None


def _offers(dossier: Dossier, key: str, known: dict[str, Component], now: datetime) -> list[Offer]:
    """What the same person handed in before, unless a copy of this component stands already."""
    if key not in known or standing(dossier).filter(component=key).exists():
        return []
    owner = Owner(dossier.id_type, dossier.id_number)
    return offers(owner, [known[key]], unit_id=dossier.unit_id, on=local_day(now), besides=dossier.pk)

"""Which electronic copies does this dossier have now, and may this person open one?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from motcua.core.refusals import refuse_if
from motcua.dossiers import policies
from motcua.dossiers.digitisation.terms import RESULT_KEY
from motcua.dossiers.models import ComponentCopy, Dossier
from motcua.organisation.actors import Actor
from motcua.procedures.models import Component


@dataclass(frozen=True, slots=True)
class ComponentCopies:
    """A component of the dossier's version with the copies that stand for it; none yet is an empty tuple."""

    key: str
    name: str
    copies: tuple[ComponentCopy, ...]


def standing(dossier: Dossier) -> QuerySet[ComponentCopy]:
    """The copies of a dossier that were not dropped, in the order they came."""
    rows = ComponentCopy.objects.filter(dossier=dossier, dropped_seq__isnull=True)
    return rows.select_related("file", "added_by", "confirmed_by").order_by("number")


def by_component(dossier: Dossier) -> list[ComponentCopies]:
    """Every component of the version, in its order, each with its copies; copies of anything else come last."""
    rows: Sequence[ComponentCopy] = list(standing(dossier)) if dossier.pk else []
    known = {one.key: one.name for one in dossier.version.components.all()}
    others = dict.fromkeys(row.component for row in rows if row.component not in known)
    return [
        ComponentCopies(key, name, tuple(row for row in rows if row.component == key))
        for key, name in {**known, **dict.fromkeys(others, ""), **_result(others)}.items()
    ]


def _result(others: Iterable[str]) -> dict[str, str]:
    """The result stands among the copies under a key of its own."""
    return {key: "Kết quả giải quyết" for key in others if key == RESULT_KEY}


def bytes_of(dossier: Dossier) -> int:
    """How much the copies of a dossier weigh, dropped ones included: their files stay."""
    rows = ComponentCopy.objects.filter(dossier=dossier).order_by().values("file_id", "file__size").distinct()
    return int(rows.aggregate(sum=Sum("file__size"))["sum"] or 0)


def copy_to_open(dossier: Dossier, number: int, actor: Actor) -> ComponentCopy | None:
    """One copy by its number within the dossier, dropped ones too; None where there is none.

    Refused: `other_unit`, `no_role` (also for identity papers: helpers and the post see none).
    """
    copy = ComponentCopy.objects.filter(dossier=dossier, number=number).select_related("file").first()
    if copy is not None:
        refuse_if(policies.why_not_open_copy(dossier.unit_id, actor, sensitive=copy.file.sensitive))
    return copy


def is_identity(component: Component) -> bool:
    """Whether a component is an identity paper (giấy tờ tùy thân): its copy is sensitive."""
    words = component.name.casefold()
    return component.key.startswith("giay-to-tuy-than") or any(word in words for word in _IDENTITY)


_IDENTITY = ("tùy thân", "tuỳ thân", "căn cước", "chứng minh nhân dân", "hộ chiếu")

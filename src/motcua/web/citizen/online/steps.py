"""Which steps does a filing have, which one comes next, and how far is it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.online.readiness import Preparing
from motcua.procedures.online_forms.answers import pages


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the flow."""

    key: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands among the steps; `number` counts from 1."""

    number: int
    count: int
    back: str


def steps_of(one: Preparing) -> list[Step]:
    """The steps as they stand with the answers so far: where, who, the form's pages, papers, return, check."""
    code = one.draft.procedure_id
    found = [
        Step("don-vi", _("Nơi nộp và trường hợp"), reverse("file_place", args=[code])),
        Step("nguoi-nop", _("Nộp cho ai?"), reverse("file_who", args=[code])),
    ]
    if one.form is not None:
        found += [
            Step(f"khai/{group.key}", group.title, reverse("file_page", args=[code, group.key]))
            for group in pages(one.form, one.draft.answers)
        ]
    if one.asked_papers:
        found.append(Step("giay-to", _("Giấy tờ kèm theo"), reverse("file_papers", args=[code])))
    return [
        *found,
        Step("nhan-ket-qua", _("Nhận kết quả bằng cách nào?"), reverse("file_wishes", args=[code])),
        Step("xem-lai", _("Xem lại trước khi nộp"), reverse("file_check", args=[code])),
    ]


def place_of(steps: Sequence[Step], key: str, *, otherwise: str) -> Place:
    """The place of a step; `otherwise` is where one goes back from the first."""
    at = next((index for index, step in enumerate(steps) if step.key == key), 0)
    return Place(at + 1, len(steps), steps[at - 1].address if at else otherwise)


def after(one: Preparing, key: str) -> str:
    """The address of the step that follows, with what was just said."""
    steps = steps_of(one)
    at = next((index for index, step in enumerate(steps) if step.key == key), -1)
    return steps[min(at + 1, len(steps) - 1)].address

"""Are all papers there? Which component is missing, and why it is needed (đủ thành phần hồ sơ)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from motcua.core.refusals import refuse

MOST_SHEETS = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A component as the procedure version asks for it."""

    key: str
    name: str
    mandatory: bool
    mode: str
    originals: int
    copies: int
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in or shown of one component: counts of originals and copies."""

    key: str
    original: int = 0
    copies: int = 0

    @property
    def anything(self) -> bool:
        """Whether at least one sheet was there."""
        return self.original > 0 or self.copies > 0


@dataclass(frozen=True, slots=True)
class Missing:
    """A component that lacks, with the reason in Vietnamese."""

    key: str
    name: str
    why: str


def missing_from(
    asked: Sequence[Asked], handed: Sequence[Handed], conditions: Collection[str] = ()
) -> tuple[Missing, ...]:
    """What lacks: mandatory components, and conditional ones whose condition holds (`conditions`: their keys).

    A paper only presented needs to be shown once; an electronic or certified copy counts for an original
    (NĐ 61/2018, giấy tờ nộp: bản sao chứng thực thay bản chính), so any sheet of a component suffices.
    """
    there: Mapping[str, Handed] = {paper.key: paper for paper in handed}
    lacking = []
    for component in asked:
        if not (component.mandatory or component.key in conditions):
            continue
        paper = there.get(component.key)
        if paper is None or not paper.anything:
            lacking.append(Missing(component.key, component.name, _why(component)))
    return tuple(lacking)


def _why(component: Asked) -> str:
    verb = "Chưa xuất trình" if component.mode == "present" else "Chưa nộp"
    return (
        f"{verb}; cần khi {component.condition}" if component.condition else f"{verb}; bắt buộc theo quy định"
    )


def check_papers(known: Collection[str], papers: Sequence[Handed]) -> None:
    """Papers as they may be written down: of the published list, each named once, whole counts.

    Raises Refused: component_unknown, component_twice, count_wrong.
    """
    keys = [paper.key for paper in papers]
    if strangers := [key for key in keys if key not in known]:
        raise refuse(
            "component_unknown",
            f"Thành phần không có trong danh mục: {', '.join(strangers)[:200]}. Hãy chọn giấy tờ đã công bố.",
            field="components",
        )
    if len(set(keys)) != len(keys):
        raise refuse(
            "component_twice", "Một giấy tờ được ghi hai lần. Hãy gộp số lượng lại.", field="components"
        )
    if not all(_whole(count) for paper in papers for count in (paper.original, paper.copies)):
        raise refuse(
            "count_wrong", "Số bản phải là số nguyên từ 0 đến 10.000. Hãy nhập lại.", field="components"
        )


def _whole(count: object) -> bool:
    return type(count) is int and 0 <= count <= MOST_SHEETS

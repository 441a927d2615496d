"""How is a form changed part by part? Each change makes a new schema; whether it may be kept `read_schema` says."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from motcua.core.refusals import Refused, refuse

Schema = dict[str, Any]
# What a form begins with: who asks, so that there is somebody to sign.
NEW: Schema = {
    "language": 1,
    "groups": [
        {
            "key": "requester",
            "title": "Người yêu cầu",
            "questions": [
                {
                    "key": "requester_name",
                    "kind": "name",
                    "label": "Họ, chữ đệm, tên",
                    "prefill": ["account.name", "cccd_qr.name"],
                }
            ],
        }
    ],
    "declaration": {"addressee": "Kính gửi: {unit.name}", "signed_by": "requester_name"},
}


def first_question(group: str) -> Schema:
    """What a new page asks until it is told."""
    return {"key": f"{group[:36]}_1", "label": "Câu hỏi mới"}


def with_words(schema: Mapping[str, Any], words: Mapping[str, Any], declaration: Mapping[str, Any]) -> Schema:
    """The schema with other words of the whole form and of its declaration; empty ones are left out."""
    changed = deepcopy(dict(schema))
    changed.update(words)
    changed["declaration"] = _filled({**changed.get("declaration", {}), **declaration})
    return _filled(changed)


def with_group(schema: Mapping[str, Any], group: Mapping[str, Any], *, replaces: str = "") -> Schema:
    """The group put in place of another (its questions stay), or added at the end with one question to mend."""
    changed = deepcopy(dict(schema))
    groups = changed["groups"]
    if replaces:
        place = _place(groups, replaces)
        groups[place] = _filled({**group, "questions": groups[place]["questions"]})
    else:
        groups.append(_filled(dict(group)))
    return changed


def with_question(
    schema: Mapping[str, Any], group: str, question: Mapping[str, Any], *, replaces: str = ""
) -> Schema:
    """The question put in place of another, or added at the end of a group."""
    changed = deepcopy(dict(schema))
    if replaces:
        where, place = _found(changed, replaces)
        where["questions"][place] = _filled(dict(question))
    else:
        changed["groups"][_place(changed["groups"], group)]["questions"].append(_filled(dict(question)))
    return changed


def without(schema: Mapping[str, Any], key: str) -> Schema:
    """The schema without a group or a question. Refused: `part_unknown`."""
    changed = deepcopy(dict(schema))
    groups = changed["groups"]
    if any(group["key"] == key for group in groups):
        groups.pop(_place(groups, key))
    else:
        where, place = _found(changed, key)
        where["questions"].pop(place)
    return changed


def moved(schema: Mapping[str, Any], key: str, *, up: bool) -> Schema:
    """A group or question one place up or down; a question at the edge goes over to the next group.

    Nothing changes where there is no further place. Refused: `part_unknown`.
    """
    changed = deepcopy(dict(schema))
    groups = changed["groups"]
    if any(group["key"] == key for group in groups):
        _swap(groups, _place(groups, key), up=up)
        return changed
    where, place = _found(changed, key)
    if not _swap(where["questions"], place, up=up):
        _over(groups, _place(groups, where["key"]), place, up=up)
    return changed


def _swap(items: list[Any], place: int, *, up: bool) -> bool:
    other = place - 1 if up else place + 1
    if not 0 <= other < len(items):
        return False
    items[place], items[other] = items[other], items[place]
    return True


def _over(groups: list[Schema], at: int, place: int, *, up: bool) -> None:
    """A question of the group at `at` goes to the end of the one before, or the head of the one after."""
    to = at - 1 if up else at + 1
    if not 0 <= to < len(groups) or len(groups[at]["questions"]) == 1:
        return
    question = groups[at]["questions"].pop(place)
    groups[to]["questions"].insert(len(groups[to]["questions"]) if up else 0, question)


def _place(items: list[Schema], key: str) -> int:
    found = next((place for place, item in enumerate(items) if item["key"] == key), None)
    if found is None:
        raise _unknown(key)
    return found


def _found(schema: Schema, key: str) -> tuple[Schema, int]:
    for group in schema["groups"]:
        for place, question in enumerate(group["questions"]):
            if question["key"] == key:
                return group, place
    raise _unknown(key)


def _unknown(key: str) -> Refused:
    return refuse("part_unknown", f"Mẫu không có mục “{key}”. Hãy mở lại mẫu rồi làm lại.")


def _filled(data: Mapping[str, Any]) -> Schema:
    """Without what says nothing; false and 0 say something, and so does a label that is not printed."""
    return {key: value for key, value in data.items() if value not in ("", None, [], {}) or key == "printed"}

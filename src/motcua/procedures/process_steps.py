"""Which steps has an internal process, who does them where, and what did a new version change?

Labels are the field's own words: chứng thực "kiểm tra, đối chiếu / ký chứng thực", hộ tịch "thẩm tra / ký".
"""

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.organisation.terms import ROLE_LABELS
from motcua.procedures.terms import LimitUnit

Step = Mapping[str, Any]  # {act, label, role, place, minutes}

_WORDS = {
    "desk": "Bộ phận Một cửa",
    "agency": "cơ quan chuyên môn",
    "online": "trực tuyến",
    **{role.value: label for role, label in ROLE_LABELS.items()},
}
_LABELS = {
    "receive": "Tiếp nhận, kiểm tra thành phần hồ sơ",
    "forward": "Chuyển hồ sơ đến bộ phận chuyên môn",
    "appraise": "Thẩm định",
    "approve": "Phê duyệt",
    "stamp": "Đóng dấu",
    "hand_back": "Chuyển kết quả về Bộ phận Một cửa",
    "return_result": "Trả kết quả",
}
_LABELS_OF_FIELD = {
    "Chứng thực": {
        "appraise": "Kiểm tra, đối chiếu",
        "approve": "Ký chứng thực",
        "stamp": "Đóng dấu, vào sổ chứng thực",
    },
    "Hộ tịch": {"appraise": "Thẩm tra", "approve": "Ký", "stamp": "Đóng dấu, vào sổ hộ tịch"},
}
_ROLES = {
    "receive": "receive",
    "forward": "receive",
    "appraise": "appraise",
    "approve": "approve",
    "stamp": "seal",
    "hand_back": "receive",
    "return_result": "return",
}
# act → share of the time and whether it is done at the desk, by path (144/KH-UBND I.1 and II.1).
_SHARES = {
    "on_the_spot": {
        "receive": (15, True),
        "appraise": (45, True),
        "approve": (20, True),
        "stamp": (10, True),
        "return_result": (10, True),
    },
    "partial": {
        "receive": (10, True),
        "appraise": (45, True),
        "approve": (20, False),
        "stamp": (10, False),
        "hand_back": (5, True),
        "return_result": (10, True),
    },
    "ordinary": {
        "receive": (10, True),
        "forward": (5, True),
        "appraise": (45, False),
        "approve": (20, False),
        "stamp": (5, False),
        "hand_back": (5, True),
        "return_result": (10, True),
    },
}
_SAME_DAY_MINUTES = 240
_MINUTES = {LimitUnit.SAME_DAY: _SAME_DAY_MINUTES, LimitUnit.HOUR: 60, LimitUnit.WORKING_DAY: 480}


def steps_of(path: str, field: str, limit_value: int, limit_unit: str) -> list[dict[str, Any]]:
    """The steps of a path; their minutes are targets that add up to no more than the term."""
    total = legal_minutes(limit_value, limit_unit)
    labels = _LABELS | _LABELS_OF_FIELD.get(field, {})
    return [
        {
            "act": act,
            "label": labels[act],
            "role": _ROLES[act],
            "place": "desk" if at_desk else "agency",
            "minutes": total * share // 100,
        }
        for act, (share, at_desk) in _SHARES[path].items()
    ]


def legal_minutes(limit_value: int, limit_unit: str) -> int:
    """The term as working minutes; of seven calendar days five are worked."""
    per_unit = _MINUTES.get(LimitUnit(limit_unit), 480 * 5 // 7)
    return max(per_unit * limit_value, 60)


def total_minutes(steps: Sequence[Step]) -> int:
    """What a process promises: all its steps together, in working minutes."""
    return sum(int(step.get("minutes") or 0) for step in steps)


def differences(before: Sequence[Step], after: Sequence[Step]) -> tuple[str, ...]:
    """What a new version of a process changed, one sentence a change (R-053)."""
    old = {step["act"]: step for step in before}
    new = {step["act"]: step for step in after}
    lines = [f"Bỏ bước “{step['label']}”" for act, step in old.items() if act not in new]
    for act, step in new.items():
        if act not in old:
            lines.append(f"Thêm bước “{step['label']}” ({step['minutes']} phút)")
            continue
        lines += _changes_of(old[act], step)
    kept_before = [act for act in old if act in new]
    if kept_before != [act for act in new if act in old]:
        lines.append("Đổi thứ tự các bước")
    return tuple(lines)


def _changes_of(old: Step, new: Step) -> list[str]:
    words = {"label": "tên", "role": "vai trò", "place": "nơi làm", "minutes": "số phút"}
    return [
        f"Bước “{old['label']}”: {word} “{_said(old.get(key))}” thành “{_said(new.get(key))}”"
        for key, word in words.items()
        if old.get(key) != new.get(key)
    ]


def _said(value: object) -> str:
    """A role or place in the office's words; a name or number as it stands."""
    return _WORDS.get(str(value), str(value))

"""Must the person come to the desk for this procedure, and why? Pure.

The catalogue says it (`presence` in data/procedures.yaml, and `certification.signed_in_front`); where a procedure is
not filed online the papers are brought to the desk (004/KH phụ lục IV.03: appointments on request).
"""

from collections.abc import Mapping
from typing import Any

from motcua.procedures.online_levels.rules import filed_online

SIGNED_IN_FRONT = "Ký hoặc điểm chỉ trước mặt cán bộ"
NOT_ONLINE = "Chưa nộp trực tuyến được"


def must_come(facts: Mapping[str, Any]) -> str:
    """Why the law wants the person there however the papers are filed, in words; empty where it does not."""
    said = facts.get("presence")
    if said:
        return str(said)
    return SIGNED_IN_FRONT if (facts.get("certification") or {}).get("signed_in_front") else ""


def why_present(facts: Mapping[str, Any], level: int | str) -> str:
    """Why somebody has to come, in words; empty where nobody must. `level`: the online level in force there."""
    return must_come(facts) or ("" if filed_online(level) else NOT_ONLINE)

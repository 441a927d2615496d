"""An expected no carries its code, its sentence and the facts for the answer."""

import pytest

from motcua.core.refusals import Refusal, Refused, refuse, refuse_if


def test_a_refusal_names_field_and_facts():
    refusal = refuse("incomplete", "Thiếu giấy tờ.", field="components", missing=["to_khai"]).refusal
    assert refusal == Refusal("incomplete", "Thiếu giấy tờ.", "components", {"missing": ["to_khai"]})


def test_a_reason_why_not_stops_and_no_reason_lets_pass():
    refuse_if(None)
    with pytest.raises(Refused, match="incomplete"):
        refuse_if(Refusal("incomplete", "Thiếu giấy tờ."))

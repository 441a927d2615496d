"""Every state has its number on the national list, or is not sent."""

import pytest

from motcua.dossiers.national_status import NATIONAL, national_status
from motcua.dossiers.terms import State

# The list of the national portal, written out by hand.
SENT = {
    "submitted": 1, "received": 2, "refused": 3, "forwarded": 4, "appraised": 4, "approved": 4, "sealed": 4,
    "awaiting_supplement": 5, "awaiting_payment": 6, "withdrawn": 7, "stopped": 8, "ready": 9, "returned": 10,
    "cancelled": None,
}  # fmt: skip


@pytest.mark.rule("dossier_life national status")
def test_every_state_has_its_national_status_and_a_cancelled_reception_none() -> None:
    assert {state.value: national_status(state) for state in State} == SENT
    assert set(NATIONAL) == set(State)

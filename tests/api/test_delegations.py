"""What programs read of delegations."""

from collections.abc import Callable
from datetime import datetime

import pytest

from motcua.organisation.terms import Role
from tests.api.office import Program, token_for
from tests.authority.delegating import decided, division_head, head
from tests.cast import CERTIFIED_COPY, P5, Q11, at

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.mark.requirement("R-067")
@pytest.mark.requirement("R-072")
def test_a_program_reads_the_list_one_delegation_and_the_months(
    office_clock: Callable[[datetime], None],
) -> None:
    office_clock(at("2022-05-16 10:00"))
    record, program = decided(division_head()), Program(token_for(Q11, Role.LEAD))
    (row,) = program.get("/delegations").body
    assert (row["code"], row["standing"], row["prefix"]) == (record.code, "in_force", "TUQ. CHỦ TỊCH")
    assert row["delegator"] == head().full_name
    assert program.get("/delegations", on="2022-06-01").body == []
    one = program.get(f"/delegations/{record.code}").body
    assert one["procedures"] == [CERTIFIED_COPY]
    assert [step["act"] for step in one["steps"]] == ["propose", "advise", "advise", "decide"]
    months = [month for month in program.get("/delegations/figures").body if month["unit"] == Q11]
    assert [(one["day"], one["procedures"]) for one in months[-2:]] == [("2022-04-30", 0), ("2022-05-16", 1)]
    assert len(months) == 12


@pytest.mark.requirement("R-297")
def test_other_units_and_helpers_read_nothing(office_clock: Callable[[datetime], None]) -> None:
    office_clock(at("2022-05-16 10:00"))
    record = decided(division_head())
    stranger = Program(token_for(P5, Role.LEAD))
    assert stranger.get("/delegations").body == []
    assert stranger.get(f"/delegations/{record.code}").status == 404
    assert Program(token_for(Q11, Role.ASSIST)).get("/delegations").refusal == "no_role"

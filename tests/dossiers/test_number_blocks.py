"""Power is cut: numbers are reserved, given out by hand, and every one of them is accounted for."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError

from motcua.core.models import JournalEntry
from motcua.core.moments import local_day
from motcua.dossiers.actions.blocks import give_back, reserve, spoil
from motcua.dossiers.blocks import counted_blocks, numbers_of, unsettled
from motcua.dossiers.models import NumberBlock, NumberUse, ReservedNumber
from motcua.dossiers.terms import BlockState, NumberFate
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, P5, Q11, at, colleague, received
from tests.dossiers.other_acts import refused
from tests.dossiers.paper_day import (
    EVENING,
    MORNING,
    POWER_CUT,
    PREFIX,
    block_for,
    codes_of,
    entered,
    on_paper,
    typed,
)

pytestmark = pytest.mark.usefixtures("seeded")


def spoilt(code: str, **more: str) -> NumberUse:
    said = {"reason": "Giấy bị rách"} | more
    return spoil(code=code, actor=colleague(Role.RECEIVE, Q11, EVENING), at=EVENING, **said)


def given_back(block: NumberBlock, role: Role = Role.LEAD) -> list[NumberUse]:
    return give_back(block_id=block.pk, actor=colleague(role, Q11, EVENING), at=EVENING)


class TestReserving:
    """Numbers leave the live series."""

    def test_reserved_numbers_are_given_to_nobody_else(self) -> None:
        first = received(CERTIFIED_COPY, Q11, at("2022-05-16 07:40"))
        block = block_for(size=3)
        after = received(CERTIFIED_COPY, Q11, at("2022-05-16 07:50"))
        assert first.code == f"{PREFIX}0001"
        assert codes_of(block) == [f"{PREFIX}0002", f"{PREFIX}0003", f"{PREFIX}0004"]
        assert after.code == f"{PREFIX}0005"
        assert verify() == []

    def test_each_paper_has_a_secret_of_its_own(self) -> None:
        secrets = [number.secret for number in numbers_of(block_for(size=20))]
        assert len(set(secrets)) == 20

    def test_tomorrows_numbers_begin_tomorrows_series(self) -> None:
        block = block_for(EVENING, day=date(2022, 5, 17), size=2)
        assert codes_of(block)[0] == "000.00.31.H29-220517-0001"
        assert received(CERTIFIED_COPY, Q11, at("2022-05-17 07:30")).code == "000.00.31.H29-220517-0003"
        assert verify() == []

    def test_on_friday_they_are_taken_for_monday_at_the_latest(self) -> None:
        friday = at("2022-05-20 16:00")
        assert codes_of(block_for(friday, day=date(2022, 5, 23), size=1))
        assert refused(lambda: block_for(friday, day=date(2022, 5, 24))).code == "block_day"
        assert refused(lambda: block_for(friday, day=date(2022, 5, 19))).code == "block_day"

    @pytest.mark.parametrize("size", [0, -1, 201, 10**9])
    def test_a_block_has_one_to_two_hundred_numbers(self, size: int) -> None:
        assert refused(lambda: block_for(size=size)).code == "block_size"
        assert ReservedNumber.objects.count() == 0

    def test_two_hundred_numbers_are_one_block(self) -> None:
        assert len(codes_of(block_for(size=200))) == 200
        assert verify() == []

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD, Role.APPROVE}))
    def test_only_the_head_reserves(self, role: Role) -> None:
        actor = colleague(role, Q11, MORNING)
        refusal = refused(
            lambda: reserve(
                unit_id=Q11, day=local_day(MORNING), size=1, reason=POWER_CUT, actor=actor, at=MORNING
            )
        )
        assert refusal.code == "no_role"

    def test_nobody_reserves_for_another_unit(self) -> None:
        head = colleague(Role.LEAD, P5, MORNING)
        refusal = refused(
            lambda: reserve(
                unit_id=Q11, day=local_day(MORNING), size=1, reason=POWER_CUT, actor=head, at=MORNING
            )
        )
        assert refusal.code == "other_unit"

    def test_a_reason_is_asked(self) -> None:
        head = colleague(Role.LEAD, Q11, MORNING)
        refusal = refused(
            lambda: reserve(unit_id=Q11, day=local_day(MORNING), size=1, reason=" ", actor=head, at=MORNING)
        )
        assert refusal.code == "reason_missing"


class TestAccounting:
    """Every number becomes a dossier, a spoilt form, or is given back."""

    def test_a_block_is_settled_when_every_number_is_explained(self) -> None:
        block = block_for(size=4)
        first, second, *_ = codes_of(block)
        assert counted_blocks(Q11, date(2022, 5, 16))[0].state is BlockState.RESERVED
        entered(on_paper(first, "2022-05-16 08:00"))
        assert counted_blocks(Q11, date(2022, 5, 16))[0].state is BlockState.IN_USE
        spoilt(second)
        assert [use.fate for use in given_back(block)] == [NumberFate.UNUSED] * 2
        [count] = counted_blocks(Q11, date(2022, 5, 17))
        assert (count.entered, count.spoilt, count.unused, count.left) == (1, 1, 2, 0)
        assert count.state is BlockState.SETTLED
        assert not count.overdue
        assert verify() == []

    def test_a_number_left_over_when_the_day_is_gone_is_told_to_the_head(self) -> None:
        block = block_for(size=2)
        entered(on_paper(codes_of(block)[0], "2022-05-16 08:00"))
        assert unsettled(Q11, date(2022, 5, 16)) == 0
        assert unsettled(Q11, date(2022, 5, 17)) == 1
        assert counted_blocks(Q11, date(2022, 5, 17))[0].overdue
        assert verify() == []

    def test_what_was_given_back_is_never_given_again(self) -> None:
        block = block_for(size=2)
        given_back(block)
        assert received(CERTIFIED_COPY, Q11, EVENING).code == f"{PREFIX}0003"
        refusal = refused(lambda: typed(on_paper(codes_of(block)[0], "2022-05-16 08:00")))
        assert refusal.code == "number_used"
        assert "không dùng" in refusal.text

    def test_a_spoilt_number_says_who_and_why(self) -> None:
        code = codes_of(block_for())[0]
        use = spoilt(code)
        refusal = refused(lambda: spoilt(code))
        assert refusal.code == "number_used"
        assert use.by_name in refusal.text
        assert "Giấy bị rách" in refusal.text

    def test_a_spoilt_form_needs_a_reason(self) -> None:
        code = codes_of(block_for())[0]
        assert refused(lambda: spoilt(code, reason="")).code == "reason_missing"

    def test_what_waits_for_the_second_person_is_neither_spoilt_nor_given_back(self) -> None:
        block = block_for()
        typed(on_paper(codes_of(block)[0], "2022-05-16 08:00"))
        assert refused(lambda: spoilt(codes_of(block)[0])).code == "number_waits"
        assert refused(lambda: given_back(block)).code == "number_waits"
        assert NumberUse.objects.count() == 0

    def test_only_the_head_gives_back_and_only_once(self) -> None:
        block = block_for()
        assert refused(lambda: given_back(block, Role.RECEIVE)).code == "no_role"
        given_back(block)
        assert refused(lambda: given_back(block)).code == "nothing_to_give_back"

    def test_another_units_block_is_not_there(self) -> None:
        block = block_for(unit_id=P5)
        assert refused(lambda: given_back(block)).code == "block_unknown"
        assert refused(lambda: spoilt(codes_of(block)[0])).code == "number_not_reserved"

    def test_reserving_and_accounting_are_in_the_journal(self) -> None:
        block = block_for(size=2)
        spoilt(codes_of(block)[0])
        given_back(block)
        actions = JournalEntry.objects.filter(chain=Q11).order_by("seq").values_list("action", flat=True)
        assert [action for action in actions if "number" in action] == [
            "reserve_numbers",
            "number_spoilt",
            "number_unused",
        ]


class TestVerification:
    """Nothing about a reserved number is changed behind the application's back."""

    @pytest.mark.parametrize(
        "table", ["dossiers_numberblock", "dossiers_reservednumber", "dossiers_numberuse"]
    )
    def test_what_is_written_is_never_changed(self, table: str) -> None:
        spoilt(codes_of(block_for())[0])
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table}")

    def test_a_number_accounted_for_behind_the_applications_back_is_found(self) -> None:
        number = numbers_of(block_for())[0]
        head = colleague(Role.LEAD, Q11, MORNING)
        NumberUse.objects.create(
            number=number,
            fate=NumberFate.UNUSED,
            reason="x",
            at=MORNING,
            by_id=head.person_id,
            by_name=head.name,
        )
        assert [finding.chain for finding in verify()] == [number.code]

    def test_a_dossier_that_carries_a_reserved_number_without_late_entry_is_found(self) -> None:
        number = numbers_of(block_for())[0]
        dossier = received(CERTIFIED_COPY, Q11, EVENING)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE dossiers_dossier SET code = %s WHERE id = %s", [number.code, dossier.pk])
        found = {finding.what for finding in verify()}
        assert "hồ sơ mang số dự phòng nhưng không có nhập bù" in found

    def test_a_number_is_accounted_for_once(self) -> None:
        number = numbers_of(block_for())[0]
        spoilt(number.code)
        with pytest.raises(IntegrityError), transaction.atomic():
            NumberUse.objects.create(
                number=number, fate=NumberFate.UNUSED, reason="x", at=MORNING, by_id=1, by_name="x"
            )

"""Where people file online: the own saying of the unit, its superior's, the general one; dated, by a document."""

from datetime import date

import pytest

from motcua.core.refusals import Refused
from motcua.organisation.actions.online_intake import set_online_intake
from motcua.organisation.models import OnlineIntake, Unit
from motcua.organisation.online_intake import intake_on, portal
from motcua.organisation.terms import IntakeMode, Role
from tests.cast import BINH_THOI, P5, Q11, THANH_SON, VUNG_TAU, at, colleague

pytestmark = pytest.mark.usefixtures("seeded")
NOW = at("2026-03-02 09:00")


def unit(unit_id: str) -> Unit:
    return Unit.objects.get(pk=unit_id)


@pytest.mark.parametrize(
    ("unit_id", "day", "mode"),
    [
        (THANH_SON, date(2025, 6, 30), IntakeMode.OWN),
        (VUNG_TAU, date(2025, 7, 1), IntakeMode.NATIONAL),
        (BINH_THOI, date(2026, 3, 2), IntakeMode.OWN),
    ],
)
def test_own_until_june_2025_the_national_portal_after_unless_the_unit_says_otherwise(
    unit_id: str, day: date, mode: IntakeMode
) -> None:
    assert intake_on(unit(unit_id), day).mode is mode


def test_a_unit_takes_over_what_its_superior_says_until_it_says_its_own() -> None:
    ward, day = unit(P5), date(2022, 5, 16)
    assert intake_on(ward, day).unit_id == Q11
    OnlineIntake.objects.create(
        unit=ward, mode="national", valid_from=day, source="QĐ 12/QĐ-UBND", said_at=at("2022-05-16 07:30")
    )
    assert intake_on(ward, day).mode is IntakeMode.NATIONAL
    assert intake_on(ward, date(2022, 5, 15)).unit_id == Q11


def test_the_administrator_says_it_from_a_day_on_and_the_journal_keeps_it() -> None:
    admin = colleague(Role.ADMIN, BINH_THOI, NOW)
    set_online_intake(
        unit=unit(BINH_THOI),
        mode="national",
        valid_from=date(2026, 4, 1),
        source="CV 5/UBND",
        actor=admin,
        at=NOW,
    )
    assert intake_on(unit(BINH_THOI), date(2026, 3, 31)).mode is IntakeMode.OWN
    after = intake_on(unit(BINH_THOI), date(2026, 4, 1))
    assert (after.mode, after.source) == (IntakeMode.NATIONAL, "CV 5/UBND")


@pytest.mark.parametrize(
    ("role", "said", "code"),
    [
        (Role.RECEIVE, {}, "no_role"),
        (Role.ADMIN, {"mode": "both"}, "intake_mode_unknown"),
        (Role.ADMIN, {"valid_from": date(2026, 3, 1)}, "begin_in_past"),
        (Role.ADMIN, {"source": "  "}, "source_missing"),
    ],
)
def test_wrong_sayings_are_refused_in_words(role: Role, said: dict[str, object], code: str) -> None:
    facts = {"mode": "own", "valid_from": date(2026, 3, 2), "source": "CV 5/UBND"} | said
    with pytest.raises(Refused, match=code):
        set_online_intake(unit=unit(BINH_THOI), actor=colleague(role, BINH_THOI, NOW), at=NOW, **facts)  # type: ignore[arg-type]
    assert OnlineIntake.objects.filter(unit_id=BINH_THOI).count() == 1


def test_the_portal_is_an_address_without_anybody_in_it() -> None:
    assert portal().address.startswith("https://")
    assert "?" not in portal().address

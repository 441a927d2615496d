"""Blank forms: received in runs, each serial for one result or spoilt with a reason, the balance of a day."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.dossiers.actions.results.blanks import receive_blanks, spoil_blank, use_blank
from motcua.dossiers.models import BlankUse, Dossier
from motcua.dossiers.results.blanks import Balance, balances_on
from motcua.organisation.terms import Role
from tests.cast import P5, Q11, at, colleague
from tests.dossiers.result_cast import NINE, appraised, approved, drafted

pytestmark = pytest.mark.usefixtures("seeded")
FORM = "Phôi giấy xác nhận tình trạng hôn nhân"
NEXT_DAY = at("2022-05-17 09:00")


def came(first: str = "AB0001", last: str = "AB0100", unit: str = P5) -> None:
    clerk = colleague(Role.RECEIVE, unit, NINE)
    receive_blanks(actor=clerk, at=NINE, said={"kind": FORM, "first": first, "last": last})


def decided() -> Dossier:
    dossier = appraised()
    drafted(dossier)
    approved(dossier)
    return dossier


def used(dossier: Dossier, serial: str) -> BlankUse:
    clerk = colleague(Role.RECEIVE, P5, NINE)
    return use_blank(code=str(dossier), actor=clerk, at=NINE, said={"kind": FORM, "serial": serial})


def spoilt(serial: str, moment: Any = NINE, **said: str) -> BlankUse:
    clerk = colleague(Role.RECEIVE, P5, moment)
    return spoil_blank(actor=clerk, at=moment, said={"kind": FORM, "serial": serial} | said)


def no(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code


def test_a_serial_goes_with_one_result_and_is_never_used_again() -> None:
    came()
    dossier = decided()
    use = used(dossier, "AB 0007")
    assert use.result is not None
    assert (use.series.label(use.serial), use.result.dossier) == ("AB0007", dossier)
    other = decided()
    assert no(lambda: used(other, "AB0007")) == "blank_used"
    with pytest.raises(IntegrityError), transaction.atomic():
        BlankUse.objects.create(
            series=use.series, serial=7, fate="used", result=use.result, at=NINE, by=use.by, by_name="x"
        )


def test_a_spoilt_form_has_a_reason_and_is_never_used() -> None:
    came()
    assert no(lambda: spoilt("AB0008")) == "reason_missing"
    spoilt("AB0008", reason="Kẹt giấy")
    assert no(lambda: spoilt("AB0008", reason="Kẹt giấy")) == "blank_spoilt"
    dossier = decided()
    assert no(lambda: used(dossier, "AB0008")) == "blank_spoilt"
    used(dossier, "AB0009")
    again = spoilt("AB0009", reason="In lệch")
    assert again.result is not None


def test_the_balance_of_a_day_counts_each_form_once() -> None:
    came()
    dossier = decided()
    used(dossier, "AB0001")
    spoilt("AB0002", reason="Rách")
    spoilt("AB0001", reason="In lệch")
    assert balances_on(P5, local_day(NINE)) == [Balance(FORM, before=0, received=100, used=1, spoilt=1)]
    [later] = balances_on(P5, local_day(NEXT_DAY))
    assert (later.before, later.after) == (98, 98)


def test_runs_do_not_overlap_and_unknown_or_odd_serials_are_refused() -> None:
    came()
    assert no(lambda: came("AB0100", "AB0120")) == "blanks_known"
    assert no(lambda: came("AB0100", "AB0120", Q11)) == "blanks_known"
    assert no(lambda: came("AB0300", "AC0400")) == "serial_wrong"
    assert no(lambda: came("AB0300", "AB0200")) == "serial_wrong"
    assert no(lambda: came("AB000001", "AB999999")) == "blanks_too_many"
    assert no(lambda: came("không số", "AB1")) == "serial_wrong"
    dossier = decided()
    assert no(lambda: used(dossier, "AB0500")) == "blank_unknown"
    assert no(lambda: used(appraised(), "AB0005")) == "result_not_in_force"


def test_who_only_controls_does_not_touch_the_stock() -> None:
    leader = colleague(Role.CONTROL, Q11, NINE)
    if not leader.has(Role.RECEIVE, Role.APPRAISE, Role.SEAL, Role.RETURN, Role.LEAD):
        assert no(lambda: receive_blanks(actor=leader, at=NINE, said={})) == "no_role"

"""Does the catalogue agree with the national list, and does everything stand on a decision?"""

from datetime import date

import pytest

from motcua.legal_basis.models import Document
from motcua.procedures.checks import mismatches, without_decision
from motcua.procedures.models import NationalProcedure, ProcedureVersion
from tests.procedures.catalogue import BIRTH, load_now, one_procedure

pytestmark = pytest.mark.usefixtures("seeded")
TODAY = date(2026, 11, 23)


@pytest.mark.requirement("R-001")
def test_the_field_that_the_national_list_renamed_is_shown_as_a_mismatch():
    found = mismatches()
    assert {row.what for row in found} == {"field"}
    assert {row.ours for row in found} == {"Thành lập và hoạt động của hộ kinh doanh"}
    assert len(found) == 5


@pytest.mark.requirement("R-001")
def test_a_name_that_differs_from_the_national_list_is_shown():
    NationalProcedure.objects.filter(code=BIRTH).update(name="Đăng ký việc khai sinh")
    row = next(row for row in mismatches() if row.code == BIRTH)
    assert (row.what, row.ours, row.national) == ("name", "Đăng ký khai sinh", "Đăng ký việc khai sinh")


@pytest.mark.requirement("R-001")
def test_a_code_that_the_national_list_does_not_hold_is_shown():
    NationalProcedure.objects.filter(code=BIRTH).delete()
    assert [row.what for row in mismatches() if row.code == BIRTH] == ["code"]


def test_every_seeded_version_has_its_decision():
    assert without_decision(TODAY) == ()


def test_a_version_without_a_decision_is_listed_with_agency_reason_and_age():
    load_now(one_procedure(BIRTH, code="9.000001", id="thu", valid_from="2026-11-13"), lend=False)
    (row,) = without_decision(TODAY)
    assert (row.version.procedure_id, row.agency, row.age) == ("9.000001", "UBND cấp xã", 10)
    assert row.why == "chưa có quyết định công bố"


def test_a_decision_that_waits_for_its_signature_is_listed():
    waiting = Document.objects.create(slug="cho-ky", kind="announcement")
    ProcedureVersion.objects.filter(procedure_id=BIRTH, number=2).update(decision=waiting)
    (row,) = without_decision(TODAY)
    assert "chờ trình ký" in row.why

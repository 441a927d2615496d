"""The catalogue as it is loaded, loaded again and changed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.core.refusals import Refused
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries import public_versions, version_on, versions_of
from tests.procedures.catalogue import (
    BIRTH,
    IN_2022,
    MARITAL,
    NO_TERM,
    TODAY,
    data_file,
    load_now,
    one_procedure,
)

pytestmark = pytest.mark.usefixtures("seeded")
DAY = TODAY.date()


def test_61_procedures_are_held_59_public_in_2022_and_55_today():
    assert Procedure.objects.count() == 61
    assert public_versions(date(2022, 5, 16)).count() == 59
    assert public_versions(DAY).count() == 55


def test_the_two_procedures_without_a_time_limit_stay_drafts():
    drafts = ProcedureVersion.objects.filter(status="draft", valid_from__lt=date(2025, 7, 1))
    assert sorted(drafts.values_list("procedure_id", flat=True)) == ["2.002481", NO_TERM]
    assert all(version.limit_value is None for version in drafts)


def test_every_public_version_stands_on_a_decision_marked_as_illustration():
    for version in ProcedureVersion.objects.filter(status="public").select_related("decision"):
        assert version.decision is not None
        assert version.decision.demo
        assert version.decision.effective_from is not None
        assert version.decision.effective_from <= version.valid_from


def test_loading_the_same_file_again_changes_nothing():
    before = list(ProcedureVersion.objects.order_by("id").values())
    report = load_now(data_file("procedures"))
    assert (report.added, report.changed, report.unchanged) == ((), (), 61)
    assert list(ProcedureVersion.objects.order_by("id").values()) == before


@pytest.mark.requirement("R-008", "R-009")
def test_a_changed_procedure_starts_a_version_and_the_old_one_stays_readable():
    old = version_on(MARITAL, DAY)
    assert old is not None
    limit = {"value": 2, "unit": "working_day", "text": "02 ngày làm việc"}
    report = load_now(one_procedure(MARITAL, time_limit=limit))
    assert f"{DAY:%d/%m/%Y}" in report.changed[0]
    new = version_on(MARITAL, DAY)
    assert new is not None
    assert (new.limit_value, new.status) == (2, "public")
    kept = ProcedureVersion.objects.get(id=old.id)
    assert (kept.limit_value, kept.valid_to, kept.components.count()) == (3, DAY, old.components.count())
    assert version_on(MARITAL, DAY - timedelta(days=1)) == old
    assert [version.number for version in versions_of(MARITAL)] == [1, 2, 3]


def test_the_past_of_a_changed_procedure_stays_and_a_warning_says_so():
    report = load_now(one_procedure(MARITAL, result={"name": "Giấy khác", "codes": []}))
    before = version_on(MARITAL, date(2022, 5, 16))
    assert before is not None
    assert before.result_name != "Giấy khác"
    assert any("giữ nguyên" in warning for warning in report.warnings)


@pytest.mark.requirement("R-010")
@pytest.mark.parametrize(
    "missing", [{"components": []}, {"time_limit": {"value": None, "unit": "working_day", "text": "chưa rõ"}}]
)
def test_a_procedure_without_components_or_time_limit_is_not_published(missing):
    report = load_now(one_procedure(BIRTH, code="9.000001", id="thu", **missing))
    version = version_on("9.000001", DAY)
    assert version is not None
    assert version.status == "draft"
    assert any("dự thảo" in warning for warning in report.warnings)


@pytest.mark.requirement("R-002")
def test_a_procedure_without_a_level_is_not_published():
    load_now(one_procedure(BIRTH, code="9.000001", id="thu", level=None, level_since_2025_07=None))
    version = version_on("9.000001", DAY)
    assert version is not None
    assert version.status == "draft"
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(id=version.id).update(status="public")


def test_without_a_decision_a_version_stays_a_draft_where_nothing_is_lent():
    report = load_now(one_procedure(BIRTH, code="9.000001", id="thu"), lend=False)
    version = version_on("9.000001", DAY)
    assert version is not None
    assert (version.status, version.decision) == ("draft", None)
    assert any("quyết định công bố" in warning for warning in report.warnings)


def test_a_signed_decision_makes_a_version_public_from_its_effective_day():
    decision = {
        "number": "12/QĐ-UBND",
        "date": "2026-11-01",
        "effective_from": "2026-12-01",
        "issuer": "hcmc",
        "signed_by": "Phan Văn A",
    }
    load_now(one_procedure(BIRTH, code="9.000001", id="thu", decision=decision), lend=False)
    assert version_on("9.000001", date(2026, 11, 30)) is None
    version = version_on("9.000001", date(2026, 12, 1))
    assert version is not None
    assert version.status == "public"
    assert version.decision is not None
    assert version.decision.number == "12/QĐ-UBND"


def test_one_fault_in_the_file_and_nothing_is_written():
    data = data_file("procedures")
    data["procedures"][0]["time_limit"]["text"] = "khác"
    data["procedures"][5]["components"][0]["mode"] = "gửi"
    before = ProcedureVersion.objects.count()
    report = load_now(data)
    assert len(report.refused) == 1
    assert ProcedureVersion.objects.count() == before


def test_under_the_clock_of_2022_a_change_begins_in_2022():
    limit = {"value": 2, "unit": "working_day", "text": "02 ngày làm việc"}
    load_now(one_procedure(MARITAL, time_limit=limit), at=IN_2022)
    new = version_on(MARITAL, date(2022, 5, 16))
    assert new is not None
    assert new.limit_value == 2
    assert new.valid_to == date(2025, 7, 1)


@pytest.mark.requirement("R-001")
def test_a_name_that_differs_from_the_national_list_is_warned_when_loaded():
    report = load_now(one_procedure(BIRTH, name="Khai sinh"))
    assert any(
        "tên “Khai sinh” khác danh mục quốc gia “Đăng ký khai sinh”" in line for line in report.warnings
    )


def test_an_id_that_another_procedure_has_is_refused():
    report = load_now(one_procedure(BIRTH, code="9.000001"))
    assert report.refused == (
        "thu.yaml, thủ tục 9.000001: id dang-ky-khai-sinh đã là của 1.001193; hãy đặt id khác.",
    )


def test_what_only_the_database_finds_wrong_is_a_refusal_too():
    agency = {"type": "x" * 41, "name": "Cơ quan"}
    with pytest.raises(Refused, match="data_does_not_fit"):
        load_now(one_procedure(BIRTH, code="9.000001", id="thu", agency=agency))

"""What is offered on a day, by whom, and what a desk may receive."""

from datetime import date

import pytest

from motcua.organisation.models import Unit
from motcua.procedures import policies
from motcua.procedures.models import InternalProcess, ProcedureVersion
from motcua.procedures.queries import (
    active_process,
    offer_of,
    public_versions,
    receivable_by,
    search,
    settled_by,
    settler_of,
    settlers_of,
    version_on,
    why_not_due,
    why_not_receivable,
)
from tests.procedures.catalogue import BIRTH, COPY, NO_TERM

pytestmark = pytest.mark.usefixtures("seeded")
IN_MAY, TODAY = date(2022, 5, 16), date(2026, 11, 23)


def unit(unit_id: str) -> Unit:
    return Unit.objects.get(id=unit_id)


def version(code: str, day: date) -> ProcedureVersion:
    found = version_on(code, day)
    assert found is not None
    return found


@pytest.mark.requirement("R-002")
def test_a_level_shows_exactly_its_procedures():
    shown = {
        level: public_versions(IN_MAY, level=level).count()
        for level in ("commune", "district", "department", "vertical")
    }
    assert shown == {"commune": 27, "district": 19, "department": 6, "vertical": 7}
    assert public_versions(TODAY, level="district").count() == 0


@pytest.mark.requirement("R-007")
def test_a_unit_shows_exactly_what_it_settles():
    for agency in Unit.objects.all():
        day = agency.valid_from if agency.valid_from > IN_MAY else IN_MAY
        shown = set(public_versions(day, unit=agency).values_list("procedure_id", flat=True))
        settled = {
            row.procedure_id
            for row in public_versions(day)
            if policies.settles(offer_of(row), settler_of(agency))
        }
        assert shown == settled


def test_the_database_and_the_rule_agree_on_competence_for_every_version_and_unit():
    rows = list(ProcedureVersion.objects.all())
    for agency in Unit.objects.all():
        by_rule = {row.id for row in rows if policies.settles(offer_of(row), settler_of(agency))}
        assert (
            set(ProcedureVersion.objects.filter(settled_by(agency)).values_list("id", flat=True)) == by_rule
        )


def test_a_ward_that_took_over_the_district_settles_its_work_today():
    shown = set(public_versions(TODAY, unit=unit("hcmc.binh-thoi")).values_list("procedure_id", flat=True))
    assert {BIRTH, COPY, "2.000720", "1.013225"} <= shown
    assert "1.011441" not in shown


def test_a_unit_that_is_gone_shows_nothing():
    assert public_versions(TODAY, unit=unit("hcmc.q11")).count() == 0


@pytest.mark.requirement("R-017")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("khai sinh", BIRTH),
        ("KHAI SINH", BIRTH),
        ("sinh khai", BIRTH),
        ("đăng ký khai sinh", BIRTH),
        ("dang ky khai sinh ho tich", BIRTH),
        ("1.001193", BIRTH),
        ("chung thuc ban sao", COPY),
    ],
)
def test_a_procedure_is_found_by_words_without_accents_and_by_code(text, code):
    assert code in set(search(text, IN_MAY).values_list("procedure_id", flat=True))


def test_a_search_for_what_is_not_there_finds_nothing():
    assert not search("cấp phép bay vũ trụ", IN_MAY).exists()


def test_a_draft_is_not_found():
    assert not search(NO_TERM, IN_MAY).exists()


def test_lists_follow_the_vietnamese_alphabet():
    names = list(public_versions(IN_MAY, field="Chứng thực").values_list("name", flat=True))
    assert names[0].startswith("Cấp bản sao")
    assert all(name.startswith("Chứng thực") for name in names[2:-2])


@pytest.mark.requirement("R-023")
def test_a_unit_without_competence_is_refused():
    refusal = why_not_receivable(version(BIRTH, IN_MAY), unit("hcmc.q11"), IN_MAY)
    assert refusal is not None
    assert refusal.code == "procedure_not_of_this_unit"


@pytest.mark.requirement("R-010", "R-031")
@pytest.mark.parametrize(
    ("code", "unit_id", "day", "expected"),
    [
        (BIRTH, "hcmc.q11.p5", IN_MAY, None),
        (COPY, "hcmc.q11", IN_MAY, None),
        (COPY, "hcmc.binh-thoi", TODAY, None),
        (COPY, "hcmc.q11", TODAY, "unit_not_in_force"),
        (COPY, "hcmc.binh-thoi", IN_MAY, "unit_not_in_force"),
        (NO_TERM, "hcmc.q11.p5", IN_MAY, "no_term"),
        ("1.011441", "hcmc.hepza", IN_MAY, "procedure_not_of_this_unit"),
        ("2.000908", "hcmc.hepza", IN_MAY, None),
        ("1.002759", "hcmc.bhxh", IN_MAY, None),
        (COPY, "hcmc.so-noi-vu", IN_MAY, "procedure_not_of_this_unit"),
    ],
)
def test_what_a_desk_may_receive(code, unit_id, day, expected):
    refusal = why_not_receivable(version(code, day), unit(unit_id), day)
    assert (refusal.code if refusal else None) == expected


@pytest.mark.requirement("R-031")
def test_without_an_active_process_nothing_is_received_but_a_promise_may_be_asked_for():
    copy, desk = version(COPY, IN_MAY), unit("hcmc.q11")
    InternalProcess.objects.filter(version=copy, unit=desk).update(status="draft")
    assert active_process(copy, desk, IN_MAY) is None
    refusal = why_not_receivable(copy, desk, IN_MAY)
    assert refusal is not None
    assert refusal.code == "no_active_process"
    assert why_not_due(copy, desk, IN_MAY) is None
    assert not receivable_by(desk, IN_MAY).filter(procedure_id=COPY).exists()


def test_a_version_that_is_over_is_not_received():
    refusal = why_not_receivable(version("2.001009", IN_MAY), unit("hcmc.binh-thoi"), TODAY)
    assert refusal is not None
    assert refusal.code == "procedure_not_in_force"


def test_the_agencies_that_settle_a_procedure_are_those_of_the_day():
    assert "hcmc.q11" in {agency.id for agency in settlers_of(version(COPY, IN_MAY), IN_MAY)}
    today = {agency.id for agency in settlers_of(version(COPY, TODAY), TODAY)}
    assert today == {"hcmc.binh-thoi", "hai-phong.thanh-ha"}


def test_every_desk_can_receive_all_it_settles_in_2022_and_today():
    for agency in Unit.objects.all():
        for day in (IN_MAY, TODAY):
            if agency.exists_on(day):
                assert receivable_by(agency, day).count() == public_versions(day, unit=agency).count()

"""Rule sets by date: one and only one a day, each with the forms of its circular."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.core.refusals import Refused
from motcua.documents.forms import form_set_on
from motcua.legal_basis.models import RuleSet
from motcua.legal_basis.queries import rule_set_on
from tests.procedures.catalogue import data_file, load_now

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.mark.parametrize(
    ("day", "code", "circular", "code_format", "label"),
    [
        ("2018-06-21", "R2018", "01/2018/TT-VPCP", "qcvn102", "Bộ phận Tiếp nhận và Trả kết quả"),
        ("2021-12-05", "R2018", "01/2018/TT-VPCP", "qcvn102", "Bộ phận Tiếp nhận và Trả kết quả"),
        ("2021-12-06", "R2021", "01/2018/TT-VPCP", "qcvn102", "Bộ phận Tiếp nhận và Trả kết quả"),
        ("2025-06-30", "R2021", "01/2018/TT-VPCP", "qcvn102", "Bộ phận Tiếp nhận và Trả kết quả"),
        ("2025-07-01", "R2025a", "01/2018/TT-VPCP", "qcvn102", "Trung tâm Phục vụ hành chính công"),
        ("2025-09-15", "R2025b", "03/2025/TT-VPCP", "qd20", "Trung tâm Phục vụ hành chính công"),
        ("2026-11-23", "R2026", "03/2025/TT-VPCP", "qd20", "Trung tâm Phục vụ hành chính công"),
    ],
)
def test_the_set_of_the_day(day, code, circular, code_format, label):
    found = rule_set_on(date.fromisoformat(day))
    assert (found.code, found.circular, found.code_format, found.one_stop_label) == (
        code,
        circular,
        code_format,
        label,
    )


def test_before_the_first_set_nothing_is_guessed():
    with pytest.raises(Refused, match="no_rule_set"):
        rule_set_on(date(2018, 6, 20))


def test_forms_are_those_the_slips_are_typeset_from():
    for row in RuleSet.objects.filter(valid_from__gte=date(2019, 1, 6)):
        typeset = form_set_on(row.valid_from)
        assert row.circular == typeset.circular
        assert {
            number: (form["kind"], form["title"], form["page"].lower()) for number, form in row.forms.items()
        } == {form.number: (form.kind.value, form.title, form.page.value) for form in typeset.forms.values()}


def test_two_sets_on_one_day_are_refused_by_file_and_by_database():
    data = data_file("rule_sets")
    data["rule_sets"][3]["valid_to"] = date(2026, 2, 1)
    assert any("trùng thời gian" in fault for fault in load_now(data).refused)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSet.objects.filter(code="R2025b").update(valid_to=date(2026, 2, 1))


def test_a_set_that_follows_ends_the_one_before():
    data = data_file("rule_sets")
    data["rule_sets"][-1]["valid_to"] = date(2028, 1, 1)
    data["rule_sets"].append(
        data["rule_sets"][-1] | {"code": "R2028", "valid_from": date(2028, 1, 1), "valid_to": None}
    )
    report = load_now(data)
    assert (report.added, report.changed) == (("bộ quy định R2028",), ("bộ quy định R2026",))
    assert rule_set_on(date(2028, 1, 1)).code == "R2028"


def test_an_unknown_circular_is_refused():
    data = data_file("rule_sets")
    data["rule_sets"][0]["circular"] = "99/2030/TT-VPCP"
    assert load_now(data).refused

"""Rule sets by date: one and only one a day; the forms are those of the circular of the day."""

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
    assert (found.code, found.code_format, found.one_stop_label) == (code, code_format, label)
    if day >= "2019-01-06":  # the circular's own first day
        assert form_set_on(date.fromisoformat(day)).circular == circular


def test_before_the_first_set_nothing_is_guessed():
    with pytest.raises(Refused, match="no_rule_set"):
        rule_set_on(date(2018, 6, 20))


def test_every_rule_set_has_forms_from_its_first_day_since_there_are_any():
    for row in RuleSet.objects.filter(valid_from__gte=date(2019, 1, 6)):
        assert form_set_on(row.valid_from).covers(row.valid_from)


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

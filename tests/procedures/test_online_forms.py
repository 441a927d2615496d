"""Versions of online forms: written by one, approved by another, frozen after; which is in force on which day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from motcua.cli.kinds import load
from motcua.core.refusals import Refused
from motcua.organisation.terms import Role
from motcua.procedures.models import FormVersion
from motcua.procedures.online_forms.actions import approve_form, discard_form, write_form
from motcua.procedures.online_forms.queries import form_in_force, form_of, overview, procedures_with_form
from motcua.procedures.terms import FormState
from tests.cast import Q11, at, colleague
from tests.procedures.online_form_cast import READY, ready, small

pytestmark = pytest.mark.usefixtures("seeded")
NINE = at("2022-05-16 09:00")
DAY = NINE.date()
EXTRACT = "2.000635"


def write(data: dict[str, Any], *, seen: str, code: str = EXTRACT, role: Role = Role.CONTROL) -> FormVersion:
    """The draft as the control office of Quận 11 writes it."""
    actor = colleague(role, Q11, NINE)
    return write_form(code=code, schema=data, said="Thêm trang", seen=seen, actor=actor, at=NINE)


def approve(day: date, *, seen: str, code: str = EXTRACT, role: Role = Role.LEAD) -> FormVersion:
    """The draft approved by the head."""
    return approve_form(code=code, valid_from=day, seen=seen, actor=colleague(role, Q11, NINE), at=NINE)


def standing() -> FormVersion:
    """The form of the extract in force."""
    found = form_in_force(EXTRACT, DAY)
    assert found is not None
    return found


def refused(work: Any) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.refusal.code


def test_the_ready_forms_are_loaded_and_in_force():
    assert procedures_with_form(DAY) == {path.stem for path in READY}
    assert standing().state is FormState.APPROVED
    assert form_of(standing()).title == "Tờ khai cấp bản sao trích lục hộ tịch"
    assert form_in_force(EXTRACT, date(2018, 6, 20)) is None
    assert form_in_force("9.999999", DAY) is None


def test_a_form_is_used_from_its_day_by_the_approval_of_a_second_person_and_the_old_one_stays_till_then():
    first = standing()
    draft = write(small(), seen=first.digest)
    assert (draft.number, draft.state) == (first.number + 1, FormState.DRAFT)
    assert standing() == first
    approve(DAY + timedelta(days=3), seen=draft.digest)
    assert standing() == first
    assert form_in_force(EXTRACT, DAY + timedelta(days=3)) == draft
    row = next(row for row in overview(DAY) if row.code == EXTRACT)
    assert (row.in_force, row.coming, row.draft) == (first, draft, None)


def test_nobody_approves_what_they_wrote():
    draft = write(small(), seen=standing().digest)
    assert refused(lambda: approve(DAY, seen=draft.digest, role=Role.CONTROL)) == "form_own_draft"
    with pytest.raises(DatabaseError), transaction.atomic():
        FormVersion.objects.filter(pk=draft.pk).update(approver_id=draft.author_id)


def test_what_was_not_seen_is_not_approved_nor_written_over():
    first = standing()
    draft = write(small(), seen=first.digest)
    assert refused(lambda: write(small(), seen=first.digest)) == "already_moved"
    assert refused(lambda: approve(DAY, seen=first.digest)) == "already_moved"
    again = write(small() | {"title": "Tờ khai khác"}, seen=draft.digest)
    assert again.pk == draft.pk


def test_a_form_is_not_put_in_force_for_days_gone_by():
    draft = write(small(), seen=standing().digest)
    assert refused(lambda: approve(DAY - timedelta(days=1), seen=draft.digest)) == "backdated"


@pytest.mark.parametrize("role", [Role.RECEIVE, Role.ADMIN, Role.INSPECT, Role.LEAD])
def test_only_the_control_office_writes(role: Role):
    assert refused(lambda: write(small(), seen=standing().digest, role=role)) == "no_role"


@pytest.mark.parametrize("role", [Role.RECEIVE, Role.ADMIN, Role.SEAL])
def test_only_the_control_office_and_the_head_approve(role: Role):
    draft = write(small(), seen=standing().digest)
    assert refused(lambda: approve(DAY, seen=draft.digest, role=role)) == "no_role"


def test_a_faulty_or_endless_form_is_refused_and_a_procedure_nobody_knows():
    seen = standing().digest
    assert refused(lambda: write({"title": "x"}, seen=seen)) == "form_faulty"
    assert refused(lambda: write(small() | {"source": "x" * 300_000}, seen=seen)) == "form_too_big"
    assert refused(lambda: write(small(), seen="", code="9.999999")) == "procedure_unknown"


def test_a_draft_is_thrown_away_and_the_form_in_force_stays():
    first = standing()
    write(small(), seen=first.digest)
    control = colleague(Role.CONTROL, Q11, NINE)
    discard_form(code=EXTRACT, actor=control, at=NINE)
    assert refused(lambda: discard_form(code=EXTRACT, actor=control, at=NINE)) == "form_no_draft"
    assert refused(lambda: approve(DAY, seen=first.digest)) == "form_no_draft"
    assert standing() == first


@pytest.mark.parametrize(
    "change", [{"schema": {}}, {"valid_from": DAY}, {"approved_at": None}, {"digest": "0"}]
)
def test_an_approved_version_never_changes_nor_goes(change: dict[str, Any]):
    version = standing()
    with pytest.raises(DatabaseError), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        version.delete()


def reloaded(**change: Any) -> Any:
    """What loading the file of the extract again does."""
    data = {"kind": "online_forms", "procedure": EXTRACT, "valid_from": "2018-06-21", "form": ready(EXTRACT)}
    return load(data | change, file="thu.yaml", at=NINE, lend=True)


def test_a_file_loaded_again_changes_nothing_and_a_changed_one_begins_today():
    first = standing()
    assert reloaded().unchanged == 1
    assert reloaded(form=small()).changed
    assert standing().valid_from == DAY
    assert form_in_force(EXTRACT, DAY - timedelta(days=1)) == first


def test_a_file_never_replaces_what_the_control_office_approved():
    draft = write(small(), seen=standing().digest)
    approve(DAY, seen=draft.digest)
    assert reloaded(form=small() | {"title": "Từ tệp"}).unchanged == 1
    assert standing() == draft


def test_a_faulty_file_is_refused_by_its_name_and_nothing_is_written():
    before = FormVersion.objects.count()
    report = reloaded(form={"title": "x"})
    assert any("thu.yaml" in line for line in report.refused)
    assert any("không có thủ tục" in line for line in reloaded(procedure="9.999999").refused)
    assert FormVersion.objects.count() == before

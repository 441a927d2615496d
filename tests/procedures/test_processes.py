"""Internal processes: the provincial one first, the unit's refers to it, every change is a version."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.core.refusals import Refused
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.procedures import actions
from motcua.procedures.checks import process_history
from motcua.procedures.models import InternalProcess, ProcedureVersion
from motcua.procedures.process_steps import differences, legal_minutes, steps_of, total_minutes
from motcua.procedures.queries import active_process, version_on
from tests.cast import at, colleague
from tests.procedures.catalogue import COPY

Q11 = "hcmc.q11"
NOW = at("2022-05-16 09:00")
DAY = NOW.date()


def certified_copy() -> ProcedureVersion:
    found = version_on(COPY, DAY)
    assert found is not None
    return found


def test_on_the_spot_has_the_five_steps_in_order_all_at_the_desk():
    steps = steps_of("on_the_spot", "Chứng thực", 1, "same_day")
    assert [step["act"] for step in steps] == ["receive", "appraise", "approve", "stamp", "return_result"]
    assert {step["place"] for step in steps} == {"desk"}


@pytest.mark.requirement("R-045")
def test_partial_leaves_the_desk_only_for_approval_and_seal():
    away = [
        step["act"] for step in steps_of("partial", "Hộ tịch", 3, "working_day") if step["place"] == "agency"
    ]
    assert away == ["approve", "stamp"]


@pytest.mark.parametrize(
    ("field", "appraise", "approve"),
    [
        ("Chứng thực", "Kiểm tra, đối chiếu", "Ký chứng thực"),
        ("Hộ tịch", "Thẩm tra", "Ký"),
        ("Đất đai", "Thẩm định", "Phê duyệt"),
    ],
)
def test_steps_are_named_as_the_field_names_them(field, appraise, approve):
    labels = {step["act"]: step["label"] for step in steps_of("ordinary", field, 5, "working_day")}
    assert (labels["appraise"], labels["approve"]) == (appraise, approve)


@pytest.mark.parametrize("path", ["on_the_spot", "partial", "ordinary"])
@pytest.mark.parametrize(
    ("value", "unit", "most"),
    [(1, "same_day", 480), (3, "working_day", 1440), (1, "hour", 60), (15, "calendar_day", 15 * 480)],
)
def test_the_minutes_of_the_steps_stay_within_the_term(path, value, unit, most):
    assert 0 < sum(step["minutes"] for step in steps_of(path, "Hộ tịch", value, unit)) <= most


@pytest.mark.requirement("R-053")
def test_the_difference_of_two_versions_is_told_in_words():
    before = steps_of("on_the_spot", "Chứng thực", 1, "same_day")
    after = [dict(step) for step in before[:-1]]
    after[1]["minutes"] = 30
    assert differences(before, after) == (
        "Bỏ bước “Trả kết quả”",
        "Bước “Kiểm tra, đối chiếu”: số phút “108” thành “30”",
    )
    assert differences(before, before) == ()
    assert differences(before, [*before[::-1]]) == ("Đổi thứ tự các bước",)


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-052")
def test_every_active_process_of_a_unit_refers_to_an_approved_provincial_one():
    for process in InternalProcess.objects.exclude(unit=None).select_related("base"):
        assert process.base is not None
        assert process.base.unit_id is None
        assert process.base.version_id == process.version_id
        assert process.base.approved_on
        assert process.demo
        assert "(minh họa)" in process.approver_name


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-052")
def test_the_database_takes_no_active_process_without_a_provincial_one_or_an_approval():
    active = InternalProcess.objects.exclude(unit=None).filter(status="active")
    for missing in ({"base": None}, {"approver_name": ""}, {"approved_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            active.filter(id=active.values_list("id", flat=True)[0]).update(**missing)


@pytest.mark.usefixtures("seeded")
def test_a_process_changes_on_the_day_the_list_of_the_unit_begins():
    version, vung_tau = certified_copy(), Unit.objects.get(id="brvt.vung-tau")
    before = active_process(version, vung_tau, date(2020, 10, 25))
    since = active_process(version, vung_tau, date(2020, 10, 26))
    assert before is not None
    assert since is not None
    assert (before.path, since.path) == ("ordinary", "on_the_spot")


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-031", "R-053")
def test_a_new_version_of_a_process_holds_from_its_day_and_shows_author_approver_and_difference():
    version, desk = certified_copy(), Unit.objects.get(id=Q11)
    steps = [dict(step) for step in process_of(version)]
    steps[1]["minutes"] = 20
    author = colleague(Role.CONTROL, Q11, NOW)
    chair = colleague(Role.APPROVE, Q11, NOW)
    draft = actions.draft_process(
        version_id=version.id, unit_id=Q11, steps=steps, path="on_the_spot", actor=author, at=NOW
    )
    assert active_process(version, desk, DAY) != draft
    actions.approve_process(process_id=draft.id, valid_from=date(2022, 6, 1), actor=chair, at=NOW)
    assert active_process(version, desk, date(2022, 5, 31)) != draft
    assert active_process(version, desk, date(2022, 6, 1)) == draft
    entry = process_history(version, Q11)[-1]
    assert (entry.author, entry.approver, entry.approved_on) == (author.name, chair.name, DAY)
    assert entry.differences == ("Bước “Kiểm tra, đối chiếu”: số phút “108” thành “20”",)


def process_of(version: ProcedureVersion) -> list[dict[str, object]]:
    process = active_process(version, Unit.objects.get(id=Q11), DAY)
    assert process is not None
    steps: list[dict[str, object]] = process.steps
    return steps


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-052")
def test_a_unit_process_is_not_approved_while_the_province_has_none():
    version = certified_copy()
    draft = actions.draft_process(
        version_id=version.id,
        unit_id=Q11,
        steps=process_of(version),
        path="ordinary",
        actor=colleague(Role.CONTROL, Q11, NOW),
        at=NOW,
    )
    InternalProcess.objects.filter(version=version, unit=None).update(status="draft")
    with pytest.raises(Refused, match="no_provincial_process"):
        actions.approve_process(
            process_id=draft.id, valid_from=DAY, actor=colleague(Role.APPROVE, Q11, NOW), at=NOW
        )


@pytest.mark.usefixtures("seeded")
def test_who_may_not_approves_no_process():
    version = certified_copy()
    draft = actions.draft_process(
        version_id=version.id,
        unit_id=Q11,
        steps=process_of(version),
        path="ordinary",
        actor=colleague(Role.CONTROL, Q11, NOW),
        at=NOW,
    )
    for actor, code in (
        (colleague(Role.RECEIVE, Q11, NOW), "no_role"),
        (colleague(Role.APPROVE, "brvt.vung-tau", NOW), "other_unit"),
    ):
        with pytest.raises(Refused, match=code):
            actions.approve_process(process_id=draft.id, valid_from=DAY, actor=actor, at=NOW)
    with pytest.raises(Refused, match="backdated"):
        actions.approve_process(
            process_id=draft.id,
            valid_from=date(2022, 5, 15),
            actor=colleague(Role.APPROVE, Q11, NOW),
            at=NOW,
        )


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-066")
@pytest.mark.rule("144/KH-UBND BR-VT I.2 term")
@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_process_longer_than_the_legal_term_is_not_approved(more: int, refused: bool):
    version = certified_copy()
    assert version.limit_value is not None
    law = legal_minutes(version.limit_value, version.limit_unit)
    steps = process_of(version)
    spent = sum(int(str(step["minutes"])) for step in steps[:-1])
    draft = actions.draft_process(
        version_id=version.id,
        unit_id=Q11,
        steps=[*steps[:-1], steps[-1] | {"minutes": law - spent + more}],
        path="on_the_spot",
        actor=colleague(Role.CONTROL, Q11, NOW),
        at=NOW,
    )
    approver = colleague(Role.APPROVE, Q11, NOW)
    if refused:
        with pytest.raises(Refused, match="longer_than_law"):
            actions.approve_process(process_id=draft.id, valid_from=DAY, actor=approver, at=NOW)
        return
    approved = actions.approve_process(process_id=draft.id, valid_from=DAY, actor=approver, at=NOW)
    assert total_minutes(approved.steps) == law

"""A report is drafted, frozen when issued, sent, returned with a reason, sent again, archived; nothing is undone."""

import unicodedata
from datetime import date, datetime

import pytest
from django.db import Error, connection, transaction

from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.documents.report_paper import as_data
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.reports.actions.issuing import (
    Wanted,
    archive_report,
    confirm_report,
    draft_report,
    issue_report,
    return_report,
)
from motcua.reports.actions.obliging import DueRule, set_obligation
from motcua.reports.issue_rules import month_of
from motcua.reports.issue_terms import Every, ReportKind, ReportState, Standing
from motcua.reports.issued import (
    changes_since,
    digest_of,
    head_for,
    numbers_of,
    paper_as_of,
    report_for,
    report_page,
    reports_of,
    reports_received,
)
from motcua.reports.models import Report, ReportContent, ReportEvent, ReportObligation, ReportReceiver
from motcua.reports.obligations import DueTable, UnitDue, due_tables, own_duties
from tests.cast import CERTIFIED_COPY, THANH_SON, at, colleague, received
from tests.reports.model_days import FRIDAY_MODEL, THANH_HA, settled, unit

pytestmark = pytest.mark.usefixtures("seeded")
PROVINCE = "hai-duong"
FRIDAY, NOVEMBER, LATER = at("2023-10-06 09:00"), at("2023-11-02 08:00"), at("2023-11-20 08:00")
OCTOBER = month_of(date(2023, 10, 1))


def drafted(
    unit_id: str = THANH_SON,
    *,
    replaces: int | None = None,
    period: tuple[date, date] = OCTOBER,
    moment: datetime = NOVEMBER,
) -> Report:
    wanted = Wanted(ReportKind.FRIDAY, FRIDAY_MODEL, *period, replaces)
    return draft_report(wanted=wanted, actor=colleague(Role.LEAD, unit_id, moment), at=moment)


def issued(
    report: Report, *, to: tuple[str, ...] = (THANH_HA,), others: str = "", moment: datetime = NOVEMBER
) -> ReportContent:
    head = colleague(Role.LEAD, report.unit.pk, moment)
    return issue_report(report_id=report.pk, receivers=to, others=others, actor=head, at=moment)


def number_of(report: Report) -> str:
    """As its page says and its list says alike."""
    [listed] = numbers_of([report]).values()
    assert report_page(report, LATER).name == f"Báo cáo số {listed}"
    return listed


def refusal(act: object, **said: object) -> str:
    with pytest.raises(Refused) as no:
        act(**said)  # type: ignore[operator]
    return no.value.refusal.code


@pytest.mark.requirement("R-274")
def test_a_report_is_issued_with_sender_receiver_date_and_state_and_then_archived() -> None:
    report = drafted()
    content = issued(report, others="Đảng ủy xã Thanh Sơn")
    page = report_page(report, LATER)
    head = colleague(Role.LEAD, THANH_SON, NOVEMBER)
    assert (page.state, page.issued_at, content.sender) == (ReportState.ISSUED, NOVEMBER, head.name)
    assert page.receivers == (unit().name,)
    assert content.others == "Đảng ủy xã Thanh Sơn"
    archive_report(report_id=report.pk, actor=head, at=LATER)
    assert report_page(report, LATER).state is ReportState.ARCHIVED
    assert [one.act for one in report_page(report, LATER).events] == ["draft", "issue", "archive"]


@pytest.mark.requirement("R-281")
def test_an_issued_report_says_the_same_after_the_data_changed_and_the_differences_can_be_shown() -> None:
    settled(FRIDAY, FRIDAY)
    report = drafted()
    issued(report)
    before = report_page(report, NOVEMBER).paper
    assert changes_since(report_page(report, NOVEMBER), NOVEMBER) == ()
    received(CERTIFIED_COPY, THANH_SON, at("2023-10-13 09:00"))
    page = report_page(report, LATER)
    assert page.paper == before
    assert page.whole
    changed = {(one.column, one.frozen, one.now) for one in changes_since(page, LATER)}
    assert {("Hồ sơ", "1", "2"), ("Tỷ lệ trong ngày", "100,0%", "50,0%")} <= changed


def test_a_draft_follows_the_figures_until_it_is_issued() -> None:
    report = drafted()
    settled(FRIDAY, FRIDAY)
    assert report_page(report, NOVEMBER).paper.tables[0].rows[-1].cells[2] == 1
    assert report_page(report, NOVEMBER).content is None


@pytest.mark.requirement("R-281")
def test_no_row_of_an_issued_report_can_be_changed_or_deleted() -> None:
    report = drafted()
    issued(report)
    for table in (Report, ReportEvent, ReportContent, ReportReceiver):
        with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table._meta.db_table}")
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        ReportContent.objects.update(canonical="{}")


def test_a_report_of_a_month_that_runs_is_a_draft_and_not_issued() -> None:
    report = drafted(period=month_of(date(2023, 11, 1)))
    assert report_page(report, NOVEMBER).paper.provisional
    head = colleague(Role.LEAD, THANH_SON, NOVEMBER)
    said = {"report_id": report.pk, "receivers": (THANH_HA,), "others": "", "actor": head, "at": NOVEMBER}
    assert refusal(issue_report, **said) == "period_not_over"


def test_a_report_is_issued_once_and_by_its_own_unit() -> None:
    report = drafted()
    said = {"report_id": report.pk, "receivers": (PROVINCE,), "others": "", "at": NOVEMBER}
    stranger = colleague(Role.LEAD, THANH_HA, NOVEMBER)
    assert refusal(issue_report, actor=stranger, **said) == "other_unit"
    clerk = colleague(Role.RECEIVE, THANH_SON, NOVEMBER)
    assert refusal(issue_report, actor=clerk, **said) == "no_role"
    issued(report)
    head = colleague(Role.LEAD, THANH_SON, NOVEMBER)
    assert refusal(issue_report, actor=head, **said) == "report_issued"
    assert ReportContent.objects.filter(report=report).count() == 1


def test_a_report_goes_to_units_that_are_there_and_not_to_itself() -> None:
    report, head = drafted(), colleague(Role.LEAD, THANH_SON, NOVEMBER)
    said = {"report_id": report.pk, "actor": head, "at": NOVEMBER}
    assert refusal(issue_report, receivers=(), others=" ", **said) == "receiver_missing"
    assert refusal(issue_report, receivers=(THANH_SON,), others="", **said) == "receiver_self"
    assert refusal(issue_report, receivers=("x.y",), others="", **said) == "unit_unknown"
    assert refusal(issue_report, receivers=(), others="a" * 3000, **said) == "text_too_long"
    assert not ReportContent.objects.filter(report=report).exists()


@pytest.mark.requirement("R-277")
def test_a_receiver_returns_a_report_with_a_reason_and_it_is_sent_again() -> None:
    report = drafted()
    issued(report)
    above = colleague(Role.LEAD, THANH_HA, NOVEMBER)
    said = {"report_id": report.pk, "actor": above, "at": NOVEMBER}
    assert refusal(return_report, reason=" ", **said) == "reason_missing"
    written = unicodedata.normalize("NFD", "Thiếu số liệu tháng 9")
    event = return_report(reason=written, report_id=report.pk, actor=above, at=NOVEMBER)
    assert event.reason == "Thiếu số liệu tháng 9"
    assert refusal(return_report, reason="Lần nữa", **said) == "wrong_state"
    again = drafted(replaces=report.pk)
    issued(again)
    assert report_page(again, LATER).state is ReportState.ISSUED
    assert report_page(report, LATER).state is ReportState.RETURNED
    with pytest.raises(Refused, match="replaces_wrong"):
        drafted(replaces=report.pk)


def test_a_unit_that_did_not_get_the_report_neither_sees_nor_returns_it() -> None:
    report = drafted()
    issued(report)
    stranger = colleague(Role.LEAD, "hcmc.q11", NOVEMBER)
    assert (
        refusal(return_report, report_id=report.pk, reason="Sai", actor=stranger, at=NOVEMBER)
        == "not_receiver"
    )
    assert refusal(confirm_report, report_id=report.pk, actor=stranger, at=NOVEMBER) == "not_receiver"
    assert report_for(report.pk, "hcmc.q11") is None
    assert report_for(report.pk, THANH_HA) == report
    assert list(reports_received(THANH_HA)) == list(reports_of(THANH_SON)) == [report]


def test_a_receiver_confirms_once_and_every_act_is_in_the_journal() -> None:
    report = drafted()
    issued(report)
    above = colleague(Role.LEAD, THANH_HA, NOVEMBER)
    confirm_report(report_id=report.pk, actor=above, at=NOVEMBER)
    assert refusal(confirm_report, report_id=report.pk, actor=above, at=NOVEMBER) == "confirmed_already"
    noted = JournalEntry.objects.filter(subject=f"report:{report.pk}").values_list("action", flat=True)
    assert set(noted) == {"report_draft", "report_issue", "report_confirm"}


@pytest.mark.requirement("R-274")
@pytest.mark.rule("30/2020/NĐ-CP 15")
def test_a_report_has_the_next_number_of_the_year_in_which_it_is_issued() -> None:
    in_december, in_january = at("2023-12-28 16:00"), at("2024-01-03 08:00")
    old = drafted(moment=in_december)
    for _given_up in range(2):  # leave no gap
        drafted(moment=in_january)
    second = drafted(moment=in_january)
    issued(old, moment=in_january)
    issued(second, moment=at("2024-01-10 08:00"))
    assert [number_of(one) for one in (old, second)] == ["1/2024", "2/2024"]
    other = drafted(THANH_HA, moment=in_january)
    issued(other, to=(PROVINCE,), moment=in_january)
    assert number_of(other) == "1/2024"


@pytest.mark.rule("30/2020/NĐ-CP 15")
def test_the_year_of_a_number_is_the_one_of_the_office_clock() -> None:
    late, early = at("2023-12-31 23:59"), at("2024-01-01 00:01")
    for moment in (late, early):
        issued(drafted(moment=late), moment=moment)
    assert sorted(numbers_of(Report.objects.all()).values()) == ["1/2023", "1/2024"]


def test_a_draft_has_no_number_and_an_issue_that_is_refused_takes_none() -> None:
    first, second = drafted(), drafted()
    page = report_page(first, NOVEMBER)
    assert (page.name, head_for(page).number, numbers_of([first])) == ("Dự thảo báo cáo", "", {})
    head = colleague(Role.LEAD, THANH_SON, NOVEMBER)
    said = {"report_id": first.pk, "receivers": (), "others": "", "actor": head, "at": NOVEMBER}
    assert refusal(issue_report, **said) == "receiver_missing"
    issued(second)
    assert number_of(second) == "1/2023"


@pytest.mark.requirement("R-281")
def test_the_head_of_an_issued_report_stays_when_the_agency_is_renamed() -> None:
    report, draft = drafted(), drafted()
    issued(report)
    before = head_for(report_page(report, LATER))
    assert (before.number, before.symbol, before.agency) == ("1", "BC", unit(THANH_SON).name)
    for renamed in (THANH_SON, THANH_HA):
        Unit.objects.filter(pk=renamed).update(name=f"Tên mới {renamed}", place="Nơi mới")
    assert head_for(report_page(Report.objects.get(pk=report.pk), LATER)) == before
    now = head_for(report_page(Report.objects.get(pk=draft.pk), LATER))
    assert (now.agency, now.superior, now.place) == (
        f"Tên mới {THANH_SON}", f"Tên mới {THANH_HA}", "Nơi mới",
    )  # fmt: skip


def test_a_report_frozen_without_its_number_keeps_the_number_of_its_draft(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drafted()
    report = drafted()
    monkeypatch.setattr("motcua.reports.actions.issuing.said_when_issued", as_before)
    content = issued(report)
    assert digest_of(content.canonical) == content.sha256
    assert number_of(report) == "2/2023"
    head = head_for(report_page(report, LATER))
    assert (head.number, head.symbol, head.agency) == ("2", "BC", unit(THANH_SON).name)


def as_before(report: Report, number: int, moment: datetime) -> dict[str, object]:
    """What was frozen before the number and the head were."""
    return as_data(paper_as_of(report, moment))


def test_content_that_was_changed_behind_the_office_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    report = drafted()
    issued(report)
    content = ReportContent.objects.get(report=report)
    monkeypatch.setattr(ReportContent.objects, "filter", lambda **_: Stub(content))
    content.canonical = content.canonical.replace('"total":true', '"total":false')
    with pytest.raises(Refused, match="content_changed"):
        report_page(report, LATER)


class Stub:
    """What the table would give if its row had been changed on the disk."""

    def __init__(self, content: ReportContent) -> None:
        self.content = content

    def first(self) -> ReportContent:
        return self.content


def owed(every: Every = Every.MONTH, **more: object) -> ReportObligation:
    facts: dict[str, object] = {
        "kind": ReportKind.FRIDAY, "programme": FRIDAY_MODEL, "level": "commune", "every": every,
        "first": date(2023, 9, 1), "days_after": 5,
    }  # fmt: skip
    head = colleague(Role.LEAD, THANH_HA, NOVEMBER)
    return set_obligation(rule=DueRule(**(facts | more)), actor=head, at=NOVEMBER)  # type: ignore[arg-type]


@pytest.mark.requirement("R-279")
def test_the_date_of_the_commune_report_is_set_by_the_user_and_shown_as_such() -> None:
    owed()
    [table] = due_tables(unit(), NOVEMBER)
    assert table.set_by_user
    assert (table.rule.stated_by_name, table.rule.stated_at) == (
        colleague(Role.LEAD, THANH_HA, NOVEMBER).name, NOVEMBER,
    )  # fmt: skip
    october = next(row for row in table.rows if row.owed.first == date(2023, 10, 1))
    assert (october.unit.pk, october.owed.due) == (THANH_SON, date(2023, 11, 6))
    owed(days_after=10, source="120/KH-UBND, mục III")
    [table] = due_tables(unit(), NOVEMBER)
    assert not table.set_by_user
    assert table.rows[-1].owed.due == date(2023, 10, 10)
    owed(ended=True)
    assert due_tables(unit(), NOVEMBER) == []


def october_of(table: DueTable) -> UnitDue:
    return next(row for row in table.rows if row.owed.first == date(2023, 10, 1))


@pytest.mark.requirement("R-277")
@pytest.mark.rule("promises 5")
@pytest.mark.parametrize(
    ("sent", "expected"), [("2023-11-06 23:59", Standing.ON_TIME), ("2023-11-07 00:00", Standing.LATE)]
)
def test_a_term_that_ends_on_a_sunday_ends_on_the_monday(sent: str, expected: Standing) -> None:
    owed()
    assert october_of(due_tables(unit(), at("2023-11-06 08:00"))[0]).standing is Standing.NOT_DUE
    assert october_of(due_tables(unit(), at("2023-11-07 08:00"))[0]).standing is Standing.MISSING
    issued(drafted(), moment=at(sent))
    row = october_of(due_tables(unit(), LATER)[0])
    assert (row.owed.due, row.standing) == (date(2023, 11, 6), expected)


@pytest.mark.rule("promises 5")
def test_a_term_that_ends_in_the_holidays_ends_after_them() -> None:
    owed(first=date(2024, 1, 1), days_after=10)  # 10 February 2024 is the first day of Tết
    [table] = due_tables(unit(), at("2024-02-01 08:00"))
    assert {row.owed.first: row.owed.due for row in table.rows}[date(2024, 1, 1)] == date(2024, 2, 15)


def test_a_day_that_was_set_stays_though_it_is_a_sunday() -> None:
    owed(
        Every.ONCE,
        first=date(2023, 10, 1),
        last=date(2023, 10, 31),
        due_on=date(2023, 11, 5),
        days_after=None,
    )
    assert october_of(due_tables(unit(), NOVEMBER)[0]).owed.due == date(2023, 11, 5)


def test_where_the_calendar_holds_no_days_a_term_ends_on_its_bare_day() -> None:
    owed(first=date(2019, 1, 1), days_after=5)
    [table] = due_tables(unit(), at("2019-12-02 08:00"))
    due = {row.owed.first.month: row.owed.due for row in table.rows}
    assert due[11] == date(2019, 12, 5)
    assert due[8] == date(2019, 9, 5)


@pytest.mark.requirement("R-277")
def test_each_unit_shows_due_date_sending_time_on_time_or_late_and_what_came_back() -> None:
    owed()
    report = drafted()
    issued(report)
    [table] = due_tables(unit(), LATER)
    by_month = {row.owed.first.month: row for row in table.rows}
    assert (by_month[10].standing, by_month[10].sent_at) == (Standing.ON_TIME, NOVEMBER)
    assert (by_month[9].standing, by_month[9].sent_at) == (Standing.MISSING, None)
    assert by_month[11].standing is Standing.NOT_DUE
    above = colleague(Role.LEAD, THANH_HA, NOVEMBER)
    return_report(report_id=report.pk, reason="Thiếu ngày 06/10", actor=above, at=NOVEMBER)
    [table] = due_tables(unit(), LATER)
    october = next(row for row in table.rows if row.owed.first.month == 10)
    assert (october.standing, october.returned) == (Standing.RETURNED, "Thiếu ngày 06/10")
    [(_rule, own), *_] = [one for one in own_duties(unit(THANH_SON), (THANH_HA,), LATER) if one[1].report]
    assert own.report == report


@pytest.mark.requirement("R-277")
def test_a_unit_reads_what_it_still_owes_first_and_of_that_the_first_due() -> None:
    owed(first=date(2023, 8, 1))
    report = drafted(period=month_of(date(2023, 9, 1)))
    issued(report)
    duties = own_duties(unit(THANH_SON), (THANH_HA,), LATER)
    assert [row.owed.first.month for _rule, row in duties] == [8, 10, 11, 9]
    above = colleague(Role.LEAD, THANH_HA, NOVEMBER)
    return_report(report_id=report.pk, reason="Thiếu ngày 15/9", actor=above, at=NOVEMBER)
    duties = own_duties(unit(THANH_SON), (THANH_HA,), LATER)
    assert [row.owed.first.month for _rule, row in duties] == [8, 9, 10, 11]


def test_a_date_is_set_for_a_level_that_is_there_by_who_may() -> None:
    clerk = colleague(Role.RECEIVE, THANH_HA, NOVEMBER)
    rule = DueRule(ReportKind.FRIDAY, FRIDAY_MODEL, "commune", Every.MONTH, date(2023, 9, 1), days_after=5)
    assert refusal(set_obligation, rule=rule, actor=clerk, at=NOVEMBER) == "no_role"
    with pytest.raises(Refused, match="level_unknown"):
        owed(level="planet")
    assert Unit.objects.filter(level_id="commune").exists()

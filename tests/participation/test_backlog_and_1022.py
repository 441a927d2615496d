"""Backlog of dossiers and projects, and what came by channel 1022: registered, settled, counted apart."""

from datetime import date, datetime

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from motcua.participation import queries
from motcua.participation.actions.backlog import add_backlog, clear_backlog
from motcua.participation.actions.portal_items import answer_portal_item, record_portal_item
from motcua.participation.models import BacklogItem, PortalItem, Registration
from motcua.participation.registration_terms import BacklogKind
from tests.cast import CERTIFIED_COPY, LAND_CHANGE, P5, Q11, at, colleague, do, received, settled
from tests.participation.registering import CITY, DISTRICT, MORNING, registered

pytestmark = pytest.mark.usefixtures("seeded")


def lies(
    row: Registration, name: str, kind: BacklogKind = BacklogKind.PROJECT, **said: object
) -> BacklogItem:
    facts: dict[str, object] = {
        "cause": "Chờ ý kiến liên ngành", "owner": "Phó Giám đốc", "target": date(2022, 6, 10), "at": MORNING,
    }  # fmt: skip
    facts |= said
    who = colleague(Role.CONTROL, row.unit_id, MORNING)
    return add_backlog(registration_id=row.pk, kind=kind, name=name, actor=who, **facts)  # type: ignore[arg-type]


def clear(item: BacklogItem, day: date, moment: datetime) -> None:
    who = colleague(Role.CONTROL, item.unit_id, moment)
    clear_backlog(item_id=item.pk, cleared_on=day, evidence="Quyết định 45/QĐ", actor=who, at=moment)


@pytest.mark.requirement("R-160", "R-165", "R-100")
@pytest.mark.rule("104/KH-UBND Q11 II.2.1")
def test_backlog_has_cause_owner_and_target_and_its_clearance_share_is_counted_apart_by_kind() -> None:
    row = registered("2.1")
    first = lies(row, "Dự án cải tạo chợ")
    lies(row, "Dự án mở hẻm")
    paper = lies(row, "HS-2021/118", BacklogKind.DOSSIER)
    clear(first, date(2022, 5, 20), at("2022-05-20 16:00"))
    clear(paper, date(2022, 6, 20), at("2022-06-20 16:00"))
    share = queries.backlog_share(CITY)
    projects, dossiers = share.kinds[BacklogKind.PROJECT], share.kinds[BacklogKind.DOSSIER]
    assert (projects.registered, projects.cleared, projects.share.text) == (2, 1, "50,0 %")
    assert (dossiers.registered, dossiers.cleared) == (1, 1)
    # Between 15/05 and 15/06/2022: the dossier was settled five days too late for it.
    assert (share.total.registered_then, share.total.cleared_then) == (3, 1)
    assert (share.total.registered, share.total.cleared, share.total.share.text) == (3, 2, "66,6 %")
    of_kind = queries.backlog_items(CITY, kind=BacklogKind.PROJECT, cleared=False)
    assert [one.name for one in of_kind] == ["Dự án mở hẻm"]
    assert queries.backlog_share(DISTRICT).total.share.text == "–"


def test_backlog_is_told_once_and_cleared_once() -> None:
    item = lies(registered("2.1"), "Dự án mở hẻm")
    with pytest.raises(Refused, match="backlog_twice"):
        lies(item.registration, "Dự án  mở hẻm")
    clear(item, date(2022, 5, 16), MORNING)
    with pytest.raises(Refused, match="cleared_already"):
        clear(item, date(2022, 5, 16), MORNING)
    with pytest.raises(Refused, match="item_unknown"):
        clear_backlog(
            item_id=item.pk, cleared_on=date(2022, 5, 16), evidence="x",
            actor=colleague(Role.CONTROL, Q11, MORNING), at=MORNING,
        )  # fmt: skip


def test_backlog_belongs_to_option_2_1() -> None:
    with pytest.raises(Refused, match="other_option"):
        lies(registered("2.4"), "Dự án mở hẻm")


@pytest.mark.requirement("R-100")
def test_a_dossier_of_the_system_is_cleared_only_when_it_really_has_its_result() -> None:
    dossier = received(LAND_CHANGE, Q11, MORNING)
    row = registered("2.1", unit_id=Q11, programme=DISTRICT, main=False)
    item = lies(row, str(dossier), BacklogKind.DOSSIER)
    assert item.dossier_id == dossier.pk
    with pytest.raises(Refused, match="dossier_still_open"):
        clear(item, date(2022, 5, 16), at("2022-05-16 10:00"))
    do(Act.WITHDRAW, dossier, Role.RECEIVE, at("2022-05-16 11:00"), reason="Theo đề nghị")
    clear(item, date(2022, 5, 16), at("2022-05-16 12:00"))
    again = registered("2.1", unit_id=P5, programme=DISTRICT, main=False)
    ended = received(CERTIFIED_COPY, P5, MORNING)
    do(Act.WITHDRAW, ended, Role.RECEIVE, at("2022-05-16 11:00"), reason="Theo đề nghị")
    with pytest.raises(Refused, match="dossier_ended"):
        lies(again, str(ended), BacklogKind.DOSSIER)


@pytest.mark.requirement("R-100")
def test_a_dossier_whose_result_is_ready_is_no_backlog_though_nobody_took_it_home_yet() -> None:
    row = registered("2.1", unit_id=P5, programme=DISTRICT, main=False)
    ready = settled(CERTIFIED_COPY, P5, MORNING, at("2022-05-16 10:00"))
    ready.refresh_from_db()
    assert (ready.ready_at is not None, ready.ended_at) == (True, None)
    with pytest.raises(Refused, match="dossier_ended") as found:
        lies(row, str(ready), BacklogKind.DOSSIER, at=at("2022-05-16 11:00"))
    assert "đã có kết quả" in found.value.refusal.text
    assert not BacklogItem.objects.exists()


def came(row: Registration, number: str, moment: str, now: str = "2022-05-20 08:00") -> PortalItem:
    return record_portal_item(
        registration_id=row.pk, number=number, subject="Lấn chiếm vỉa hè", received_at=at(moment),
        actor=colleague(Role.CONTROL, row.unit_id, at(now)), at=at(now),
    )  # fmt: skip


def answer(item: PortalItem, moment: str, now: str = "2022-05-20 08:00") -> None:
    answer_portal_item(
        item_id=item.pk, answered_at=at(moment), outcome="Đã xử lý",
        actor=colleague(Role.LEAD, item.unit_id, at(now)), at=at(now),
    )  # fmt: skip


@pytest.mark.requirement("R-103")
@pytest.mark.rule("104/KH-UBND Q11 II.2.4")
@pytest.mark.parametrize(
    ("received_at", "due"),
    [
        ("2022-05-16 07:00", "2022-05-16 17:00"),  # before opening: this working day
        ("2022-05-16 12:00", "2022-05-16 17:00"),  # noon
        ("2022-05-16 16:59", "2022-05-16 17:00"),
        ("2022-05-16 17:00", "2022-05-17 17:00"),  # closed: the next working day
        ("2022-05-20 21:30", "2022-05-23 17:00"),  # Friday night: Monday
    ],
)
def test_an_item_of_1022_is_due_by_the_close_of_the_same_working_day(received_at: str, due: str) -> None:
    row = registered("2.4")
    item = came(row, "1022-001", received_at, now="2022-05-30 08:00")
    assert item.due_at == at(due)


@pytest.mark.requirement("R-103")
def test_the_share_answered_that_day_leaves_out_what_is_still_open() -> None:
    row = registered("2.4")
    in_time, late, owed = (came(row, f"1022-{n}", f"2022-05-16 0{n}:30") for n in (7, 8, 9))
    came(row, "1022-4", "2022-05-19 18:00")
    answer(in_time, "2022-05-16 17:00")
    answer(late, "2022-05-16 17:01")
    found = queries.answered(CITY, at("2022-05-20 08:00"))
    assert (found.in_time, found.late, found.open, found.share.text) == (1, 2, 1, "33,3 %")
    assert queries.in_time(owed, at("2022-05-16 17:00")) is None
    assert queries.in_time(owed, at("2022-05-16 17:01")) is False


def test_what_cannot_be_of_an_item_of_1022_is_refused() -> None:
    row = registered("2.4")
    item = came(row, "1022-1", "2022-05-16 09:30")
    for number, moment, why in (
        ("1022-1", "2022-05-16 10:00", "item_twice"),
        ("1022-2", "2022-05-13 10:00", "before_registration"),
        ("1022-2", "2022-05-20 10:00", "in_future"),
        ("", "2022-05-16 10:00", "number_missing"),
    ):
        with pytest.raises(Refused, match=why):
            came(row, number, moment)
    with pytest.raises(Refused, match="outside_period"):
        came(row, "1022-2", "2022-06-15 18:00", now="2022-06-20 08:00")
    for moment, why in (("2022-05-16 09:00", "before_receipt"), ("2022-05-21 09:00", "in_future")):
        with pytest.raises(Refused, match=why):
            answer(item, moment)
    answer(item, "2022-05-16 15:00")
    with pytest.raises(Refused, match="answered_already"):
        answer(item, "2022-05-16 16:00")
    with pytest.raises(Refused, match="other_option"):
        came(registered("2.1", main=False), "1022-9", "2022-05-16 10:00")

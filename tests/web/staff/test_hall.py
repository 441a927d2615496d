"""The hall on pages of the staff: one's counter, tickets at the reception, the head's board (R-028, R-043, R-293)."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.dossiers.models import Dossier, TicketDossier, TicketVisit
from motcua.organisation.models import Absence, Posting, in_force
from motcua.organisation.terms import Role
from motcua.queueing.actions.calling import call_next
from motcua.queueing.actions.serving import confirm_priority, finish, start
from motcua.queueing.models import EmergencyCall, Ticket, TicketEvent
from motcua.queueing.terms import PriorityReason, TicketAct, TicketState
from tests.cast import CERTIFIED_COPY, P5, Q11, at, colleague
from tests.queueing.hall import clerk as official
from tests.queueing.hall import counter, desk_of, group, sit_down, take
from tests.queueing.hall_days import served
from tests.web.staff.desk import received_code, said, signed_in

MORNING = at("2022-05-16 09:00")
PANEL, BOARD, ISSUE = "/can-bo/sanh/", "/can-bo/sanh/theo-doi/", "/can-bo/sanh/cap-so/"


@pytest.fixture
def office(seeded: None, office_clock: Callable[[datetime], None]) -> Callable[[Role], Client]:
    """A browser for any role of Quận 11 on a Monday morning."""
    office_clock(MORNING)
    return partial(signed_in, Q11)


def opened(clerk: Client, number: int = 2, **more: object) -> None:
    answer = clerk.post(PANEL, {"do": "open", "counter": counter(number).pk} | more)
    assert answer.status_code == 302, answer.content.decode()


def press(clerk: Client, do: str, **more: object) -> None:
    """One press on the panel, with the ticket that stands there."""
    here = Ticket.objects.filter(state__in=["called", "serving"]).first()
    words = {"do": do, "ticket": here.public_id if here else ""} | more
    answer = clerk.post(PANEL, words)
    assert answer.status_code == 302, answer.content.decode()


def page_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(str(answer.content.decode()).split())


def test_a_counter_is_opened_and_one_key_calls_serves_and_calls_again(
    office: Callable[[Role], Client],
) -> None:
    clerk = office(Role.RECEIVE)
    assert "Quầy 2" in page_of(clerk, PANEL)
    opened(clerk, groups=[group("A").pk])
    first, second = take("A", MORNING), take("A", MORNING)
    page = page_of(clerk, PANEL)
    assert f"Tiếp theo của quầy này: <strong>{first.code}</strong>. Theo giờ đến." in page
    assert re.search(r'accesskey="n" autofocus>Mời người tiếp theo', page)
    press(clerk, "next")
    assert re.search(r'value="start" accesskey="b" autofocus>', page_of(clerk, PANEL))
    press(clerk, "start")
    # Held down, the key does not finish by itself.
    assert "autofocus" not in page_of(clerk, PANEL).split("<main")[1]
    press(clerk, "finish_next")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (TicketState.FINISHED, TicketState.CALLED)


def test_a_paper_is_fetched_a_missed_one_comes_back_and_one_is_sent_on(
    office: Callable[[Role], Client],
) -> None:
    clerk = office(Role.RECEIVE)
    opened(clerk)
    ticket = take("A", MORNING)
    for do, state in (("next", "called"), ("start", "serving"), ("hold", "on_hold"), ("resume", "serving")):
        press(clerk, do, ticket=ticket.public_id)
        ticket.refresh_from_db()
        assert ticket.state == state
    press(clerk, "transfer", where=f"g{group('B').pk}", reason="Cần trích lục trước")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.group.letter) == (TicketState.WAITING, "B")
    press(clerk, "next")
    press(clerk, "recall")
    press(clerk, "miss")
    assert "Không thấy người lúc 09:00" in page_of(clerk, PANEL)
    press(clerk, "reinsert", ticket=ticket.public_id)
    where = '<dt class="govuk-summary-list__key">Quầy</dt>'
    assert where not in page_of(clerk, f"/can-bo/sanh/so/{ticket.public_id}/")  # waits again, at no counter
    acts = list(TicketEvent.objects.filter(ticket=ticket).values_list("act", flat=True))
    assert acts[-4:] == ["call", "recall", "miss", "reinsert"]


def test_where_to_is_asked_before_somebody_is_sent_on(office: Callable[[Role], Client]) -> None:
    clerk = office(Role.RECEIVE)
    opened(clerk)
    take("A", MORNING)
    press(clerk, "next")
    press(clerk, "start")
    answer = clerk.post(PANEL, {"do": "transfer", "ticket": Ticket.objects.get().public_id})
    assert answer.status_code == 422
    assert "Chưa chọn: Chuyển đến" in answer.content.decode()


@pytest.mark.requirement("R-028")
def test_a_special_counter_calls_its_class_first_and_the_claim_is_confirmed(
    office: Callable[[Role], Client],
) -> None:
    clerk = office(Role.RECEIVE)
    opened(clerk, 1)
    assert "Quầy riêng cho" in page_of(clerk, PANEL)
    take("A", MORNING - timedelta(minutes=60))
    elderly = take("A", MORNING, priority=PriorityReason.ELDERLY)
    assert f"<strong>{elderly.code}</strong>. Diện ưu tiên" in page_of(clerk, PANEL)
    press(clerk, "next")
    assert "Người này khai diện ưu tiên: Người già" in page_of(clerk, PANEL)
    press(clerk, "confirm")
    elderly.refresh_from_db()
    assert elderly.priority_confirmed
    assert elderly.state == TicketState.CALLED


@pytest.mark.requirement("R-293")
def test_a_call_out_of_order_needs_a_reason_that_the_head_reads(office: Callable[[Role], Client]) -> None:
    clerk, head = office(Role.RECEIVE), office(Role.LEAD)
    opened(clerk)
    take("A", MORNING)
    later = take("A", MORNING)
    page = f"/can-bo/sanh/so/{later.public_id}/"
    assert "Gọi ngoài thứ tự" in page_of(clerk, page)
    refused = clerk.post(page, {"do": "call", "reason": " "})
    assert refused.status_code == 422
    assert "Gọi ngoài thứ tự phải ghi lý do" in refused.content.decode()
    assert clerk.post(page, {"do": "call", "reason": "Cụ bị mệt, người nhà xin"}).status_code == 302
    board = page_of(head, BOARD)
    assert "Cụ bị mệt, người nhà xin" in board
    assert later.code in board
    assert official(MORNING).name in board
    confirm_priority(
        public_id=take("A", MORNING).public_id,
        priority=PriorityReason.MERIT,
        actor=official(MORNING),
        at=MORNING,
    )
    assert "Ghi thêm diện ưu tiên" in page_of(head, BOARD)


def test_what_is_received_meanwhile_belongs_to_the_ticket(office: Callable[[Role], Client]) -> None:
    clerk = office(Role.RECEIVE)
    opened(clerk)
    before = clerk.post(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/", said(clerk))
    assert before.status_code == 302
    ticket = take("A", MORNING)
    press(clerk, "next")
    called = clerk.post(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/", said(clerk))
    assert called.status_code == 302
    assert TicketDossier.objects.count() == 0  # nobody stands at the counter yet
    press(clerk, "start")
    code = received_code(clerk.post(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/", said(clerk))["Location"])
    incomplete = clerk.post(
        f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/",
        said(clerk, all_given=None, **{"paper-ban-chinh-giay-to-van-ban-original": "0"}),
    )
    assert incomplete.status_code == 302
    visit = {"kind": "person", "name": "Nguyễn Văn Tư", "id_number": "079085001234", "phone": "0912345678"}
    assert clerk.post("/can-bo/luot/", visit).status_code == 302
    assert {str(one.dossier or one.intake) for one in ticket.dossiers.all()} == {
        code,
        incomplete["Location"].split("/")[-2],
    }
    assert TicketVisit.objects.get().ticket == ticket
    shown = page_of(clerk, PANEL)
    assert code in shown
    assert "Nguyễn Văn Tư" not in shown
    assert f"Số {ticket.code}" in page_of(clerk, f"/can-bo/ho-so/{code}/")
    assert f"Số {ticket.code}" in page_of(clerk, f"/can-bo/luot/{TicketVisit.objects.get().visit_id}/")
    assert code in page_of(clerk, f"/can-bo/sanh/so/{ticket.public_id}/")
    assert Dossier.objects.count() == 3


def test_a_ticket_is_given_at_the_reception_for_several_services_and_printed(
    office: Callable[[Role], Client],
) -> None:
    helper = office(Role.ASSIST)
    assert helper.get(PANEL).status_code == 403
    assert f'href="{ISSUE}"' in page_of(helper, "/can-bo/")
    empty = helper.post(ISSUE, {})
    assert empty.status_code == 422
    assert "Chọn ít nhất một việc." in empty.content.decode()
    wish = {"groups": [group("A").pk, group("B").pk], "priority": "infant"}
    answer = helper.post(ISSUE, wish)
    assert answer.status_code == 302, answer.content.decode()
    slip = page_of(helper, answer["Location"])
    ticket = Ticket.objects.get()
    assert [one.group.letter for one in ticket.services.all()] == ["A", "B"]
    assert 'mc-ticket-slip__code">A001<' in slip
    assert "Trước ông/bà còn 0 người" in slip
    assert "Người mang theo con nhỏ" in slip
    assert "paper__qr" in slip


@pytest.mark.requirement("R-297")
def test_a_ticket_of_another_unit_is_not_there(office: Callable[[Role], Client]) -> None:
    theirs = take("A", MORNING, unit_id=P5)
    clerk = office(Role.RECEIVE)
    for address in (
        f"{PANEL}so/{theirs.public_id}/",
        f"{PANEL}so/{theirs.public_id}/phieu/",
        f"{PANEL}so/la/",
    ):
        assert clerk.get(address).status_code == 404
    assert theirs.code not in page_of(clerk, PANEL)


def test_a_call_for_help_is_seen_by_the_others_and_answered_by_name(office: Callable[[Role], Client]) -> None:
    clerk, head, helper = office(Role.RECEIVE), office(Role.LEAD), office(Role.ASSIST)
    opened(clerk)
    for _ in range(2):  # pressed twice it is one call
        assert clerk.post("/can-bo/sanh/bao-khan/").status_code == 302
    call = EmergencyCall.objects.get()
    name = call.caller_name
    for page in (page_of(head, BOARD), page_of(helper, ISSUE), page_of(clerk, PANEL)):
        assert f"Báo khẩn: Quầy 2, {name}" in page
    for person, there in ((head, BOARD), (helper, ISSUE), (clerk, PANEL)):
        first = page_of(person, "/can-bo/")
        assert f'<a class="govuk-link" href="{there}">Báo khẩn: {name}, quầy 2. Hãy đến ngay.</a>' in first
    answer = f"/can-bo/sanh/bao-khan/{call.pk}/"
    assert head.post(answer).status_code == 302
    call.refresh_from_db()
    assert call.answered_name in page_of(clerk, PANEL)
    assert "Tôi đến ngay" not in page_of(helper, ISSUE)
    second = helper.post(answer)
    assert second.status_code == 409
    assert f"{call.answered_name} đã nhận lúc 09:00" in second.content.decode()
    assert signed_in(P5, Role.RECEIVE).post(answer).status_code == 409


def waited(seconds: float, moment: datetime = MORNING) -> None:
    """Somebody came so long before that moment and is called and served then."""
    take("A", moment - timedelta(seconds=seconds))
    there, actor = counter(2), official(moment)
    called = call_next(counter_id=there.pk, actor=actor, at=moment)
    assert called is not None
    start(public_id=called.public_id, actor=actor, at=moment)
    finish(public_id=called.public_id, actor=actor, at=moment + timedelta(minutes=1))


@pytest.mark.requirement("R-043")
@pytest.mark.parametrize(
    ("waits", "mean", "warned"),
    [
        ((20 * 60, 40 * 60), "30,0", False),
        ((20 * 60, 40 * 60 + 12), "30,1", True),
        ((0, 0), "0,0", False),
    ],
)
def test_the_head_is_warned_when_the_running_mean_passes_the_limit(
    office: Callable[[Role], Client],
    office_clock: Callable[[datetime], None],
    waits: tuple[float, ...],
    mean: str,
    warned: bool,
) -> None:
    sit_down(2, moment=MORNING - timedelta(hours=1))
    for place, seconds in enumerate(waits):
        waited(seconds, MORNING + timedelta(minutes=2 * place))
    office_clock(MORNING + timedelta(minutes=10))
    head = office(Role.LEAD)
    board, home = page_of(head, BOARD), page_of(head, "/can-bo/")
    assert f">{mean}<" in board
    assert (f"Chờ trung bình hôm nay {mean} phút, quá mức 30 phút." in board) is warned
    assert (f"chờ trung bình hôm nay {mean} phút, quá mức 30 phút." in home) is warned


def test_the_head_reads_who_is_there_and_who_is_away_is_not_counted(office: Callable[[Role], Client]) -> None:
    desk, lead = desk_of(), colleague(Role.LEAD, Q11, MORNING)
    Posting.objects.get_or_create(
        person_id=lead.person_id, one_stop_unit=desk, defaults={"valid_from": MORNING.date()}
    )
    there = (
        Posting.objects.filter(in_force(MORNING.date()), one_stop_unit=desk).values("person_id").distinct()
    )
    opened(office(Role.RECEIVE))
    head = office(Role.LEAD)
    before = page_of(head, BOARD)
    assert f"{there.count()} cán bộ trực hôm nay" in before
    assert f"<li>{official(MORNING).name}: đang trực quầy</li>" in before
    assert f"<li>{lead.name}: chưa mở quầy</li>" in before
    hours = {"starts_at": MORNING - timedelta(hours=1), "ends_at": MORNING + timedelta(hours=3)}
    said: dict[str, object] = {"reason": "Họp", "said_by_id": lead.person_id, "said_at": MORNING}
    Absence.objects.create(person_id=lead.person_id, unit_id=Q11, **hours, **said)
    after = page_of(head, BOARD)
    assert f"{there.count() - 1} cán bộ trực hôm nay" in after
    assert f"<li>{lead.name}: vắng mặt</li>" in after


def test_the_head_reads_when_the_last_in_line_is_called_with_one_more_counter(
    office: Callable[[Role], Client],
) -> None:
    clerk, head = office(Role.RECEIVE), office(Role.LEAD)
    opened(clerk)
    for _ in range(6):
        take("A", MORNING)
    press(clerk, "next")
    assert "mở thêm một quầy" not in page_of(head, BOARD)  # nothing measured, nothing said
    for minute in range(20):  # ten minutes each, at the same hour of the Friday before
        served(desk_of(), "08:50", f"09:{minute:02d}", f"09:{minute + 10}", day=date(2022, 5, 13))
    # Four before the last. One counter: half a turn of who sits there and four turns. Two, one of them free: half a
    # turn and three, shared by both.
    said = "người cuối hàng được gọi sau khoảng 15–20 phút, thay vì khoảng 45 phút."
    assert said in page_of(head, BOARD)


def test_an_empty_hall_and_nobody_called_warn_of_nothing(office: Callable[[Role], Client]) -> None:
    take("A", MORNING - timedelta(minutes=80))
    board = page_of(office(Role.LEAD), BOARD)
    assert "quá mức" not in board
    assert "80 phút" in board
    assert 'href="/man-hinh/sanh/"' in board
    assert "Có người chờ nhưng chưa quầy nào nhận:</strong> A: Chứng thực" in board


def test_a_film_that_no_screen_plays_is_told_to_the_head(
    office: Callable[[Role], Client], settings: Settings, tmp_path: Path
) -> None:
    settings.FILM_FOLDER = tmp_path
    head = office(Role.LEAD)
    assert "Phim không chiếu" not in page_of(head, BOARD)
    (tmp_path / "chung").mkdir()
    (tmp_path / "chung" / "Khai sinh.mp4").write_bytes(b"film")
    assert "Khai sinh.mp4: thiếu phụ đề Khai sinh.vtt" in page_of(head, BOARD)


def test_who_leaves_says_why_and_the_person_goes_back_to_the_line(office: Callable[[Role], Client]) -> None:
    clerk = office(Role.RECEIVE)
    opened(clerk)
    ticket = take("A", MORNING)
    press(clerk, "next")
    refused = clerk.post(PANEL, {"do": "close", "reason": ""})
    assert refused.status_code == 409
    press(clerk, "close", reason="Đi họp")
    ticket.refresh_from_db()
    assert ticket.state == TicketState.WAITING
    assert "Mở quầy" in page_of(clerk, PANEL)


def test_yesterdays_ticket_takes_no_act(
    office: Callable[[Role], Client], office_clock: Callable[[datetime], None]
) -> None:
    ticket = take("A", MORNING)
    office_clock(MORNING + timedelta(days=1))
    clerk = office(Role.RECEIVE)
    opened(clerk)
    page = f"/can-bo/sanh/so/{ticket.public_id}/"
    assert "Gọi số này" not in page_of(clerk, page)
    answer = clerk.post(page, {"do": "call", "reason": "Người hôm qua"})
    assert answer.status_code == 409


def test_no_word_of_a_visitor_stands_on_the_panel(office: Callable[[Role], Client]) -> None:
    clerk = office(Role.RECEIVE)
    opened(clerk)
    ticket = take("A", MORNING)
    Ticket.objects.filter(pk=ticket.pk).update(phone="+84912345678")
    for page in (PANEL, f"/can-bo/sanh/so/{ticket.public_id}/"):
        assert "912345678" not in page_of(clerk, page)
        assert ticket.secret not in page_of(clerk, page)


def test_acts_that_nobody_knows_do_nothing(office: Callable[[Role], Client]) -> None:
    clerk = office(Role.RECEIVE)
    assert clerk.post(PANEL, {"do": "next"}).status_code == 409
    opened(clerk)
    ticket = take("A", MORNING)
    press(clerk, "không-có-việc-này")
    page = f"/can-bo/sanh/so/{ticket.public_id}/"
    assert clerk.post(page, {"do": "issue"}).status_code == 302
    assert "Đã ghi cho số" not in page_of(clerk, page)
    long = clerk.post(page, {"do": "call", "reason": "ộ" * 5000})
    assert long.status_code == 422
    assert TicketEvent.objects.exclude(act=TicketAct.ISSUE).count() == 0

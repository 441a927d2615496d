"""The desk reads what people were told and phones whom nothing reached; the keeper of accounts sees no names."""

import pytest
from django.conf import settings
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.notices.models import Notice, NoticeTry
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, P5, Q11, ask_for_a_paper, at, received
from tests.notices.office import minute, office_with
from tests.web.staff.desk import signed_in

pytestmark = pytest.mark.usefixtures("seeded", "nine_in_the_morning")
MORNING = at("2022-05-16 09:00")
LOG, CALLS = "/can-bo/theo-doi/thong-bao/", "/can-bo/theo-doi/thong-bao/goi/"


def asked_for_papers() -> Dossier:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    ask_for_a_paper(dossier, MORNING)
    return dossier


@pytest.fixture
def to_call(monkeypatch: pytest.MonkeyPatch) -> Dossier:
    """Nothing is set up to send by, so somebody must phone."""
    monkeypatch.setattr(settings, "MESSAGES", office_with())
    dossier = asked_for_papers()
    minute(MORNING)
    return dossier


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_log_of_the_day_counts_and_lists_what_was_told():
    dossier = asked_for_papers()
    minute(MORNING)
    minute(at("2022-05-16 09:04"))
    said = page(signed_in(Q11, Role.RECEIVE), LOG)
    assert str(dossier) in said
    assert "Yêu cầu bổ sung" in said
    assert "…678" in said
    assert "912345678" not in said
    assert JournalEntry.objects.filter(subject="list:thong-bao").exists()
    assert str(dossier) not in page(signed_in(Q11, Role.RECEIVE), LOG + "?xem=failed")
    assert str(dossier) not in page(signed_in(P5, Role.RECEIVE), LOG)


def test_the_words_of_each_notice_stand_with_the_dossier():
    dossier = asked_for_papers()
    minute(MORNING)
    desk = signed_in(Q11, Role.RECEIVE)
    said = page(desk, f"/can-bo/ho-so/{dossier.code}/thong-bao/")
    assert f"Hồ sơ {dossier.code} còn thiếu giấy tờ" in said
    assert f"/can-bo/ho-so/{dossier.code}/thong-bao/" in page(desk, f"/can-bo/ho-so/{dossier.code}/")
    assert signed_in(P5, Role.RECEIVE).get(f"/can-bo/ho-so/{dossier.code}/thong-bao/").status_code == 404


def test_whom_nothing_reaches_is_phoned_and_the_call_is_kept(to_call: Dossier):
    desk = signed_in(Q11, Role.RECEIVE)
    assert "cần gọi báo người dân" in page(desk, "/can-bo/")
    said = page(desk, CALLS)
    assert "0912 345 678" in said
    assert "Bản chụp mờ" in said
    notice = Notice.objects.get()
    desk.post(CALLS, {"notice": notice.pk, "outcome": "no_answer"})
    assert "Gọi không được" in page(desk, CALLS)
    desk.post(CALLS, {"notice": notice.pk, "outcome": "reached"})
    notice.refresh_from_db()
    assert notice.state == "delivered"
    assert notice.called_by is not None
    assert NoticeTry.objects.count() == 2
    assert "Không còn ai cần gọi" in page(desk, CALLS)
    again = desk.post(CALLS, {"notice": notice.pk, "outcome": "reached"}, follow=True)
    assert "đã báo cho người này rồi" in again.content.decode()


@pytest.mark.parametrize(
    "said", [{}, {"notice": "1e3"}, {"notice": "²"}, {"notice": "9" * 40}, {"notice": "-1"}]
)
def test_a_call_nobody_asked_for_is_refused(to_call: Dossier, said):
    answer = signed_in(Q11, Role.RECEIVE).post(CALLS, said | {"outcome": "reached"}, follow=True)
    assert "Không có cuộc gọi này" in answer.content.decode()
    assert Notice.objects.get().state == "held"


def test_another_unit_cannot_say_that_it_phoned(to_call: Dossier):
    notice = Notice.objects.get()
    signed_in(P5, Role.RECEIVE).post(CALLS, {"notice": notice.pk, "outcome": "reached"})
    notice.refresh_from_db()
    assert notice.state == "held"


@pytest.mark.requirement("R-297")
def test_the_keeper_of_accounts_sees_what_failed_and_no_code_name_or_number():
    dossier = asked_for_papers()
    minute(MORNING)
    Notice.objects.update(state="failed", reason="Nhà mạng trả lời 500.", next_try=None)
    keeper = signed_in(Q11, Role.ADMIN)
    said = page(keeper, LOG + "?xem=failed")
    assert "Nhà mạng trả lời 500." in said
    assert str(dossier) not in said
    assert "…678" not in said
    assert "Tin không gửi được" in page(keeper, "/can-bo/quan-tri/")
    assert keeper.post(LOG + "gui-lai/").status_code == 302
    assert set(Notice.objects.values_list("state", "tries")) == {("waiting", 0)}


def test_a_clerk_does_not_send_again():
    assert signed_in(Q11, Role.RECEIVE).post(LOG + "gui-lai/").status_code == 403

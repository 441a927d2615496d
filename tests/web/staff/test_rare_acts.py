"""Acts that a dossier rarely needs, on their page: written by one, confirmed by another, told on the timeline."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from tests.cast import HOUSEHOLD_BUSINESS, MARITAL_STATUS, P5, Q11, at, received
from tests.web.staff.desk import signed_in

MORNING = at("2022-04-25 09:00")
Clock = Callable[[datetime], None]


def page_of(dossier: Dossier, act: str = "") -> str:
    return f"/can-bo/ho-so/{dossier.code}/" + (f"viec/{act}/" if act else "")


def text_of(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def written(client: Client, dossier: Dossier, act: Act, **words: str) -> int:
    """Open the act's page, fill it in, send it; the status of the answer."""
    seen = str(Dossier.objects.get(pk=dossier.pk).step_count)
    assert client.get(page_of(dossier, act)).status_code == 200
    answer = client.post(page_of(dossier, act), {"seen": seen} | words)
    return answer.status_code


@pytest.mark.rule("dossier_life correct")
def test_a_correction_is_asked_for_by_the_clerk_and_confirmed_by_the_head_who_reads_it(
    seeded: None, office_clock: Clock
) -> None:
    office_clock(MORNING + timedelta(minutes=5))
    dossier = received(HOUSEHOLD_BUSINESS, Q11, MORNING)
    clerk, head = signed_in(Q11, Role.RECEIVE), signed_in(Q11, Role.LEAD)
    wish = {"name": "Nguyễn Văn Tự", "received_at": "2022-04-25T08:30", "reason": "Ghi sai dấu"}
    assert written(clerk, dossier, Act.CORRECT, **wish) == 302
    waiting = text_of(head, page_of(dossier, "correct"))
    assert "Nguyễn Văn Tự" in waiting
    assert "08 giờ 30 phút" in waiting
    assert 'name="reason"' not in waiting
    assert "Sửa thông tin tiếp nhận" in text_of(head, page_of(dossier))
    assert written(head, dossier, Act.CORRECT) == 302
    page = text_of(clerk, page_of(dossier))
    assert "Họ tên: Nguyễn Văn Tư → Nguyễn Văn Tự" in page
    assert "đã thay thế" in page
    old = text_of(clerk, f"/can-bo/in/{dossier.code}/01/?lan=1")
    assert "đã được thay thế" in old
    assert "Nguyễn Văn Tự" not in old
    assert "thay thế giấy cấp lúc" in text_of(clerk, f"/can-bo/in/{dossier.code}/01/")
    assert clerk.get(f"/can-bo/in/{dossier.code}/01/?lan=9").status_code == 409
    assert verify() == []


@pytest.mark.parametrize(
    ("act", "role", "words", "told"),
    [
        (Act.PROLONG, Role.APPRAISE, {"reason": "Xác minh"}, "Hạn trả: 17 giờ 00 phút, ngày 28/4/2022 →"),
        (
            Act.APOLOGISE,
            Role.APPROVE,
            {"reason": "Cán bộ ốm", "new_due": "2022-05-05T16:00"},
            "Hẹn lại: 16 giờ 00 phút, ngày 05/5/2022",
        ),
        (Act.CHANGE_RETURN, Role.RECEIVE, {"channel": "post"}, "Cách trả: Tại quầy → Qua bưu chính công ích"),
    ],
)
def test_an_act_is_written_on_its_page_and_told_on_the_timeline(
    seeded: None, office_clock: Clock, act: Act, role: Role, words: dict[str, str], told: str
) -> None:
    office_clock(MORNING + timedelta(hours=1))
    dossier = received(MARITAL_STATUS, P5, MORNING)
    client = signed_in(P5, role)
    assert act.value in text_of(client, page_of(dossier))
    assert written(client, dossier, act, **words) == 302
    assert told in text_of(client, page_of(dossier))


def test_what_is_left_out_is_asked_for_and_what_is_refused_stands_at_its_field(
    seeded: None, office_clock: Clock
) -> None:
    office_clock(MORNING + timedelta(hours=1))
    dossier = received(MARITAL_STATUS, P5, MORNING)
    chair = signed_in(P5, Role.APPROVE)
    assert written(chair, dossier, Act.APOLOGISE, reason="Cán bộ ốm") == 422
    early = {"reason": "Cán bộ ốm", "new_due": "2022-04-26T16:00"}
    assert written(chair, dossier, Act.APOLOGISE, **early) == 409
    assert Dossier.objects.get(pk=dossier.pk).due_extended is None


def test_a_rare_act_is_never_a_closed_door(seeded: None, office_clock: Clock) -> None:
    office_clock(MORNING + timedelta(hours=1))
    dossier = received(HOUSEHOLD_BUSINESS, Q11, MORNING)
    page = text_of(signed_in(Q11, Role.APPRAISE), page_of(dossier))
    assert "Xin lỗi và hẹn lại" not in page
    assert "Kéo dài thời hạn" not in page
    assert "Yêu cầu nghĩa vụ tài chính" not in page


@pytest.mark.rule("promises 20")
def test_the_lead_reads_old_and_new_time_before_deciding(seeded: None, office_clock: Clock) -> None:
    office_clock(MORNING + timedelta(hours=1))
    dossier = received(HOUSEHOLD_BUSINESS, Q11, MORNING)
    storm = [{"day": "2022-04-27", "part": "day", "reason": "bão"}]
    Unit.objects.filter(pk=Q11).update(closures=storm)
    head = signed_in(Q11, Role.LEAD)
    page = text_of(head, page_of(dossier, "move_due"))
    assert (
        "Hạn đã hẹn: 17 giờ 00 phút, ngày 28/4/2022. Theo lịch mới: 17 giờ 00 phút, ngày 29/4/2022." in page
    )
    assert written(head, dossier, Act.MOVE_DUE, decision="move", reason="Bão") == 302
    assert "Quyết định: dời hạn" in text_of(head, page_of(dossier))


@pytest.mark.rule("dossier_life reassign")
def test_the_lead_chooses_among_those_who_hold_the_role(seeded: None, office_clock: Clock) -> None:
    office_clock(MORNING + timedelta(hours=1))
    dossier = received(HOUSEHOLD_BUSINESS, Q11, MORNING)
    head = signed_in(Q11, Role.LEAD)
    assert written(head, dossier, Act.REASSIGN, officer="q11.tham-dinh", reason="Đi công tác") == 302
    assert written(head, dossier, Act.REASSIGN, officer="q11.van-thu", reason="Đi công tác") == 422

"""Registers of communication and training on their pages: who writes what, what counts, what is found and refused."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from python_calamine import CalamineWorkbook

from motcua.core.models import JournalEntry
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, RoleGrant
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from motcua.outreach.actions.media import check_source, publish_media
from motcua.outreach.communication_tables import (
    MediaItem,
    SupplementEntry,
)
from motcua.web.communication.kinds import KEEPING, KINDS, READING
from tests.cast import P5, Q11, at
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")
HERE = "/can-bo/truyen-thong/"
ITEM = {
    "medium": "newspaper",
    "outlet": "Báo Sài Gòn Giải Phóng",
    "genre": "news",
    "stance": "neutral",
    "topic": "Tháng hành động",
    "title": "Quận 11 trả kết quả trong ngày",
    "evidence": "Số 15923",
}


@pytest.fixture
def controller(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """Whoever controls procedures at Quận 11, on a Monday morning."""
    office_clock(MORNING)
    return signed_in(Q11, Role.CONTROL)


def day(name: str, on: date = date(2022, 5, 16)) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def rows(client: Client, slug: str, **asked: str) -> list[list[str]]:
    """The table as its XLSX has it, without the header."""
    answer = client.get(f"{HERE}{slug}/tai.xlsx", asked)
    assert answer.status_code == 200, slug
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()][1:]


def figures(client: Client, slug: str) -> dict[str, str]:
    made = client.get(f"{HERE}{slug}/").context["made"]
    return {label: value for value, label in made.figures}


def save(client: Client, address: str, **words: object) -> None:
    answer = client.post(f"{HERE}{address}/", words)
    assert answer.status_code == 302, answer.context["form"].errors if answer.context else answer.status_code


def refused(client: Client, address: str, **words: object) -> str:
    answer = client.post(f"{HERE}{address}/", words)
    assert answer.status_code == 422, (address, answer.status_code)
    return str(answer.content.decode())


def other_keeper(unit: str = Q11) -> Client:
    """A second person who may keep the registers there."""
    return signed_in(unit, Role.LEAD)


def person_of(client: Client) -> Person:
    return Person.objects.get(pk=client.session["_auth_user_id"])


def acting(client: Client, unit: str) -> Actor:
    """The person of a browser as acts see them."""
    found = actor_of(person_id=person_of(client).pk, unit_id=unit, on=MORNING.date())
    assert found is not None
    return found


def test_every_register_opens_empty_and_downloads(controller: Client) -> None:
    assert controller.get(HERE).status_code == 200
    for slug, kind in KINDS.items():
        page = controller.get(f"{HERE}{slug}/")
        assert page.status_code == 200, slug
        assert (page.context["form"] is not None) == (kind.form is not None)
        for ending in ("csv", "xlsx"):
            assert controller.get(f"{HERE}{slug}/tai.{ending}").status_code == 200
    assert controller.get(f"{HERE}khong-co/").status_code == 404
    assert controller.get(f"{HERE}tin-bai/tai.pdf").status_code == 404


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", sorted(Role))
def test_who_controls_leads_signs_or_inspects_reads_and_only_two_write(
    controller: Client, role: Role
) -> None:
    client = signed_in(Q11, role)
    mine = {grant.role for grant in RoleGrant.objects.filter(person=person_of(client))}
    reads, keeps = bool(mine & READING), bool(mine & KEEPING)
    for end in ("", "tin-bai/", "dau-moi/tai.csv", "loi-doc/"):
        assert client.get(HERE + end).status_code == (200 if reads else 403), (end, mine)
    assert client.post(f"{HERE}tin-bai/", {}).status_code == (422 if keeps else 403)


@pytest.mark.requirement("R-256")
@pytest.mark.rule("10/KH-UBND Hải Phòng PL X.01")
def test_items_have_medium_date_topic_and_link_and_are_counted_by_unit_once_they_appeared(
    controller: Client,
) -> None:
    save(controller, "tin-bai", **ITEM, **day("day"), link="https://bao.example/q11")
    assert figures(controller, "tin-bai")["Đã đăng, phát"] == "0"
    assert rows(controller, "theo-co-quan") == []
    item = MediaItem.objects.get()
    save(controller, f"tin-bai/{item.pk}", viec="publish", **day("day"), link="")
    [row] = rows(controller, "tin-bai")
    assert row[:5] == [
        "16/05/2022", "Báo Sài Gòn Giải Phóng (Báo)", "Tin", "Tháng hành động", "Quận 11 trả kết quả trong ngày",
    ]  # fmt: skip
    assert (row[6], row[7]) == ("Đã đăng 16/05/2022", "https://bao.example/q11")
    assert row[9] == f"{item.stated_by_name}, 16/05/2022"
    assert [(one[0], one[1], one[-1]) for one in rows(controller, "theo-co-quan")] == [
        ("Ủy ban nhân dân Quận 11", "1", "1")
    ]
    assert JournalEntry.objects.filter(action="register_media").exists()
    assert "chưa đến" in refused(
        controller, f"tin-bai/{new_item(controller).pk}", viec="publish", **day("day", date(2022, 5, 17))
    )


def new_item(client: Client, **more: str) -> MediaItem:
    save(client, "tin-bai", **(ITEM | more), **day("day"))
    return MediaItem.objects.latest("pk")


@pytest.mark.requirement("R-263")
@pytest.mark.rule("10/KH-UBND Hải Phòng II.1.h")
def test_criticism_waits_until_another_person_checked_the_source(controller: Client) -> None:
    item = new_item(controller, stance="criticism", title="Quầy đóng cửa sớm")
    page = f"tin-bai/{item.pk}"
    assert "nguồn đã được kiểm tra" in refused(controller, page, viec="publish", **day("day"))
    assert "Người soạn không tự kiểm tra" in refused(controller, page, viec="check", source="Biên bản 3")
    lead = other_keeper()
    assert "Chưa điền" in refused(lead, page, viec="check", source="")
    save(lead, page, viec="check", source="Biên bản 3/BB-KT ngày 12/5/2022")
    save(controller, page, viec="publish", **day("day"))
    [row] = rows(controller, "tin-bai")
    assert row[5] == "Phê phán"
    assert "Đã kiểm tra nguồn: Biên bản 3/BB-KT" in row[6]
    assert figures(controller, "tin-bai") == {"Đã đăng, phát": "1", "Biểu dương": "0", "Phê phán": "1"}
    assert new_item(controller, stance="praise").stance == "praise"


@pytest.mark.requirement("R-256", "R-263")
def test_nobody_publishes_twice_from_another_unit_or_without_the_role(controller: Client) -> None:
    item = new_item(controller)
    page = f"{HERE}tin-bai/{item.pk}/"
    assert signed_in(P5, Role.LEAD).get(page).status_code == 404
    assert signed_in(Q11, Role.RECEIVE).post(page, {"viec": "publish"}).status_code == 403
    save(controller, f"tin-bai/{item.pk}", viec="publish", **day("day"))
    assert "đã ghi là đã đăng" in refused(controller, f"tin-bai/{item.pk}", viec="publish", **day("day"))
    assert controller.get(f"{HERE}tin-bai/99999/").status_code == 404


def test_an_entry_of_another_unit_is_refused_by_the_act_itself(controller: Client) -> None:
    item = new_item(controller)
    actor = acting(signed_in(P5, Role.LEAD), P5)
    for act in (
        lambda: publish_media(item_id=item.pk, day=MORNING.date(), link="", actor=actor, at=MORNING),
        lambda: check_source(item_id=item.pk, source="x", actor=actor, at=MORNING),
    ):
        with pytest.raises(Exception, match="other_unit"):
            act()


def test_words_are_found_without_accents_and_stored_in_one_form(controller: Client) -> None:
    new_item(controller, title=unicodedata.normalize("NFD", "Đường  dây nóng"))
    new_item(controller, title="Chuyện khác")
    assert MediaItem.objects.filter(title="Đường dây nóng").exists()
    assert [one[4] for one in rows(controller, "tin-bai", q="duong NÓNG")] == ["Đường dây nóng"]
    assert rows(controller, "tin-bai", q="không có từ này") == []
    page = controller.get(f"{HERE}tin-bai/", {"q": "không có từ này"}).content.decode()
    assert "Không có dòng nào chứa các từ này." in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"title": "x" * 301}, "300"),
        ({"title": "a\u202eb"}, "ký tự ẩn"),
        ({"link": "javascript:alert(1)"}, "bắt đầu bằng “https”"),
        ({"medium": "khac"}, "khac"),
        ({"day_day": "31", "day_month": "2"}, "Ngày"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(controller: Client, words: dict[str, str], said: str) -> None:
    assert said in refused(controller, "tin-bai", **(ITEM | day("day") | words))
    assert not MediaItem.objects.exists()


def test_an_entry_struck_out_stays_with_its_reason_and_counts_no_more(controller: Client) -> None:
    item = new_item(controller)
    save(controller, f"tin-bai/{item.pk}", viec="publish", **day("day"))
    page = f"tin-bai/gach-bo/{item.pk}"
    assert controller.get(f"{HERE}{page}/").status_code == 200
    refused(controller, page, reason="")
    save(controller, page, reason="Ghi nhầm báo")
    [row] = rows(controller, "tin-bai")
    assert row[6] == "Đã gạch bỏ: Ghi nhầm báo"
    assert figures(controller, "tin-bai")["Đã đăng, phát"] == "0"
    assert rows(controller, "theo-co-quan") == []
    assert controller.get(f"{HERE}{page}/").status_code == 404
    assert controller.get(f"{HERE}tin-bai/{item.pk}/").status_code == 404
    assert controller.get(f"{HERE}dau-moi/gach-bo/1/").status_code == 404
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        MediaItem.objects.update(title="khác")


@pytest.mark.requirement("R-257")
@pytest.mark.rule("10/KH-UBND Hải Phòng PL X.02")
def test_each_announcement_decision_shows_issue_and_date_and_those_not_printed_are_listed(
    controller: Client,
) -> None:
    lacking = int(figures(controller, "phu-truong")["Chưa đăng"])
    assert lacking == len([row for row in rows(controller, "phu-truong") if row[2] == "Chưa đăng"]) > 0
    form = controller.get(f"{HERE}phu-truong/").context["form"]
    key, label = form.fields["document"].choices[1]
    words = {"document": key, "issue": "Số 112", "evidence": "Bản chụp trang 4"}
    save(controller, "phu-truong", **words, **day("day"))
    assert figures(controller, "phu-truong") == {"Chưa đăng": str(lacking - 1), "Đã đăng": "1"}
    printed = [row for row in rows(controller, "phu-truong") if row[2] == "Số 112"]
    assert [row[3] for row in printed] == ["16/05/2022"]
    assert label.startswith(printed[0][0])
    assert "đã ghi ở số báo đó" in refused(controller, "phu-truong", **words, **day("day"))
    early = words | {"issue": "Số 1"} | day("day", date(1990, 1, 1))
    assert "trước ngày ban hành" in refused(controller, "phu-truong", **early)
    save(controller, f"phu-truong/gach-bo/{SupplementEntry.objects.get().pk}", reason="Nhầm số")
    assert figures(controller, "phu-truong")["Chưa đăng"] == str(lacking)
    assert rows(controller, "phu-truong")[0][2] == "Chưa đăng"
    assert "Đã gạch bỏ: Nhầm số" in [row[2] for row in rows(controller, "phu-truong")]

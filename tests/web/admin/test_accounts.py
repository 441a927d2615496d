"""Accounts on the pages: one-time passwords, sessions, review, and who may look in the journal."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.organisation.models import AccountReview, Person, SignIn
from motcua.organisation.queries import units_of
from motcua.organisation.terms import Role
from motcua.web.shared.middleware import UNIT_SESSION_KEY
from tests.cast import BINH_THOI, CERTIFIED_COPY, ONG_TU, received
from tests.web.admin.conftest import HERE, MORNING, person, signed_in

pytestmark = pytest.mark.usefixtures("seeded", "morning")
PEOPLE = "/can-bo/quan-tri/nguoi/"
PASSWORD_PAGE = "/can-bo/tai-khoan/mat-khau/"
CHOSEN = "mot-cua-bon-tai-cho-2026"


def one_time_password(admin: Client, of: Person) -> str:
    """As it stands on the page that is shown once."""
    text = admin.post(f"{PEOPLE}{of.pk}/mat-khau/").content.decode()
    return text.split('<strong class="mc-code">')[1].split("<")[0]


def enter(username: str, password: str) -> tuple[Client, str]:
    client = Client()
    response = client.post("/can-bo/dang-nhap/", {"username": username, "password": password})
    return client, response.get("Location", "")


# people ---------------------------------------------------------------------------------------------


def test_a_new_person_is_added_and_found_without_accents(admin: Client) -> None:
    response = admin.post(f"{PEOPLE}moi/", {"username": "binh-thoi.moi", "full_name": "Đặng Thị Ước"})
    assert response.status_code == 302
    assert "Đặng Thị Ước" in admin.post(PEOPLE, {"q": "dang thi uoc"}, follow=True).content.decode()
    again = admin.post(f"{PEOPLE}moi/", {"username": "binh-thoi.moi", "full_name": "Ai đó"})
    assert again.status_code == 422
    assert "đã có" in again.content.decode()


def test_the_list_of_people_goes_on_page_by_page(admin: Client) -> None:
    first = admin.get(PEOPLE)
    second = admin.get(PEOPLE + first.context["following"])
    names = [{one.person.pk for one in page.context["accounts"]} for page in (first, second)]
    assert len(names[0]) == 50
    assert not names[0] & names[1]


def test_a_person_is_renamed_closed_and_opened_again(admin: Client) -> None:
    seal = person("van-thu")
    admin.post(f"{PEOPLE}{seal.pk}/", {"full_name": "Đỗ Thị Quỳnh"})
    admin.post(f"{PEOPLE}{seal.pk}/khoa/")
    closed = person("van-thu")
    assert (closed.full_name, closed.is_active) == ("Đỗ Thị Quỳnh", False)
    admin.post(f"{PEOPLE}{seal.pk}/mo-lai/")
    assert person("van-thu").is_active


def test_closing_an_account_ends_the_work_at_once(admin: Client) -> None:
    seal = signed_in(Role.SEAL)
    assert seal.get("/can-bo/").status_code == 200
    admin.post(f"{PEOPLE}{person('van-thu').pk}/khoa/")
    assert seal.get("/can-bo/").status_code == 302


@pytest.mark.parametrize("act", ["mat-khau", "khoa"])
def test_an_administrator_does_not_change_the_own_account(admin: Client, act: str) -> None:
    own = Person.objects.get(username="quan-tri")
    response = admin.post(f"{PEOPLE}{own.pk}/{act}/")
    assert response.status_code == 409
    assert "chính mình" in response.content.decode()


# passwords and sessions --------------------------------------------------------------------------------


def test_a_one_time_password_opens_only_the_page_that_changes_it(admin: Client) -> None:
    given = one_time_password(admin, person("tiep-nhan"))
    client, _to = enter("binh-thoi.tiep-nhan", given)
    for page in ("/can-bo/", "/can-bo/ho-so/", "/can-bo/tai-khoan/"):
        assert client.get(page)["Location"] == PASSWORD_PAGE
    assert "mật khẩu một lần" in client.get(PASSWORD_PAGE).content.decode()
    said = {"present": given, "wanted": CHOSEN, "again": CHOSEN}
    assert client.post(PASSWORD_PAGE, said)["Location"] == "/can-bo/"
    assert client.get("/can-bo/").status_code == 200
    assert enter("binh-thoi.tiep-nhan", CHOSEN)[1] == "/can-bo/"
    assert enter("binh-thoi.tiep-nhan", given)[1] == ""


def test_a_one_time_password_that_nobody_used_in_three_days_is_worth_nothing(
    admin: Client, office_clock: Callable[[datetime], None]
) -> None:
    given = one_time_password(admin, person("tiep-nhan"))
    office_clock(MORNING + timedelta(days=3, minutes=1))
    client, to = enter("binh-thoi.tiep-nhan", given)
    assert to == "/can-bo/dang-nhap/"
    assert "hết hạn" in client.get(to).content.decode()
    assert client.get("/can-bo/").status_code == 302


def test_the_password_stands_on_no_other_page_and_in_no_journal(admin: Client) -> None:
    clerk = person("tiep-nhan")
    given = one_time_password(admin, clerk)
    assert given not in admin.get(f"{PEOPLE}{clerk.pk}/").content.decode()
    assert not [one for one in JournalEntry.objects.all() if given in str(one.detail)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"present": "sai"}, "Mật khẩu hiện tại chưa đúng"),
        ({"again": "khac"}, "không giống nhau"),
        ({"wanted": "123", "again": "123"}, "Hãy chọn mật khẩu khác"),
    ],
)
def test_a_password_that_will_not_do_is_told_at_its_field(
    admin: Client, changes: dict[str, str], words: str
) -> None:
    given = one_time_password(admin, person("tiep-nhan"))
    client, _to = enter("binh-thoi.tiep-nhan", given)
    said = {"present": given, "wanted": CHOSEN, "again": CHOSEN} | changes
    response = client.post(PASSWORD_PAGE, said)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_an_account_that_asks_for_a_second_factor_makes_one_before_anything_else(admin: Client) -> None:
    clerk = person("tiep-nhan")
    clerk.set_password(CHOSEN)
    clerk.second_factor = "either"
    clerk.save()
    client, _to = enter("binh-thoi.tiep-nhan", CHOSEN)
    assert client.get("/can-bo/tiep-nhan/")["Location"] == "/can-bo/tai-khoan/xac-thuc/"


def test_a_person_sees_where_they_are_signed_in_and_ends_the_others() -> None:
    here, there = signed_in(Role.RECEIVE), signed_in(Role.RECEIVE)
    page = here.get("/can-bo/tai-khoan/")
    assert len(page.context["shown"]) == 2
    assert page.content.decode().count("Phiên này") == 1
    here.post("/can-bo/tai-khoan/phien/ket-thuc-khac/")
    assert here.get("/can-bo/").status_code == 200
    assert there.get("/can-bo/").status_code == 302


def test_nobody_ends_the_session_of_another() -> None:
    clerk, seal = signed_in(Role.RECEIVE), signed_in(Role.SEAL)
    of_clerk = SignIn.objects.get(person=person("tiep-nhan"))
    assert seal.post(f"/can-bo/tai-khoan/phien/{of_clerk.pk}/ket-thuc/").status_code == 409
    assert clerk.get("/can-bo/").status_code == 200
    assert clerk.post(f"/can-bo/tai-khoan/phien/{of_clerk.pk}/ket-thuc/").status_code == 302
    assert clerk.get("/can-bo/").status_code == 302


def test_a_change_of_password_ends_every_other_session_and_keeps_this_one(admin: Client) -> None:
    given = one_time_password(admin, person("tiep-nhan"))
    here, _to = enter("binh-thoi.tiep-nhan", given)
    there = signed_in(Role.RECEIVE)
    here.post(PASSWORD_PAGE, {"present": given, "wanted": CHOSEN, "again": CHOSEN})
    assert there.get("/can-bo/").status_code == 302
    page = here.get("/can-bo/tai-khoan/")
    assert [one.session_key for one in page.context["shown"]] == [here.session.session_key]


# review ------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-030")
def test_the_review_list_shows_what_needs_a_look_and_keeps_the_decision(admin: Client) -> None:
    seal = person("van-thu")
    page = "/can-bo/quan-tri/ra-soat/"
    assert seal.pk in {one.person.pk for one in admin.get(f"{page}?loc=qua-han").context["accounts"]}
    response = admin.post(f"{page}{seal.pk}/", {"decision": "keep", "note": "đúng việc"})
    assert response.status_code == 302
    assert seal.pk not in {one.person.pk for one in admin.get(f"{page}?loc=qua-han").context["accounts"]}
    review = AccountReview.objects.get(person=seal)
    assert (review.decision, review.reviewer.username) == ("keep", "quan-tri")
    assert MORNING <= review.at < MORNING + timedelta(minutes=5)
    assert admin.post(f"{page}{seal.pk}/", {"decision": "remove"}).status_code == 422


@pytest.mark.requirement("R-030")
def test_the_exported_list_is_the_one_on_screen(admin: Client) -> None:
    page = "/can-bo/quan-tri/ra-soat/"
    Person.objects.filter(pk=person("van-thu").pk).update(full_name="=1+1")
    shown = admin.get(f"{page}?loc=qua-han").context["accounts"]
    text = admin.get(f"{page}danh-sach.csv?loc=qua-han").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in rows[1:]] == [one.person.username for one in shown]
    assert "'=1+1" in {row[1] for row in rows}


def test_the_rule_of_the_review_is_changed_on_the_page(admin: Client) -> None:
    page = "/can-bo/quan-tri/ra-soat/"
    assert admin.post(page, {"unused_days": "30", "every_days": "90"}).status_code == 302
    assert "không đăng nhập 30 ngày" in admin.get(page).content.decode()
    assert admin.post(page, {"unused_days": "0", "every_days": "90"}).status_code == 422


# journal -----------------------------------------------------------------------------------------------

JOURNAL = "/can-bo/quan-tri/nhat-ky/"


@pytest.mark.requirement("R-292")
@pytest.mark.parametrize("role", [Role.INSPECT, Role.ADMIN])
@pytest.mark.parametrize(
    ("by", "text"), [("identity", ONG_TU.id_number), ("name", "nguyen van tu"), ("code", "")]
)
def test_who_looked_at_the_data_of_a_person_is_found(role: Role, by: str, text: str) -> None:
    dossier = received(CERTIFIED_COPY, BINH_THOI, MORNING)
    clerk = signed_in(Role.RECEIVE)
    clerk.get(f"/can-bo/ho-so/{dossier.code}/")
    clerk.get("/can-bo/ho-so/")
    reader = signed_in(role)
    found = reader.post(JOURNAL, {"by": by, "q": text or str(dossier)}, follow=True)
    assert found.status_code == 200
    rows = found.context["rows"]
    assert [words for _entry, words, _codes in rows] == ["Xem trong danh sách", "Xem"]
    assert {entry.actor_name for entry, _words, _codes in rows} == {person("tiep-nhan").full_name}
    assert {codes for _entry, _words, codes in rows} == {dossier.code}


@pytest.mark.requirement("R-292")
def test_the_search_is_journalled_itself_without_the_number_that_was_asked() -> None:
    received(CERTIFIED_COPY, BINH_THOI, MORNING)
    signed_in(Role.INSPECT).post(JOURNAL, {"by": "identity", "q": ONG_TU.id_number}, follow=True)
    entry = JournalEntry.objects.get(action="journal_search")
    assert entry.actor_name == person("kiem-tra").full_name
    assert len(entry.detail["codes"]) == 1
    assert ONG_TU.id_number not in str(entry.detail)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.INSPECT, Role.ADMIN}])
def test_nobody_else_searches_the_journal(role: Role) -> None:
    assert signed_in(role).get(JOURNAL).status_code == 403


def test_views_of_another_unit_are_not_found() -> None:
    received(CERTIFIED_COPY, "hai-phong.thanh-ha", MORNING)
    found = signed_in(Role.INSPECT).post(JOURNAL, {"by": "identity", "q": ONG_TU.id_number}, follow=True)
    assert found.context["found"].codes == ()


def test_many_views_go_on_page_by_page() -> None:
    dossier = received(CERTIFIED_COPY, BINH_THOI, MORNING)
    clerk, reader = signed_in(Role.RECEIVE), signed_in(Role.INSPECT)
    for _ in range(52):
        clerk.get(f"/can-bo/ho-so/{dossier.code}/")
    first = reader.post(JOURNAL, {"by": "code", "q": str(dossier)}, follow=True)
    second = reader.get(JOURNAL + first.context["following"])
    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 2)
    assert second.context["following"] == ""


@pytest.mark.parametrize("text", ["", "ng", "\x00", "0" * 100, "%", "' OR 1=1"])
def test_a_search_for_nothing_finds_nothing_and_breaks_nothing(text: str) -> None:
    reader = signed_in(Role.INSPECT)
    answered = reader.post(JOURNAL, {"by": "name", "q": text, "sau": "mai"}, follow=True)
    assert answered.status_code in {200, 422}
    page_of = answered.redirect_chain[-1][0]
    assert reader.get(f"{page_of}&sau=mai").status_code == answered.status_code


def test_the_page_of_a_register_does_not_journal_views_of_citizens(admin: Client) -> None:
    before = JournalEntry.objects.filter(action="view").count()
    admin.get(f"{HERE}vai-tro/")
    assert JournalEntry.objects.filter(action="view").count() == before


def test_who_is_pressed_under_a_unit_works_there() -> None:
    client = Client()
    offices = client.get("/can-bo/dang-nhap/").content.decode()
    assert f'name="unit" value="{BINH_THOI}"' in offices
    administrator = Person.objects.get(username="quan-tri")
    first = units_of(person=administrator, on=MORNING.date())[0].id
    assert first != BINH_THOI
    for unit_id, works_in in ((BINH_THOI, BINH_THOI), ("khong-co", first)):
        client.post("/can-bo/dang-nhap/minh-hoa/", {"person": "quan-tri", "unit": unit_id})
        assert client.session[UNIT_SESSION_KEY] == works_in

"""What is saved in a register is there on reload; a no of the office stands at its field."""

from typing import Any

import pytest
from django.test import Client

from motcua.authority.models import SigningPower
from motcua.organisation.models import Counter, Deputy, Posting, RoleGrant, RoleLimit, Roster, Unit
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI
from tests.web.admin.conftest import HERE, day, person, signed_in

pytestmark = pytest.mark.usefixtures("seeded", "morning")
SEAL = "binh-thoi.van-thu"
ADDED: dict[str, tuple[dict[str, Any], str]] = {
    "vai-tro": ({"person": SEAL, "role": "return"} | day("valid_to", "2027-01-01"), "01/01/2027"),
    "gioi-han": ({"role": "approve", "most": "3"}, "3"),
    "tham-quyen-ky": (
        {"person": SEAL, "capacity": "deputy", "title": "Phó Chủ tịch", "head_title": "Chủ tịch"},
        "KT. CHỦ TỊCH Phó Chủ tịch",
    ),
    "phan-cong": ({"person": SEAL, "home": "hcmc.so-tu-phap"} | day("valid_to", "2027-01-01"), SEAL),
    "lam-thay": (
        {"absent": "binh-thoi.tiep-nhan", "stand_in": SEAL, "reason": "nghỉ phép năm"}
        | day("valid_to", "2026-12-01"),
        "nghỉ phép năm",
    ),
    "quay": ({"number": "12", "name": "Quầy ưu tiên", "priority": ["elderly"]}, "Người già"),
    "lich-truc": (
        {"signer": "binh-thoi.phe-duyet", "officials": "binh-thoi.tiep-nhan", "note": "buổi tối"}
        | day("on_day", "2026-11-25"),
        "buổi tối",
    ),
    "gio-lam-viec": (
        {
            "days_worked": ["mon", "tue"],
            "morning_start": "08:00",
            "morning_end": "12:00",
            "basis": "TB 15/UBND",
        }
        | day("valid_from", "2027-01-01"),
        "T2, T3: 08:00–12:00",
    ),
    "ngoai-gio": (
        {
            "days_open": ["tue"], "start": "17:00", "end": "19:00", "fields_open": "Chứng thực; Hộ tịch",
            "basis": "KH 20/UBND",
        },
        "Chứng thực, Hộ tịch",
    ),
    "moc-bao": ({"signer_alarm_at": "13:45", "days_before_gap": "7"}, "13:45"),
    "nghi-dot-xuat": ({"part": "afternoon", "basis": "bão số 9"} | day("closed_on", "2026-11-25"), "bão số 9"),
}  # fmt: skip
# Which row may be ended after one was added, where the register ends rows at all.
ENDED = {
    "vai-tro": lambda: RoleGrant.objects.get(person__username=SEAL, role=Role.RETURN).pk,
    "gioi-han": lambda: RoleLimit.objects.get().pk,
    "tham-quyen-ky": lambda: SigningPower.objects.get(person__username=SEAL).pk,
    "phan-cong": lambda: Posting.objects.get(person__username=SEAL).pk,
    "lam-thay": lambda: Deputy.objects.get().pk,
    "quay": lambda: Counter.objects.get(number=12).pk,
    "lich-truc": lambda: Roster.objects.get().pk,
    "ngoai-gio": lambda: 0,
    "nghi-dot-xuat": lambda: 0,
}


def cells(client: Client, slug: str) -> list[str]:
    """Every cell of the register as it stands now."""
    return [cell for row in client.get(f"{HERE}{slug}/").context["rows"] for cell in row.cells]


def add(client: Client, slug: str) -> Any:
    return client.post(f"{HERE}{slug}/", ADDED[slug][0])


@pytest.mark.requirement("R-146")
@pytest.mark.parametrize("slug", ADDED)
def test_what_is_added_stands_in_the_register(admin: Client, slug: str) -> None:
    before = cells(admin, slug)
    response = add(admin, slug)
    assert response.status_code == 302, response.content.decode()[:4000]
    added = cells(admin, slug)
    assert len(added) >= len(before)
    assert added.count(ADDED[slug][1]) == before.count(ADDED[slug][1]) + 1


@pytest.mark.requirement("R-146")
@pytest.mark.parametrize("slug", ENDED)
def test_a_row_is_ended_after_asking_once(admin: Client, slug: str) -> None:
    add(admin, slug)
    address = f"{HERE}{slug}/{ENDED[slug]()}/ket-thuc/"
    assert f'href="{address.removeprefix(HERE + slug + "/")}"' in admin.get(f"{HERE}{slug}/").content.decode()
    assert admin.get(address).status_code == 200
    assert admin.post(address).status_code == 302
    assert admin.get(address).status_code == 404


@pytest.mark.parametrize("slug", ["gio-lam-viec", "moc-bao"])
def test_a_register_without_an_end_has_no_page_for_it(admin: Client, slug: str) -> None:
    assert admin.get(f"{HERE}{slug}/0/ket-thuc/").status_code == 404


@pytest.mark.parametrize("slug", ADDED)
def test_an_empty_form_says_what_is_missing_and_keeps_the_register(admin: Client, slug: str) -> None:
    response = admin.post(f"{HERE}{slug}/", {})
    assert response.status_code == 422
    assert "govuk-error-summary" in response.content.decode()


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(admin: Client) -> None:
    response = admin.post(f"{HERE}vai-tro/", {"person": "quan-tri", "role": "approve"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Không tự cấp quyền cho chính mình" in text
    assert 'value="quan-tri"' in text
    assert not RoleGrant.objects.filter(person__username="quan-tri", role=Role.APPROVE).exists()


def test_an_unknown_username_is_named(admin: Client) -> None:
    response = admin.post(f"{HERE}phan-cong/", {"person": "khong-ai"})
    assert "Không có tên đăng nhập “khong-ai”" in response.content.decode()


def test_a_short_secondment_is_saved_with_a_warning(admin: Client) -> None:
    response = admin.post(f"{HERE}phan-cong/", ADDED["phan-cong"][0], follow=True)
    assert "ngoài khoảng từ 6 đến 24 tháng" in response.content.decode()


def test_a_counter_that_is_there_gets_new_marks(admin: Client) -> None:
    number = Counter.objects.filter(one_stop_unit__unit=BINH_THOI).order_by("number")[0].number
    admin.post(f"{HERE}quay/", {"number": str(number), "priority": ["pregnant"]})
    counter = Counter.objects.get(one_stop_unit__unit=BINH_THOI, number=number)
    assert counter.priority == ["pregnant"]


def test_the_head_of_the_desk_sets_a_roster_but_no_role(admin: Client) -> None:
    lead = signed_in(Role.LEAD)
    assert add(lead, "lich-truc").status_code == 302
    assert add(lead, "vai-tro").status_code == 403


def test_the_end_of_an_agency_is_written_with_its_successor(admin: Client) -> None:
    said = {"successors": "hcmc", "basis": "NQ 1/2026"} | day("end", "2027-01-01")
    assert admin.post(f"{HERE}ket-thuc/", said).status_code == 302
    assert "01/01/2027" in admin.get(HERE).content.decode()
    assert [one.pk for one in Unit.objects.get(pk=BINH_THOI).succeeded_by.all()] == ["hcmc"]
    said["successors"] = "khong-co"
    assert admin.post(f"{HERE}ket-thuc/", said).status_code == 422


@pytest.mark.requirement("R-018")
def test_the_tree_of_a_day_shows_the_district_before_and_not_after_1_july_2025(admin: Client) -> None:
    page = "/can-bo/quan-tri/don-vi/?day_day={}&day_month={}&day_year={}"
    before = admin.get(page.format(30, 6, 2025)).context
    after = admin.get(page.format(1, 7, 2025)).context
    assert "hcmc.q11" in {branch.unit.pk for branch in before["branches"]}
    assert "hcmc.q11" not in {branch.unit.pk for branch in after["branches"]}
    assert "hcmc.q11" in {unit.pk for unit in after["ended"]}
    depths = {branch.unit.pk: branch.depth for branch in before["branches"]}
    assert (depths["hcmc"], depths["hcmc.q11"], depths["hcmc.q11.p5"]) == (0, 1, 2)


def test_a_unit_shows_its_labels_codes_and_predecessors(admin: Client) -> None:
    text = admin.get(HERE).content.decode()
    for words in ("Trung tâm Phục vụ hành chính công", "H29.101", "Quận 11", "07:30–11:30"):
        assert words in text
    assert person("tiep-nhan").full_name not in text

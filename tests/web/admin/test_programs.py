"""Which programs act in the unit: seen by name and last use, taken back at once."""

import pytest
from django.test import Client

from motcua.organisation.actions.tokens import issue_token
from motcua.organisation.models import ApiToken
from motcua.organisation.queries import unit_by_id
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI
from tests.web.admin.conftest import HERE, MORNING, person, signed_in

pytestmark = pytest.mark.usefixtures("seeded", "morning")
PAGE = f"{HERE}phan-mem/"


@pytest.fixture
def token() -> ApiToken:
    clerk, unit = person("tiep-nhan"), unit_by_id(BINH_THOI)
    issue_token(
        person=clerk, unit=unit, roles=[Role.RECEIVE], actor=None, at=MORNING, name="Cổng <b>tỉnh</b>"
    )
    return ApiToken.objects.get()


def test_a_token_is_seen_with_its_name_and_use_and_never_itself(admin: Client, token: ApiToken) -> None:
    page = admin.get(PAGE).content.decode()
    assert "Cổng &lt;b&gt;tỉnh&lt;/b&gt;" in page
    assert "Chưa dùng" in page
    assert token.hash not in page
    ApiToken.objects.update(last_used_at=MORNING)
    assert "09:00 23/11/2026" in admin.get(PAGE).content.decode()


def test_taking_a_token_back_asks_once_and_holds_at_once(admin: Client, token: ApiToken) -> None:
    end = f"{PAGE}{token.pk}/ket-thuc/"
    assert admin.get(end).status_code == 200
    token.refresh_from_db()
    assert token.revoked_at is None
    assert admin.post(end).status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "Đã thu hồi" in admin.get(PAGE).content.decode()
    assert admin.post(end).status_code == 404


def test_the_register_has_no_form_and_only_administration_opens_it(admin: Client, token: ApiToken) -> None:
    assert admin.post(PAGE, {}).status_code == 405
    lead = signed_in(Role.LEAD)
    assert lead.get(PAGE).status_code == 403
    assert lead.post(f"{PAGE}{token.pk}/ket-thuc/").status_code == 403
    empty = admin.get("/can-bo/quan-tri/don-vi/hcmc.binh-thoi/phan-mem/")
    assert empty.status_code == 200

"""The pages on which results are signed and sealed digitally, and the shares with the list behind each figure."""

import pytest
from django.conf import settings

from motcua.organisation.terms import Role
from tests.cast import P5
from tests.dossiers.result_cast import appraised, handed_over
from tests.dossiers.test_digital_signatures import LATER, decided, ready, sealed_electronically
from tests.web.staff.desk import signed_in

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture(autouse=True)
def office_time(monkeypatch):
    """The office's clock stands at the day of the dossiers."""
    monkeypatch.setattr("config.clock.now", lambda: LATER)


def test_one_confirmation_signs_what_is_ticked_then_the_keeper_seals_it():
    sealed_electronically()
    first, second = ready(), ready()
    signer = signed_in(P5, Role.APPROVE)
    listed = signer.get("/can-bo/ky-so/").content.decode()
    assert str(first) in listed
    assert str(second) in listed
    done = signer.post("/can-bo/ky-so/", {"code": [str(first), "khong-co"]})
    assert done.status_code == 200
    assert "Đã xong 1 kết quả" in done.content.decode()
    assert "Không có hồ sơ này" in done.content.decode()
    assert decided(second).state == "numbered"
    keeper = signed_in(P5, Role.SEAL)
    assert decided(first).number in keeper.get("/can-bo/dong-dau-so/").content.decode()
    assert keeper.post("/can-bo/dong-dau-so/", {"code": [str(first)]}).status_code == 200
    assert decided(first).state == "sealed"
    assert "Không có kết quả nào chờ đóng dấu" in keeper.get("/can-bo/dong-dau-so/").content.decode()


@pytest.mark.requirement("R-077")
def test_one_confirmation_reviews_and_signs_two_hundred_each_judged_by_itself_and_one_more_is_refused():
    undecided = [appraised() for _ in range(2)]
    signable = [ready() for _ in range(2)]
    codes = [*map(str, signable), *map(str, undecided), *(f"khong-co-{n}" for n in range(196))]
    signer = signed_in(P5, Role.APPROVE)
    review = {"act": "review", "back": "/can-bo/xu-ly/"}
    seen = signer.post("/can-bo/hang-loat/", review | {"code": codes})
    assert len(seen.context["able"]) + len(seen.context["refused"]) == 200
    assert {row.number for row, _signs_as in seen.context["able"]} == set(codes[2:4])
    done = signer.post("/can-bo/ky-so/", {"code": codes})
    assert [one.code for one in done.context["done"]] == codes[:2]
    assert [one.code for one in done.context["refused"]] == codes[2:]
    assert all(one.refusal.text for one in done.context["refused"]), "each with its own reason"
    assert [decided(one).state for one in signable] == ["signed", "signed"]
    too_many = [*codes, "khong-co-196"]
    for address, words, sentence in (
        ("/can-bo/ky-so/", {}, "Nhiều nhất 200 kết quả một lần. Hãy chia nhỏ."),
        ("/can-bo/hang-loat/", review, "Nhiều nhất 200 hồ sơ một lần. Hãy chia nhỏ."),
    ):
        answer = signer.post(address, words | {"code": too_many}, follow=True)
        assert sentence in answer.content.decode()


def test_only_signers_sign_and_only_keepers_seal():
    assert signed_in(P5, Role.SEAL).get("/can-bo/ky-so/").status_code in {200, 403}
    assert signed_in(P5, Role.APPRAISE).get("/can-bo/ky-so/").status_code == 403
    assert signed_in(P5, Role.RECEIVE).post("/can-bo/dong-dau-so/").status_code == 403


def test_nothing_ticked_and_no_key_lead_back_with_the_reason(monkeypatch):
    signer = signed_in(P5, Role.APPROVE)
    answer = signer.post("/can-bo/ky-so/", follow=True)
    assert "Chưa chọn kết quả nào" in answer.content.decode()
    monkeypatch.setattr(settings, "DEMONSTRATION", False)
    answer = signer.post("/can-bo/ky-so/", {"code": ["x"]}, follow=True)
    assert "Chưa có khóa ký số" in answer.content.decode()


@pytest.mark.requirement("R-079")
@pytest.mark.requirement("R-078")
def test_each_figure_of_the_shares_opens_its_list():
    dossier = ready()
    handed_over(dossier, LATER)
    lead = signed_in(P5, Role.LEAD)
    text = lead.get("/can-bo/ty-le-ky-so/?tu=2022-05-01&den=2022-05-31").content.decode()
    assert "05/2022" in text
    assert "0,0" in text
    lacking = lead.get(
        f"/can-bo/ty-le-ky-so/?tu=2022-05-01&den=2022-05-31&tt={dossier.procedure_id}&ds=thieu"
    )
    assert str(dossier) in lacking.content.decode()
    signed = lead.get(f"/can-bo/ty-le-ky-so/?tu=2022-05-01&den=2022-05-31&tt={dossier.procedure_id}&ds=co")
    assert str(dossier) not in signed.content.decode()
    assert lead.get("/can-bo/ty-le-ky-so/?tu=x&den=9999-99-99&ds=zz").status_code == 200


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_no_office_counts_is_as_if_the_address_named_none(day):
    lead = signed_in(P5, Role.LEAD)
    plain = lead.get("/can-bo/ty-le-ky-so/?ds=thieu")
    named = lead.get(f"/can-bo/ty-le-ky-so/?tu={day}&den={day}&ds=thieu")
    assert (named.status_code, named.context["first"], named.context["last"]) == (
        200,
        plain.context["first"],
        plain.context["last"],
    )

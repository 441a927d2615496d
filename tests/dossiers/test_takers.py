"""May the result be handed to this person? The person, kin, who is authorised, an organisation's representative."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.models import Dossier
from motcua.dossiers.papers import slip_pdf
from motcua.dossiers.registers import register_lines
from motcua.dossiers.takers import SLIP, Holder, Taker, checked_taker
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague, do, received
from tests.dossiers.other_acts import ready, refused
from tests.dossiers.test_originals import text_of

TODAY = date(2022, 5, 16)
NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")
TU = Holder("person", "Nguyễn Văn Tư", "cccd", "079085001234")
COMPANY = Holder("organisation", "Công ty TNHH Bình Thới", "tax_code", "0300588569", "Trần Thị Hoa")
WIFE = Taker("relative", "Lê Thị Năm", id_number="079185001112", relation="spouse")
FRIEND = Taker(
    "authorised",
    "Trần Văn Ba",
    id_number="079085001999",
    authority_number="không số",
    authority_date=date(2022, 5, 10),
    authority_issuer="UBND Phường 5",
)
CLERK = replace(FRIEND, kind="representative", authority_number="12/GGT")


def code_of(taker: Taker, holder: Holder = TU) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        checked_taker(taker, holder, on=TODAY)
    return caught.value.refusal.code, caught.value.refusal.field


@pytest.mark.requirement("R-034")
def test_the_person_themself_with_the_slip_needs_nothing_more() -> None:
    said = checked_taker(Taker(), TU, on=TODAY)
    assert (said["receiver"], said["receiver_kind"], said["identity"]) == ("Nguyễn Văn Tư", "applicant", SLIP)
    assert said["id_number"] == "079085001234"
    same = checked_taker(Taker("applicant", "nguyễn  văn tư", id_number="079085001234"), TU, on=TODAY)
    assert same["receiver"] == "Nguyễn Văn Tư"


@pytest.mark.requirement("R-034")
@pytest.mark.parametrize(
    ("taker", "kept"),
    [
        (WIFE, {"relation": "spouse", "id_number": "079185001112"}),
        (FRIEND, {"authority": {"number": "không số", "date": "2022-05-10", "issuer": "UBND Phường 5"}}),
    ],
)
def test_who_comes_for_another_is_kept_with_relation_or_authority(taker: Taker, kept: dict[str, Any]) -> None:
    said = checked_taker(taker, TU, on=TODAY)
    assert kept.items() <= said.items()


@pytest.mark.requirement("R-034")
@pytest.mark.parametrize(
    ("taker", "answer"),
    [
        (Taker(name="Lê Thị Năm"), ("taker_not_holder", "receiver_kind")),
        (Taker("applicant", "Lê Thị Năm"), ("wrong_person", "receiver")),
        (Taker("applicant", id_number="079085009999"), ("wrong_person", "receiver_id_number")),
        (Taker("neighbour", "Lê Thị Năm"), ("taker_unknown_kind", "receiver_kind")),
        (replace(WIFE, id_number=" "), ("taker_identity_missing", "receiver_id_number")),
        (replace(WIFE, id_number="12"), ("identity_kind_unknown", "receiver_id_type")),
        (replace(WIFE, id_type="cccd", id_number="12"), ("identity_number_wrong", "receiver_id_number")),
        (replace(WIFE, relation="friend"), ("relation_missing", "relation")),
        (replace(WIFE, name=""), ("name_missing", "receiver")),
        (replace(FRIEND, authority_number=""), ("authority_missing", "authority_number")),
        (replace(FRIEND, authority_date=None), ("authority_missing", "authority_date")),
        (replace(FRIEND, authority_issuer=""), ("authority_missing", "authority_issuer")),
        (replace(FRIEND, authority_date=date(2022, 5, 17)), ("authority_in_future", "authority_date")),
        (CLERK, ("not_an_organisation", "receiver_kind")),
    ],
)
def test_the_wrong_person_or_one_without_papers_gets_nothing(taker: Taker, answer: tuple[str, str]) -> None:
    assert code_of(taker) == answer


@pytest.mark.parametrize("taker", [Taker(), WIFE, Taker("applicant", "Công ty TNHH Bình Thới")])
def test_an_organisation_sends_somebody_with_a_letter(taker: Taker) -> None:
    assert code_of(taker, COMPANY)[0] == "letter_needed"
    assert checked_taker(CLERK, COMPANY, on=TODAY)["authority"]["number"] == "12/GGT"


def test_of_a_dossier_filed_for_another_it_is_said_who_comes() -> None:
    assert code_of(Taker(), replace(TU, filed_by="Lê Thị Năm"))[0] == "taker_not_said"
    assert checked_taker(WIFE, replace(TU, filed_by="Lê Thị Năm"), on=TODAY)["receiver"] == "Lê Thị Năm"


@pytest.mark.usefixtures("seeded")
class TestHandOver:
    """As the act writes it."""

    def taken(self, dossier: Dossier, **said: Any) -> None:
        do(Act.RETURN_RESULT, dossier, Role.RETURN, TEN, **said)

    @pytest.mark.needs_poppler
    @pytest.mark.requirement("R-034")
    def test_the_control_slip_and_the_register_say_who_took_it(self) -> None:
        dossier = ready(received(CERTIFIED_COPY, Q11, NINE), "2022-05-16 09:30")
        self.taken(
            dossier,
            receiver_kind="relative",
            receiver="Lê Thị Năm",
            receiver_id_number="079185001112",
            relation="spouse",
        )
        who = "Lê Thị Năm (vợ, chồng của người nộp; căn cước 079185001112)"
        assert register_lines(Q11, TODAY, TODAY)[0].returned_to == who
        assert who in text_of(slip_pdf(dossier, "control", site="https://motcua.example"))
        assert verify() == []

    def test_a_result_sent_by_post_needs_nobody_at_the_desk(self) -> None:
        company = Applicant(
            kind="organisation",
            name="Công ty TNHH Bình Thới",
            id_number="0300588569",
            representative="Trần Thị Hoa",
        )
        dossier = received(CERTIFIED_COPY, Q11, NINE, applicant=company, return_channel="post")
        ready(dossier, "2022-05-16 09:30")
        assert refused(lambda: self.taken(dossier, channel="desk")).code == "letter_needed"
        assert refused(lambda: self.taken(dossier)).code == "delivery_not_confirmed"
        parcel = {"consignment": "EB123456789VN", "carrier": "Bưu điện Quận 11"}
        parcel |= {"carrier_person": "Lê Bưu", "address": "1 Lạc Long Quân"}
        do(Act.SEND_OUT, dossier, Role.RETURN, at("2022-05-16 09:40"), **parcel)
        self.taken(dossier, delivered_at=at("2022-05-16 09:50"))
        dossier.refresh_from_db()
        assert dossier.returned_to == "Công ty TNHH Bình Thới"

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"authority": "12/2022"}, "said_wrongly"),
            ({"receiver": 5}, "text_expected"),
            ({"receiver_kind": "authorised", "receiver": "Ba" * 5000}, "text_too_long"),
            ({"authority": {"date": "hôm qua"}}, "day_wrong"),
            ({"signing": {"how": "wave"}}, "signing_manner_unknown"),
            ({"signing": ["x"]}, "said_wrongly"),
        ],
    )
    def test_words_of_a_wrong_kind_are_refused(self, said: dict[str, Any], code: str) -> None:
        dossier = ready(received(CERTIFIED_COPY, Q11, NINE), "2022-05-16 09:30")
        clerk = colleague(Role.RETURN, Q11, TEN)
        with pytest.raises(Refused, match=code):
            perform(act=Act.RETURN_RESULT, code=str(dossier), actor=clerk, at=TEN, said=said)

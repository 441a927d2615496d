"""Originals, the shelf, who took a result and how somebody signed, by a program."""

import pytest

from motcua.core.models import JournalEntry
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.api.office import THANH_SON, Program, dossier, received, token_for

LAND = {"title": "Giấy chứng nhận quyền sử dụng đất", "mark": "BA 123456", "copies": 1}
TAM = {
    "receiver_kind": "authorised",
    "receiver": "Nguyễn Thị Tám",
    "receiver_id_number": "079185001111",
    "authority": {"number": "12/2022", "date": "2022-05-15", "issuer": "UBND Phường 5"},
}


def to_the_desk(program: Program, code: str) -> None:
    for act in ("appraise", "approve", "stamp"):
        assert program.post(f"/dossiers/{code}/acts/{act}").status == 200


def test_an_original_is_kept_shown_and_goes_back_with_the_result(program: Program):
    code = received(program, dossier(originals=[LAND]))
    assert (
        program.post(f"/dossiers/{code}/acts/keep_originals", {"originals": [{"title": "Bằng"}]}).status
        == 200
    )
    found = program.get(f"/dossiers/{code}/originals")
    assert [(one["title"], one["mark"], one["given_at"]) for one in found.body] == [
        (LAND["title"], "BA 123456", None),
        ("Bằng", "", None),
    ]
    assert program.get(f"/dossiers/{code}/originals.pdf").content.startswith(b"%PDF-")
    assert JournalEntry.objects.filter(action="view_originals", subject=code).count() == 2
    to_the_desk(program, code)
    still = program.post(f"/dossiers/{code}/acts/return_result")
    assert (still.status, still.refusal) == (409, "originals_still_kept")
    done = program.post(f"/dossiers/{code}/acts/return_result", TAM | {"originals_at_end": "give"})
    assert (done.status, done.body["state"]) == (200, "returned")
    assert (
        program.get(f"/dossiers/{code}/originals").body[0]["given_to"].startswith("Nguyễn Thị Tám (căn cước")
    )
    assert verify() == []


@pytest.mark.requirement("R-034")
@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"receiver": "Nguyễn Thị Tám"}, 409),
        (TAM | {"authority": {"number": "12"}}, 409),
        (TAM | {"receiver_kind": "stranger"}, 422),
        (TAM | {"authority": {"date": "hôm qua"}}, 422),
        (TAM | {"authority": "12"}, 422),
        ({"signing": {"how": "wave"}}, 422),
        ({"originals_at_end": "burn"}, 422),
        (TAM, 200),
    ],
)
def test_a_program_says_who_took_the_result(program: Program, said: dict[str, object], status: int):
    code = received(program)
    to_the_desk(program, code)
    assert program.post(f"/dossiers/{code}/acts/return_result", said).status == status


def test_the_shelf_is_read_by_age_and_its_acts_take_their_words(program: Program):
    code = received(program)
    to_the_desk(program, code)
    assert program.post(f"/dossiers/{code}/acts/shelve", {"shelf": "Kệ 2"}).status == 200
    assert program.post(f"/dossiers/{code}/acts/remind", {"how": "phone", "to": "0912345678"}).status == 200
    shelf = program.get("/shelf").body
    assert [(one["code"], one["days"], one["place"], one["reminded_by"]) for one in shelf["results"]] == [
        (code, 0, "Kệ 2", "phone")
    ]
    assert program.get("/shelf", age="4-10").body == {"results": [], "more": False}
    assert program.get("/shelf", to_call="true").body["results"] == []
    assert program.get("/shelf", age="old").status == 422


def test_another_unit_sees_neither_originals_nor_shelf_of_this_one(program: Program):
    code = received(program, dossier(originals=[LAND]))
    to_the_desk(program, code)
    stranger = Program(token_for(THANH_SON, Role.RETURN))
    assert stranger.get(f"/dossiers/{code}/originals").status == 404
    assert stranger.get("/shelf").body["results"] == []
    assert Program(token_for(THANH_SON, Role.ADMIN)).get("/shelf").status == 403

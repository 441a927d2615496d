"""Programs hand in ratings of slips and read the figures, which name nobody."""

import pytest

from motcua.dossiers.models import Dossier
from motcua.dossiers.rating_codes import newest_slip
from tests.api.office import Program, dossier

MAY = {"from": "2022-05-01", "to": "2022-05-31"}


def code_of_a_slip(program: Program) -> str:
    slip = newest_slip(Dossier.objects.get(code=program.post("/dossiers", dossier()).body["code"]))
    assert slip is not None
    return slip.code


@pytest.mark.requirement("R-289")
def test_a_kiosk_hands_in_a_rating_once_without_a_token(program: Program, stranger: Program):
    said = {
        "code": code_of_a_slip(program),
        "satisfaction": 4,
        "marks": {"smiling": 3},
        "words": "Gọi 0912345678",
    }
    first = stranger.post("/ratings", said)
    assert (first.status, first.body) == (200, {"masked": True})
    again = stranger.post("/ratings", said)
    assert (again.status, again.body["refusal"]["code"]) == (409, "rated_already")


def test_what_does_not_exist_is_refused(program: Program, stranger: Program):
    code = code_of_a_slip(program)
    assert stranger.post("/ratings", {"code": "AAAAAAAAAA", "satisfaction": 4}).status == 409
    assert stranger.post("/ratings", {"code": code, "satisfaction": 6}).status == 422
    assert stranger.post("/ratings", {"code": code, "satisfaction": 4, "marks": {"beauty": 1}}).status == 409


@pytest.mark.requirement("R-287")
def test_the_figures_come_by_desk_and_month_and_as_files(program: Program, stranger: Program):
    stranger.post("/ratings", {"code": code_of_a_slip(program), "satisfaction": 4})
    figures = program.get("/satisfaction", **MAY).body
    [row] = [one for one in figures["rows"] if one["answers"]]
    assert (row["month"], row["answers"], row["small"], row["satisfied"]) == ("2022-05", 1, True, None)
    assert program.get("/satisfaction.csv", **MAY).status == 200
    assert program.get("/satisfaction.pdf", **MAY).status == 409
    assert stranger.get("/satisfaction", **MAY).status in {401, 404}

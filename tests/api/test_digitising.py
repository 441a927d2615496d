"""Digitisation through the interface: what lacks, papers used again, the result, the consolidated figures."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.api.office import HOUSEHOLD_BUSINESS, Program, dossier, token_for
from tests.documents.hostile_files import plain_pdf
from tests.dossiers.test_digitisation import CERTIFICATE, NOTICE, chosen

Q11 = "hcmc.q11"


def taken_in(program: Program) -> str:
    code: str = program.post("/dossiers", dossier(HOUSEHOLD_BUSINESS)).body["code"]
    return code


def send(program: Program, code: str, component: str) -> None:
    body = {"component": component, "files": SimpleUploadedFile("a.pdf", plain_pdf(pad=len(component)))}
    assert program.post_form(f"/dossiers/{code}/copies", body).status == 200


@pytest.mark.requirement("R-084")
@pytest.mark.requirement("R-085")
@pytest.mark.requirement("R-089")
def test_a_program_digitises_compares_and_closes_only_what_is_whole(program: Program) -> None:
    chosen(Q11, "digitise_and_sign")
    code = taken_in(program)
    before = program.get(f"/dossiers/{code}/digitisation").body
    assert (before["required"], before["result"]) == (True, False)
    assert {one["key"] for one in before["lacking"]} == {NOTICE, CERTIFICATE}
    for component in (NOTICE, CERTIFICATE):
        send(program, code, component)
    assert (
        program.post(f"/dossiers/{code}/copies/1/defect", {"defect": "unreadable", "words": "Mờ"}).status
        == 204
    )
    assert program.post(f"/dossiers/{code}/acts/confirm_copies").refusal == "copy_defective"
    assert program.post(f"/dossiers/{code}/copies/1/defect", {"defect": ""}).status == 204
    done = program.post(f"/dossiers/{code}/acts/confirm_copies", {"valid_to": "2023-05-16"})
    assert (done.status, done.body["step"]["act"]) == (200, "confirm_copies")
    for act in ("appraise", "approve", "stamp", "hand_back"):
        program.post(f"/dossiers/{code}/acts/{act}")
    refused = program.post(f"/dossiers/{code}/acts/return_result")
    assert (refused.status, refused.refusal) == (409, "not_digitised")
    assert "Kết quả giải quyết" in refused.body["refusal"]["text"]
    result = {"file": SimpleUploadedFile("Kết quả.pdf", plain_pdf(pad=5))}
    assert program.post_form(f"/dossiers/{code}/result-copy", result).status == 200
    again = {"file": SimpleUploadedFile("Kết quả.pdf", plain_pdf(pad=6))}
    assert program.post_form(f"/dossiers/{code}/result-copy", again).refusal == "result_digital"
    assert program.post(f"/dossiers/{code}/acts/return_result").body["state"] == "returned"
    figures = program.get("/digitisation", **{"from": "2022-05-01", "to": "2022-05-31"}).body
    assert (figures["totals"]["with"], figures["totals"]["result_digital"]) == (1, 1)
    assert figures["totals"]["shares"]["district"] == {"desks": 1, "digitising": 1, "target": 50, "met": True}
    assert "50%" in figures["rule"]
    later = taken_in(program)
    [offer] = program.get(f"/dossiers/{later}/digitisation").body["offers"]
    assert (offer["component"], offer["valid_to"]) == (CERTIFICATE, "2023-05-16")
    used = {"component": CERTIFICATE, "copy_id": offer["copy_id"]}
    assert program.post(f"/dossiers/{later}/reuse", used).status == 200
    assert program.post(f"/dossiers/{later}/reuse", used | {"component": NOTICE}).refusal == (
        "copy_not_reusable"
    )


def test_another_unit_s_dossier_is_not_there(program: Program) -> None:
    code = taken_in(program)
    stranger = Program(token_for("hcmc.q11.p5", Role.RECEIVE))
    assert stranger.get(f"/dossiers/{code}/digitisation").status == 404
    for path, body in (
        ("reuse", {"component": NOTICE, "copy_id": 1}),
        ("copies/1/defect", {"defect": ""}),
    ):
        assert stranger.post(f"/dossiers/{code}/{path}", body).status == 404
    file = {"file": SimpleUploadedFile("a.pdf", plain_pdf())}
    assert stranger.post_form(f"/dossiers/{code}/result-copy", file).status == 404
    assert Dossier.objects.get(code=code).electronic.count() == 0

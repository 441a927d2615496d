"""Electronic copies by a program: sent as a form, listed, fetched; wrong ones refused in JSON."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.core.models import JournalEntry
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.api.office import THANH_SON, Answer, Program, received, token_for
from tests.documents.hostile_files import plain_pdf


def send(
    program: Program, code: str, content: bytes, *, component: str = "", sent_as: str | None = None
) -> Answer:
    key = component or str(Dossier.objects.get(code=code).version.components.first())
    body: dict[str, Any] = {"component": key, "files": SimpleUploadedFile("Giấy khai sinh.pdf", content)}
    return program.post_form(f"/dossiers/{code}/copies", body, key=sent_as)


def test_a_program_attaches_lists_and_fetches_a_copy(program: Program):
    code, content = received(program), plain_pdf(pad=3_000_000)
    done = send(program, code, content)
    assert (done.status, done.body["step"]["act"]) == (200, "attach_copy")
    [copy] = program.get(f"/dossiers/{code}/copies").body
    assert (copy["name"], copy["pages"], copy["size"]) == ("Giấy khai sinh.pdf", 1, len(content))
    assert copy["sha256"] == StoredFile.objects.get().sha256
    fetched = program.get(f"/dossiers/{code}/copies/1")
    assert fetched.content == content
    assert fetched.response["Content-Disposition"].startswith("attachment")
    assert fetched.response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in fetched.response["Cache-Control"]
    assert JournalEntry.objects.filter(subject=code, action="view_copy").count() == 1
    assert verify() == []


@pytest.mark.parametrize(("national", "origin"), [("true", "national"), ("false", "program")])
def test_a_program_says_that_a_copy_was_taken_from_the_national_portal(
    program: Program, national: str, origin: str
):
    code = received(program)
    key = str(Dossier.objects.get(code=code).version.components.first())
    body = {"component": key, "national": national, "files": SimpleUploadedFile("a.pdf", plain_pdf())}
    assert program.post_form(f"/dossiers/{code}/copies", body).status == 200
    assert Dossier.objects.get(code=code).electronic.get().origin == origin


def test_the_same_upload_with_one_key_is_done_once(program: Program):
    code = received(program)
    first, again = (send(program, code, plain_pdf(pad=6_000_000), sent_as="tai-len-1") for _ in range(2))
    assert (first.status, again.status) == (200, 200)
    assert again.response["Idempotency-Replayed"] == "true"
    assert send(program, code, plain_pdf(pad=9), sent_as="tai-len-1").status in {409, 422}
    assert len(program.get(f"/dossiers/{code}/copies").body) == 1


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"MZ" + b"\x00" * 99, 409, "file_kind"),
        (b"", 409, "file_empty"),
        (plain_pdf(pad=20_500_000), 413, "file_too_large"),
        (plain_pdf()[:99], 409, "pdf_broken"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_kept(program: Program, content: bytes, status: int, code: str):
    refused = send(program, received(program), content)
    assert (refused.status, refused.refusal) == (status, code)
    assert not StoredFile.objects.exists()


def test_strangers_and_helpers_get_nothing(program: Program):
    code = received(program)
    send(program, code, plain_pdf())
    other = Program(token_for(THANH_SON, Role.RECEIVE))
    helper = Program(token_for("hcmc.q11", Role.ASSIST))
    component = str(Dossier.objects.get(code=code).version.components.first())
    assert send(other, code, plain_pdf(), component=component).status == 404
    assert send(helper, code, plain_pdf(pad=5), component=component).status == 403
    assert send(program, code, plain_pdf(pad=5), component="khong-co").refusal == "component_unknown"
    StoredFile.objects.update(sensitive=True)
    for end in ("", "/1"):
        assert other.get(f"/dossiers/{code}/copies{end}").status == 404
    assert helper.get(f"/dossiers/{code}/copies/1").status == 403
    assert program.get(f"/dossiers/{code}/copies/2").status == 404

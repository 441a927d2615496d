"""Results as the tests draft them: every field of a template filled, the dossier brought as far as wished."""

import subprocess
from datetime import datetime
from typing import Any

from motcua.dossiers.actions.results.drafting import draft_result
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.results.content import Content
from motcua.dossiers.results.queries import content_of, templates_of
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import MARITAL_STATUS, P5, at, colleague, do, received

NINE = at("2022-05-16 09:00")
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phước Huyền Trang Thị Bích Ngọc"


def whole(content: Content, *, text: str = "Nguyễn Thị Ánh Tuyết", optional: bool = True) -> dict[str, str]:
    """Every field filled (only the required ones unless `optional`)."""
    by_kind = {"date": "2000-02-09", "number": "540000", "long": f"{text}, nội dung ghi trong Sổ."}
    return {
        one.key: one.choices[0] if one.choices else by_kind.get(one.kind, text)
        for one in content.fields
        if one.required or optional
    }


def appraised(code: str = MARITAL_STATUS, unit: str = P5, moment: datetime = NINE, **more: Any) -> Dossier:
    """Received and appraised."""
    dossier = received(code, unit, moment, **more)
    if dossier.path == "ordinary":
        do(Act.FORWARD, dossier, Role.RECEIVE, moment)
    if (dossier.version.facts.get("certification") or {}).get("signed_in_front"):
        do(Act.CONFIRM_SIGNING, dossier, Role.RECEIVE, moment)
    do(Act.APPRAISE, dossier, Role.APPRAISE, moment)
    dossier.refresh_from_db()
    return dossier


def drafted(dossier: Dossier, moment: datetime = NINE, **said: Any) -> ResultDocument:
    """The appraiser's draft with every field filled, unless said otherwise."""
    appraiser = colleague(Role.APPRAISE, dossier.unit_id, moment)
    first = templates_of(dossier.version, dossier.unit_id).first()
    if "fields" not in said and said.get("number_source") != "foreign":
        assert first is not None
        said["fields"] = whole(content_of(first))
    return draft_result(code=str(dossier), actor=appraiser, at=moment, said=said)


def approved(dossier: Dossier, moment: datetime = NINE) -> ResultDocument:
    """Approved: the result in force."""
    do(Act.APPROVE, dossier, Role.APPROVE, moment)
    dossier.refresh_from_db()
    assert dossier.result_document_id is not None
    return ResultDocument.objects.get(pk=dossier.result_document_id)


def handed_over(dossier: Dossier, moment: datetime = NINE) -> None:
    """Stamped, brought to the desk and handed to the applicant."""
    do(Act.STAMP, dossier, Role.SEAL, moment)
    dossier.refresh_from_db()
    if dossier.state == "sealed":
        do(Act.HAND_BACK, dossier, Role.RECEIVE, moment)
    do(Act.RETURN_RESULT, dossier, Role.RETURN, moment, receiver=dossier.applicant_name, identity="CCCD")
    dossier.refresh_from_db()


def pdf_text(pdf: bytes) -> str:
    """What the paper says, as pdftotext reads it."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode()

"""Figures of digitisation on pages: every figure opens its list, the rule is logged, levels stay apart."""

import argparse
import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from motcua.cli.commands import report as command
from motcua.core.models import JournalEntry
from motcua.dossiers.models import DigitisationRule, Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from motcua.web.staff import paging
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, at, colleague, do, received
from tests.documents.hostile_files import plain_pdf
from tests.dossiers.scans import picture, scanned
from tests.dossiers.test_digitisation import CERTIFICATE, NOTICE
from tests.web.citizen.reading import text_of
from tests.web.staff.desk import ORIGINAL, said, signed_in

NINE = at("2022-05-16 09:00")
PERIOD = "tu=2022-05-01&den=2022-05-31"


@pytest.fixture
def office(seeded: None, office_clock: Callable[[datetime], None]) -> Callable[[Role], Client]:
    """A browser for any role of Quận 11 on a Monday morning."""
    office_clock(NINE)
    return partial(signed_in, Q11)


@pytest.mark.requirement("R-081")
@pytest.mark.requirement("R-082")
@pytest.mark.requirement("R-090")
def test_every_figure_opens_its_list_and_the_report_goes_out_as_csv_xlsx_and_json(
    office: Callable[[Role], Client], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    one, other = (received(HOUSEHOLD_BUSINESS, Q11, NINE) for _ in range(2))
    scanned(one, CERTIFICATE, NINE, "1")
    client = office(Role.CONTROL)
    page = client.get(f"/can-bo/so-hoa/?{PERIOD}")
    figures = {label: (n, address) for n, label, _tone, address in page.context["figures"]}
    assert {label: n for label, (n, _address) in figures.items()} == {
        "Hồ sơ tiếp nhận": 2, "Chưa có thành phần số hóa": 1, "Có thành phần số hóa": 1, "Có thành phần dùng lại": 0,
        "Có thành phần dùng lại từ Cổng DVCQG": 0,
        "Đã trả kết quả": 0, "Kết quả có bản điện tử": 0, "Kết quả chưa có bản điện tử": 0,
    }  # fmt: skip
    for n, address in figures.values():
        assert client.get(address).context["list"].total == n
    listed = client.get(figures["Có thành phần số hóa"][1]).content.decode()
    assert (str(one.code) in listed, str(other.code) in listed) == (True, False)
    assert JournalEntry.objects.filter(subject="list:so-hoa", detail__codes=[one.code]).exists()
    first = client.get(figures["Hồ sơ tiếp nhận"][1])
    second = client.get(first.context["list"].following)
    assert (str(one.code) in text_of(first), str(other.code) in text_of(second)) == (True, True)
    assert (str(other.code) in text_of(first), second.context["list"].following) == (False, "")
    district, commune = page.context["shares"]
    assert (district[1:3], district[4:]) == (["1", "1"], ["50%", "Đạt"])
    assert (commune[2], commune[4:]) == ("0", ["30%", "Chưa đạt"])
    assert int(commune[1]) > 0
    csv = client.get(f"/can-bo/so-hoa/tai.csv?{PERIOD}").content.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith('Cấp huyện,"Ủy ban nhân dân Quận 11') or "Quận 11" in csv
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/can-bo/so-hoa/tai.xlsx?{PERIOD}").content))
    assert book.get_sheet_by_index(0).to_python()[-1][3:6] == ["2", "1", "1"]
    assert client.get(f"/can-bo/so-hoa/tai.pdf?{PERIOD}").status_code == 404
    assert client.get(f"/can-bo/so-hoa/danh-sach/?{PERIOD}&dem=la").status_code == 404
    assert client.get(f"/can-bo/so-hoa/danh-sach/?{PERIOD}&dem=with&quay=x").status_code == 200
    found = reported("digitisation", capsys)
    assert (found["totals"]["with"], found["totals"]["shares"]["district"]["met"]) == (1, True)
    assert "50%" in found["notes"][0]


@pytest.mark.requirement("R-085")
@pytest.mark.requirement("R-090")
def test_components_taken_from_the_national_portal_are_counted_by_themselves_and_open_their_list(
    office: Callable[[Role], Client], capsys: pytest.CaptureFixture[str]
) -> None:
    client = office(Role.RECEIVE)
    file, tick = f"file-{CERTIFICATE}", f"national-{CERTIFICATE}"
    words = said(client) | {f"file-{ORIGINAL}": pdf("Đã nhận.pdf"), f"national-{ORIGINAL}": "1"}
    assert client.post(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/", words).status_code == 302
    at_desk = Dossier.objects.get()
    taken, own = (received(HOUSEHOLD_BUSINESS, Q11, NINE) for _ in range(2))
    for dossier, also in ((taken, {tick: "1"}), (own, {})):
        address = f"/can-bo/ho-so/{dossier.code}/ban-dien-tu/"
        assert f'name="{tick}"' in client.get(address).content.decode()
        assert client.post(address, {file: pdf("Giấy.pdf"), **also}).status_code == 302
        shown = "lấy từ Cổng Dịch vụ công quốc gia ·" in client.get(address).content.decode()
        assert shown is bool(also)
    assert [one.electronic.get().origin for one in (at_desk, taken, own)] == [
        "national",
        "national",
        "upload",
    ]
    page = office(Role.CONTROL).get(f"/can-bo/so-hoa/?{PERIOD}")
    figures = {label: (n, address) for n, label, _tone, address in page.context["figures"]}
    assert [figures[f"Có thành phần dùng lại{end}"][0] for end in ("", " từ Cổng DVCQG")] == [2, 2]
    listed = client.get(figures["Có thành phần dùng lại từ Cổng DVCQG"][1])
    assert {row.code for row, _mine in listed.context["rows"]} == {at_desk.code, taken.code}
    assert "Dùng lại từ Cổng DVCQG" in listed.content.decode()
    totals = reported("digitisation", capsys)["totals"]
    assert (totals["with"], totals["reused"], totals["reused_national"]) == (3, 2, 2)


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, plain_pdf())


def reported(name: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:

    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    capsys.readouterr()
    assert command.run(parser.parse_args([name, "--unit", Q11, "--period", "2022-05"])) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.requirement("R-083")
def test_the_rule_is_changed_with_a_reason_logged_never_backwards_and_shown_with_the_figure(
    office: Callable[[Role], Client],
) -> None:
    words = {"share": "80", "least": "2", "valid_from": "2022-05-16", "reason": "Theo Kế hoạch số 12"}
    scanned(received(HOUSEHOLD_BUSINESS, Q11, NINE), CERTIFICATE, NINE, "1")
    refused = office(Role.RECEIVE).post("/can-bo/so-hoa/quy-tac/", words)
    assert (refused.status_code, DigitisationRule.objects.count()) == (409, 0)
    client = office(Role.CONTROL)
    for wrong in ({"share": "0"}, {"reason": " "}, {"valid_from": "2022-05-15"}, {"least": "0"}):
        assert client.post("/can-bo/so-hoa/quy-tac/", words | wrong).status_code in {409, 422}, wrong
    assert client.post("/can-bo/so-hoa/quy-tac/", words).status_code == 302
    assert JournalEntry.objects.filter(action="digitisation_rule", subject=Q11).exists()
    page = client.get(f"/can-bo/so-hoa/?{PERIOD}")
    assert "từ 80% hồ sơ" in page.content.decode()
    assert page.context["shares"][0][2] == "0", "one dossier is fewer than two"
    before = client.get("/can-bo/so-hoa/?tu=2022-05-01&den=2022-05-15")
    assert "từ 50% hồ sơ" in before.content.decode()
    history = client.get("/can-bo/so-hoa/quy-tac/").content.decode()
    assert "Theo Kế hoạch số 12" in history


@pytest.mark.requirement("R-088")
def test_form_declaration_and_result_of_each_procedure_are_stated_and_their_shares_reported(
    office: Callable[[Role], Client], capsys: pytest.CaptureFixture[str]
) -> None:
    client = office(Role.CONTROL)
    words = {"code": HOUSEHOLD_BUSINESS, "form": "on", "declaration": "on", "note": ""}
    assert office(Role.RETURN).post("/can-bo/so-hoa/dien-tu-hoa/", words).status_code == 409
    assert client.post("/can-bo/so-hoa/dien-tu-hoa/", words | {"code": "9.999999"}).status_code == 409
    assert client.post("/can-bo/so-hoa/dien-tu-hoa/", words).status_code == 302
    page = client.get("/can-bo/so-hoa/dien-tu-hoa/")
    row = next(row for row in page.context["rows"] if row.code == HOUSEHOLD_BUSINESS)
    assert (row.form, row.declaration, row.result) == (True, True, False)
    assert [n for _label, n, _total, _share in page.context["shares"]] == [1, 1, 0, 0]
    total = len(page.context["rows"])
    assert page.context["shares"][0][3] == f"{1000 // total // 10},{1000 // total % 10}%"
    client.post("/can-bo/so-hoa/dien-tu-hoa/", {"code": HOUSEHOLD_BUSINESS, "result": "on"})
    found = reported("electronic", capsys)
    assert found["totals"] == {"procedures": total, "form": 0, "declaration": 0, "result": 1, "all": 0}


@pytest.mark.requirement("R-085")
def test_scans_of_another_unit_or_of_nobody_are_not_there_and_identity_papers_not_for_helpers(
    office: Callable[[Role], Client],
) -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    address = f"/can-bo/ho-so/{dossier.code}/so-hoa/{CERTIFICATE}/"
    client = office(Role.RECEIVE)
    with io.BytesIO(picture()) as file:
        file.name = "a.jpg"
        assert client.post(address, {"pages": file}).status_code == 302
    page = dossier.scan_pages.get()
    small = client.get(f"/can-bo/ho-so/{dossier.code}/anh-quet/{page.pk}.jpg")
    assert (small.status_code, small["Content-Type"]) == (200, "image/jpeg")
    assert client.post(address, {"turn": f"{page.pk}:45"}).status_code == 409
    assert client.post(address, {"turn": "x"}).status_code == 409
    assert client.get(f"/can-bo/ho-so/{dossier.code}/so-hoa/la/").status_code == 404
    stranger = signed_in(P5, Role.RECEIVE)
    for there in (address, f"/can-bo/ho-so/{dossier.code}/anh-quet/{page.pk}.jpg"):
        assert stranger.get(there).status_code == 404
    page.file.sensitive = True
    page.file.save()
    assert office(Role.ASSIST).get(f"/can-bo/ho-so/{dossier.code}/anh-quet/{page.pk}.jpg").status_code == 404


@pytest.mark.requirement("R-085")
def test_a_phone_opens_its_camera_for_the_pages_and_a_machine_without_one_chooses_files(
    office: Callable[[Role], Client],
) -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    page = office(Role.RECEIVE).get(f"/can-bo/ho-so/{dossier.code}/so-hoa/{CERTIFICATE}/").content.decode()
    [chooser] = re.findall(r'<input[^>]* name="pages"[^>]*>', page)
    for said_of_it in ('type="file"', 'capture="environment"', "multiple", "image/jpeg"):
        assert said_of_it in chooser


@pytest.mark.requirement("R-089")
@pytest.mark.parametrize("channel", ["desk", "online", "post", "kiosk"])
def test_an_electronic_dossier_has_the_same_steps_receipts_and_record_as_one_on_paper(
    office: Callable[[Role], Client], channel: str
) -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE, channel=channel)
    trip = [
        (Act.APPRAISE, Role.APPRAISE),
        (Act.APPROVE, Role.APPROVE),
        (Act.STAMP, Role.SEAL),
        (Act.RETURN_RESULT, Role.RETURN),
    ]
    for act, role in trip:
        if act is Act.RETURN_RESULT and dossier.path != "on_the_spot":
            do(Act.HAND_BACK, dossier, Role.RECEIVE, NINE)
        do(act, dossier, role, NINE)
    acts = [step.act for step in dossier.steps.exclude(act=Act.HAND_BACK)]
    assert acts == ["receive", "appraise", "approve", "stamp", "return_result"]
    assert all(step.hash for step in dossier.steps.all())
    client = office(Role.RECEIVE)
    for form in ("01", "control"):
        slip = client.get(f"/can-bo/in/{dossier.code}/{form}.pdf")
        assert (slip.status_code, slip.content[:5]) == (200, b"%PDF-")
    assert colleague(Role.RECEIVE, Q11, NINE).person_id == dossier.steps.get(act="receive").actor_id


@pytest.mark.requirement("R-085")
def test_at_reception_a_paper_handed_in_before_is_ticked_instead_of_asked_again(
    office: Callable[[Role], Client],
) -> None:
    before = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    scanned(before, CERTIFICATE, NINE, "1")
    do(Act.CONFIRM_COPIES, before, Role.RECEIVE, NINE)
    source = before.electronic.get()
    client, address = office(Role.RECEIVE), f"/can-bo/tiep-nhan/{HOUSEHOLD_BUSINESS}/"
    words = said(client, HOUSEHOLD_BUSINESS, all_given=None, **{f"paper-{NOTICE}-given": "on"})
    words |= {f"paper-{NOTICE}-original": "1"}
    seen = client.post(address, words | {"fill": "reuse"})
    [(offer, ticked)] = seen.context["reusable"]
    assert (offer.copy_id, offer.code, ticked) == (source.pk, str(before.code), False)
    assert JournalEntry.objects.filter(subject="list:dung-lai", detail__codes=[str(before.code)]).exists()
    assert (
        client.post(address, words | {"fill": "reuse", "id_number": "079185004321"}).context["reusable"] == []
    )
    stolen = words | {
        f"reuse-{CERTIFICATE}": str(source.pk),
        "name": "Trần Thị Bé",
        "id_number": "079185004321",
    }
    refused = client.post(address, stolen)
    assert refused.status_code == 409
    assert "không dùng lại được" in refused.content.decode()
    assert Dossier.objects.count() == 1
    done = client.post(address, words | {f"reuse-{CERTIFICATE}": str(source.pk)})
    assert done.status_code == 302, "the paper that is used again lacks nowhere"
    dossier = Dossier.objects.latest("pk")
    [copy] = dossier.electronic.all()
    assert (copy.component, copy.origin, copy.file_id) == (CERTIFICATE, "reuse", source.file_id)

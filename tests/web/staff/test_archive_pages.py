"""The archive on pages: kept and until when, a disposal by two persons, a bag to carry away, signed days for all."""

import argparse
import html
import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from motcua.cli.commands import import_bag
from motcua.core.head_statement import read_head
from motcua.core.models import JournalEntry
from motcua.dossiers.actions.checking import check_all
from motcua.dossiers.actions.daily_heads import record_daily_heads, sign_daily_heads
from motcua.dossiers.models import Disposal, Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, CERTIFIED_COPY, MARITAL_STATUS, ONG_TU, at, do, received
from tests.web.staff.desk import signed_in

NINE = at("2026-01-12 09:00")
THEN = at("2036-02-04 09:00")


@pytest.fixture
def office(seeded: None, office_clock: Callable[[datetime], None]) -> Callable[[Role], Client]:
    """A browser for any role of the ward, ten years later."""
    office_clock(THEN)
    return partial(signed_in, BINH_THOI)


def said(response: Any) -> str:
    """What the page says."""
    return html.unescape(response.content.decode())


def archived(code: str) -> Dossier:
    dossier = received(code, BINH_THOI, NINE)
    do(Act.WITHDRAW, dossier, Role.RECEIVE, NINE, reason="Đổi ý")
    do(Act.ARCHIVE, dossier, Role.LEAD, NINE + timedelta(hours=1))
    return dossier


@pytest.mark.requirement("R-086")
def test_a_disposal_goes_from_the_list_through_the_decision_of_another_to_its_tombstone(
    office: Callable[[Role], Client],
) -> None:
    dossier, permanent = archived(CERTIFIED_COPY), archived(MARITAL_STATUS)
    client = office(Role.CONTROL)
    page = client.get("/can-bo/luu-tru/")
    assert [n for n, *_ in page.context["figures"]] == [2, 1, 1, 0]
    assert "vĩnh viễn" in said(page)
    assert (
        next(iter(client.get(f"/can-bo/luu-tru/?q={dossier.code}").context["rows"])).dossier_id == dossier.pk
    )
    form = client.get("/can-bo/luu-tru/tieu-huy/de-nghi/")
    assert (str(dossier) in said(form), str(permanent) in said(form)) == (True, False)
    empty = client.post("/can-bo/luu-tru/tieu-huy/de-nghi/", {"reason": "Hết hạn"})
    assert empty.status_code == 422
    client.post("/can-bo/luu-tru/tieu-huy/de-nghi/", {"codes": [dossier.code], "reason": "Hết hạn"})
    address = f"/can-bo/luu-tru/tieu-huy/{Disposal.objects.get().pk}/"
    assert client.post(address, {"act": "dispose"}).status_code == 422
    assert client.post(address, {"act": "la"}).status_code == 404
    leader = office(Role.APPROVE)
    decision = {"act": "decide", "decision_number": "12/QĐ-UBND", "decision_issuer": "UBND phường"}
    assert leader.post(address, decision).status_code == 422
    assert leader.post(address, decision | {"decision_day": "2036-02-04"}).status_code == 302
    assert client.post(address, {"act": "dispose"}).status_code == 302
    assert "Đã tiêu hủy" in said(client.get(address))
    seen = said(client.get(f"/can-bo/ho-so/{dossier.code}/"))
    assert ONG_TU.name not in seen
    assert "đã tiêu hủy theo quyết định" in seen
    assert client.get("/can-bo/luu-tru/tieu-huy/999999/").status_code == 404


@pytest.mark.requirement("R-086")
def test_an_archived_dossier_is_read_as_before_with_its_slip(office: Callable[[Role], Client]) -> None:
    dossier = archived(CERTIFIED_COPY)
    client = office(Role.RECEIVE)
    seen = said(client.get(f"/can-bo/ho-so/{dossier.code}/"))
    assert "Lưu trữ: chỉ xem" in seen
    assert ONG_TU.name in seen
    slip = client.get(f"/can-bo/in/{dossier.code}/01.pdf")
    assert (slip.status_code, slip.content[:5]) == (200, b"%PDF-")


@pytest.mark.requirement("R-087")
def test_dossiers_leave_as_a_bag_that_proves_itself_and_the_journal_knows(
    office: Callable[[Role], Client], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = archived(CERTIFIED_COPY)
    client = office(Role.LEAD)
    for address in (
        f"/can-bo/ho-so/{dossier.code}/xuat.zip",
        "/can-bo/luu-tru/xuat.zip?tu=2026-01-01&den=2026-01-31",
    ):
        answer = client.get(address)
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert any(name.endswith(f"data/ho-so/{dossier.code}/cac-buoc.json") for name in names)
        assert {name.partition("/")[0] for name in names} == {Path(names[0]).parts[0]}, "one folder"
        downloaded = tmp_path / "tai-ve.zip"
        downloaded.write_bytes(content)
        assert import_bag.run(argparse.Namespace(check=downloaded)) == 0, capsys.readouterr().err
    assert JournalEntry.objects.filter(subject="export", detail__codes=[dossier.code]).exists()
    assert client.get("/can-bo/luu-tru/xuat.zip?tu=2020-01-01&den=2020-01-31").status_code == 302
    assert client.get("/can-bo/ho-so/khong-co/xuat.zip").status_code == 404


@pytest.mark.requirement("R-087")
def test_signed_days_are_public_and_a_check_that_found_something_alarms_the_administrator(
    office: Callable[[Role], Client],
) -> None:
    received(CERTIFIED_COPY, BINH_THOI, NINE)
    assert "Chưa có đầu ngày nào" in said(Client().get("/xac-thuc/dau-ngay/"))
    record_daily_heads(at=THEN)
    sign_daily_heads(at=THEN)
    public = Client().get("/xac-thuc/dau-ngay/")
    file = Client().get("/xac-thuc/dau-ngay/2026-01-12.json")
    head = read_head(file.content.decode())
    assert head.statement["links"] == 1
    assert head.signature in said(public)
    assert Client().get("/xac-thuc/dau-ngay/2020-01-12.json").status_code == 404
    assert Client().get("/xac-thuc/dau-ngay/la.json").status_code == 404
    admin = office(Role.ADMIN)
    assert "Chưa có lần kiểm tra" in said(admin.get("/can-bo/quan-tri/"))
    run = check_all(at=THEN, ended=lambda: THEN)
    assert "đều khớp" in said(admin.get("/can-bo/quan-tri/"))
    run.count, run.findings = 1, [["H29-1", 2, "bước đã bị sửa hoặc bị thay"]]
    run.save()
    assert "thấy 1 chỗ không khớp" in said(admin.get("/can-bo/quan-tri/"))

"""Is a hostile or broken file told from a good one by what it is, and does none of them do harm?"""

import dataclasses
import io
import os
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import ExifTags, Image

from motcua.core.refusals import Refused
from motcua.documents.files import apart, inspecting
from motcua.documents.files.inspecting import Inspected, inspect, picture_of
from motcua.documents.files.kinds import FileKind
from motcua.documents.files.names import LONGEST, clean_name, name_for
from tests.documents.hostile_files import (
    docx,
    encrypted_pdf,
    huge_png,
    office_zip,
    picture,
    plain_pdf,
    signed_pdf,
    xlsx,
)


def refused(content: bytes, name: str = "tệp.pdf") -> str:
    with pytest.raises(Refused) as caught:
        inspect(content, name)
    refusal = caught.value.refusal
    assert refusal.field == "file"
    assert refusal.text.startswith(f"“{name}”")
    return refusal.code


SCRIPT = r"<< /S /JavaScript /JS (app.alert\(1\)) >>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ\x90\x00" + os.urandom(4000), "file_kind"),
        (b"\x7fELF" + os.urandom(4000), "file_kind"),
        (b"#!/bin/sh\necho %PDF-1.7", "file_kind"),
        (b"<html><script>alert(1)</script>", "file_kind"),
        (b"GIF89a" + os.urandom(200), "file_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file_kind"),
        (plain_pdf().replace(b"startxref\n", b"startxref\n9"), "pdf_broken"),
        (plain_pdf()[:200], "pdf_broken"),
        (b"%PDF-1.7\n" + os.urandom(3000), "pdf_broken"),
        (plain_pdf(catalog=f"/OpenAction {SCRIPT}"), "pdf_active"),
        (plain_pdf(catalog=f"/Names << /JavaScript << /Names [(a) {SCRIPT}] >> >>"), "pdf_active"),
        (plain_pdf(catalog="/OpenAction << /S /Launch /F (cmd.exe) >>"), "pdf_active"),
        (plain_pdf(catalog="/OpenAction << /S /URI /URI (http://a.example/seen) >>"), "pdf_active"),
        (plain_pdf(page=f"/AA << /O {SCRIPT} >>"), "pdf_active"),
        (plain_pdf(catalog="/AcroForm << /Fields [] /XFA [(template) 4 0 R] >>", more="<< >>"), "pdf_active"),
        (
            plain_pdf(more="<< /Type /Filespec /F (a.exe) /EF << /F 4 0 R >> >>", catalog="/AF [4 0 R]"),
            "pdf_active",
        ),
        (plain_pdf(page="/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]"), "pdf_active"),
        (plain_pdf(page=f"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A {SCRIPT} >>]"), "pdf_active"),
        (plain_pdf(more=SCRIPT), "pdf_active"),
        (encrypted_pdf(), "pdf_locked"),
        (encrypted_pdf(user=""), "pdf_locked"),
        (signed_pdf(catalog=f"/OpenAction {SCRIPT}"), "pdf_active_signed"),
        (picture("JPEG")[:600], "image_broken"),
        (picture("PNG")[:-60], "image_broken"),
        (b"\xff\xd8\xff" + os.urandom(5000), "image_broken"),
        (b"II*\x00" + os.urandom(5000), "image_broken"),
        (huge_png(10_000, 10_000), "image_too_large"),
        (huge_png(60_000, 60_000), "image_too_large"),
        (huge_png(11_000, 100), "image_too_large"),
        (office_zip({"word/document.xml": b"\x00" * 30_000_000}), "zip_bomb"),
        (office_zip({f"word/media/{n}.png": b"\x00" * 900_000 for n in range(300)}), "zip_bomb"),
        (office_zip({f"a{n}": b"" for n in range(6000)}), "zip_bomb"),
        (docx({"word/vbaProject.bin": b"x"}), "office_active"),
        (docx({"word/activeX/activeX1.xml": b"x"}), "office_active"),
        (docx(types=b"application/vnd.ms-word.document.macroEnabled.main+xml"), "office_active"),
        (
            docx({"word/_rels/settings.xml.rels": b'<R Type="x/attachedTemplate" TargetMode="External"/>'}),
            "office_active",
        ),
        (docx({"../../etc/passwd": b"x"}), "office_broken"),
        (office_zip({"evil.txt": b"x"}), "file_kind"),
        (b"PK\x03\x04" + os.urandom(400), "office_broken"),
    ],
)
def test_a_file_that_is_not_what_it_says_or_does_more_than_it_shows_is_refused(content: bytes, code: str):
    assert refused(content) == code


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [
        (plain_pdf(), FileKind.PDF, 1),
        (plain_pdf(catalog="/OpenAction [3 0 R /Fit]"), FileKind.PDF, 1),
        (plain_pdf(catalog="/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"), FileKind.PDF, 1),
        (signed_pdf(), FileKind.PDF, 1),
        (docx(), FileKind.DOCX, None),
        (xlsx(), FileKind.XLSX, None),
    ],
)
def test_a_good_file_is_kept_byte_for_byte_whatever_it_is_called(content: bytes, kind: FileKind, pages: int):
    assert inspect(content, "bất kỳ.exe") == Inspected(content, kind, pages)


def test_active_parts_are_taken_out_where_the_office_chose_so_but_never_from_a_signed_file(settings):
    settings.FILES = dataclasses.replace(settings.FILES, strip_pdf=True)
    active = plain_pdf(catalog=f"/OpenAction {SCRIPT}", page=f"/AA << /O {SCRIPT} >>")
    taken = inspect(active, "a.pdf")
    assert taken.content != active
    assert b"JavaScript" not in taken.content
    with pikepdf.open(io.BytesIO(taken.content)) as pdf:
        assert len(pdf.pages) == 1
        assert "/OpenAction" not in pdf.Root
    assert inspect(taken.content, "a.pdf").content == taken.content
    assert refused(signed_pdf(catalog=f"/OpenAction {SCRIPT}")) == "pdf_active_signed"


def test_a_picture_is_drawn_anew_upright_without_place_camera_or_hidden_parts():
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # the camera was turned: 90 degrees clockwise to stand
    exif[ExifTags.Base.Model] = "Camera-XYZ"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    sent = picture("JPEG", size=(400, 200), more=exif, comment=b"secret-words") + b"<?php tail ?>"
    kept = inspect(sent, "a.jpg")
    assert (kept.kind, kept.pages) == (FileKind.JPEG, 1)
    for hidden in (b"Camera-XYZ", b"secret-words", b"<?php", b"Exif"):
        assert hidden not in kept.content
    with Image.open(io.BytesIO(kept.content)) as drawn:
        assert drawn.size == (200, 400)
        corner = drawn.convert("L").crop((190, 2, 198, 8)).tobytes()
        assert max(corner) < 60  # the dark corner came to the right
        assert [round(dpi) for dpi in drawn.info["dpi"]] == [200, 200]
    assert inspect(sent, "b.jpg").content == kept.content


def test_a_scan_at_600_dpi_is_kept_at_200_and_all_pages_of_a_tiff_stay():
    sheet = picture("TIFF", size=(1800, 2400), mode="L", dpi=(600, 600), compression="tiff_lzw")
    with Image.open(io.BytesIO(inspect(sheet, "a.tif").content)) as drawn:
        assert drawn.size == (600, 800)
    pages = [Image.new("1", (300, 400), 1) for _ in range(3)]
    into = io.BytesIO()
    pages[0].save(into, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    assert inspect(into.getvalue(), "b.tif").pages == 3


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGBA", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("CMYK", "JPEG"), ("I;16", "PNG")]
)
def test_every_way_to_say_a_colour_becomes_a_plain_picture(mode: str, kind: str):
    into = io.BytesIO()
    Image.new(mode, (60, 80)).save(into, kind)
    with Image.open(io.BytesIO(inspect(into.getvalue(), "a").content)) as drawn:
        assert drawn.mode in {"L", "RGB"}


def test_a_page_is_drawn_small_and_what_cannot_be_drawn_is_none():
    small = picture_of(plain_pdf(), FileKind.PDF, page=1, width=120)
    assert small is not None
    with Image.open(io.BytesIO(small)) as drawn:
        assert drawn.width <= 120
    assert picture_of(picture("PNG"), FileKind.PNG, page=1, width=80) is not None
    assert picture_of(plain_pdf(), FileKind.PDF, page=7, width=80) is None
    assert picture_of(docx(), FileKind.DOCX, page=1, width=80) is None


def test_the_process_that_opens_files_may_die_and_the_next_file_is_opened_all_the_same():
    assert inspect(plain_pdf(), "a.pdf").pages == 1
    child = inspecting._inspector._child
    assert child is not None
    limits = subprocess.run(["cat", f"/proc/{child.pid}/limits"], capture_output=True, text=True, check=False)
    if limits.returncode == 0:
        assert any(line.startswith("Max file size") and " 0 " in line for line in limits.stdout.splitlines())
    environment = Path(f"/proc/{child.pid}/environ").read_bytes() if limits.returncode == 0 else b""
    assert b"DATABASE_URL" not in environment
    assert b"SECRET" not in environment
    child.kill()
    child.wait()
    assert inspect(plain_pdf(), "a.pdf").pages == 1
    assert inspecting._inspector._child is not child


def test_a_file_that_keeps_the_process_busy_for_too_long_is_refused(monkeypatch: pytest.MonkeyPatch):
    inspect(plain_pdf(), "a.pdf")
    monkeypatch.setattr(apart, "_SECONDS", 0.0)
    bomb = picture("PNG", size=(7000, 7000))
    assert refused(bomb, "a.png") == "too_hard"
    monkeypatch.undo()
    assert inspect(plain_pdf(), "a.pdf").pages == 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\a.pdf", "a.pdf"),
        ("Giấy khai sinh.pdf", "Giấy khai sinh.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie x.pdf"),
        ("\u202egnp.exe", "gnp.exe"),
        ("", "tệp"),
        ("...", "tệp"),
        ("  .htaccess ", "htaccess"),
    ],
)
def test_a_name_is_a_name_never_a_path_or_a_header(sent: str, kept: str):
    assert clean_name(sent) == kept


def test_a_name_of_ten_thousand_letters_keeps_its_ending_and_a_wrong_ending_gets_the_true_one():
    long = clean_name("ệ" * 10_000 + ".pdf")
    assert (len(long), long[-4:]) == (LONGEST, ".pdf")
    assert name_for("ảnh.pdf", FileKind.JPEG) == "ảnh.pdf.jpg"
    assert name_for("ảnh.JPEG", FileKind.JPEG) == "ảnh.JPEG"

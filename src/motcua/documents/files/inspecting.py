"""What is in a file that somebody sent? Asked of a process of its own, which a hostile file may kill without harm."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from motcua.core.refusals import Refused, refuse
from motcua.documents.files.apart import Apart
from motcua.documents.files.kinds import ACCEPTED_WORDS, FileKind, kind_of
from motcua.documents.files.unfit import Unfit

SENTENCES = {
    "file_kind": f"không phải loại tệp được nhận. Hãy chọn tệp {ACCEPTED_WORDS}.",
    "image_too_large": "là ảnh quá lớn (quá 10.000 điểm một cạnh hoặc quá 50 triệu điểm). Hãy quét lại ở 200 dpi.",
    "image_broken": "là ảnh hỏng, không mở được. Hãy chụp hoặc quét lại.",
    "too_many_pages": "có quá nhiều trang. Hãy chia thành nhiều tệp.",
    "pdf_locked": "là PDF có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.",
    "pdf_broken": "là PDF hỏng, không đọc được. Hãy lưu lại hoặc quét lại.",
    "pdf_active": "là PDF có phần tự chạy hoặc tệp đính kèm (JavaScript, biểu mẫu XFA…). "
    "Hãy in ra PDF thường rồi gửi lại.",
    "pdf_active_signed": "là PDF đã ký số và có phần tự chạy hoặc tệp đính kèm; không được sửa tệp đã ký. "
    "Hãy đề nghị người gửi lập lại PDF thường rồi ký.",
    "zip_bomb": "nén bất thường, bung ra quá lớn. Hãy lưu lại tệp từ Word hoặc Excel.",
    "office_locked": "có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.",
    "office_active": "có macro hoặc phần tự chạy. Hãy lưu dạng .docx, .xlsx không có macro, hoặc PDF.",
    "office_broken": "là tệp Word, Excel hỏng. Hãy lưu lại rồi gửi lại.",
    "too_hard": "không mở được trong giới hạn an toàn. Hãy quét lại hoặc lưu lại thành PDF đơn giản hơn.",
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """A content as it will be kept, its true kind, its pages (None where a kind has none)."""

    content: bytes
    kind: FileKind
    pages: int | None


def inspect(content: bytes, name: str) -> Inspected:
    """Prove what the content is. Refused with field `file`: a code of SENTENCES, the text naming the file."""
    kind = kind_of(content)
    if kind is None:
        raise unfit("file_kind", name)
    try:
        said, result = _ask(content, do="inspect", kind=kind.value, strip=settings.FILES.strip_pdf)
    except Unfit as error:
        raise unfit(error.code, name) from error
    return Inspected(result or content, FileKind(said["kind"]), said["pages"])


def picture_of(content: bytes, kind: FileKind, *, page: int, width: int) -> bytes | None:
    """A page as a small JPEG; None for what cannot be drawn."""
    try:
        return _ask(content, do="picture", kind=kind.value, page=page, width=width)[1]
    except Unfit:
        return None


def page_to_read(content: bytes, kind: FileKind, *, page: int) -> bytes | None:
    """A page as a grey PNG of 200 dpi, for a reading machine; None for what cannot be drawn."""
    try:
        return _ask(content, do="read", kind=kind.value, page=page)[1]
    except Unfit:
        return None


def unfit(code: str, name: str) -> Refused:
    """The refusal of a file, in words."""
    text = f"“{name}” {SENTENCES[code]}"
    return refuse(code, text, field="file")


_inspector = Apart("motcua.documents.files.inspector")


def _ask(content: bytes, **question: Any) -> tuple[dict[str, Any], bytes]:
    return _inspector.ask(question, content)

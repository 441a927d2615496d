"""What comes of a check, and how is it said to a person who knows nothing of certificates?"""

from dataclasses import dataclass
from datetime import datetime

from motcua.documents.signing.terms import SignatureField, Verdict

_LEAVE = "Không dùng tệp này; hãy lấy lại bản gốc từ cơ quan cấp."
_ASK = "Không dùng tệp này; hãy hỏi cơ quan cấp."
_SAID = {
    Verdict.VALID: "Chữ ký số hợp lệ: nội dung không thay đổi từ khi ký và chứng thư số được tin cậy.",
    Verdict.UNREADABLE: "Tệp không đọc được như một văn bản PDF. Hãy kiểm tra lại tệp, tải lại từ nơi đã nhận.",
    Verdict.UNSIGNED: "Tệp không có chữ ký số. Đây có thể là bản in, bản chụp hoặc bản xem trước; "
    "không dùng thay bản đã ký.",
    Verdict.ALTERED: f"Nội dung đã bị thay đổi sau khi ký. {_LEAVE}",
    Verdict.EDITED_LATER: f"Có phần được thêm hoặc sửa sau khi ký. {_LEAVE}",
    Verdict.STRANGER: f"Chứng thư số của người ký không do tổ chức mà hệ thống này tin cậy cấp. {_ASK}",
    Verdict.EXPIRED: f"Chứng thư số của người ký đã hết hạn hoặc chưa có hiệu lực lúc ký. {_ASK}",
    Verdict.REVOKED: f"Chứng thư số của người ký đã bị thu hồi trước khi ký. {_ASK}",
    Verdict.WRONG_USE: f"Chứng thư số đã dùng không phải loại để ký văn bản. {_ASK}",
    Verdict.DOUBTFUL: f"Chưa xác định được chữ ký số có hợp lệ hay không. {_ASK}",
}


def said_of(verdict: Verdict) -> str:
    """The outcome in one or two sentences, with what to do."""
    return _SAID[verdict]


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """One signature of a file: `signed_at` as it says itself, `stamped_at` by a trusted authority."""

    field: str
    holder: str
    issuer: str
    verdict: Verdict
    text: str
    signed_at: datetime | None = None
    stamped_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Is it valid?"""
        return self.verdict is Verdict.VALID


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: `verdict` and `text` of the whole file, then each signature in the order they were made."""

    verdict: Verdict
    text: str
    signatures: tuple[FoundSignature, ...] = ()

    @property
    def holds(self) -> bool:
        """Is every signature valid, and is there one?"""
        return self.verdict is Verdict.VALID

    def by(self, field: SignatureField) -> FoundSignature | None:
        """The signature in a field of a result, if it is there."""
        return next((found for found in self.signatures if found.field == field.value), None)

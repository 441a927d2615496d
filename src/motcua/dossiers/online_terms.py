"""Closed words of filing online: how far a draft is, for whom it is filed, where a paper of it came from."""

from enum import StrEnum


class DraftState(StrEnum):
    """How far a filing in preparation is."""

    OPEN = "open"  # đang soạn
    FILED = "filed"  # đã nộp
    DISCARDED = "discarded"  # đã bỏ


class FiledFor(StrEnum):
    """For whom somebody files (R-033)."""

    SELF = "self"  # cho chính mình
    OTHER = "other"  # thay người khác
    ORGANISATION = "organisation"  # cho tổ chức


FILED_FOR_LABELS: dict[FiledFor, str] = {
    FiledFor.SELF: "Cho chính tôi",
    FiledFor.OTHER: "Thay người khác (ủy quyền, con chưa thành niên, người được giám hộ)",
    FiledFor.ORGANISATION: "Cho tổ chức, doanh nghiệp",
}


class Keep(StrEnum):
    """Which of two versions of a page stays, where two browsers wrote it."""

    KEPT = "kept"  # bản đang lưu
    TYPED = "typed"  # bản vừa nhập


# The paper that the answers make, among the copies of a dossier where no component is that form.
DECLARATION_KEY = "to-khai-truc-tuyen"
DECLARATION_NAME = "Tờ khai điện tử"

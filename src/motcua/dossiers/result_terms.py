"""Which closed words does a result have: its states, where its number comes from, kinds of templates, blank forms."""

from enum import StrEnum


class ResultState(StrEnum):
    """Where a result document stands."""

    DRAFT = "draft"  # dự thảo
    NUMBERED = "numbered"  # đã phê duyệt, đã lấy số
    SIGNED = "signed"  # đã ký số
    SEALED = "sealed"  # đã đóng dấu
    ISSUED = "issued"  # đã phát hành
    REPLACED = "replaced"  # bị thay thế
    REVOKED = "revoked"  # bị thu hồi


RESULT_STATE_LABELS: dict[ResultState, str] = {
    ResultState.DRAFT: "Dự thảo",
    ResultState.NUMBERED: "Đã phê duyệt, đã lấy số",
    ResultState.SIGNED: "Đã ký số",
    ResultState.SEALED: "Đã đóng dấu",
    ResultState.ISSUED: "Đã phát hành",
    ResultState.REPLACED: "Đã bị thay thế",
    ResultState.REVOKED: "Đã thu hồi",
}
# What is decided and still holds: one for each dossier at a time.
IN_FORCE = frozenset({ResultState.NUMBERED, ResultState.SIGNED, ResultState.SEALED, ResultState.ISSUED})
# Nothing more is done to these.
OVER = frozenset({ResultState.REPLACED, ResultState.REVOKED})


class NumberSource(StrEnum):
    """Where the number of a result comes from."""

    OWN = "own"  # số của cơ quan, lấy trong hệ thống này
    FOREIGN = "foreign"  # số lấy từ hệ thống chuyên ngành


class ResultEventKind(StrEnum):
    """What happened to a result document."""

    DRAFTED = "drafted"  # lập dự thảo
    NUMBERED = "numbered"  # lấy số khi phê duyệt
    SIGNED = "signed"  # ký số của người ký
    SEALED = "sealed"  # đóng dấu
    ISSUED = "issued"  # phát hành
    RETURNED_WRONGLY = "returned_wrongly"  # hủy việc trả kết quả
    PRINTED = "printed"  # in tại quầy
    REPLACED = "replaced"  # bị thay thế
    REVOKED = "revoked"  # bị thu hồi


RESULT_EVENT_LABELS: dict[ResultEventKind, str] = {
    ResultEventKind.DRAFTED: "Lập dự thảo",
    ResultEventKind.NUMBERED: "Phê duyệt, lấy số",
    ResultEventKind.SIGNED: "Ký số",
    ResultEventKind.SEALED: "Đóng dấu",
    ResultEventKind.ISSUED: "Phát hành",
    ResultEventKind.RETURNED_WRONGLY: "Hủy việc trả kết quả",
    ResultEventKind.PRINTED: "In",
    ResultEventKind.REPLACED: "Bị thay thế",
    ResultEventKind.REVOKED: "Thu hồi",
}


class TemplateKind(StrEnum):
    """Of which kind the paper is that a template makes."""

    ADMINISTRATIVE = "administrative"  # văn bản hành chính (30/2020/NĐ-CP)
    CIVIL_STATUS = "civil_status"  # biểu mẫu, trích lục hộ tịch
    CERTIFICATION = "certification"  # lời chứng
    REGISTRATION = "registration"  # đăng ký kinh doanh
    REFUSAL = "refusal"  # thông báo từ chối


TEMPLATE_KIND_LABELS: dict[TemplateKind, str] = {
    TemplateKind.ADMINISTRATIVE: "Văn bản hành chính",
    TemplateKind.CIVIL_STATUS: "Biểu mẫu, trích lục hộ tịch",
    TemplateKind.CERTIFICATION: "Lời chứng",
    TemplateKind.REGISTRATION: "Đăng ký kinh doanh",
    TemplateKind.REFUSAL: "Thông báo từ chối",
}


class TemplateState(StrEnum):
    """Where a version of a template stands."""

    DRAFT = "draft"  # đang soạn
    IN_FORCE = "in_force"  # đang dùng
    RETIRED = "retired"  # thôi dùng


TEMPLATE_STATE_LABELS: dict[TemplateState, str] = {
    TemplateState.DRAFT: "Đang soạn, chờ người thứ hai duyệt",
    TemplateState.IN_FORCE: "Đang dùng",
    TemplateState.RETIRED: "Thôi dùng",
}


class BlankFate(StrEnum):
    """What became of a blank form."""

    USED = "used"  # đã dùng
    SPOILT = "spoilt"  # hỏng


BLANK_FATE_LABELS: dict[BlankFate, str] = {BlankFate.USED: "Đã dùng", BlankFate.SPOILT: "Hỏng"}

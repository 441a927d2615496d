"""Sample papers of real situations, for the tests of this area."""

from datetime import date, datetime

from motcua.core.moments import VN
from motcua.documents.forms import form_set_on
from motcua.documents.papers import (
    Apology,
    Applicant,
    Component,
    Contact,
    ControlSlip,
    Fee,
    Ground,
    HandOver,
    Head,
    MissingItem,
    Paper,
    Promise,
    Receipt,
    RefusalSlip,
    Signer,
    StopNotice,
    SupplementRequest,
    Tracking,
)
from motcua.documents.terms import CopyKind, FormKind, ReturnChannel, Timeliness

FRIDAY = datetime(2023, 9, 29, 15, 31, 40, tzinfo=VN)
MONDAY_NINE = datetime(2023, 10, 2, 9, 0, tzinfo=VN)
TODAY = datetime(2026, 11, 20, 9, 5, tzinfo=VN)
OLD_FORMS = form_set_on(date(2023, 9, 29))
NEW_FORMS = form_set_on(date(2026, 11, 20))

THANH_SON = Head(
    superior="Ủy ban nhân dân huyện Thanh Hà",
    agency="Ủy ban nhân dân xã Thanh Sơn",
    one_stop_label="Bộ phận Tiếp nhận và Trả kết quả",
    place="Thanh Sơn",
    day=date(2023, 9, 29),
    number="17",
    symbol="TNHS",
)
BINH_THOI = Head(
    superior="Ủy ban nhân dân Thành phố Hồ Chí Minh",
    agency="Ủy ban nhân dân phường Bình Thới",
    one_stop_label="",
    place="Bình Thới",
    day=date(2026, 11, 20),
    number="05",
    symbol="PXL",
)
LAN = Applicant(
    name="Nguyễn Thị Ngọc Huyền",
    address="Thôn Tiên Kiều, xã Thanh Sơn, huyện Thanh Hà, tỉnh Hải Dương",
    phone="0912 345 678",
    email="ngochuyen.nguyen@example.vn",
)
COMPANY = Applicant(
    name="Công ty TNHH Một thành viên Thương mại Vũ Gia Khuê",
    address="Số 268 Bình Thới, phường Bình Thới, Thành phố Hồ Chí Minh",
    phone="028 3858 0000",
    organisation=True,
)
COMPONENTS = (
    Component("Tờ khai cấp giấy xác nhận tình trạng hôn nhân theo mẫu", CopyKind.ORIGINAL, 1),
    Component("Trích lục ghi chú ly hôn hoặc giấy tờ chứng minh vợ, chồng đã chết", CopyKind.CERTIFIED, 1),
    Component("Căn cước công dân của người yêu cầu", CopyKind.COPY, 1),
)
TRACKING = Tracking(
    address="motcua.example.vn/tra-cuu",
    secret="K7QM",
    qr_payload="https://motcua.example.vn/tra-cuu?ma=000.01.41.H23-230929-0017",
)
FRIDAY_PROMISE = Promise(
    due_at=MONDAY_NINE,
    strict=True,
    reason="Mô hình “Ngày Thứ sáu không chờ”, nhận sau mốc giờ",
    explanation=(
        "Hồ sơ đủ, nhận lúc 15 giờ 31 phút Thứ Sáu ngày 29/9/2023, sau mốc 15 giờ 30 phút",
        "Kế hoạch 111/KH-UBND huyện Thanh Hà, mục II.2: trả kết quả trước 09 giờ ngày làm việc tiếp theo",
        "Thứ Bảy 30/9/2023 và Chủ Nhật 01/10/2023 là ngày nghỉ hằng tuần",
    ),
)
RECEIPT = Receipt(
    form=OLD_FORMS.form(FormKind.RECEIPT),
    head=THANH_SON,
    code="000.01.41.H23-230929-0017",
    applicant=LAN,
    request="Cấp Giấy xác nhận tình trạng hôn nhân",
    components=COMPONENTS,
    term_text="03 ngày làm việc",
    received_at=FRIDAY,
    promise=FRIDAY_PROMISE,
    return_channel=ReturnChannel.DESK,
    received_by="Lê Thị Bích Thủy",
    counter="Quầy số 2",
    tracking=TRACKING,
    fees=(Fee("Lệ phí cấp Giấy xác nhận tình trạng hôn nhân", 15_000),),
    book="02/2023",
    number_in_book="417",
)
CONTACT = Contact(officer="Lê Thị Bích Thủy", phone="0220 3811 000, máy lẻ 12", website="thanhson.example.vn")
SUPPLEMENT = SupplementRequest(
    form=OLD_FORMS.form(FormKind.SUPPLEMENT),
    head=THANH_SON,
    code="TN-230929-0003",
    applicant=LAN,
    request="Cấp Giấy xác nhận tình trạng hôn nhân",
    items=(
        MissingItem("Tờ khai theo mẫu", "Chưa ghi mục đích sử dụng giấy xác nhận", originals=1),
        MissingItem("Trích lục ghi chú ly hôn", "Chưa nộp", certified=1, copies=1),
    ),
    reason="Hồ sơ chưa đầy đủ thành phần theo Điều 22 Nghị định 123/2015/NĐ-CP",
    contact=CONTACT,
    guide="Lê Thị Bích Thủy",
    issued_at=FRIDAY,
    notes=("Phiếu này nêu đủ mọi nội dung cần bổ sung; cơ quan không yêu cầu thêm lần khác.",),
)
REFUSAL = RefusalSlip(
    form=OLD_FORMS.form(FormKind.REFUSAL),
    head=THANH_SON,
    code="TN-230929-0004",
    applicant=LAN,
    request="Chứng thực bản sao từ bản chính",
    grounds=(
        Ground("Bản chính bị tẩy xóa, sửa chữa tại mục họ tên", "Khoản 1 Điều 22 Nghị định 23/2015/NĐ-CP"),
    ),
    contact=CONTACT,
    refused_by="Lê Thị Bích Thủy",
    issued_at=FRIDAY,
)
HAND_OVERS = (
    HandOver(
        from_agency="Bộ phận Tiếp nhận và Trả kết quả",
        to_agency="Công chức Tư pháp - Hộ tịch",
        given_at=FRIDAY,
        giver="Lê Thị Bích Thủy",
        received_at=datetime(2023, 9, 29, 15, 40, tzinfo=VN),
        receiver="Vũ Quốc Cường",
        timeliness=Timeliness.EARLY,
        note="Kèm 03 giấy tờ",
    ),
    HandOver(
        from_agency="Công chức Tư pháp - Hộ tịch",
        to_agency="Lãnh đạo Ủy ban nhân dân xã",
        given_at=datetime(2023, 10, 2, 8, 5, tzinfo=VN),
        giver="Vũ Quốc Cường",
        received_at=datetime(2023, 10, 2, 8, 10, tzinfo=VN),
        receiver="Đặng Văn Phước",
    ),
)
CONTROL = ControlSlip(
    form=OLD_FORMS.form(FormKind.CONTROL),
    head=THANH_SON,
    code=RECEIPT.code,
    settling_agency="Ủy ban nhân dân xã Thanh Sơn",
    applicant=LAN,
    request=RECEIPT.request,
    received_at=FRIDAY,
    due_at=MONDAY_NINE,
    due_strict=True,
    hand_overs=HAND_OVERS,
)
APOLOGY = Apology(
    form=OLD_FORMS.form(FormKind.APOLOGY),
    head=BINH_THOI,
    code="H29.101-261118-0004",
    applicant=COMPANY,
    request="Cấp giấy phép xây dựng nhà ở riêng lẻ",
    received_at=datetime(2026, 11, 18, 8, 30, tzinfo=VN),
    due_original=datetime(2026, 11, 24, 17, 0, tzinfo=VN),
    due_strict=False,
    reason="Phải xác minh ranh giới thửa đất với phường liền kề",
    due_extended=datetime(2026, 11, 27, 17, 0, tzinfo=VN),
    signer=Signer("PHÓ CHỦ TỊCH", "Trần Đặng Quỳnh Như", prefix="KT. CHỦ TỊCH"),
    issued_at=TODAY,
    recipients=("Như trên;", "Trung tâm Phục vụ hành chính công;", "Lưu: VT."),
)
STOP = StopNotice(
    form=NEW_FORMS.form(FormKind.STOP),
    head=BINH_THOI,
    code="H29.101-261118-0004",
    applicant=COMPANY,
    request="Cấp giấy phép xây dựng nhà ở riêng lẻ",
    received_at=datetime(2026, 11, 18, 8, 30, tzinfo=VN),
    stage="Thẩm định",
    grounds=(Ground("Tổ chức đề nghị rút hồ sơ", "Đơn đề nghị ngày 20/11/2026"),),
    signer=Signer("CHỦ TỊCH", "Đỗ Thùy Trâm Anh"),
    issued_at=TODAY,
    asked_on=date(2026, 11, 20),
    fee_settlement="Hoàn lại 75.000 đồng lệ phí đã thu",
    returned_papers=("Đơn đề nghị cấp giấy phép xây dựng: 01 bản chính", "Bản vẽ thiết kế: 02 bộ"),
    recipients=("Như trên;", "Lưu: VT."),
)
EVERY_PAPER: dict[str, Paper] = {
    "receipt": RECEIPT,
    "supplement": SUPPLEMENT,
    "refusal": REFUSAL,
    "control": CONTROL,
    "apology": APOLOGY,
    "stop": STOP,
}

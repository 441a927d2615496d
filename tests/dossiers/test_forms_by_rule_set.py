"""Each form of both circulars, for a dossier of each rule set: its number, its fields, the words of its date.

The table is written out by hand from the circulars and the rule sets; the papers are read by an independent reader.
"""

import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.forms import form_periods
from motcua.documents.typesetting import typeset
from motcua.dossiers.models import Dossier
from motcua.dossiers.papers import CONTROL, slip_pdf
from motcua.dossiers.register_files import FileKind, register_file
from motcua.dossiers.registers import register
from motcua.dossiers.terms import Act
from motcua.organisation.queries import unit_by_id
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, MARITAL_STATUS, P5, at, do, received
from tests.dossiers.other_acts import appraised

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.needs_poppler]


@dataclass(frozen=True)
class RuleSetOfTest:
    """A Monday under a rule set, the desk's label and the circular of the forms that day."""

    code: str
    unit: str
    monday: str
    label: str
    circular: str

    def at(self, clock: str, *, days: int = 0) -> datetime:
        return at(f"{self.monday} {clock}") + timedelta(days=days)


OLD, NEW = "01/2018/TT-VPCP", "03/2025/TT-VPCP"
DESK, CENTRE = "Bộ phận Tiếp nhận và Trả kết quả", "Trung tâm Phục vụ hành chính công"
RULE_SETS = (
    RuleSetOfTest("R2018", P5, "2021-05-17", DESK, OLD),
    RuleSetOfTest("R2021", P5, "2022-05-16", DESK, OLD),
    RuleSetOfTest("R2025a", BINH_THOI, "2025-07-14", CENTRE, OLD),
    RuleSetOfTest("R2025b", BINH_THOI, "2025-10-13", CENTRE, NEW),
    RuleSetOfTest("R2026", BINH_THOI, "2026-11-16", CENTRE, NEW),
)
# Number, title and fields in their order (regulations 2.1, 2.2), by circular where they differ.
WHO = ("Tiếp nhận hồ sơ của: Nguyễn Văn Tư", "Địa chỉ: 12 Lãnh Binh Thăng", "Số điện thoại: 0912 345 678")
RECEIPT = (
    "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Mã số hồ sơ", *WHO, "Nội dung yêu cầu giải quyết",
    "Thành phần hồ sơ nộp", "Số lượng hồ sơ", "Thời gian giải quyết theo quy định", "Thời gian nhận hồ sơ",
    "Thời gian trả kết quả", "Đăng ký nhận kết quả tại", "Phí, lệ phí", "Vào Sổ theo dõi hồ sơ",
    "Người nộp hồ sơ", "Người tiếp nhận hồ sơ", "Mã tra cứu",
)  # fmt: skip
SUPPLEMENT = (
    "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", *WHO, "Nội dung yêu cầu giải quyết",
    "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau", "Thành phần hồ sơ", "Bản chính", "Bản chứng thực",
    "Bản photo", "Mờ", "Lý do", "Người hướng dẫn",
)  # fmt: skip
REFUSAL = (
    "Phiếu từ chối tiếp nhận, giải quyết hồ sơ", *WHO, "Nội dung yêu cầu giải quyết", "Lý do cụ thể",
    "Không đúng đối tượng", "Điều 5", "Người nộp hồ sơ", "Người tiếp nhận hồ sơ",
)  # fmt: skip
APOLOGY = (
    "Kính gửi: Nguyễn Văn Tư", "Thời gian hẹn trả kết quả", "Lý do: Cán bộ ốm", "xin lỗi",
    "Thời gian hẹn trả kết quả lại", "Nơi nhận",
)  # fmt: skip
STOP = (
    "Thông báo dừng giải quyết hồ sơ", "Kính gửi: Nguyễn Văn Tư", "Mã số hồ sơ", "Nội dung yêu cầu giải quyết",
    "Ngày đề nghị dừng", "Giai đoạn giải quyết", "Lý do dừng giải quyết", "Phí, lệ phí", "Giấy tờ trả lại",
)  # fmt: skip
CONTROL_SLIP = (
    "Phiếu kiểm soát quá trình giải quyết hồ sơ", "Mã số hồ sơ", "Cơ quan giải quyết hồ sơ",
    "Cơ quan phối hợp giải quyết hồ sơ", "Tên cơ quan", "Thời gian giao, nhận hồ sơ", "Kết quả giải quyết hồ sơ",
    "Ghi chú", "1. Giao:", "2. Nhận:", "Người giao:", "Người nhận:",
)  # fmt: skip
REGISTER = (
    "Sổ theo dõi hồ sơ", "TT", "Mã số hồ sơ", "Tên thủ tục hành chính", "Tên cá nhân, tổ chức",
    "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết", "Nhận hồ sơ", "Hẹn trả kết quả", "Trả kết quả",
    "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
)  # fmt: skip
APOLOGY_TITLES = {
    OLD: ("Phiếu xin lỗi và hẹn lại ngày trả kết quả",),
    NEW: (
        "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
        "Thời gian đề nghị gia hạn",
        "Số lần gia hạn",
    ),
}
CONTROL_NUMBER, REGISTER_NUMBER = {OLD: "05", NEW: "06"}, {OLD: "06", NEW: "07"}


def read(pdf: bytes) -> str:
    """What poppler reads, in small letters and with single blanks."""
    said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(said.stdout.decode().lower().split())


def sizes(pdf: bytes) -> set[str]:
    said = subprocess.run(["pdfinfo", "-l", "99", "-"], input=pdf, capture_output=True, check=True)
    lines = [
        line for line in said.stdout.decode().splitlines() if "size:" in line and line.startswith("Page")
    ]
    return {"x".join(str(round(float(part))) for part in line.split()[3:6] if part != "x") for line in lines}


def missing(text: str, *words: str) -> list[str]:
    """The words that are not there, in their order."""
    return [word for word in words if word.lower() not in text]


def label_of(number: str, circular: str) -> str:
    return f"Mẫu số {number}, Thông tư {circular}"


@pytest.fixture
def dossier(rules: RuleSetOfTest) -> Dossier:
    """Received, sent back for a paper, completed, apologised for, appraised."""
    one = received(MARITAL_STATUS, rules.unit, rules.at("09:00"))
    key = one.version.components.filter(mandatory=True)[0].key
    do(
        Act.ASK_SUPPLEMENT,
        one,
        Role.RECEIVE,
        rules.at("10:00"),
        items=[{"key": key, "why": "Mờ"}],
        reason="Mờ",
    )
    do(Act.SUPPLEMENT, one, Role.RECEIVE, rules.at("14:00"), components=[{"key": key, "original": 1}])
    new_due = rules.at("16:00", days=14).isoformat()
    do(Act.APOLOGISE, one, Role.APPROVE, rules.at("14:30"), reason="Cán bộ ốm", new_due=new_due)
    return appraised(one, f"{rules.monday} 15:00")


each_rule_set = pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.code)


@each_rule_set
def test_every_slip_of_a_dossier_has_the_form_of_its_rule_set(rules: RuleSetOfTest, dossier: Dossier) -> None:
    assert dossier.rule_set_id == rules.code
    wanted = {
        "01": RECEIPT,
        "02": SUPPLEMENT,
        "04": APOLOGY_TITLES[rules.circular] + APOLOGY,
        CONTROL_NUMBER[rules.circular]: CONTROL_SLIP,
    }
    for number, words in wanted.items():
        pdf = slip_pdf(dossier, number, site="https://mot-cua.example")
        text = read(pdf)
        assert missing(text, label_of(number, rules.circular), str(dossier), *words) == [], (number, text)
        assert sizes(pdf) == {"595x842" if words is CONTROL_SLIP else "420x595"}
        if number != "04":
            assert rules.label.lower() in text, (number, text)
        other = DESK if rules.label == CENTRE else CENTRE
        assert other.lower() not in text
    assert slip_pdf(dossier, CONTROL, site="") == slip_pdf(dossier, CONTROL_NUMBER[rules.circular], site="")


@each_rule_set
def test_the_control_slip_judges_each_step_by_its_minutes_and_leaves_the_waiting_out(
    rules: RuleSetOfTest, dossier: Dossier
) -> None:
    text = read(slip_pdf(dossier, CONTROL, site=""))
    step = next(step for step in dossier.process.steps if step["act"] == "appraise")
    # 09:00–10:00 and 14:00–15:00 at the desk; where the dossier was passed on, not a minute in other hands.
    used = 0 if dossier.path == "ordinary" else 120
    assert f"{step['label'].lower()}: {used}/{step['minutes']} phút làm việc" in text
    assert "trước hạn" in text
    assert f"2. nhận: {rules.label.lower()}" in text
    assert "bộ phận một cửa" not in text


@each_rule_set
def test_a_refusal_and_a_stop_have_their_form_or_there_is_none(rules: RuleSetOfTest) -> None:
    refused = received(MARITAL_STATUS, rules.unit, rules.at("09:00"))
    why = {"reason": "Không đúng đối tượng", "basis": "Điều 5"}
    appraised(refused, f"{rules.monday} 09:30")
    do(Act.REFUSE_RESULT, refused, Role.APPROVE, rules.at("10:00"), **why)
    text = read(slip_pdf(refused, "03", site=""))
    assert missing(text, label_of("03", rules.circular), str(refused), rules.label, *REFUSAL) == [], text
    stopped = received(MARITAL_STATUS, rules.unit, rules.at("09:30"))
    said = why | {"asked_on": rules.monday, "fee_settlement": "Hoàn lại lệ phí"}
    if rules.circular == OLD:
        with pytest.raises(Refused, match="stop_not_in_forms"):
            do(Act.STOP, stopped, Role.APPROVE, rules.at("10:00"), **said)
        return
    do(Act.STOP, stopped, Role.APPROVE, rules.at("10:00"), **said)
    text = read(slip_pdf(stopped, "05", site=""))
    assert missing(text, label_of("05", NEW), str(stopped), *STOP) == [], text


@each_rule_set
def test_the_register_is_landscape_and_has_the_form_of_its_days(
    rules: RuleSetOfTest, dossier: Dossier
) -> None:
    day = local_day(rules.at("09:00"))
    paper = register(unit_by_id(rules.unit), day, day, at=rules.at("17:00"))
    pdf = typeset(paper)
    assert sizes(pdf) == {"842x595"}
    number = REGISTER_NUMBER[rules.circular]
    words = (label_of(number, rules.circular), rules.label, "Nguyễn Văn Tư", *REGISTER)
    assert missing(read(pdf), *words) == []
    assert str(dossier).lower() in read(pdf).replace("- ", "-")


def test_across_the_change_of_circular_the_register_has_two_parts_in_one_file() -> None:
    before = received(MARITAL_STATUS, BINH_THOI, at("2025-09-12 09:00"))
    after = received(MARITAL_STATUS, BINH_THOI, at("2025-09-15 09:00"))
    first, last = local_day(at("2025-09-12 09:00")), local_day(at("2025-09-15 09:00"))
    periods = form_periods(first, last)
    assert [(start.isoformat(), end.isoformat()) for start, end in periods] == [
        ("2025-09-12", "2025-09-14"),
        ("2025-09-15", "2025-09-15"),
    ]
    unit, evening = unit_by_id(BINH_THOI), at("2025-09-15 17:00")
    pdf = register_file(unit, first, last, FileKind.PDF, at=evening).content
    old, new = (read_page(pdf, number) for number in (1, 2))
    assert missing(old, label_of("06", OLD), "1 hồ sơ, theo thứ tự tiếp nhận") == []
    assert missing(new, label_of("07", NEW), "1 hồ sơ, theo thứ tự tiếp nhận") == []
    assert (str(before).lower() in old, str(after).lower() in new) == (True, True)
    assert (str(after).lower() in old, str(before).lower() in new) == (False, False)
    book = register_file(unit, first, last, FileKind.XLSX, at=evening).content
    sheets = CalamineWorkbook.from_filelike(BytesIO(book))
    codes = {
        name: [row[1] for row in sheets.get_sheet_by_name(name).to_python()[1:]]
        for name in sheets.sheet_names
    }
    assert codes == {"Sổ theo dõi, mẫu 06": [str(before)], "Sổ theo dõi, mẫu 07": [str(after)]}
    rows = register_file(unit, first, last, FileKind.CSV, at=evening).content.decode("utf-8-sig").splitlines()
    assert [row.split(",")[1] for row in rows[1:]] == [str(before), str(after)]


def read_page(pdf: bytes, number: int) -> str:
    one = ["-f", str(number), "-l", str(number)]
    said = subprocess.run(["pdftotext", "-raw", *one, "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(said.stdout.decode().lower().split()).replace("- ", "-")


def test_days_are_cut_only_where_the_forms_change() -> None:
    first, last = local_day(at("2025-09-01 09:00")), local_day(at("2025-09-14 09:00"))
    assert form_periods(first, last) == [(first, last)]
    with pytest.raises(Refused, match="no_forms_in_force"):
        form_periods(local_day(at("2018-12-31 09:00")), last)

"""What does a slip cost as PDF, warm, and the register of a thousand dossiers?"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

from motcua.cli.bench.tables import Options, Row, Table, median_of_rounds, spread_note
from motcua.core.moments import VN
from motcua.documents.forms import form_set_on
from motcua.documents.listings import Register, RegisterLine
from motcua.documents.papers import Applicant, Component, Head, Promise, Receipt, Tracking
from motcua.documents.terms import CopyKind, FormKind, ReturnChannel
from motcua.documents.typesetting import typeset

HELP = (
    "Slip and register as archive PDF, set with own fonts, each with facts of its own: nothing is remembered."
)
NEEDS_DATABASE = False
_SLIP_MS = 15.0
_REGISTER_LINES = 1_000
_AT = datetime(2022, 5, 16, 15, 1, tzinfo=VN)
_DUE = datetime(2022, 5, 17, 17, 0, tzinfo=VN)
_HEAD = Head(
    superior="Ủy ban nhân dân Thành phố Hồ Chí Minh",
    agency="Ủy ban nhân dân Quận 11",
    one_stop_label="Bộ phận Tiếp nhận và Trả kết quả",
    place="Quận 11",
    day=_AT.date(),
    number="417",
    symbol="TNHS",
)
_TWO_LINES = (
    "Hồ sơ đủ thành phần, nhận trực tiếp tại quầy lúc 15:01 Thứ Hai 16/5/2022; thời hạn tính từ lúc này.",
    "Thời hạn theo quy định “03 ngày làm việc”: 3 ngày làm việc, tính từ Thứ Hai 16/5/2022, ngày thứ nhất là "
    "Thứ Ba 17/5/2022; hạn 17:00 Thứ Năm 19/5/2022.",
)
_SIX_LINES = (
    _TWO_LINES[0],
    "Thời hạn theo quy định “Trong ngày tiếp nhận; nhận sau 15 giờ thì trả ngày làm việc tiếp theo” "
    "(23/2015/NĐ-CP, 01/2020/TT-BTP, 226/2016/TT-BTC): nhận sau 15:00 mà không giải quyết được ngay nên trả "
    "trong ngày làm việc tiếp theo; hạn 17:00 Thứ Ba 17/5/2022.",
    "Chương trình “Tháng hành động” (Kế hoạch số 104/KH-UBND ngày 13/5/2022, mục II.1.1): mốc giờ nhận hồ sơ "
    "15:00; nhận sau mốc nên trả trong ngày làm việc tiếp theo: 17:00 Thứ Ba 17/5/2022.",
    "Lấy hạn sớm nhất: 17:00 Thứ Ba 17/5/2022, theo chương trình “Tháng hành động”.",
    "Cùng thời điểm đó: thời hạn theo quy định.",
    "Không áp dụng “Ngày thứ sáu không chờ”: chỉ thực hiện vào Thứ Sáu.",
)


def measure(options: Options) -> Sequence[Table]:
    """Slips, then the register."""
    lines = options.size or _REGISTER_LINES
    numbers = count(1)
    contenders: dict[str, Callable[[], None]] = {
        "slip, explained in two lines": lambda: _set(_slip(next(numbers), _TWO_LINES)),
        "slip, explained in six lines": lambda: _set(_slip(next(numbers), _SIX_LINES)),
    }
    found = median_of_rounds(
        {name: _timed(call, options.seconds) for name, call in contenders.items()}, options.rounds
    )
    rows = [
        Row(name, one.median, "ms", None, f"≤ {_SLIP_MS:g} ms", one.median <= _SLIP_MS, spread_note(one))
        for name, one in found.items()
    ]
    register = {"register": _timed(lambda: _set(_register(lines, next(numbers))), 0)}
    spread = median_of_rounds(register, options.rounds)["register"]
    note = f"{spread.median / lines:.2f} ms a line; {spread_note(spread)}"
    rows.append(Row(f"register of {lines:,} lines", spread.median, "ms", note=note))
    return [
        Table(
            "A paper as PDF/A-3a and PDF/UA-1, ms of processor time",
            tuple(rows),
            "Warm: the fonts are read, one compiler is kept. Each paper has another code, name, moment and QR code.",
        )
    ]


def _timed(call: Callable[[], None], seconds: float) -> Callable[[], float]:
    """Milliseconds of processor time a paper, the median over about that many seconds."""

    def timed() -> float:
        call()
        took: list[float] = []
        while not took or sum(took) < seconds * 1e3:
            begun = time.process_time()
            call()
            took.append((time.process_time() - begun) * 1e3)
        return sorted(took)[len(took) // 2]

    return timed


def _set(paper: Receipt | Register) -> None:
    if not typeset(paper).startswith(b"%PDF"):
        raise RuntimeError("no PDF was made")


def sample_slip() -> Receipt:
    """A slip for benches that need some paper."""
    return _slip(1, _TWO_LINES)


def _slip(number: int, explanation: tuple[str, ...]) -> Receipt:
    code = f"H29.11-220516-{number:05}"
    at = _AT + timedelta(seconds=number)
    return Receipt(
        form=form_set_on(_AT.date()).form(FormKind.RECEIPT),
        head=replace(_HEAD, number=str(number)),
        code=code,
        applicant=Applicant(
            f"Nguyễn Thị Ngọc Huyền {number}", "12 Lãnh Binh Thăng, Phường 8", "0912 345 678"
        ),
        request="Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan có thẩm quyền của Việt Nam cấp",
        components=(
            Component("Bản chính giấy tờ, văn bản", CopyKind.ORIGINAL, 1),
            Component("Bản sao cần chứng thực", CopyKind.COPY, 2),
        ),
        term_text="Trong ngày tiếp nhận",
        received_at=at,
        promise=Promise(_DUE, False, "Theo chương trình: nhận sau mốc giờ", explanation),
        return_channel=ReturnChannel.DESK,
        received_by="Lê Thị Bích Thủy",
        tracking=Tracking(
            "motcua.example.vn/tra-cuu", f"K{number:05}", f"https://motcua.example.vn/tra-cuu?ma={code}"
        ),
        counter="Quầy số 2",
        book="02/2022",
        number_in_book=str(number),
    )


def _register(lines: int, turn: int) -> Register:
    return Register(
        form=form_set_on(_AT.date()).form(FormKind.REGISTER),
        head=_HEAD,
        code=f"Sổ {turn}",
        first=date(2022, 5, 1),
        last=date(2022, 5, 31),
        lines=tuple(_line(number) for number in range(lines)),
        moment=_AT + timedelta(minutes=turn),
    )


def _line(number: int) -> RegisterLine:
    at = _AT + timedelta(minutes=number)
    return RegisterLine(
        code=f"H29.11-220516-{number:05}",
        procedure="Chứng thực bản sao từ bản chính",
        applicant=f"Trần Văn Bảy {number}",
        contact="12 Lãnh Binh Thăng, Phường 8; 0912 345 678",
        agency="Ủy ban nhân dân Quận 11",
        received_at=at,
        due_at=_DUE + timedelta(minutes=number),
        due_strict=False,
        return_channel="Trực tiếp",
        returned_at=at + timedelta(hours=1),
        returned_to=f"Trần Văn Bảy {number}",
    )

"""How is the list of a day's visits at people's homes laid out?"""

from motcua.core.moments import local
from motcua.documents.listings import HomeLine, HomeList
from motcua.documents.sheet import Column, Sheet, Signature, Signatures
from motcua.documents.sheets.listing import counted_table, landscape
from motcua.documents.sheets.parts import SIGN_HERE, desk_of
from motcua.documents.wording import moment_text

_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Giờ hẹn", 24, "center"),
    Column("Việc", 42),
    Column("Thủ tục", 56),
    Column("Người yêu cầu", 40),
    Column("Điện thoại", 28),
    Column("Địa chỉ", 50),
    Column("Cán bộ", 30),
    Column("Ghi kết quả", 26),
)


def home_sheet(paper: HomeList) -> Sheet:
    """Danh sách đến nhà, with room for what came of each visit."""
    caption = f"Ngày {paper.day:%d/%m/%Y}: {len(paper.lines)} lượt. Lập lúc {moment_text(paper.moment)}."
    return landscape(
        paper,
        "Danh sách tiếp nhận, hỗ trợ, trả kết quả tại nhà",
        f"Danh sách nội bộ của {desk_of(paper.head)}",
        counted_table(caption, _COLUMNS, tuple(map(_cells, paper.lines)), "Không có lượt hẹn nào"),
        Signatures(right=Signature(("NGƯỜI LẬP",), SIGN_HERE)),
    )


def _cells(line: HomeLine) -> tuple[str, ...]:
    hours = f"{local(line.starts):%H:%M}–{local(line.ends):%H:%M}"
    what = "\n".join(part for part in (line.kind, line.note) if part)
    return (
        hours, what, line.procedure, f"{line.name}\n{line.number}", line.phone, line.address, line.official, ""
    )  # fmt: skip

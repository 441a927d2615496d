"""Which rows has the table of online shares? The same on page, as a file and for `motcua report online-share`."""

from typing import Any

from motcua.dossiers.online_share import OnlineShare, ShareLine

HEADER = [
    "Theo", "Mã", "Tên", "Tiếp nhận", "Trực tuyến", "Tỷ lệ", "Tỷ lệ trong hồ sơ thuộc thủ tục mức độ 3, 4",
    "Kỳ trước: tiếp nhận", "Kỳ trước: trực tuyến", "Kỳ trước: tỷ lệ", "Thay đổi",
]  # fmt: skip


def share_lines(made: OnlineShare) -> list[tuple[str, ShareLine]]:
    """Every line with what it is by; the total first."""
    groups = (
        ("Tổng", (made.total,)),
        ("Tháng", made.months),
        ("Thủ tục", made.procedures),
        ("Đơn vị", made.units),
    )
    return [(title, line) for title, lines in groups for line in lines]


def share_cells(made: OnlineShare) -> list[list[str]]:
    """As the columns of HEADER."""
    return [
        [
            title, line.key, line.name, str(line.now.received), str(line.now.online), line.now.words,
            line.now.offered_words, str(line.before.received), str(line.before.online), line.before.words, line.change,
        ]
        for title, line in share_lines(made)
    ]  # fmt: skip


def as_rows(made: OnlineShare) -> list[dict[str, Any]]:
    """As programs read it; shares in tenths of a percent, null where nothing came in."""
    return [
        {
            "by": title,
            "key": line.key,
            "name": line.name,
            "received": line.now.received,
            "online": line.now.online,
            "offered": line.now.offered,
            "share_tenths": line.now.tenths,
            "before_received": line.before.received,
            "before_online": line.before.online,
            "before_share_tenths": line.before.tenths,
        }
        for title, line in share_lines(made)
    ]

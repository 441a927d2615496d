"""Which blocks, figures, bounds and sources has a result report? Closed words with their official terms."""

from enum import StrEnum


class Block(StrEnum):
    """The blocks under which a campaign's results are told (results notice HCMC 2022, 2.1; R-118, R-145)."""

    DISTRICT = "district_block"  # khối quận - huyện, thành phố Thủ Đức
    COMMUNE = "commune_block"  # cấp xã
    DEPARTMENT = "department_block"  # khối sở, ban, ngành
    VERTICAL = "vertical_block"  # khối các đơn vị ngành dọc


BLOCK_LABELS: dict[str, str] = {
    Block.DISTRICT: "Khối quận - huyện, thành phố Thủ Đức",
    Block.COMMUNE: "Cấp xã",
    Block.DEPARTMENT: "Khối sở, ban, ngành",
    Block.VERTICAL: "Khối các đơn vị ngành dọc",
    "": "Chưa xếp khối",
}


class Measure(StrEnum):
    """What is counted of dossiers. The order is that of the bits kept of each dossier: add at the end only."""

    RECEIVED = "received"  # đã tiếp nhận
    SAME_DAY = "same_day"  # giải quyết ngay trong ngày
    SAME_DAY_DUE = "same_day_due"  # hẹn trong ngày hoặc đã xong trong ngày
    AFTER_CUT_OFF = "after_cut_off"  # nhận sau mốc giờ
    NEXT_DAY = "next_day"  # trả ngày làm việc tiếp theo đúng hẹn
    EARLY = "early"  # trước hạn
    ON_TIME = "on_time"  # đúng hạn
    LATE = "late"  # trễ hạn
    PROLONGED = "prolonged"  # kéo dài theo quy định
    NO_DUE = "no_due"  # chưa có hạn
    OPEN = "open"  # đang giải quyết
    WITHOUT_RESULT = "without_result"  # kết thúc không có kết quả
    ONLINE = "online"  # nộp trực tuyến


MEASURES: tuple[Measure, ...] = tuple(Measure)
# Not kept in the roll-up, as it changes with the hour: counted when asked.
OPEN_OVERDUE = "open_overdue"  # đang quá hạn
MEASURE_LABELS: dict[str, str] = {
    Measure.RECEIVED: "Tiếp nhận",
    Measure.SAME_DAY: "Giải quyết trong ngày",
    Measure.SAME_DAY_DUE: "Thuộc diện trong ngày",
    Measure.AFTER_CUT_OFF: "Nhận sau mốc giờ",
    Measure.NEXT_DAY: "Trả ngày làm việc tiếp theo",
    Measure.EARLY: "Trước hạn",
    Measure.ON_TIME: "Đúng hạn",
    Measure.LATE: "Trễ hạn",
    Measure.PROLONGED: "Kéo dài theo quy định",
    Measure.NO_DUE: "Chưa có hạn",
    Measure.OPEN: "Đang giải quyết",
    Measure.WITHOUT_RESULT: "Kết thúc không có kết quả",
    Measure.ONLINE: "Nộp trực tuyến",
    OPEN_OVERDUE: "Đang quá hạn",
}


class Bound(StrEnum):
    """How a printed figure is meant (R-278)."""

    EXACT = "exact"  # đúng bằng
    LOWER = "lower"  # hơn: ít nhất bằng
    UPPER = "upper"  # chưa đến: nhiều nhất bằng


BOUND_WORDS: dict[str, str] = {Bound.EXACT: "", Bound.LOWER: "hơn", Bound.UPPER: "chưa đến"}


class FigureSource(StrEnum):
    """Where a figure comes from (R-271)."""

    COMPUTED = "computed"  # tính từ hồ sơ trong hệ thống
    DECLARED = "declared"  # đơn vị khai, nhập bằng tay


SOURCE_LABELS: dict[str, str] = {
    FigureSource.COMPUTED: "Tính từ hồ sơ",
    FigureSource.DECLARED: "Số liệu nhập tay",
}
# What computed figures count.
DOSSIERS = "hồ sơ"

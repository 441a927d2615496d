"""Which words does the rating use? Who is rated, the criteria, how a figure stands, how an objection is answered."""

from enum import StrEnum


class Rated(StrEnum):
    """Who is rated (002/KH-UBND III.2: tập thể, cá nhân)."""

    UNITS = "units"  # cơ quan, đơn vị (tập thể)
    PERSONS = "persons"  # cán bộ, công chức (cá nhân)


RATED_LABELS: dict[Rated, str] = {Rated.UNITS: "Cơ quan, đơn vị", Rated.PERSONS: "Cán bộ, công chức"}


class Criterion(StrEnum):
    """What is measured; each is worth a weight that a decision gives (003/144/KH-UBND II.9)."""

    ON_TIME = "on_time"  # đúng và trước hạn
    EARLY = "early"  # trước hạn
    SAME_DAY = "same_day"  # trả trong ngày
    SETTLED = "settled"  # số hồ sơ đã giải quyết
    BACKLOG = "backlog"  # giải quyết hồ sơ tồn đọng
    PLAN = "plan"  # kết quả thực hiện kế hoạch, chương trình
    ONLINE = "online"  # hồ sơ nộp trực tuyến
    SATISFACTION = "satisfaction"  # sự hài lòng
    CONDUCT = "conduct"  # 4 xin, 4 luôn
    FINDINGS = "findings"  # kỷ luật, kỷ cương
    INITIATIVES = "initiatives"  # sáng kiến
    COMPLAINTS = "complaints"  # phản ánh, kiến nghị trả lời đúng hạn


CRITERION_LABELS: dict[Criterion, str] = {
    Criterion.ON_TIME: "Hồ sơ đúng hạn và trước hạn",
    Criterion.EARLY: "Hồ sơ trước hạn",
    Criterion.SAME_DAY: "Kết quả có ngay trong ngày nhận",
    Criterion.SETTLED: "Số hồ sơ đã giải quyết",
    Criterion.BACKLOG: "Hồ sơ tồn đọng đã giải quyết",
    Criterion.PLAN: "Kết quả thực hiện kế hoạch, chương trình",
    Criterion.ONLINE: "Hồ sơ nộp trực tuyến",
    Criterion.SATISFACTION: "Người dân hài lòng",
    Criterion.CONDUCT: "“4 xin, 4 luôn”",
    Criterion.FINDINGS: "Chấp hành kỷ luật, kỷ cương",
    Criterion.INITIATIVES: "Sáng kiến được công nhận",
    Criterion.COMPLAINTS: "Phản ánh, kiến nghị trả lời đúng hạn",
}
# Worth its whole weight at a number that the decision names: dossiers to settle, findings that cost everything.
WITH_TARGET = frozenset({Criterion.SETTLED, Criterion.FINDINGS})


class Standing(StrEnum):
    """Whether a criterion could be judged."""

    JUDGED = "judged"  # đã tính điểm
    SMALL = "small"  # chưa đủ số liệu
    NOT_KEPT = "not_kept"  # hệ thống chưa giữ số liệu này


STANDING_LABELS: dict[Standing, str] = {
    Standing.JUDGED: "Đã tính",
    Standing.SMALL: "Chưa đủ số liệu",
    Standing.NOT_KEPT: "Hệ thống chưa giữ số liệu này",
}


class Verdict(StrEnum):
    """How an objection was answered."""

    UPHELD = "upheld"  # chấp nhận
    PARTLY = "partly"  # chấp nhận một phần
    DISMISSED = "dismissed"  # không chấp nhận


VERDICT_LABELS: dict[Verdict, str] = {
    Verdict.UPHELD: "Chấp nhận",
    Verdict.PARTLY: "Chấp nhận một phần",
    Verdict.DISMISSED: "Không chấp nhận",
}

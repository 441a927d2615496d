"""Who are the focal points, which courses were held, who came, which share is trained?"""

from datetime import date

from motcua.outreach.communication_terms import GROUP_LABELS, EntryKind, TraineeGroup
from motcua.outreach.registers.making import (
    MOST_ROWS,
    Asked,
    cut_note,
    days_text,
    entries,
    proof_of,
    shown_of,
    struck_text,
    written_by,
)
from motcua.outreach.striking import struck_why
from motcua.outreach.training import attendance, focal_points, to_train, trained_shares, trainees
from motcua.outreach.training_tables import Trainee, TrainingCourse
from motcua.participation.sheet import Line, Sheet, day_text


def points(asked: Asked) -> Sheet:
    """Each unit with its named, current focal point, those without first (R-233)."""
    rows = focal_points(asked.units, asked.day)
    lines = []
    for row in rows:
        if asked.holds(f"{row.unit.name} {row.point.name if row.point else row.why}"):
            point = row.point
            lines.append(
                Line(
                    (
                        row.unit.name,
                        point.name if point else row.why,
                        (point.position if point else "") or "–",
                        (point.phone if point else "") or "–",
                        day_text(point.valid_from if point else None),
                        proof_of(point) if point else "–",
                        written_by(point) if point else "–",
                    )
                )
            )
    lacking = sum(1 for row in rows if row.point is None)
    return Sheet(
        name="focal_points",
        title="Cán bộ đầu mối kiểm soát thủ tục hành chính",
        columns=("Cơ quan", "Cán bộ đầu mối", "Chức vụ", "Điện thoại", "Từ ngày", "Văn bản", "Người ghi"),
        lines=tuple(lines),
        figures=((str(lacking), "Cơ quan chưa có đầu mối"), (str(len(rows) - lacking), "Cơ quan có đầu mối")),
    )


def courses(asked: Asked) -> Sheet:
    """Courses with who came, and the two shares of the year (R-234)."""
    why = struck_why(EntryKind.COURSE)
    rows = entries(TrainingCourse, asked)
    shown = shown_of(rows.select_related("unit").order_by("-day", "-id"))
    came: dict[int, list[Trainee]] = {}
    for one in trainees([row.pk for row in shown]):
        came.setdefault(one.course_id, []).append(one)
    return Sheet(
        name="courses",
        title="Lớp tập huấn",
        columns=(
            "Ngày",
            "Nội dung",
            "Nơi tổ chức",
            "Chủ trì",
            "Có mặt: đầu mối",
            "Có mặt: người giải quyết",
            "Minh chứng",
            "Cơ quan",
            "Người ghi",
        ),
        lines=tuple(_line(row, came.get(row.pk, []), why.get(row.pk)) for row in shown),
        notes=(_of_days(asked), *cut_note(rows.count())),
        figures=_shares(asked),
    )


def people(asked: Asked) -> Sheet:
    """Everybody of the two shares, and the courses of the year they came to; those without first (R-234, R-271)."""
    rows = to_train(asked.units, *_year(asked))
    found = [row for row in rows if asked.holds(f"{row.name} {' '.join(row.units)} {' '.join(row.courses)}")]
    return Sheet(
        name="people_to_train",
        title="Ai đã, ai chưa tập huấn",
        columns=("Họ tên", "Cơ quan", "Nhóm", "Đã dự"),
        lines=tuple(
            Line(
                (
                    row.name,
                    "; ".join(row.units),
                    "; ".join(label for group, label in GROUP_LABELS.items() if group in row.groups),
                    "; ".join(row.courses) or "Chưa tập huấn",
                )
            )
            for row in found[:MOST_ROWS]
        ),
        notes=(_of_days(asked), *cut_note(len(found))),
        figures=_shares(asked),
    )


def _year(asked: Asked) -> tuple[date, date]:
    return date(asked.day.year, 1, 1), asked.day


def _of_days(asked: Asked) -> str:
    return f"Tỷ lệ tính từ 01/01/{asked.day.year} đến {day_text(asked.day)}, mỗi người một lần."


def _shares(asked: Asked) -> tuple[tuple[str, str], ...]:
    shares = trained_shares(asked.units, *_year(asked))
    return (
        (shares.focal.text, "Cán bộ đầu mối đã tập huấn"),
        (shares.settling.text, "Người giải quyết thủ tục đã tập huấn"),
    )


def participants(asked: Asked, course: TrainingCourse) -> Sheet:
    """The participants of one course (R-234)."""
    rows = trainees([course.pk])
    return Sheet(
        name="trainees",
        title=course.topic,
        columns=("Họ tên", "Cơ quan", "Nhóm", "Có mặt", "Người ghi"),
        lines=tuple(
            Line(
                (
                    row.name,
                    row.from_unit.name,
                    GROUP_LABELS[TraineeGroup(row.group)],
                    "Có mặt" if row.attended else "Chưa có mặt",
                    written_by(row),
                )
            )
            for row in rows
            if asked.holds(row.words)
        ),
        figures=tuple((attendance(rows, group).text, label) for group, label in GROUP_LABELS.items()),
    )


def _line(row: TrainingCourse, came: list[Trainee], why: str | None) -> Line:
    return Line(
        (
            days_text(row.day, row.last),
            struck_text(why, row.topic),
            row.place,
            row.organiser or row.unit.name,
            *(attendance(came, group).text for group in TraineeGroup),
            proof_of(row),
            row.unit.name,
            written_by(row),
        ),
        key="" if why is not None else str(row.pk),
    )


REGISTERS = {"dau-moi": points, "tap-huan": courses, "nguoi-tap-huan": people}

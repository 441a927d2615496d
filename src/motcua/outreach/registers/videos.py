"""Which films guide through which procedures, and which much used procedures have none?"""

from motcua.outreach.films import left_out
from motcua.outreach.registers.making import Asked, written_by
from motcua.outreach.videos import guide_films, most_used, newest_guides, used_from
from motcua.participation.sheet import Line, Opens, Sheet, number_text


def films(asked: Asked) -> Sheet:
    """The films that the unit's screens and public pages show, and to which procedures they are tied (R-259)."""
    shown = guide_films(asked.unit.pk)
    said = newest_guides({one.film.folder for one in shown})
    lines = []
    for one in shown:
        row = said.get((one.film.folder, one.film.path.name))
        if asked.holds(f"{one.title} {one.film.path.name} {' '.join(one.procedures)}"):
            codes = ", ".join(one.procedures) or "Chưa gắn thủ tục nào"
            cells = (one.title, f"{one.film.folder}/{one.film.path.name}", codes, "Có")
            lines.append(Line((*cells, written_by(row) if row else "–")))
    return Sheet(
        name="films",
        title="Phim hướng dẫn",
        columns=("Tên phim", "Tệp", "Thủ tục", "Phụ đề", "Người gắn"),
        lines=tuple(lines),
        notes=(
            "Phim chiếu trên màn hình ở sảnh và trên trang của thủ tục. Phim không có phụ đề thì không chiếu.",
            *(f"Không chiếu: {fault}." for fault in left_out(asked.unit.pk)),
        ),
        figures=(
            (str(len(shown)), "Phim đang chiếu"),
            (str(sum(1 for one in shown if one.procedures)), "Phim đã gắn thủ tục"),
        ),
    )


def lacking(asked: Asked) -> Sheet:
    """The most used procedures of the last twelve months without a film (R-260)."""
    rows = most_used(asked.unit.pk, asked.units, asked.day)
    without = [row for row in rows if not row.films]
    shown = [row for row in without if asked.holds(f"{row.code} {row.name}")]
    return Sheet(
        name="without_film",
        title="Thủ tục nhiều hồ sơ chưa có phim",
        columns=("Mã", "Thủ tục", "Số hồ sơ 12 tháng"),
        lines=tuple(
            Line(
                (row.code, row.name, number_text(row.dossiers)),
                {2: Opens(row.code, used_from(asked.day), asked.day)},
            )
            for row in shown
        ),
        notes=(f"Xét {len(rows)} thủ tục có nhiều hồ sơ nhất trong 12 tháng.",),
        figures=((str(len(without)), "Chưa có phim"), (str(len(rows) - len(without)), "Đã có phim")),
    )


REGISTERS = {"phim": films, "chua-co-phim": lacking}

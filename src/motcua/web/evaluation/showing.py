"""How is a rating shown: rows of a ranking, the criteria of one, each figure with the list behind it?"""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from motcua.evaluation.criteria import Criteria
from motcua.evaluation.queries import figure_words, provisional
from motcua.evaluation.rating import OF_DOSSIERS, Judgement, Ranking
from motcua.evaluation.reading import settings
from motcua.evaluation.rules import Score, Weight, points_text, share_text
from motcua.evaluation.tally import FIGURE_LABELS, Figure
from motcua.evaluation.terms import CRITERION_LABELS, STANDING_LABELS, Criterion, Standing

_COLOURS = {Standing.JUDGED: "green", Standing.SMALL: "yellow", Standing.NOT_KEPT: "grey"}
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A line of a ranking; cells are (text, address), the address empty where there is no list."""

    rank: str
    name: str
    address: str
    points: str
    without: str
    kept: Link
    late: Link
    weight: int


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A criterion of one rated: `cells` are (text, address) in a row."""

    label: str
    cells: tuple[Link, ...]
    words: str
    weight: int
    points: str
    without: str
    standing: str
    colour: str


def ranking_rows(
    ranking: Ranking, words: dict[str, str], page: str, *, opened: Collection[str] | None
) -> list[RankingRow]:
    """`words` say the period or drive again; `page` is the page of one rated; `opened`: only of these agencies."""
    return [
        _ranking_row(row, words, page, opens=opened is None or row.subject.unit_id in opened)
        for row in ranking.rows
    ]


def _ranking_row(row: Judgement, words: dict[str, str], page: str, *, opens: bool) -> RankingRow:
    own = words | whose(row)
    few = _("chưa đủ số liệu")
    kept, judged, late = (row.tally.of(one) for one in (Figure.KEPT, Figure.JUDGED, Figure.LATE))
    return RankingRow(
        rank=str(row.rank) if row.rank else "–",
        name=row.subject.name,
        address=f"{reverse(page)}?{urlencode(own)}" if opens else "",
        points=few if row.total.points is None else points_text(row.total.points),
        without=few if row.total_without.points is None else points_text(row.total_without.points),
        kept=(
            f"{kept} / {judged} ({share_text(kept, judged)})",
            _list(own, Figure.JUDGED) if judged and opens else "",
        ),
        late=(str(late), _list(own, Figure.LATE) if late and opens else ""),
        weight=row.total.judged_weight,
    )


def whose(row: Judgement) -> dict[str, str]:
    """The words of an address that name the one rated."""
    named = {"don-vi": row.subject.unit_id}
    return named | {"nguoi": row.subject.username} if row.subject.username else named


def score_rows(row: Judgement, words: dict[str, str]) -> list[ScoreRow]:
    """The criteria with figures that open their lists, and the points without clean-ups beside."""
    return [
        ScoreRow(
            label=CRITERION_LABELS[score.criterion],
            cells=_cells(row, score, words),
            words=figure_words(score),
            weight=score.weight.weight,
            points=points_text(score.points),
            without=points_text(aside.points),
            standing=STANDING_LABELS[score.standing],
            colour=_COLOURS[score.standing],
        )
        for score, aside in zip(row.scores, row.without, strict=True)
    ]


def _cells(row: Judgement, score: Score, words: dict[str, str]) -> tuple[Link, ...]:
    pair = OF_DOSSIERS.get(score.criterion)
    if pair is None:
        return ((figure_words(score), ""),)
    part, whole = ((str(row.tally.of(one)), _list(words, one) if row.tally.of(one) else "") for one in pair)
    if score.criterion is Criterion.SETTLED:
        return (part, (_("mức %(target)d") % {"target": score.weight.target}, ""))
    return (part, whole, (share_text(score.measure.part, score.measure.whole), ""))


def figure_links(row: Judgement, words: dict[str, str]) -> list[tuple[str, int, str]]:
    """Every other figure of one rated with its list: label, number, address; noughts without one."""
    shown = (Figure.JUDGED, Figure.EARLY, Figure.ON_TIME, Figure.LATE, Figure.STILL_OWED, Figure.SETTLED)
    return [_figure(row, one, words) for one in shown]


def exclusion_links(row: Judgement, words: dict[str, str]) -> list[tuple[str, int, str]]:
    """What did not count and why, with its lists."""
    return [_figure(row, one, words) for one, _n in row.exclusions()]


def clean_up_link(row: Judgement, words: dict[str, str]) -> tuple[str, int, str]:
    """What was closed in clean-ups."""
    return _figure(row, Figure.CLEAN_UP, words)


def _figure(row: Judgement, figure: Figure, words: dict[str, str]) -> tuple[str, int, str]:
    number = row.tally.of(figure)
    return FIGURE_LABELS[figure], number, _list(words, figure) if number else ""


def _list(words: dict[str, str], figure: Figure) -> str:
    return f"{reverse('evaluation:list')}?{urlencode(words | {'dem': figure.value})}"


def criteria_words(criteria: Criteria) -> dict[str, object]:
    """The weights in words, who decided them, and that nobody did."""
    lines = [(CRITERION_LABELS[one.criterion], one.weight, _target(one)) for one in criteria.weights]
    return {
        "lines": lines,
        "decision": criteria.decision,
        "unit": criteria.unit_name,
        "valid_from": criteria.valid_from,
        "small": criteria.small,
        "least_weight": settings().least_weight,
        "bulk_least": settings().bulk_least,
        "bulk_days": settings().bulk_days,
    }


def _target(one: Weight) -> str:
    if one.criterion is Criterion.SETTLED:
        return _("mức %(target)d hồ sơ mỗi tháng") % {"target": one.target}
    return _("hết điểm từ %(target)d kết luận") % {"target": one.target} if one.target else ""


def ranking_page(
    ranking: Ranking,
    words: dict[str, str],
    page: str,
    *,
    title: str | Promise,
    label: str,
    opened: Collection[str] | None = None,
) -> dict[str, object]:
    """All that the page of a ranking shows."""
    return {
        "title": title,
        "label": label,
        "rows": ranking_rows(ranking, words, page, opened=opened),
        "idle": ranking.without_dossiers,
        "criteria": criteria_words(ranking.criteria),
        "provisional": provisional(ranking.window.last, ranking.window.now),
        "words": words,
    }

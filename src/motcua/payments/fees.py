"""What does a person owe the desk, line by line? Pure: the published fee and what was asked for in, lines out.

Sources: 226/2016/TT-BTC điều 4 (chứng thực), 281/2016/TT-BTC, 85/2019/TT-BTC (mức do HĐND cấp tỉnh).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.core.refusals import Refusal, refuse, refuse_if

MOST = 10_000  # of one line: cases, copies


@dataclass(frozen=True, slots=True)
class Rate:
    """An amount in đồng for each page from `first` to `last` (None: every page after)."""

    first: int
    last: int | None
    amount: int

    def pages_of(self, pages: int) -> int:
        """How many of a paper's pages the rate covers."""
        return max(0, min(pages, self.last or pages) - self.first + 1)


@dataclass(frozen=True, slots=True)
class Formula:
    """Fee of one copy by the pages of its original, at most `cap_per_copy` (None: no cap)."""

    rates: tuple[Rate, ...]
    cap_per_copy: int | None

    def per_copy(self, pages: int) -> int:
        """226/2016/TT-BTC điều 4: 2.000 đ trang 1–2, 1.000 đ từ trang thứ 3, tối đa 200.000 đ một bản."""
        full = sum(rate.amount * rate.pages_of(pages) for rate in self.rates)
        return full if self.cap_per_copy is None else min(full, self.cap_per_copy)


@dataclass(frozen=True, slots=True)
class FeeItem:
    """A published line; `amount` None: set by the province (HĐND cấp tỉnh). `wished`: only where asked for."""

    name: str
    amount: int | None
    unit: str
    wished: bool = False


@dataclass(frozen=True, slots=True)
class FeeSchedule:
    """What a version of a procedure publishes: lines, or a formula by page and copy, and who is exempt."""

    items: tuple[FeeItem, ...]
    formula: Formula | None
    exemptions: tuple[str, ...]
    set_by: str

    @property
    def free(self) -> bool:
        """Is there nothing that could be collected?"""
        return self.formula is None and all(item.amount == 0 for item in self.items)


@dataclass(frozen=True, slots=True)
class CopiedPaper:
    """One certification item: a paper, the pages of its original, how many copies."""

    title: str
    pages: int
    copies: int


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why nothing is collected: a published ground, and the paper that showed it."""

    ground: str
    evidence: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line owed: `quantity` × `each` = `amount`, in đồng; `basis` says how it was counted."""

    name: str
    quantity: int
    each: int
    basis: str = ""

    @property
    def amount(self) -> int:
        """In đồng."""
        return self.quantity * self.each

    @property
    def data(self) -> dict[str, str | int]:
        """The line as it is kept."""
        return {
            "name": self.name,
            "quantity": self.quantity,
            "each": self.each,
            "amount": self.amount,
            "basis": self.basis,
        }


@dataclass(frozen=True, slots=True)
class Charge:
    """What is owed: the lines, the full amount, and what is left of it after an exemption."""

    lines: tuple[FeeLine, ...]
    exemption: Exemption | None = None

    @property
    def full(self) -> int:
        """The sum of the lines, in đồng."""
        return sum(line.amount for line in self.lines)

    @property
    def owed(self) -> int:
        """What is to be collected, in đồng."""
        return 0 if self.exemption else self.full


def copy_lines(formula: Formula, papers: Sequence[CopiedPaper]) -> tuple[FeeLine, ...]:
    """One line a paper: its fee per copy times its copies."""
    return tuple(_copy_line(formula, paper) for paper in papers)


def _copy_line(formula: Formula, paper: CopiedPaper) -> FeeLine:
    if paper.pages < 1 or paper.copies < 1:
        raise refuse("item_wrong", "Số trang và số bản phải từ 1 trở lên. Hãy nhập lại.", field="items")
    each = formula.per_copy(paper.pages)
    capped = " (mức tối đa một bản)" if each == formula.cap_per_copy else ""
    return FeeLine(paper.title, paper.copies, each, f"{paper.pages} trang × {paper.copies} bản{capped}")


def item_lines(
    schedule: FeeSchedule, quantities: Mapping[str, int], province: Mapping[str, int]
) -> tuple[FeeLine, ...]:
    """The chosen lines; `province` holds the amounts in force there by name.

    Raises Refused: fee_unknown, quantity_wrong, fee_not_set.
    """
    known = {item.name: item for item in schedule.items}
    if strangers := [name for name in quantities if name not in known]:
        raise refuse(
            "fee_unknown",
            f"Khoản thu không có trong danh mục: {strangers[0][:100]}. Hãy chọn khoản đã công bố.",
            field="lines",
        )
    return tuple(
        _item_line(item, quantities[item.name], province)
        for item in schedule.items
        if quantities.get(item.name, 0)
    )


def _item_line(item: FeeItem, quantity: int, province: Mapping[str, int]) -> FeeLine:
    if not 0 < quantity <= MOST:
        raise refuse("quantity_wrong", f"Số lượng phải từ 0 đến {MOST}. Hãy nhập lại.", field="lines")
    amount = province.get(item.name) if item.amount is None else item.amount
    if amount is None:
        raise refuse(
            "fee_not_set",
            f"Mức thu “{item.name}” do HĐND cấp tỉnh quy định và chưa được nhập cho địa phương này. "
            "Đề nghị người kiểm soát thủ tục hành chính nhập mức thu kèm số nghị quyết.",
            field="lines",
        )
    return FeeLine(item.name, quantity, amount, f"{quantity} {item.unit}" if item.unit else "")


def charge_for(schedule: FeeSchedule, lines: Sequence[FeeLine], exemption: Exemption | None) -> Charge:
    """What is owed for the lines; raises Refused where an exemption has no ground or no evidence."""
    if exemption is not None:
        refuse_if(why_not_exempt(schedule, exemption))
    return Charge(tuple(lines), exemption)


def why_not_exempt(schedule: FeeSchedule, exemption: Exemption) -> Refusal | None:
    """Only a published ground exempts, and only with the paper that shows it."""
    if exemption.ground not in schedule.exemptions:
        return Refusal(
            "exemption_unknown",
            "Đối tượng miễn này không có trong danh mục của thủ tục. Hãy chọn đối tượng đã công bố.",
            field="ground",
        )
    if not exemption.evidence:
        return Refusal(
            "evidence_missing",
            "Miễn phí cần giấy tờ chứng minh. Hãy ghi tên, số giấy tờ đã xem.",
            field="evidence",
        )
    return None


def suggested(schedule: FeeSchedule, *, channel: str, cases: int = 1) -> dict[str, int]:
    """How many of each line a clerk will mostly want: the first that fits the channel, for each case.

    Lines that exist only on request, or for another way of filing, start at nought.
    """
    online = channel in {"online", "kiosk"}
    fitting = [item for item in schedule.items if not item.wished and _fits_channel(item.name, online)]
    first = fitting[0].name if fitting else ""
    return {item.name: (cases if item.name == first else 0) for item in schedule.items}


def _fits_channel(name: str, online: bool) -> bool:
    if "trực tuyến" in name.lower():
        return online
    return not ("trực tiếp" in name.lower() and online)

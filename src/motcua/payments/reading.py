"""How is the fee of a published version read? Its JSON, as the catalogue has it, into lines and formula."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.payments.fees import FeeItem, FeeSchedule, Formula, Rate

_RANGE = re.compile(r"trang (\d+)\s*[-–]\s*(\d+)", re.IGNORECASE)
_FROM = re.compile(r"từ trang thứ (\d+)", re.IGNORECASE)
_MOST = re.compile(r"mức tối đa", re.IGNORECASE)


def read_schedule(fee: Mapping[str, Any]) -> FeeSchedule:
    """The schedule of a version's `fee`. Raises ValueError for a formula whose pages leave a gap."""
    rows = fee.get("items") or []
    formula = _formula(fee["formula"]) if fee.get("formula") else _formula_of_lines(rows)
    items = () if formula else tuple(_item(row) for row in rows)
    return FeeSchedule(items, formula, tuple(fee.get("exemptions") or ()), fee.get("set_by") or "")


def _item(row: Mapping[str, Any]) -> FeeItem:
    return FeeItem(row["name"], row["amount"], row.get("unit") or "", wished="nếu có yêu cầu" in row["name"])


def _formula(row: Mapping[str, Any]) -> Formula:
    rates = [Rate(rate["pages"][0], rate["pages"][1], rate["amount"]) for rate in row["rates"]]
    return _whole(rates, row.get("cap_per_copy"))


def _formula_of_lines(rows: Sequence[Mapping[str, Any]]) -> Formula | None:
    """Lines that print the same rule in words (“trang 1-2”, “Từ trang thứ 3”, “Mức tối đa”), or None."""
    rates, cap = [], None
    for row in rows:
        name, amount = row["name"], row["amount"]
        if found := _RANGE.search(name):
            rates.append(Rate(int(found[1]), int(found[2]), amount))
        elif found := _FROM.search(name):
            rates.append(Rate(int(found[1]), None, amount))
        elif _MOST.search(name):
            cap = amount
        else:
            return None
    return _whole(rates, cap) if rates else None


def _whole(rates: list[Rate], cap: int | None) -> Formula:
    """Every page has exactly one rate."""
    expected = 1
    for place, rate in enumerate(rates, start=1):
        if rate.first != expected or (rate.last is None) != (place == len(rates)):
            raise ValueError(f"the pages of the fee leave a gap before page {rate.first}")
        expected = (rate.last or 0) + 1
    return Formula(tuple(rates), cap)

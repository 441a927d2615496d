"""The words above a signature are the decree's, whoever signs."""

from datetime import date

import pytest

from motcua.authority.capacity import Capacity, citation, line, lines, prefix
from motcua.authority.delegation_rules import body_of

BODY = "Ủy ban nhân dân"


@pytest.mark.rule("30/2020/NĐ-CP 13")
@pytest.mark.parametrize(
    ("capacity", "title", "body", "expected"),
    [
        (Capacity.HEAD, "Chủ tịch", "", ("CHỦ TỊCH",)),
        (Capacity.DEPUTY, "Phó Chủ tịch", "", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (Capacity.ORDER, "Chánh Văn phòng", "", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (Capacity.DELEGATED, "Trưởng phòng", "", ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
        (Capacity.HEAD, "Chủ tịch", BODY, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (Capacity.DEPUTY, "Phó Chủ tịch", BODY, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (Capacity.DELEGATED, "Trưởng phòng", BODY, ("TUQ. ỦY BAN NHÂN DÂN", "TRƯỞNG PHÒNG")),
    ],
)
def test_the_lines_of_the_signature_block(
    capacity: Capacity, title: str, body: str, expected: tuple[str, ...]
) -> None:
    power = {"capacity": capacity, "title": title, "prefix": prefix(capacity, "Chủ tịch"), "body": body}
    assert lines(power) == expected


def test_a_sentence_names_the_document_a_lent_power_rests_on() -> None:
    power = {"capacity": "delegated", "title": "Trưởng phòng Tư pháp", "prefix": "TUQ. CHỦ TỊCH"}
    assert line(power) == "TUQ. CHỦ TỊCH Trưởng phòng Tư pháp"
    cited = citation(power | {"instrument": "Quyết định số 12/QĐ-UBND"})
    assert cited == "TUQ. CHỦ TỊCH Trưởng phòng Tư pháp, theo Quyết định số 12/QĐ-UBND"
    assert citation({"capacity": "head", "title": "Chủ tịch", "prefix": ""}) == "Chủ tịch"


def test_a_body_decides_only_what_the_law_of_the_day_gives_it() -> None:
    days = (date(2025, 6, 30), date(2025, 7, 1))
    assert [body_of("1.013978", day) for day in days] == [BODY, ""]
    assert body_of("2.000815", days[0]) == ""

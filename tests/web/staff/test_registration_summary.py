"""The summary of what units do for a programme: each line opens the rows that it counts, and no others."""

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from tests.cast import SetClock
from tests.participation.registering import CITY, DIALOGUE, FESTIVAL, MORNING, registered
from tests.web.staff.desk import signed_in
from tests.web.staff.test_registrations import HERE, body, controller

__all__ = ["controller"]
pytestmark = pytest.mark.usefixtures("seeded")


def summary(client: Client) -> list[tuple[tuple[str, ...], str, str]]:
    """The rows of the summary of results, each with its address."""
    return list(client.get(f"{HERE}ct/{CITY}/tong-hop/").context["table"].rows)


@pytest.mark.requirement("R-102", "R-125", "R-163")
def test_a_line_of_the_summary_opens_the_rows_that_it_counts_and_no_others(office_clock: SetClock) -> None:
    office_clock(MORNING)
    registered("2.1")
    registered("2.3", main=False, activities=(DIALOGUE,))
    registered("2.5", main=False, activities=(FESTIVAL,))
    registered("2.4", main=False)
    registered("2.6", main=False, description="Trả kết quả tại nhà", owner="Chánh Văn phòng")
    city = signed_in("hcmc", Role.CONTROL)
    for (head, what, value), opens, _does in summary(city):
        behind = city.get(opens).context["table"]
        if head == "Thủ tục":
            assert sum(int(cells[3]) for cells, _opens, _does in behind.rows) == int(value)
        elif head.startswith("Đơn vị") or head == "Hoạt động":
            assert behind.total == int(value), what
        elif head == "Sáng kiến":
            assert f"0 / {behind.total}" == value
    units = {
        cells[0] for cells, _opens, _does in city.get(f"{HERE}ct/{CITY}/bang/?dong=2.1").context["table"].rows
    }
    assert units == {"Sở Nội vụ Thành phố Hồ Chí Minh"}
    for end in ("", "?dong=khong-co"):
        assert city.get(f"{HERE}ct/{CITY}/hoat-dong/{end}").context["table"].total == 2
    assert city.get(f"{HERE}ct/{CITY}/bang/tai.csv?dong=2.1").content.decode().count("Sở Nội vụ") == 1


@pytest.mark.requirement("R-125", "R-160")
def test_every_result_opens_the_table_it_was_counted_from(controller: Client) -> None:
    registered("2.1")
    results = summary(controller)
    opened = {opens: controller.get(opens) for _cells, opens, _does in results}
    assert {answer.status_code for answer in opened.values()} == {200}
    behind = {(cells[0], opened[opens].context["table"].made.name) for cells, opens, _does in results}
    assert {("Tồn đọng", "backlog"), ("Cam kết", "pledges"), ("Đơn vị", "registrations")} <= behind
    assert len(behind) == len({cells[0] for cells, _opens, _does in results})
    page = body(controller, f"ct/{CITY}/tong-hop/")
    assert all(f'href="{opens}"' in page for opens in opened)

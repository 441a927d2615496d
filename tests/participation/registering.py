"""Which units register what in the tests? The Department of Home Affairs settles nothing of the city's list."""

from datetime import date
from typing import Any

from motcua.organisation.terms import Role
from motcua.participation.actions.registering import Particulars, register
from motcua.participation.models import Registration
from motcua.participation.registration_rules import Planned
from motcua.participation.registration_terms import ActivityKind
from tests.cast import at, colleague

CITY, DISTRICT = "hcmc-same-day-2022", "q11-same-day-2022"
HOME_AFFAIRS = "hcmc.so-noi-vu"
MORNING = at("2022-05-16 09:00")
DIALOGUE = Planned(ActivityKind.DIALOGUE, "Đối thoại với doanh nghiệp", date(2022, 5, 20), "Hội trường A")
FESTIVAL = Planned(
    ActivityKind.FESTIVAL, "Ngày hội tại Khu Công nghệ cao", date(2022, 5, 25), "Khu Công nghệ cao",
    ("Ban Quản lý Khu Công nghệ cao", "Công đoàn Viên chức Thành phố"),
)  # fmt: skip


def registered(
    option: str,
    *,
    unit_id: str = HOME_AFFAIRS,
    programme: str = CITY,
    main: bool = True,
    moment: Any = MORNING,
    role: Role = Role.CONTROL,
    **said: Any,
) -> Registration:
    """The unit's control official registers an option."""
    return register(
        unit_id=unit_id,
        programme=programme,
        option=option,
        main=main,
        said=Particulars(**said),
        actor=colleague(role, unit_id, moment),
        at=moment,
    )

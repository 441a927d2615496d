"""09:30. What went wrong is put right: a name, a dossier received twice, both told and nothing lost."""

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import State
from motcua.organisation.terms import Role
from tests.cast import HOUSEHOLD_BUSINESS
from tests.journeys.day.missing_papers import receive
from tests.journeys.day.telling import Day


def tell(day: Day) -> None:
    """A wrong name, then the same wish twice."""
    day.sit(Role.RECEIVE, "10:05")
    _wrong_name(day)
    _twice(day)


def _wrong_name(day: Day) -> None:
    dossier = receive(day)
    day.sit(Role.RECEIVE, "10:08")
    day.open_act(dossier, "correct")
    right = f"{dossier.applicant_name} Tự"
    day.fill(name=right, reason="Ghi thiếu tên")
    day.picture("sua-ten")
    day.press("Sửa thông tin tiếp nhận")
    day.says("Chờ người thứ hai xác nhận")
    assert Dossier.objects.get(pk=dossier.pk).applicant_name != right
    day.sit(Role.LEAD, "10:10")
    day.open_act(dossier, "correct")
    day.says(right)
    day.picture("sua-ten-xac-nhan")
    day.finish("Sửa thông tin tiếp nhận")
    assert Dossier.objects.get(pk=dossier.pk).applicant_name == right
    assert "thay thế giấy cấp lúc" in day.slip(str(dossier.code), "01")


def _twice(day: Day) -> None:
    """Warned with the other code when received; merged, the earlier moment is kept."""
    day.sit(Role.RECEIVE, "10:12")
    first = receive(day)
    day.sit(Role.RECEIVE, "10:15")
    day.go(f"tiep-nhan/{HOUSEHOLD_BUSINESS}/")
    day.fill(name=first.applicant_name, id_number=first.id_number, phone="0912345678")
    day.alt("d")
    second = day.received()
    day.picture("trung-ho-so")
    day.open_act(second, "merge")
    day.fill(into=str(first.code))
    day.finish("Gộp hồ sơ trùng")
    assert Dossier.objects.get(pk=second.pk).state == State.CANCELLED

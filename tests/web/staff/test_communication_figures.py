"""Registers of communication: figures count every row, search finds what holds, nobody marks the own unit."""

from datetime import date

import pytest
from django.test import Client

from motcua.core.refusals import Refused
from motcua.organisation.models import Person, Unit
from motcua.organisation.terms import Role
from motcua.outreach.actions.events import Announced, Came, plan_event
from motcua.outreach.actions.indices import link_event
from motcua.outreach.communication_tables import Material, MediaItem, WellPerforming
from motcua.outreach.registers import making
from motcua.outreach.terms import EventKind
from motcua.outreach.training_tables import TrainingCourse
from tests.cast import P5, Q11, THANH_SON, colleague
from tests.web.staff.test_communication import (
    MORNING,
    acting,
    controller,
    day,
    figures,
    new_item,
    refused,
    rows,
    save,
)
from tests.web.staff.test_communication_kept import MATERIAL

__all__ = ["controller"]
CITY = "hcmc-same-day-2022"


@pytest.fixture
def one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables that show one row."""
    monkeypatch.setattr(making, "MOST_ROWS", 1)


@pytest.mark.requirement("R-235", "R-258")
def test_materials_and_what_was_handed_out_are_summed_over_all_rows(
    controller: Client, one_row: None
) -> None:
    for version, printed in (("1", "500"), ("2", "300")):
        save(controller, "tai-lieu", **(MATERIAL | {"version": version, "print_run": printed}), **day("day"))
    for row, receiver in zip(
        Material.objects.order_by("pk"), ("Hội Nông dân", "Đoàn Thanh niên"), strict=True
    ):
        save(controller, f"tai-lieu/{row.pk}", receiver=receiver, copies="20", **day("day"))
    assert len(rows(controller, "tai-lieu")) == 1
    assert figures(controller, "tai-lieu") == {"Tài liệu": "2", "Bản in": "800"}
    assert figures(controller, "phat-tai-lieu") == {"Lượt tải về": "0", "Bản in đã giao": "40"}
    assert [row[3] for row in rows(controller, "phat-tai-lieu", q="nong DAN")] == ["Hội Nông dân"]
    page = controller.get("/can-bo/truyen-thong/tai-lieu/").content.decode()
    assert "Hiện 1 trên 2 dòng" in page
    save(controller, f"tai-lieu/gach-bo/{Material.objects.latest('pk').pk}", reason="Ghi nhầm")
    assert figures(controller, "tai-lieu") == {"Tài liệu": "1", "Bản in": "500"}
    assert figures(controller, "phat-tai-lieu")["Bản in đã giao"] == "20"


@pytest.mark.requirement("R-256")
def test_items_are_counted_over_all_rows(controller: Client, one_row: None) -> None:
    for stance in ("praise", "neutral", "neutral"):
        item = new_item(controller, stance=stance)
        save(controller, f"tin-bai/{item.pk}", viec="publish", **day("day"))
    new_item(controller)
    assert len(rows(controller, "tin-bai")) == 1
    assert figures(controller, "tin-bai") == {"Đã đăng, phát": "3", "Biểu dương": "1", "Phê phán": "0"}
    assert [row[-1] for row in rows(controller, "theo-co-quan")] == ["3"]
    save(controller, f"tin-bai/gach-bo/{MediaItem.objects.earliest('pk').pk}", reason="Ghi nhầm")
    assert figures(controller, "tin-bai") == {"Đã đăng, phát": "2", "Biểu dương": "0", "Phê phán": "0"}


@pytest.mark.requirement("R-256")
def test_an_entry_that_the_table_no_longer_shows_has_its_page_and_is_struck_out(
    controller: Client, one_row: None
) -> None:
    first, _second = new_item(controller, title="Quầy lưu động"), new_item(controller)
    assert "Quầy lưu động" not in str(rows(controller, "tin-bai"))
    for page in (f"tin-bai/{first.pk}", f"tin-bai/gach-bo/{first.pk}"):
        shown = controller.get(f"/can-bo/truyen-thong/{page}/")
        assert shown.status_code == 200
        assert ("Tiêu đề", "Quầy lưu động") in shown.context["facts"]


@pytest.mark.requirement("R-261", "R-262")
def test_broadcasts_and_reach_are_summed_over_all_rows(controller: Client, one_row: None) -> None:
    days = day("day", date(2022, 5, 15)) | day("last")
    read = {
        "station": "loudspeaker",
        "place": "Đài Phường 5",
        "subject": "Tháng hành động",
        "text": "Kính thưa",
    }
    reached = {"programme": CITY, "channel": "message", "evidence": "Báo cáo nhà mạng"}
    for times, reach, audience in (("4", "12000", "people"), ("3", "500", "people"), ("2", "40", "business")):
        save(controller, "phat-thanh", **read, times=times, **days)
        save(controller, "kenh", **reached, reach=reach, audience=audience, **days)
    assert (len(rows(controller, "phat-thanh")), len(rows(controller, "kenh"))) == (1, 1)
    assert figures(controller, "phat-thanh") == {"Lần phát": "9", "Cơ quan có phát": "1"}
    assert figures(controller, "kenh") == {"Người dân": "12.500", "Doanh nghiệp": "40"}


@pytest.mark.requirement("R-247")
def test_an_index_is_linked_with_events_of_the_own_scope_only(controller: Client) -> None:
    words = {"index": "par", "about": "Quận 11", "evidence": "QĐ 900/QĐ-UBND", "year": "2021", "value": "87"}
    save(controller, "chi-so", **words)
    [name] = [row[0] for row in rows(controller, "chi-so")]
    day_of = date(2022, 5, 20)
    ours, theirs = (
        plan_event(
            announced=Announced(unit, EventKind.AWARENESS, "Tuyên truyền PAR INDEX", "Hội trường", day_of, day_of),
            came=Came(), actor=colleague(Role.CONTROL, unit, MORNING), at=MORNING,
        )
        for unit in (P5, THANH_SON)
    )  # fmt: skip
    form = controller.get("/can-bo/truyen-thong/chi-so/su-kien/").context["form"]
    assert [key for key, _name in form.fields["event"].choices] == ["", str(ours.pk)]
    refused(controller, "chi-so/su-kien", name=name, event=str(theirs.pk))
    actor = acting(controller, Q11)
    with pytest.raises(Refused, match="event_unknown"):
        link_event(name=name, event_id=theirs.pk, actor=actor, at=MORNING)
    save(controller, "chi-so/su-kien", name=name, event=str(ours.pk))


@pytest.mark.requirement("R-262")
def test_a_mark_taken_off_is_not_found_by_its_former_reason(controller: Client) -> None:
    mark = {"programme": CITY, "unit_id": P5}
    save(controller, "lam-tot", **mark, reason="Phát tờ gấp đến từng nhà")
    assert [row[2] for row in rows(controller, "lam-tot", q="TO GAP")] == ["Phát tờ gấp đến từng nhà"]
    save(controller, "lam-tot", **mark, reason="Đánh dấu nhầm", gone="on")
    assert rows(controller, "lam-tot", q="to gap") == rows(controller, "lam-tot") == []


@pytest.mark.requirement("R-262")
def test_a_unit_with_a_superior_does_not_mark_itself(controller: Client) -> None:
    mark = {"programme": CITY, "reason": "Phát tờ gấp đến từng nhà"}
    assert "Đề nghị cơ quan cấp trên" in refused(controller, "lam-tot", **mark, unit_id=Q11)
    assert not WellPerforming.objects.exists()
    save(controller, "lam-tot", **mark, unit_id=P5)


@pytest.mark.requirement("R-234", "R-271")
def test_the_two_shares_of_training_open_everybody_they_count(controller: Client) -> None:
    clerk = Person.objects.get(pk=colleague(Role.RECEIVE, P5, MORNING).person_id)
    save(controller, "dau-moi", unit_id=P5, name="Trần Thị Đầu Mối", evidence="QĐ 45", **day("valid_from"))
    words = {"topic": "Nghiệp vụ một cửa", "place": "Hội trường", "evidence": "GM 8"}
    save(controller, "tap-huan", **words, **day("day"), **day("last"))
    course = TrainingCourse.objects.get()
    save(
        controller,
        f"tap-huan/{course.pk}",
        person=clerk.username,
        unit_id=P5,
        group="settling",
        attended="on",
    )
    shown = controller.get("/can-bo/truyen-thong/tap-huan/")
    addresses = {address for _value, _label, _colour, address in shown.context["figures"]}
    assert addresses == {"/can-bo/truyen-thong/nguoi-tap-huan/"}
    assert f'href="{addresses.pop()}"' in shown.content.decode()
    people = rows(controller, "nguoi-tap-huan")
    for label, group in (
        ("Cán bộ đầu mối đã tập huấn", "Cán bộ đầu mối"),
        ("Người giải quyết thủ tục đã tập huấn", "Người tham gia giải quyết thủ tục"),
    ):
        counted = figures(controller, "tap-huan")[label].split(" ")[0]
        of_group = [row for row in people if group in row[2].split("; ")]
        trained = [row for row in of_group if row[3] != "Chưa tập huấn"]
        assert counted == f"{len(trained)}/{len(of_group)}"
    assert ["Trần Thị Đầu Mối", Unit.objects.get(pk=P5).name, "Cán bộ đầu mối", "Chưa tập huấn"] in people
    [found] = rows(controller, "nguoi-tap-huan", q="nghiep VU")
    assert (found[0], found[3]) == (clerk.full_name, "Nghiệp vụ một cửa")
    assert people[-1] == found

"""Who may open which page and press which act? Every role, every page, every act, generated from the tables."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.test import Client

from motcua.dossiers import policies
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import SHOWN_ACTS
from motcua.dossiers.terms import Act, Path, State
from motcua.dossiers.transitions import acts_open
from motcua.organisation.models import RoleGrant
from motcua.organisation.terms import Role
from motcua.web.staff.lists import SHELVES
from tests.cast import CERTIFIED_COPY, LAND_CHANGE, P5, Q11, at, do, received
from tests.web.staff.desk import said, signed_in

MORNING = at("2022-05-16 09:00")
ROLES = sorted(Role)
DESK = {Role.RECEIVE, Role.POST}
WORKING = set(Role) - {Role.ADMIN}
KEEPING = WORKING - {Role.ASSIST, Role.POST}
# Pages of the watch that everybody opens who keeps lists of the office.
WATCHED = (
    "", "tre-han/", "truoc-nghi/", "lam-thay/", "ky-thay/", "can-doi/", "da-doi/", "da-doi/tai.csv", "da-doi/tai.pdf",
)  # fmt: skip
PAGES: dict[str, set[Role]] = {
    "/can-bo/": set(Role),
    "/can-bo/don-vi/": set(Role),
    "/can-bo/kiem-soat/": set(Role),
    f"/can-bo/kiem-soat/{CERTIFIED_COPY}/": set(Role),
    **{
        f"/can-bo/kiem-soat/4-tai-cho/{end}": {Role.CONTROL, Role.LEAD, Role.APPROVE, Role.INSPECT}
        for end in ("", "ho-so/", "lua-chon/", "san-sang/", "san-sang/tai.csv")
    },
    **{
        f"/can-bo/chuong-trinh/{end}": {Role.CONTROL, Role.LEAD, Role.APPROVE, Role.INSPECT}
        for end in (
            "",
            "lich-truc/",
            "q11-same-day-2022/",
            "q11-same-day-2022/don-vi/",
            "q11-same-day-2022/danh-muc/",
            "q11-same-day-2022/ung-vien/",
            f"q11-same-day-2022/ung-vien/{CERTIFIED_COPY}/",
        )
    },
    **{
        f"/can-bo/chuong-trinh/{end}": {Role.CONTROL, Role.LEAD}
        for end in ("moi/", "q11-same-day-2022/viec/gia-han/")
    },
    "/can-bo/chuong-trinh/van-ban/": set(Role),
    **{
        f"/can-bo/kiem-soat/dang-ky/{end}": {Role.CONTROL, Role.LEAD, Role.APPROVE, Role.INSPECT}
        for end in (
            "",
            "thuong-tre/",
            "thuong-tre/tai.csv",
            "thuong-tre/ho-so/",
            "ct/q11-same-day-2022/",
            *(
                f"ct/q11-same-day-2022/{name}/"
                for name in ("bang", "tong-hop", "ton-dong", "cam-ket", "hoat-dong", "phan-anh", "sang-kien")
            ),
            "ct/q11-same-day-2022/bang/tai.csv",
        )
    },
    **{
        f"/can-bo/kiem-soat/dang-ky/ct/q11-same-day-2022/{end}": {Role.CONTROL, Role.LEAD}
        for end in ("ghi/2.3/", "them-thu-tuc/")
    },
    "/can-bo/ho-so/{code}/gui-tai-lieu/": {Role.RECEIVE, Role.APPRAISE},
    "/can-bo/tai-lieu-den/": {Role.RECEIVE, Role.APPRAISE, Role.SEAL, Role.LEAD},
    "/can-bo/tai-khoan/xac-thuc/": set(Role),
    "/can-bo/dai-dien/": {Role.RECEIVE, Role.LEAD},
    "/can-bo/ho-tro/mo-phien/": {Role.ASSIST},
    "/can-bo/sanh/": {Role.RECEIVE, Role.RETURN},
    "/can-bo/sanh/cap-so/": {Role.RECEIVE, Role.RETURN, Role.ASSIST, Role.LEAD},
    "/can-bo/sanh/theo-doi/": {Role.LEAD, Role.CONTROL, Role.INSPECT},
    "/can-bo/sanh/bao-khan/dang-co/": WORKING - {Role.APPRAISE, Role.APPROVE, Role.SEAL, Role.POST},
    "/can-bo/tiep-nhan/": DESK,
    f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/": DESK,
    "/can-bo/ho-so/{code}/": WORKING,
    "/can-bo/ho-so/{code}/da-tiep-nhan/": WORKING,
    "/can-bo/ho-so/{code}/ban-dien-tu/": WORKING,
    "/can-bo/ho-so/{code}/so-hoa/": WORKING,
    "/can-bo/ho-so/{code}/so-hoa/ket-qua-giai-quyet/": WORKING,
    "/can-bo/ho-so/{code}/ket-qua/": KEEPING,
    "/can-bo/phoi/": KEEPING,
    "/can-bo/nop-truc-tuyen/": KEEPING,
    "/can-bo/mau-ket-qua/": {Role.CONTROL},
    **{
        f"/can-bo/kiem-soat/mau-truc-tuyen/{end}": {Role.CONTROL, Role.LEAD}
        for end in ("", "2.000635/", "2.000635/1/xem-thu/", "2.000635/1/to-khai.pdf")
    },
    **{
        f"/can-bo/kiem-soat/mau-truc-tuyen/2.000635/{end}": {Role.CONTROL}
        for end in ("to-khai/", "trang-moi/", "nhom/record/", "nhom/record/cau-hoi-moi/", "cau-hoi/copies/")
    },
    "/can-bo/mau-ket-qua/thong-bao-tu-choi/": {Role.CONTROL},
    "/can-bo/ho-so/{code}/viec/withdraw/": WORKING,
    "/can-bo/in/{code}/01/": WORKING,
    **{f"/can-bo/theo-doi/{end}": KEEPING for end in WATCHED},
    "/can-bo/theo-doi/vang-mat/": KEEPING | {Role.ADMIN},
    "/can-bo/theo-doi/xin-loi/": {Role.APPROVE, Role.LEAD},
    "/can-bo/theo-doi/goi-bao/": {Role.RECEIVE, Role.RETURN, Role.LEAD},
    "/can-bo/theo-doi/co-quan-ket-thuc/": {Role.LEAD},
    "/can-bo/theo-doi/thong-bao/": KEEPING | {Role.ADMIN},
    "/can-bo/theo-doi/thong-bao/goi/": {Role.RECEIVE, Role.RETURN, Role.LEAD},
    "/can-bo/ho-so/{code}/thong-bao/": WORKING,
    "/can-bo/luot/": {Role.RECEIVE},
    "/can-bo/ho-so/{code}/phi/": {Role.RECEIVE, Role.RETURN},
    "/can-bo/so-quy/": {Role.RECEIVE, Role.RETURN},
    "/can-bo/thu-truc-tuyen/": KEEPING,
    "/can-bo/thu-truc-tuyen/tai.csv": KEEPING,
    "/can-bo/thu-truc-tuyen/doi-soat/": {Role.RETURN, Role.LEAD},
    "/can-bo/thu-truc-tuyen/hoan/": {Role.RECEIVE, Role.RETURN, Role.LEAD},
    "/can-bo/so-lieu/": KEEPING,
    **{
        f"/can-bo/ket-qua-chuong-trinh/{end}": {Role.LEAD, Role.CONTROL, Role.INSPECT}
        for end in ("", "tai.csv")
    },
    **{f"/can-bo/danh-gia/{end}": KEEPING for end in ("", "tai.csv")},
    "/can-bo/danh-gia/muc-thap/": {Role.LEAD, Role.CONTROL, Role.INSPECT},
    **{
        f"/can-bo/sanh/{end}": {Role.LEAD, Role.CONTROL, Role.INSPECT}
        for end in (
            "bao-cao/",
            "bao-cao/tai.csv",
            "bao-cao/danh-sach/",
            "bao-cao/luot.csv",
            "bao-cao/di-lai/",
            "ke-hoach/",
        )
    },
    **{
        f"/can-bo/truyen-thong/{end}": {Role.CONTROL, Role.LEAD, Role.APPROVE, Role.INSPECT}
        for end in ("", "chua-co-phim/ho-so/", "loi-doc/", "tin-bai/", "dau-moi/tai.csv")
    },
    "/can-bo/truyen-thong/chi-so/su-kien/": {Role.CONTROL, Role.LEAD},
    "/can-bo/truyen-thong/tai-lieu-nghiep-vu/": set(Role),
    **{
        f"/can-bo/hoat-dong/{end}": KEEPING
        for end in ("", "so-lieu/", "so-lieu/tai.csv", "cau-hoi/", "phieu/")
    },
    **{f"/can-bo/hoat-dong/{end}": {Role.CONTROL, Role.LEAD} for end in ("them/", "phieu/them/")},
    **{f"/can-bo/hoat-dong/{end}": WORKING for end in ("sang-kien/", "sang-kien/them/")},
    "/can-bo/ung-xu/": set(Role),
    **{
        f"/can-bo/thi-dua/{end}": {Role.LEAD, Role.CONTROL, Role.INSPECT}
        for end in (
            "",
            "don-vi/",
            "can-bo/",
            "can-bo/mot-nguoi/?nguoi=q11.tiep-nhan",
            "xu-huong/",
            "nam/",
            "nam/tai.csv",
            "ky-luat/",
        )
    },
    **{
        f"/can-bo/thi-dua/{end}": WORKING - {Role.ASSIST}
        for end in (
            "toi/",
            "y-kien/",
            "y-kien/gui/",
            "tieu-chi/",
            "dot/",
            "khen-thuong/",
        )
    },
    **{f"/can-bo/thi-dua/{end}": {Role.LEAD} for end in ("tieu-chi/ghi/", "dot/phat-dong/")},
    **{
        f"/can-bo/bao-cao/{end}": {Role.LEAD, Role.CONTROL, Role.INSPECT, Role.APPROVE}
        for end in ("", "han/")
    },
    **{f"/can-bo/bao-cao/{end}": {Role.LEAD, Role.CONTROL} for end in ("lap/", "danh-sach-lon/")},
    **{f"/can-bo/bao-cao/mo-hinh/{end}": KEEPING for end in ("", "tai.csv", "danh-sach/")},
    "/can-bo/du-lieu-ca-nhan/": {Role.LEAD, Role.CONTROL},
    "/can-bo/du-lieu-ca-nhan/su-co/": {Role.LEAD, Role.INSPECT},
    "/can-bo/ho-so/{code}/moi-danh-gia/": WORKING,
    **{
        f"/can-bo/so-hoa/{end}": KEEPING
        for end in ("", "danh-sach/?dem=with", "tai.csv", "quy-tac/", "dien-tu-hoa/")
    },
    **{
        f"/can-bo/kiem-soat/truc-tuyen/{end}": KEEPING
        for end in ("", f"{CERTIFIED_COPY}/", "ty-le/", "ty-le/danh-sach/", "ty-le/tai.csv")
    },
    "/can-bo/kiem-soat/truc-tuyen/van-dong/": {Role.CONTROL},
    f"/can-bo/kiem-soat/{CERTIFIED_COPY}/thoi-gian/": KEEPING,
    "/can-bo/so-theo-doi/": KEEPING,
    "/can-bo/so-chung-thuc/": KEEPING,
    "/can-bo/ban-giao/": KEEPING,
    "/can-bo/ban-chinh/": WORKING - {Role.ASSIST, Role.POST},
    "/can-bo/luu-tru/": {Role.LEAD, Role.CONTROL, Role.APPROVE, Role.INSPECT},
    "/can-bo/luu-tru/tieu-huy/de-nghi/": {Role.LEAD, Role.CONTROL},
    "/can-bo/ho-so/{code}/xuat.zip": {Role.LEAD, Role.CONTROL},
    "/can-bo/con-dau/": KEEPING,
    "/can-bo/con-dau/thieu/": KEEPING,
    "/can-bo/con-dau/de-nghi/": {Role.LEAD},
    f"/can-bo/kiem-soat/{CERTIFIED_COPY}/dong-dau/": KEEPING,
    "/can-bo/ke-ket-qua/": WORKING - {Role.ASSIST, Role.POST},
    "/can-bo/ky-so/": {Role.APPROVE},
    "/can-bo/buu-gui/": {Role.RECEIVE, Role.RETURN, Role.LEAD, Role.POST},
    **{
        f"/can-bo/buu-gui/{end}": {Role.RECEIVE, Role.RETURN, Role.LEAD}
        for end in ("dang-phat/", "xem-lai/", "den/")
    },
    **{
        f"/can-bo/tai-nha/{end}": {Role.RECEIVE, Role.RETURN, Role.LEAD}
        for end in ("", "?xem=hen", "?xem=xong", "ghi/", "ngay.pdf")
    },
    **{
        f"/can-bo/lich-hen/{end}": {Role.RECEIVE, Role.RETURN, Role.LEAD}
        for end in ("", "?xem=goi", "cho/", "dat/")
    },
    "/can-bo/lich-hen/khung-gio/": {Role.LEAD},
    **{f"/can-bo/tren-duong/{end}": {Role.RECEIVE, Role.RETURN} for end in ("", "ma/", "may/", "may.js")},
    **{
        f"/can-bo/ho-tro/{end}": {Role.ASSIST, Role.RECEIVE, Role.LEAD, Role.CONTROL, Role.INSPECT}
        for end in ("", "nhat-ky.csv")
    },
    "/can-bo/dong-dau-so/": {Role.SEAL},
    "/can-bo/ty-le-ky-so/": KEEPING,
    "/can-bo/uy-quyen/": KEEPING,
    "/can-bo/uy-quyen/de-xuat/": {Role.LEAD, Role.CONTROL},
    "/can-bo/uy-quyen/so-lieu/": KEEPING,
    "/can-bo/uy-quyen/huong-dan/": KEEPING,
    **{shelf.address: WORKING for shelf in SHELVES},
}
WORDS: dict[str, str] = {
    "reason": "Theo đề nghị",
    "basis": "Điều 22 Nghị định 23/2015/NĐ-CP",
    "note": "",
    "receiver": "Nguyễn Văn Tư",
    "channel": "desk",
    "all_given": "on",
}


@pytest.fixture
def office(seeded: None, office_clock: Callable[[datetime], None]) -> Callable[[Role], Client]:
    """A browser for any role of Quận 11 on a Monday morning."""
    office_clock(MORNING)
    return partial(signed_in, Q11)


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_exactly_its_pages(office: Callable[[Role], Client], role: Role) -> None:
    code = received(CERTIFIED_COPY, Q11, MORNING).code
    client = office(role)
    mine = {grant.role for grant in RoleGrant.objects.filter(person_id=client.session["_auth_user_id"])}
    opened = {page: client.get(page.format(code=code)).status_code for page in PAGES}
    assert opened == {page: 200 if roles & mine else 403 for page, roles in PAGES.items()}


def _at_state(state: State) -> Dossier:
    """An ordinary dossier that has come as far as that state."""
    dossier = received(LAND_CHANGE, Q11, MORNING)
    trip = {
        State.FORWARDED: (Act.FORWARD, Role.RECEIVE),
        State.APPRAISED: (Act.APPRAISE, Role.APPRAISE),
        State.APPROVED: (Act.APPROVE, Role.APPROVE),
        State.SEALED: (Act.STAMP, Role.SEAL),
        State.READY: (Act.HAND_BACK, Role.RECEIVE),
    }
    for minute, (reached, (act, role)) in enumerate(trip.items(), start=1):
        if dossier.state == state:
            return dossier
        do(act, dossier, role, MORNING + timedelta(minutes=minute))
        dossier.refresh_from_db()
        assert dossier.state == reached
    return dossier


STATES = (
    State.RECEIVED,
    State.FORWARDED,
    State.APPRAISED,
    State.APPROVED,
    State.SEALED,
    State.READY,
)


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("state", STATES)
def test_at_every_step_each_role_does_only_its_acts(
    office: Callable[[Role], Client], office_clock: Callable[[datetime], None], state: State
) -> None:
    dossier = _at_state(state)
    office_clock(MORNING + timedelta(minutes=30))
    for role in ROLES:
        client = office(role)
        mine = {grant.role for grant in RoleGrant.objects.filter(person_id=client.session["_auth_user_id"])}
        for act in acts_shown(dossier):
            if mine & set(policies.ROLES_FOR[act]):
                continue
            answer = client.post(f"/can-bo/ho-so/{dossier.code}/viec/{act}/", WORDS)
            assert answer.status_code in {403, 409, 422}, (role, act)
    dossier.refresh_from_db()
    assert dossier.state == state


def acts_shown(dossier: Dossier) -> list[Act]:
    """The acts that the table opens here; who may press them is the question."""
    return [act for act in acts_open(Path(dossier.path), State(dossier.state)) if act in SHOWN_ACTS]


@pytest.mark.requirement("R-029", "R-297")
@pytest.mark.parametrize("act", [Act.ACCEPT, Act.APPRAISE, Act.APPROVE, Act.RETURN_RESULT])
def test_a_helper_may_look_but_does_no_act(office: Callable[[Role], Client], act: Act) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    helper = office(Role.ASSIST)
    assert helper.get(f"/can-bo/ho-so/{dossier.code}/").status_code == 200
    answer = helper.post(f"/can-bo/ho-so/{dossier.code}/viec/{act}/", {"press": "1"})
    assert answer.status_code == 409
    assert "vai trò" in answer.content.decode()
    assert helper.post("/can-bo/hang-loat/", {"act": act, "code": dossier.code}).status_code == 409
    dossier.refresh_from_db()
    assert dossier.state == State.RECEIVED


@pytest.mark.requirement("R-297")
def test_a_list_shows_only_dossiers_of_the_own_unit(office: Callable[[Role], Client]) -> None:
    ours, theirs = received(CERTIFIED_COPY, Q11, MORNING), received(CERTIFIED_COPY, P5, MORNING)
    page = office(Role.RECEIVE).get("/can-bo/ho-so/").content.decode()
    assert f"/can-bo/ho-so/{ours.code}/" in page
    assert str(theirs.code) not in page


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize(
    "page", ["ho-so/{code}/", "ho-so/{code}/da-tiep-nhan/", "ho-so/{code}/viec/withdraw/", "in/{code}/01.pdf"]
)
def test_a_dossier_of_another_unit_is_not_there(office: Callable[[Role], Client], page: str) -> None:
    theirs = received(CERTIFIED_COPY, P5, MORNING)
    clerk = office(Role.RECEIVE)
    assert clerk.get("/can-bo/" + page.format(code=theirs.code)).status_code == 404
    assert clerk.post("/can-bo/hang-loat/", {"act": "return_result", "code": theirs.code}).status_code == 409


def test_nobody_sees_a_staff_page_without_signing_in(seeded: None) -> None:
    for page in PAGES:
        answer = Client().get(page.format(code="000.00.31.H29-220516-0001"))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/can-bo/dang-nhap/")


@pytest.mark.requirement("R-297")
def test_the_unit_of_a_form_is_the_unit_of_the_person(office: Callable[[Role], Client]) -> None:
    clerk = office(Role.RECEIVE)
    clerk.post(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/", said(clerk, unit=P5, unit_id=P5))
    assert Dossier.objects.get().unit_id == Q11

"""What does the office hold of an account, who looked at it, what was asked, which accounts are unused?"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Q, QuerySet

from motcua.applicants.actors import Citizen
from motcua.applicants.models import Account, Consent, Mandate, Representation
from motcua.applicants.queries import joined_ids
from motcua.applicants.store_tables import StoredPaper
from motcua.applicants.terms import PURPOSE_LABELS, WAY_LABELS, AccountState, IdentityWay, Purpose
from motcua.core.models import JournalEntry
from motcua.core.moments import local
from motcua.dossiers.models import Dossier
from motcua.dossiers.online_tables import Draft, OnlineFiling
from motcua.dossiers.online_terms import DraftState
from motcua.dossiers.own import own_dossiers
from motcua.dossiers.terms import STATE_LABELS, State
from motcua.notices.models import Notice
from motcua.notices.terms import EVENT_LABELS, NoticeEvent
from motcua.organisation.models import Unit
from motcua.personal_data.models import DataExport, IdleWarning, RightsRequest
from motcua.personal_data.rules import data_rules
from motcua.personal_data.said import said_in
from motcua.queueing.appointment_terms import (
    APPOINTMENT_STATE_LABELS,
    WISH_STATE_LABELS,
    AppointmentState,
    WishState,
)
from motcua.queueing.models import Appointment, WaitingWish

MOST_ROWS = 500
_SEEN = {
    "view": "Mở xem",
    "view_dossier": "Mở xem hồ sơ",
    "view_slip": "In hoặc xem phiếu",
    "view_list": "Thấy trong danh sách",
    "view_copies": "Mở bản điện tử",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of data: its name, what its columns are called, the rows."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """Each row with the names of its columns."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Viewed:
    """That an office looked at a dossier of the person: when, which office, what was done, which dossier."""

    at: datetime
    unit: str
    what: str
    code: str


def key_hash(key: str) -> str:
    """What is kept of the key of a copy."""
    return hashlib.sha256(key.encode()).hexdigest()


def held_of(citizen: Citizen) -> tuple[Section, ...]:
    """Everything held of the account, kind by kind; the same on the page and in the copy."""
    account = Account.objects.get(pk=citizen.account_id)
    ids = joined_ids(citizen.account_id)
    dossiers = list(own_dossiers(citizen)[:MOST_ROWS])
    return (_account(account), _ways(account), _dossiers(dossiers), *_online(ids), *_booked(ids), *_said(ids))


def _account(account: Account) -> Section:
    facts = (
        ("Họ và tên", account.name),
        ("Ngày sinh", f"{account.birth_date:%d/%m/%Y}" if account.birth_date else ""),
        ("Số định danh, giấy tờ", account.id_number),
        ("Điện thoại", account.phone),
        ("Thư điện tử", account.email),
        ("Địa chỉ", account.address),
        ("Ai đã xác thực", account.id_verified_by),
        ("Tạo lúc", _moment(account.created_at)),
        ("Lần đăng nhập gần nhất", _moment(account.last_seen_at)),
    )
    return Section("account", "Tài khoản", ("Mục", "Nội dung"), facts)


def _ways(account: Account) -> Section:
    rows = tuple(
        (WAY_LABELS[IdentityWay(one.way)], one.subject, _moment(one.created_at))
        for one in account.identities.filter(ended_at__isnull=True).order_by("pk")
    )
    return Section("ways_in", "Cách đăng nhập", ("Cách", "Định danh", "Từ lúc"), rows)


def _dossiers(dossiers: Sequence[Dossier]) -> Section:
    rows = tuple(
        (str(one), one.version.name, one.unit.name, _moment(one.submitted_at), STATE_LABELS[State(one.state)])
        for one in dossiers
    )
    return Section("dossiers", "Hồ sơ", ("Mã", "Thủ tục", "Cơ quan", "Nộp lúc", "Trạng thái"), rows)


def _online(ids: Sequence[int]) -> tuple[Section, ...]:
    filings = OnlineFiling.objects.filter(account_id__in=ids).select_related("dossier").order_by("-filed_at")
    filed = list(filings[:MOST_ROWS])
    said = said_in([(one.dossier.procedure_id, one.form_number, one.answers) for one in filed])
    papers = StoredPaper.objects.filter(account_id__in=ids)
    return (
        _drafts(ids),
        Section(
            "filings",
            "Tờ khai đã nộp",
            ("Hồ sơ", "Nộp lúc", "Đã khai"),
            tuple(
                (str(one.dossier), _moment(one.filed_at), words)
                for one, words in zip(filed, said, strict=True)
            ),
        ),
        Section(
            "papers",
            "Kho giấy tờ",
            ("Tên", "Số", "Nơi cấp", "Ngày", "SHA-256"),
            tuple(
                (one.title, one.number, one.issuer, f"{one.issued_on:%d/%m/%Y}", one.sha256)
                for one in papers[:MOST_ROWS]
            ),
        ),
    )


def _drafts(ids: Sequence[int]) -> Section:
    drafts = Draft.objects.filter(account_id__in=ids, state=DraftState.OPEN).order_by("pk")
    begun = list(drafts[:MOST_ROWS])
    said = said_in([(one.procedure_id, one.form_number, one.answers) for one in begun])
    rows = tuple(
        (one.number, one.procedure_id, _moment(one.updated_at), words)
        for one, words in zip(begun, said, strict=True)
    )
    return Section("drafts", "Hồ sơ đang soạn", ("Số", "Thủ tục", "Sửa lần cuối", "Đã điền"), rows)


def _booked(ids: Sequence[int]) -> tuple[Section, ...]:
    booked = (
        Appointment.objects.filter(account_id__in=ids).select_related("desk__unit", "group").order_by("-pk")
    )
    wishes = (
        WaitingWish.objects.filter(account_id__in=ids).select_related("desk__unit", "group").order_by("-pk")
    )
    return (
        Section(
            "appointments",
            "Lịch hẹn",
            ("Số", "Cơ quan", "Việc", "Giờ hẹn", "Tên, điện thoại đã ghi", "Trạng thái"),
            tuple(
                (
                    one.number,
                    one.desk.unit.name,
                    str(one.group),
                    _moment(one.slot_from),
                    _who(one.name, one.phone),
                    APPOINTMENT_STATE_LABELS[AppointmentState(one.state)],
                )
                for one in booked[:MOST_ROWS]
            ),
        ),
        Section(
            "wishes",
            "Chờ chỗ trống của lịch hẹn",
            ("Số", "Cơ quan", "Việc", "Tên, điện thoại đã ghi", "Trạng thái"),
            tuple(
                (
                    one.number,
                    one.desk.unit.name,
                    str(one.group),
                    _who(one.name, one.phone),
                    WISH_STATE_LABELS[WishState(one.state)],
                )
                for one in wishes[:MOST_ROWS]
            ),
        ),
    )


def _who(name: str, phone: str) -> str:
    return ", ".join(said for said in (name, phone) if said)


def _said(ids: Sequence[int]) -> tuple[Section, ...]:
    notices = Notice.objects.filter(account_id__in=ids).order_by("-created_at")[:MOST_ROWS]
    acting = Representation.objects.filter(account_id__in=ids).order_by("pk")
    mandates = Mandate.objects.filter(account_id__in=ids).order_by("pk")
    return (
        Section(
            "notices",
            "Tin đã báo",
            ("Lúc", "Việc", "Mã", "Gửi tới"),
            tuple(
                (_moment(one.created_at), EVENT_LABELS[NoticeEvent(one.event)], one.subject, one.to)
                for one in notices
            ),
        ),
        Section("consents", "Đồng ý dùng dữ liệu", ("Mục đích", "Đồng ý lúc", "Rút lúc"), _consents(ids)),
        Section(
            "acting",
            "Làm thay tổ chức, người khác",
            ("Ai", "Số", "Từ ngày"),
            tuple(
                [(one.name, one.tax_code, f"{one.valid_from:%d/%m/%Y}") for one in acting]
                + [(one.name, one.id_number, f"{one.valid_from:%d/%m/%Y}") for one in mandates]
            ),
        ),
        Section("requests", "Yêu cầu về dữ liệu", ("Số", "Gửi lúc", "Nội dung"), _requests(ids)),
    )


def _consents(ids: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    rows = Consent.objects.filter(account_id__in=ids).order_by("-given_at")
    return tuple(
        (
            PURPOSE_LABELS[Purpose(one.purpose)],
            _moment(one.given_at),
            _moment(one.withdrawn_at) if one.withdrawn_at else "",
        )
        for one in rows
    )


def _requests(ids: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    found = RightsRequest.objects.filter(account_id__in=ids).order_by("-made_at")
    return tuple((one.number, _moment(one.made_at), one.text) for one in found)


def who_viewed(citizen: Citizen, *, limit: int = 200) -> list[Viewed]:
    """Which office looked at the person's dossiers, newest first; an official's name is given on request."""
    codes = [str(one) for one in own_dossiers(citizen)[:50]]
    if not codes:
        return []
    about = Q(subject__in=codes)
    for code in codes:
        about |= Q(detail__contains={"codes": [code]})
    found = list(JournalEntry.objects.filter(about, action__startswith="view").order_by("-id")[:limit])
    names = dict(Unit.objects.filter(pk__in={one.chain for one in found}).values_list("id", "name"))
    rows = []
    for one in found:
        shown = [one.subject] if one.subject in codes else sorted(set(codes) & set(one.detail["codes"]))
        what = "Thấy trong danh sách" if one.subject.startswith("list:") else _SEEN.get(one.action, "Mở xem")
        rows += [Viewed(one.at, names.get(one.chain, ""), what, code) for code in shown]
    return rows[:limit]


def requests_of(account_id: int) -> QuerySet[RightsRequest]:
    """The person's own requests with their answers, newest first."""
    found = RightsRequest.objects.filter(account_id__in=joined_ids(account_id))
    return found.select_related("unit", "answer").order_by("-made_at", "-pk")


def requests_to(unit_id: str) -> QuerySet[RightsRequest]:
    """What waits in a unit, the first due first; then what was answered."""
    found = RightsRequest.objects.filter(unit_id=unit_id).select_related("account", "answer")
    return found.order_by(F("answer__stated_at").asc(nulls_first=True), "due_at", "pk")


def export_of(key: str, account_id: int, now: datetime) -> DataExport | None:
    """The copy that a key opens: of this account, not over."""
    found = DataExport.objects.filter(key_hash=key_hash(key), account_id=account_id, expires_at__gt=now)
    return found.first()


def counts_kept(account_id: int) -> dict[str, int]:
    """What the law keeps when an account goes."""
    return {
        "dossiers": OnlineFiling.objects.filter(account_id=account_id).count(),
        "papers": StoredPaper.objects.filter(account_id=account_id).count(),
        "requests": RightsRequest.objects.filter(account_id=account_id).count(),
    }


def idle_accounts(now: datetime) -> QuerySet[Account]:
    """Accounts in use on paper, unused for the time of the rules and not warned since; no open dossier, no request."""
    unused = _unused(now).annotate(warned=Max("idle_warnings__told_at"))
    return unused.filter(Q(warned__isnull=True) | Q(warned__lt=F("last_seen_at"))).order_by("pk")


def warned_long_enough(now: datetime) -> QuerySet[Account]:
    """Those warned since they were last here, whose last day came."""
    warned = IdleWarning.objects.filter(goes_at__lte=now, told_at__gte=F("account__last_seen_at"))
    return _unused(now).filter(pk__in=warned.values("account_id")).order_by("pk")


def _unused(now: datetime) -> QuerySet[Account]:
    busy = OnlineFiling.objects.filter(dossier__ended_at__isnull=True, account__isnull=False)
    asking = RightsRequest.objects.filter(answer__isnull=True)
    found = Account.objects.filter(state=AccountState.OPEN, last_seen_at__lt=now - data_rules().idle)
    return found.exclude(pk__in=busy.values("account_id")).exclude(pk__in=asking.values("account_id"))


def _moment(moment: datetime) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}"

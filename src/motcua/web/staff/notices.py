"""What should a person see first thing on their page, because it cannot wait? Each with the page behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.applicants.policies import DECIDING
from motcua.applicants.queries import representations_waiting
from motcua.authority.seals import seals_waiting_for
from motcua.core.moments import local_day
from motcua.documents.wording import day_text
from motcua.dossiers.apologies import apologies_to_sign
from motcua.dossiers.before_gap import coming_gap
from motcua.dossiers.blocks import unsettled
from motcua.dossiers.left_behind import answered_by
from motcua.dossiers.moved_promises import to_phone
from motcua.dossiers.online.answering import waiting as filings_waiting
from motcua.dossiers.results.signatures import to_seal, to_sign
from motcua.dossiers.signing_watch import waiting_for_signer
from motcua.notices.queries import calls_waiting
from motcua.organisation.factors import resets_waiting
from motcua.organisation.presence import stood_for, watch_rule_of
from motcua.organisation.queries import desk_of
from motcua.organisation.terms import Role
from motcua.participation.exchange import waiting_here
from motcua.participation.policies import TAKING
from motcua.programmes.model_days import lacking_signer
from motcua.programmes.steering import unread
from motcua.queueing.board import day_waits
from motcua.queueing.emergencies import open_calls
from motcua.queueing.policies import GUIDING
from motcua.queueing.wait_rules import tenths_words
from motcua.web.staff.digital_signing import SEALERS, SIGNERS
from motcua.web.staff.doors import KEEPING
from motcua.web.staff.hall.frame import own_page
from motcua.web.staff.requests import StaffRequest
from motcua.web.staff.watch_tabs import LEADING, PHONING, SIGNING, WATCH

# The leader, the head of the desk and the clerk hear of a lacking signer.
_ALARMED = SIGNING | {Role.RECEIVE}


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence and where it leads; `urgent` ones stand out."""

    text: str
    address: str
    urgent: bool = False


def notices_for(request: StaffRequest, now: datetime) -> list[Notice]:
    """In the order of urgency."""
    hall = list(_of_hall(request, now))
    if not request.actor.has(*KEEPING):
        return [*hall, *_of_documents(request)]
    return [
        *hall,
        *_of_today(request, now),
        *_of_programmes(request, now),
        *_of_documents(request),
        *_of_people(request),
        *_of_signing(request, now),
        *_of_days(request, now),
    ]


def _of_hall(request: StaffRequest, now: datetime) -> Iterator[Notice]:
    """Who calls for help; for the head that people wait too long (R-043)."""
    desk = desk_of(unit_id=request.actor.unit_id, on=local_day(now))
    if desk is None:
        return
    if request.actor.has(*GUIDING):
        panel = reverse(own_page(request))
        text = _("Báo khẩn: %(name)s, %(where)s. Hãy đến ngay.")
        for call in open_calls(desk.pk):
            where = str(call.counter).lower() if call.counter else _("sảnh chờ")
            yield Notice(text % {"name": call.caller_name, "where": where}, panel, urgent=True)
    if request.actor.has(Role.LEAD) and (waits := day_waits(desk, now)).holds is False:
        text = _("Sảnh chờ: chờ trung bình hôm nay %(mean)s phút, quá mức %(limit)d phút.")
        words = {"mean": tenths_words(waits.mean_tenths), "limit": waits.limit_minutes}
        yield Notice(text % words, reverse("hall:board"), urgent=True)


def _of_today(request: StaffRequest, now: datetime) -> Iterator[Notice]:
    actor, unit = request.actor, request.unit
    if actor.has(*_ALARMED) and (waiting := [one for one in waiting_for_signer(unit, now) if one.alarmed]):
        names = ", ".join(sorted({name for one in waiting for name in one.waits_for}))
        text = _("%(n)d hồ sơ đến hạn hôm nay chờ %(names)s ký, người ký đang vắng.")
        yield Notice(text % {"n": len(waiting), "names": names}, f"{WATCH}ky-thay/", urgent=True)
    if actor.has(*SIGNING) and (letters := apologies_to_sign(unit.pk, now)):
        text = _("%(n)d hồ sơ có thể trễ: ký phiếu xin lỗi trước hạn nếu không kịp.")
        yield Notice(text % {"n": len(letters)}, f"{WATCH}xin-loi/", urgent=True)
    if actor.has(Role.RECEIVE, Role.LEAD) and (filings := filings_waiting(unit, now)):
        late = sum(one.late for one in filings)
        text = _("%(n)d hồ sơ nộp trực tuyến chờ trả lời, %(late)d quá hạn 8 giờ làm việc.")
        yield Notice(
            text % {"n": len(filings), "late": late}, reverse("staff:online_filings"), urgent=late > 0
        )
    for seal in seals_waiting_for(actor.person_id):
        text = _("%(seal)s được bàn giao cho ông/bà: hãy nhận dấu và xác nhận.")
        yield Notice(text % {"seal": seal}, reverse("staff:seal", args=[seal.pk]))
    if actor.has(*TAKING) and (sent := waiting_here(unit.pk)):
        text = _("%(n)d tài liệu của cơ quan phối hợp gửi đến, chưa xác nhận.")
        yield Notice(text % {"n": sent}, reverse("exchange:inbox"))
    if actor.has(*PHONING) and (calls := to_phone(unit.pk)):
        text = _("%(n)d người cần được gọi báo lời hẹn đã dời.")
        yield Notice(text % {"n": len(calls)}, f"{WATCH}goi-bao/")
    if actor.has(*PHONING) and (untold := calls_waiting(unit.pk)):
        text = _("%(n)d việc không gửi tin được, cần gọi báo người dân.")
        yield Notice(text % {"n": untold}, f"{WATCH}thong-bao/goi/")


def _of_programmes(request: StaffRequest, now: datetime) -> Iterator[Notice]:
    """A model day for which nobody is on the roster to sign (R-111)."""
    if request.actor.has(Role.LEAD, Role.CONTROL):
        for one in lacking_signer(request.unit, now):
            text = _("%(programme)s, %(day)s: lịch trực chưa có người ký.")
            words = {"programme": one.programme, "day": day_text(one.day)}
            yield Notice(text % words, reverse("programmes:rosters"), urgent=one.urgent or not one.today)


def _of_documents(request: StaffRequest) -> Iterator[Notice]:
    """Plans and steering documents sent to this person (R-266): everybody of the staff reads them."""
    if sent := unread(request.actor.person_id):
        text = _("%(n)d kế hoạch, văn bản chỉ đạo gửi cho ông/bà, chưa xác nhận đã đọc.")
        yield Notice(text % {"n": sent}, reverse("programmes:documents"))


def _of_people(request: StaffRequest) -> Iterator[Notice]:
    """Who waits for their papers to be looked at."""
    if request.actor.has(*DECIDING) and (acting := representations_waiting()):
        text = _("%(n)d người khai đại diện cho tổ chức, chờ đối chiếu giấy tờ.")
        yield Notice(text % {"n": acting}, reverse("staff:representatives"))
    if request.actor.has(Role.LEAD):
        text = _("%(name)s mất thiết bị xác thực: cần ông/bà xác nhận đặt lại.")
        for person in resets_waiting(request.actor.unit_id, request.actor.person_id):
            address = reverse("admin:factor_reset", args=[person.pk])
            yield Notice(text % {"name": person.full_name}, address, urgent=True)


def _of_signing(request: StaffRequest, now: datetime) -> Iterator[Notice]:
    """What waits for this person's digital signature, or for the agency's."""
    if request.actor.has(*SIGNERS) and (count := to_sign(request.actor).count()):
        text = _("%(n)d kết quả đã phê duyệt có thể ký số.")
        yield Notice(text % {"n": count}, reverse("staff:to_sign"))
    if request.actor.has(*SEALERS) and (sealing := to_seal(request.actor, now)):
        text = _("%(n)d kết quả đã ký số chờ đóng dấu bằng chữ ký số của cơ quan.")
        yield Notice(text % {"n": len(sealing)}, reverse("staff:to_seal"))


def _of_days(request: StaffRequest, now: datetime) -> Iterator[Notice]:
    unit, day = request.unit, local_day(now)
    if found := coming_gap(unit, day, watch_rule_of(unit).days_before_gap):
        gap, left = found
        text = _(
            "Còn %(left)d ngày làm việc trước đợt nghỉ %(n)d ngày từ %(first)s: xem việc nên làm xong trước."
        )
        yield Notice(
            text % {"left": left, "n": gap.days, "first": day_text(gap.first)}, f"{WATCH}truoc-nghi/"
        )
    for deputy in stood_for(request.actor.person_id, unit.pk, now):
        text = _("Hôm nay ông/bà làm thay %(name)s.")
        yield Notice(text % {"name": deputy.absent.full_name}, f"{WATCH}lam-thay/")
    if request.actor.has(Role.LEAD) and (numbers := unsettled(unit.pk, day)):
        text = _("%(n)d số dự phòng của ngày đã qua chưa được giải trình.")
        yield Notice(text % {"n": numbers}, "/can-bo/lo-so/", urgent=True)
    if request.actor.has(*LEADING) and (left_ones := answered_by(unit.pk, day)):
        text = _("%(n)d hồ sơ của cơ quan đã kết thúc chờ giải quyết tiếp.")
        yield Notice(text % {"n": len(left_ones)}, f"{WATCH}co-quan-ket-thuc/")

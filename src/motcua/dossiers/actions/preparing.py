"""May this dossier be received here and now, and what is known of it? Reads and checks, writes nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.dossiers.applicants import CheckedApplicant, check_applicant
from motcua.dossiers.block_rules import LATE_ENTRY_AFTER
from motcua.dossiers.completeness import Asked, Handed, Missing, check_papers, missing_from
from motcua.dossiers.ground import Ground, ground_on
from motcua.dossiers.queries import extra_fields_at
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import Channel, ReturnChannel
from motcua.legal_basis.models import RuleSet
from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.queries import rostered_and_stamp
from motcua.procedures.models import Component, InternalProcess, ProcedureVersion

# docs/adr/0016: a gateway that stood still over a weekend still delivers what was sent from afar.
FROM_AFAR_AFTER = timedelta(hours=72)
ITEM_LIMIT = 200
SHEET_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that the office knows about a reception that it may receive."""

    reception: Reception
    ground: Ground
    channel: Channel
    return_channel: ReturnChannel
    applicant: CheckedApplicant
    missing: tuple[Missing, ...]
    off_hours_reason: str = ""
    items: tuple[dict[str, Any], ...] = field(default=())
    signer_rostered: bool = False

    @property
    def unit(self) -> Unit:
        return self.ground.unit

    @property
    def desk(self) -> OneStopUnit:
        return self.ground.desk

    @property
    def version(self) -> ProcedureVersion:
        return self.ground.version

    @property
    def process(self) -> InternalProcess:
        return self.ground.process

    @property
    def rule_set(self) -> RuleSet:
        return self.ground.rule_set

    @property
    def asked(self) -> tuple[Component, ...]:
        return self.ground.asked


# Whether a signer is rostered that day, and the stamp of the catalogue as it stands.
Standing = tuple[bool, str | None]


def prepare(
    reception: Reception, *, at: datetime, late_entry: bool = False, standing: Standing | None = None
) -> Prepared:
    """Check a reception as a whole; raises Refused with the first reason why not.

    `late_entry`: two persons enter it from paper, so that its moment may lie further back. `standing`: of the unit
    and day, where a list has just read it.
    """
    day = local_day(reception.received_at)
    _check_moment(reception, at, late_entry=late_entry)
    rostered, stamp = standing or rostered_and_stamp(unit_id=reception.unit_id, moment=reception.received_at)
    ground = ground_on(
        stamp=stamp,
        unit_id=reception.unit_id,
        procedure=reception.procedure,
        day=day,
        today=local_day(at),
    )
    return Prepared(
        reception=reception,
        ground=ground,
        channel=_word(Channel, reception.channel, "channel", "Kênh nộp"),
        return_channel=_word(ReturnChannel, reception.return_channel, "return_channel", "Cách nhận kết quả"),
        applicant=check_applicant(reception.applicant, on=day),
        missing=_missing(reception, ground.asked),
        off_hours_reason=_off_hours(reception, ground),
        items=_items(reception),
        signer_rostered=rostered,
    )


def _check_moment(reception: Reception, at: datetime, *, late_entry: bool) -> None:
    if reception.received_at > at + timedelta(minutes=1):
        raise refuse(
            "received_in_future",
            "Giờ tiếp nhận ở tương lai. Hãy kiểm tra lại ngày giờ rồi nhập lại.",
            field="received",
        )
    if late_entry or reception.opened_here:
        return
    from_afar = reception.channel in {Channel.ONLINE, Channel.KIOSK}
    if at - reception.received_at > (FROM_AFAR_AFTER if from_afar else LATE_ENTRY_AFTER):
        raise refuse("late_entry", _FROM_AFAR_TOO_LATE if from_afar else _TOO_LATE, field="received")


_AFTERWARDS = (
    "tiếp nhận theo giờ hiện tại, rồi dùng “Sửa thông tin tiếp nhận” (hai người) để ghi đúng giờ đã nhận."
)
_TOO_LATE = (
    "Giờ tiếp nhận đã quá 15 phút. Nếu đã cấp giấy viết tay bằng số dự phòng, hãy vào “Lô số dự phòng” và nhập bù "
    f"(cần lý do và người thứ hai xác nhận); nếu không, {_AFTERWARDS}"
)
_FROM_AFAR_TOO_LATE = (
    f"Hồ sơ nộp từ xa chỉ được chuyển đến trong vòng 72 giờ kể từ lúc nộp. Hãy {_AFTERWARDS}"
)


def _word(words: type[Any], given: str, field_name: str, what: str) -> Any:
    try:
        return words(given)
    except ValueError:
        known = ", ".join(word.value for word in words)
        raise refuse(
            f"{field_name}_unknown", f"{what} chưa đúng. Hãy chọn một trong: {known}.", field=field_name
        ) from None


def _missing(reception: Reception, asked: tuple[Component, ...]) -> tuple[Missing, ...]:
    components = [
        Asked(c.key, c.name, c.mandatory, c.mode, c.originals, c.copies, c.condition) for c in asked
    ]
    check_papers({component.key for component in asked}, reception.components)
    return missing_from(components, reception.components, reception.conditions)


def _off_hours(reception: Reception, ground: Ground) -> str:
    """promises 3: at the desk or at home outside hours on a working day, a reason is asked."""
    reason = clean_line(reception.off_hours_reason, 300, field="off_hours_reason", what="Lý do ngoài giờ")
    if reception.channel not in {Channel.DESK, Channel.HOME} or reason:
        return reason
    calendar = ground.basis.calendar
    day = local_day(reception.received_at)
    if not calendar.is_working_day(day) or calendar.is_open(reception.received_at):
        return reason
    if ground.version.field in extra_fields_at(ground.unit, reception.received_at):
        return reason
    raise refuse(
        "off_hours_reason_missing",
        "Đang ngoài giờ làm việc. Hãy ghi lý do tiếp nhận ngoài giờ rồi tiếp nhận.",
        field="off_hours_reason",
    )


def _items(reception: Reception) -> tuple[dict[str, Any], ...]:
    if len(reception.items) > ITEM_LIMIT:
        raise refuse(
            "items_too_many", f"Nhiều nhất {ITEM_LIMIT} dòng giấy tờ một lần. Hãy chia ra.", field="items"
        )
    return tuple(_item(item) for item in reception.items)


def _item(item: dict[str, Any]) -> dict[str, Any]:
    title, pages, copies = (item.get(key) for key in ("title", "pages", "copies"))
    if not isinstance(title, str) or type(pages) is not int or type(copies) is not int:
        raise refuse(
            "item_wrong", "Mỗi giấy tờ chứng thực cần tên, số trang và số bản. Hãy nhập đủ.", field="items"
        )
    if not (1 <= pages <= SHEET_LIMIT and 1 <= copies <= SHEET_LIMIT):
        raise refuse("item_wrong", "Số trang và số bản phải từ 1 đến 100.000. Hãy nhập lại.", field="items")
    return {
        "title": clean_line(title, 300, field="items", what="Tên giấy tờ"),
        "pages": pages,
        "copies": copies,
    }


def applicant_columns(prepared: Prepared) -> dict[str, Any]:
    """The applicant as columns of a dossier or intake."""
    who = prepared.applicant
    return {
        "applicant_kind": who.kind,
        "applicant_name": who.name,
        "applicant_fold": who.fold,
        "id_type": who.id_type,
        "id_number": who.id_number,
        "phone": who.phone,
        "email": who.email,
        "address": who.address,
        "representative": who.representative,
    }


def papers_as_json(papers: tuple[Handed, ...]) -> list[dict[str, Any]]:
    """Papers handed in as a step or intake keeps them."""
    return [{"key": paper.key, "original": paper.original, "copies": paper.copies} for paper in papers]


def papers_in_step(papers: tuple[Handed, ...], asked: tuple[Component, ...]) -> list[dict[str, Any]]:
    """The same with the name under which each was received, so that the chain vouches for what slips print."""
    named = {component.key: component for component in asked}
    return [
        {"key": paper.key, "name": named[paper.key].name, "original": paper.original, "copies": paper.copies}
        for paper in papers
    ]

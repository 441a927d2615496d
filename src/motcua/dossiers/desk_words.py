"""How does the office say who took a result, how somebody signed, and which originals are kept? On papers and pages."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from motcua.core.moments import local
from motcua.core.terms import IdentityKind
from motcua.dossiers.consignment_terms import PAYER_LABELS, TOLD_BY_LABELS, Payer, ToldBy
from motcua.dossiers.terms import (
    RELATION_LABELS,
    REMINDER_LABELS,
    Relation,
    ReminderMeans,
    SigningManner,
    TakerKind,
)

_IDENTITY = {
    IdentityKind.CCCD.value: "căn cước",
    IdentityKind.CMND.value: "chứng minh nhân dân",
    IdentityKind.PASSPORT.value: "hộ chiếu",
    IdentityKind.BIRTH_CERTIFICATE.value: "giấy khai sinh",
    IdentityKind.TAX_CODE.value: "mã số thuế",
}
_AUTHORITY = {
    TakerKind.AUTHORISED.value: "giấy ủy quyền",
    TakerKind.REPRESENTATIVE.value: "giấy giới thiệu",
}
_SIGNED = {
    SigningManner.FINGERPRINT.value: "Điểm chỉ",
    SigningManner.UNABLE.value: "Không ký và không điểm chỉ được",
}


def identity_text(data: Mapping[str, Any]) -> str:
    """`căn cước 079085001234`; empty where no number is kept."""
    number = data.get("id_number", "")
    return f"{_IDENTITY.get(data.get('id_type', ''), 'giấy tờ')} {number}" if number else ""


def taker_text(data: Mapping[str, Any]) -> str:
    """Who took it, for whom, by which paper; the bare name where the person came themself."""
    name = str(data.get("receiver", ""))
    said = []
    if relation := data.get("relation"):
        said.append(f"{RELATION_LABELS[Relation(relation)].lower()} của người nộp")
    kind = data.get("receiver_kind", "")
    if kind not in {"", TakerKind.APPLICANT.value} and (identity := identity_text(data)):
        said.append(identity)
    if authority := data.get("authority"):
        day = date.fromisoformat(authority["date"])
        said.append(
            f"{_AUTHORITY.get(kind, 'giấy ủy quyền')} {authority['number']} ngày {day:%d/%m/%Y}, {authority['issuer']}"
        )
    return f"{name} ({'; '.join(said)})" if said else name


def original_text(one: Mapping[str, Any]) -> str:
    """`Giấy chứng nhận quyền sử dụng đất số BA 123456 (01 bản)`."""
    mark = f" số {one['mark']}" if one.get("mark") else ""
    return f"{one['title']}{mark} ({one['copies']:02d} bản)"


def originals_text(kept: Iterable[Mapping[str, Any]]) -> str:
    """All of a step, one after the other."""
    return "; ".join(original_text(one) for one in kept)


def signing_lines(data: Mapping[str, Any], official: str, at: datetime) -> list[str]:
    """What a step says of signing, a sentence a line; empty where nobody needed help."""
    lines = []
    if data.get("signed_in_front"):
        lines.append(f"Người yêu cầu đã ký trước mặt {official} lúc {local(at):%H:%M ngày %d/%m/%Y}.")
    said = data.get("signing") or {}
    if manner := _SIGNED.get(said.get("how", "")):
        lines.append(f"{manner}: {said['why']}." if said.get("why") else f"{manner}.")
    if said.get("reads") is False:
        lines.append("Người yêu cầu không đọc được văn bản.")
    if reader := said.get("reader"):
        lines.append(f"Người đọc lại văn bản: {reader}.")
    if witnesses := said.get("witnesses"):
        lines.append(f"Người làm chứng: {'; '.join(map(_helper, witnesses))}.")
    if interpreter := said.get("interpreter"):
        lines.append(f"Người phiên dịch ({interpreter['language']}): {_helper(interpreter)}.")
    return lines


def custody_lines(data: Mapping[str, Any]) -> list[str]:
    """What a step says of originals."""
    lines = []
    if kept := data.get("originals_kept"):
        lines.append(f"Giữ bản chính: {originals_text(kept)}.")
    if moved := data.get("originals_moved"):
        lines.append(f"Giao bản chính số thứ tự {_numbers(moved)} cho {data['holder']['name']} giữ.")
    if given := data.get("originals_given"):
        lines.append(f"Đã trả bản chính số thứ tự {_numbers(given)}.")
    if left := data.get("originals_left"):
        lines.append(f"Còn giữ bản chính số thứ tự {_numbers(left)}: {data.get('originals_reason', '')}.")
    return lines


def shelf_lines(data: Mapping[str, Any]) -> list[str]:
    """What a step says of the shelf: where it lies, how the person was reminded."""
    lines = []
    if place := data.get("shelf"):
        lines.append(f"Chỗ để: {place}.")
    how = data.get("how", "")
    if how in {word.value for word in ReminderMeans}:
        to = f": {data['to']}" if data.get("to") else ""
        lines.append(f"{REMINDER_LABELS[ReminderMeans(how)]}{to}.")
    return lines


def parcel_lines(data: Mapping[str, Any]) -> list[str]:
    """What a step says of a parcel or of the person's store: number, both names, address, delivery, postal unit."""
    lines = _sent_lines(data)
    if data.get("delivered_at"):
        by = TOLD_BY_LABELS[ToldBy(data["confirmed_by"])].lower()
        lines.append(
            f"Phát lúc {local(datetime.fromisoformat(data['delivered_at'])):%H:%M %d/%m/%Y}, {by} xác nhận."
        )
    if stored := data.get("stored"):
        lines.append(f"Trong kho giấy tờ của người nộp: số {stored['number']}.")
    if unit := data.get("postal_unit"):
        lines.append(f"Đơn vị bưu chính: {unit}.")
    return lines


def _sent_lines(data: Mapping[str, Any]) -> list[str]:
    lines, parcel = [], data.get("parcel")
    if parcel:
        person = f", {parcel['carrier_person']}" if parcel.get("carrier_person") else ""
        lines.append(f"Bưu gửi {parcel['number']} ({parcel['carrier']}{person}).")
    if to := data.get("to") if parcel else data.get("delivery"):
        where = ", ".join(part for part in (to.get("receiver"), to.get("phone"), to.get("address")) if part)
        lines.append(f"Gửi cho: {where}.")
    if parcel and (payer := data.get("payer")):
        cost = f": {data['cost']:,} đồng".replace(",", ".") if data.get("cost") else ""
        lines.append(f"{PAYER_LABELS[Payer(payer)]}{cost}.")
    if data.get("outcome") == "lost":
        lines.append("Bưu gửi thất lạc.")
    return lines


def _helper(one: Mapping[str, Any]) -> str:
    return f"{one['name']}, {identity_text(one)}"


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)

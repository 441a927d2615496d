"""What does a notice by template look like at Zalo, and what does its answer mean? (ZNS: template_id, template_data)"""

from typing import Any

from motcua.integrations.asking import Answered
from motcua.notices.ports import Message, NotTaken, Taken

# Zalo answers 200 with an error number of its own: these are of the person or the template, not of the moment.
_FOR_GOOD = {
    -108: "số điện thoại không đúng",
    -118: "người nhận không dùng Zalo",
    -119: "tài khoản Zalo không nhận được tin",
    -114: "người nhận đã tắt tin của cơ quan",
    -131: "mẫu tin chưa được duyệt",
    -132: "tham số của mẫu tin không đúng",
}
_TOO_MANY = -147


def request_of(message: Message) -> dict[str, Any]:
    """The number as dialled from abroad, the registered template with what it takes, our key."""
    return {
        "phone": message.to.removeprefix("+"),
        "template_id": message.template,
        "template_data": dict(message.params),
        "tracking_id": message.key,
    }


def answer_of(answered: Answered) -> Taken | NotTaken:
    """Taken where `error` is 0 and a message id is given."""
    if answered.status == 429:
        return NotTaken("Zalo báo quá nhiều tin (429).", wait=answered.wait)
    if answered.status != 200 or not isinstance(answered.said, dict):
        return NotTaken(f"Zalo trả lời {answered.status}, không đọc được.", wait=answered.wait)
    error, data = answered.said.get("error"), answered.said.get("data")
    if error == 0 and isinstance(data, dict) and isinstance(data.get("msg_id"), str) and data["msg_id"]:
        return Taken(data["msg_id"][:200])
    if error in _FOR_GOOD:
        return NotTaken(f"Zalo: {_FOR_GOOD[error]} ({error}).", for_good=True)
    said = "quá hạn mức trong ngày" if error == _TOO_MANY else f"lỗi {error!r:.20}"
    return NotTaken(f"Zalo: {said}.", wait=answered.wait)

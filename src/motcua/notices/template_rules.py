"""What may a notice say? Named fields filled into checked words; a short message is 160 plain characters.

In a short message stands the code and short words, nothing else of a person: it lies open on a locked screen.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from motcua.notices.terms import SHORT_CHANNELS, NoticeChannel, NoticeEvent

SMS_LIMIT = 160
_TEXT_LIMIT, _TITLE_LIMIT = 2000, 120
_EVERYWHERE = frozenset({"code", "site"})
# field → how long it may get in a short message
SHORT_FIELDS: dict[str, int] = {
    "code": 30, "site": 32, "due": 22, "amount": 18, "how": 34, "digits": 6, "minutes": 2, "count": 2, "codes": 60,
    "days": 3, "until": 22, "news": 80,
}  # fmt: skip
_OF_EVENT: dict[NoticeEvent, frozenset[str]] = {
    NoticeEvent.FILED: frozenset({"procedure", "unit"}),
    NoticeEvent.FILED_FOR_YOU: frozenset({"procedure", "unit"}),
    NoticeEvent.RECEIVED: frozenset({"procedure", "unit", "due"}),
    NoticeEvent.SUPPLEMENT: frozenset({"procedure", "unit", "papers"}),
    NoticeEvent.REFUSED: frozenset({"procedure", "unit", "reason"}),
    NoticeEvent.PAYMENT: frozenset({"procedure", "unit", "amount", "reason"}),
    NoticeEvent.PAID: frozenset({"procedure", "unit", "due"}),
    NoticeEvent.PROLONGED: frozenset({"procedure", "unit", "due", "reason"}),
    NoticeEvent.MOVED: frozenset({"procedure", "unit", "due", "reason"}),
    NoticeEvent.APOLOGY: frozenset({"procedure", "unit", "due", "reason"}),
    NoticeEvent.STOPPED: frozenset({"procedure", "unit", "reason"}),
    NoticeEvent.CANCELLED: frozenset({"procedure", "unit", "reason"}),
    NoticeEvent.READY: frozenset({"procedure", "unit", "how", "place"}),
    NoticeEvent.UNCOLLECTED: frozenset({"procedure", "unit", "days", "place"}),
    NoticeEvent.RETURNED: frozenset({"procedure", "unit", "how"}),
    NoticeEvent.REPLACED: frozenset({"procedure", "unit"}),
    NoticeEvent.REVOKED: frozenset({"procedure", "unit"}),
    NoticeEvent.AUTHORISED: frozenset({"organisation"}),
    NoticeEvent.RIGHTS: frozenset({"due", "news"}),
    NoticeEvent.TURN: frozenset({"unit", "count"}),
    NoticeEvent.APPOINTMENT: frozenset({"unit", "place", "due"}),
    NoticeEvent.APPOINTMENT_SOON: frozenset({"unit", "place", "due"}),
    NoticeEvent.APPOINTMENT_MOVE: frozenset({"unit", "place", "due", "reason"}),
    NoticeEvent.APPOINTMENT_DROP: frozenset({"unit", "place", "reason"}),
    NoticeEvent.SLOT_FREE: frozenset({"unit", "place", "due", "until"}),
    NoticeEvent.CODE: frozenset({"digits", "minutes"}),
    NoticeEvent.SEVERAL: frozenset({"count", "codes", "texts"}),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one event by one way; `params`: what a Zalo template takes, {its name: our field}."""

    event: NoticeEvent
    channel: NoticeChannel
    title: str
    text: str
    zalo_template: str = ""
    params: Mapping[str, str] | None = None


def fields_of(event: NoticeEvent, channel: NoticeChannel) -> frozenset[str]:
    """The fields the words may name: in a short message only short ones, never words somebody typed."""
    known = _OF_EVENT[event] | _EVERYWHERE
    return known & SHORT_FIELDS.keys() if channel in SHORT_CHANNELS else known


def faults_of(words: Words) -> list[str]:
    """What keeps the words from being used, each a sentence; empty where nothing does."""
    allowed, faults = fields_of(words.event, words.channel), []
    for name in sorted(_named(words.title) | _named(words.text) | set((words.params or {}).values())):
        if name not in allowed:
            faults.append(f"trường “{name}” không dùng được ở đây; dùng được: {', '.join(sorted(allowed))}")
    if not words.text.strip():
        faults.append("chưa có lời báo")
    if len(words.text) > _TEXT_LIMIT or len(words.title) > _TITLE_LIMIT:
        faults.append(f"lời báo dài quá {_TEXT_LIMIT} chữ hoặc tiêu đề dài quá {_TITLE_LIMIT} chữ")
    if not faults and words.channel is NoticeChannel.SMS and (longest := _longest(words)) > SMS_LIMIT:
        faults.append(f"tin nhắn có thể dài tới {longest} ký tự, nhiều nhất {SMS_LIMIT}; hãy rút gọn")
    if words.channel is NoticeChannel.EMAIL and not words.title.strip():
        faults.append("thư chưa có tiêu đề")
    if words.channel is NoticeChannel.ZALO and not words.zalo_template:
        faults.append("chưa ghi mã mẫu Zalo (zalo_template)")
    return faults


def filled(text: str, values: Mapping[str, str]) -> str:
    """The words with their fields; what has no value is left out."""
    return Formatter().vformat(text, (), defaultdict(str, values)).strip()


def short(text: str, *, plain: bool) -> str:
    """A short message as it goes out; `plain`: letters without marks, which every carrier takes as one message."""
    said = plain_letters(text) if plain else unicodedata.normalize("NFC", text)
    return said if len(said) <= SMS_LIMIT else said[: SMS_LIMIT - 3].rstrip() + "..."


def plain_letters(text: str) -> str:
    """The same text in letters without marks: “Đã có kết quả” → “Da co ket qua”; other signs are left out."""
    bare = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D").replace("–", "-"))
    kept = bare.replace("“", '"').replace("”", '"').replace("…", "...")
    return kept.encode("ascii", "ignore").decode()


def _named(text: str) -> set[str]:
    """The fields a text names; anything but a plain name is a fault under its own spelling."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return {"{"}
    named = {f"{name}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}"
             for _, name, spec, conversion in parts if name is not None}  # fmt: skip
    return named


def _longest(words: Words) -> int:
    values = {name: "x" * SHORT_FIELDS[name] for name in _named(words.text)}
    return len(plain_letters(filled(words.text, values)))

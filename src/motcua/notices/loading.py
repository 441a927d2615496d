"""How do the words of notices come into the database? A changed text is a new version; what was sent keeps its own."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from motcua.core.reading import Findings, LoadReport, Part, digest
from motcua.notices.models import NoticeTemplate
from motcua.notices.template_rules import Words, faults_of
from motcua.notices.terms import NoticeChannel, NoticeEvent

KIND = "notices"
_NAMES = {event.value for event in NoticeEvent}


def load_notices(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `notices`, all or nothing: every event has its words by every way, each without a fault."""
    findings = Findings(file)
    words = [one for part in Part(data, "", findings).parts("events", "event") for one in _words(part)]
    for one in words:
        for fault in faults_of(one):
            findings.refuse(f"{one.event.value}, {one.channel.value}", f"{fault}.")
    said = [one.event for one in words]
    for event in NoticeEvent:
        if said.count(event) != len(NoticeChannel):
            findings.refuse(event.value, "phải có lời báo, mỗi việc một lần; hãy thêm hoặc xóa mục thừa.")
    if findings.refused:
        return LoadReport.of_refusal(KIND, findings)
    changed = [name for one in words if (name := _put_in_force(one, at))]
    new = [name for name, number in changed if number == 1]
    return LoadReport(
        KIND,
        added=tuple(new),
        changed=tuple(name for name, number in changed if number > 1),
        unchanged=len(words) - len(changed),
    )


def _words(part: Part) -> Iterator[Words]:
    event = part.choice("event", sorted(_NAMES))
    title, letter, shortly = part.text("title"), part.text("letter"), part.text("short")
    zalo = part.part("zalo")
    params = zalo.raw.get("params") or {}
    if not isinstance(params, Mapping) or not all(isinstance(value, str) for value in params.values()):
        zalo.refuse("params phải là một nhóm {tên ở Zalo: trường}.")
        params = {}
    about = NoticeEvent(event)
    yield Words(about, NoticeChannel.EMAIL, title, letter)
    yield Words(about, NoticeChannel.SMS, "", shortly)
    yield Words(about, NoticeChannel.ZALO, "", shortly, zalo.text("template"), dict(params))
    yield Words(about, NoticeChannel.PHONE, title, part.text("call", letter))


def _put_in_force(words: Words, at: datetime) -> tuple[str, int] | None:
    """The new version's name and number, or None where these words are in force already."""
    said = {
        "title": words.title,
        "text": words.text,
        "zalo_template": words.zalo_template,
        "params": dict(words.params or {}),
    }
    known = NoticeTemplate.objects.filter(event=words.event, channel=words.channel)
    standing = known.filter(in_force=True).first()
    if standing is not None and standing.digest == digest(said):
        return None
    known.filter(in_force=True).update(in_force=False)
    number = known.count() + 1
    NoticeTemplate.objects.create(
        event=words.event, channel=words.channel, number=number, digest=digest(said), valid_from=at, **said
    )
    return f"lời báo {words.event.value}, {words.channel.value}", number

"""`motcua due`: when would the result be handed over?"""

import argparse
import json
import sys
from datetime import datetime

from motcua.core.moments import local
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.promises import Promise
from motcua.dossiers.promising import promise_for
from motcua.dossiers.terms import Channel

HELP = "Nộp hồ sơ vào lúc đó thì khi nào có kết quả, và vì sao?"
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The question; nothing is received."""
    parser.add_argument("--procedure", metavar="CODE", required=True, help="mã thủ tục, ví dụ 1.001193")
    parser.add_argument("--unit", metavar="ID", required=True, help="cơ quan, ví dụ hcmc.q11")
    parser.add_argument(
        "--received", metavar="TIME", required=True, type=moment, help="2022-05-16T14:59:00+07:00"
    )
    parser.add_argument("--channel", choices=[word.value for word in Channel], default=Channel.DESK.value)
    parser.add_argument("--incomplete", action="store_true", help="hồ sơ chưa đủ thành phần")
    parser.add_argument("--at-once", action="store_true", help="giải quyết ngay trong lúc người dân chờ")
    parser.add_argument(
        "--ordinary", action="store_true", help="người nộp muốn hẹn theo thời hạn thông thường"
    )
    parser.add_argument("--prolong", metavar="GROUND", help="căn cứ kéo dài, ví dụ verification")
    parser.add_argument("--until", metavar="TIME", type=moment, help="thời điểm đã thỏa thuận")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")


def moment(text: str) -> datetime:
    """A moment with its offset; one without would be a guess."""
    given = datetime.fromisoformat(text)
    if given.utcoffset() is None or not 1900 <= given.year < 2200:
        raise ValueError(text)
    return given


moment.__name__ = "thời điểm ISO 8601 có múi giờ"


def run(args: argparse.Namespace) -> int:
    """Print the promise; a refusal goes to stderr, with --json also to stdout, and ends with 1."""
    try:
        promise = promise_for(
            procedure=args.procedure,
            unit_id=args.unit,
            received_at=args.received,
            channel=args.channel,
            complete=not args.incomplete,
            at_once=args.at_once,
            ordinary=args.ordinary,
            prolong=args.prolong,
            prolong_until=args.until,
        )
    except Refused as refused:
        return _say_no(refused.refusal, as_json=args.json)
    print(json.dumps(as_json(promise), ensure_ascii=False) if args.json else as_text(promise))
    return 0


def _say_no(refusal: Refusal, *, as_json: bool) -> int:
    if as_json:
        body = {"refusal": {"code": refusal.code, "text": refusal.text}}
        print(json.dumps(body, ensure_ascii=False))
    print(f"{refusal.text} [{refusal.code}]", file=sys.stderr)
    return 1


def as_json(promise: Promise) -> dict[str, object]:
    """The fields of the answer, moments as the office's clock shows them."""
    return {
        "due_at": local(promise.due_at).isoformat(timespec="seconds"),
        "due_strict": promise.due_strict,
        "reason": promise.reason.value,
        "rule": promise.rule,
        "source": promise.source,
        "ordinary_due_at": local(promise.ordinary_due_at).isoformat(timespec="seconds"),
        "provisional": promise.provisional,
        "explanation": list(promise.explanation),
    }


def as_text(promise: Promise) -> str:
    """The due time and its explanation, for people."""
    due = local(promise.due_at)
    word = "trước" if promise.due_strict else "chậm nhất"
    first = f"Hẹn trả kết quả {word} {due:%H:%M} ngày {due:%d/%m/%Y} ({promise.reason.value})"
    return "\n".join([first, *(f"  - {line}" for line in promise.explanation)])

"""Who took it, how did they sign, which originals are meant? What was said with an act at the desk, in its shape."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.dossiers.actions.sayings import day_of, flag_of, text_of
from motcua.dossiers.custody_tables import MOST_ORIGINALS
from motcua.dossiers.models import Dossier
from motcua.dossiers.signatories import Helper, Signing, checked_signing, law_of
from motcua.dossiers.takers import Holder, Taker, checked_taker

MOST_COPIES = 999
_TITLE, _MARK = 300, 100


def who_took(said: Mapping[str, Any], dossier: Dossier, at: datetime) -> dict[str, Any]:
    """The person as the step keeps them; Refused where they may not have it (`takers`)."""
    holder = Holder(
        kind=dossier.applicant_kind,
        name=dossier.applicant_name,
        id_type=dossier.id_type,
        id_number=dossier.id_number,
        filed_by=dossier.representative,
    )
    return checked_taker(_taker(said), holder, on=local_day(at))


def _taker(said: Mapping[str, Any]) -> Taker:
    authority = _mapping(said.get("authority"), "authority_number", "Giấy ủy quyền, giấy giới thiệu")
    return Taker(
        kind=text_of(said, "receiver_kind", "Người nhận là", limit=20),
        name=text_of(said, "receiver", "Người nhận", limit=200),
        id_type=text_of(said, "receiver_id_type", "Loại giấy tờ", limit=20),
        id_number=text_of(said, "receiver_id_number", "Số giấy tờ", limit=60),
        relation=text_of(said, "relation", "Quan hệ", limit=20),
        authority_number=text_of(authority, "number", "Số giấy ủy quyền", limit=100),
        authority_date=day_of(authority, "date", "Ngày giấy ủy quyền"),
        authority_issuer=text_of(authority, "issuer", "Nơi cấp", limit=200),
        shown=text_of(said, "identity", "Giấy tờ đã xuất trình"),
    )


def signed_how(said: Mapping[str, Any], dossier: Dossier, *, signer: str, on: date) -> dict[str, Any]:
    """`{"signing": …}` as the step keeps it, by the law of the dossier's procedure; empty where nothing was said."""
    given = said.get("signing")
    if not given:
        return {}
    words = _mapping(given, "signing_how", "Cách ký")
    kept = checked_signing(_signing(words), law_of(dossier.version.facts), signer_number=signer, on=on)
    return {"signing": kept} if kept else {}


def _signing(words: Mapping[str, Any]) -> Signing:
    witnesses = words.get("witnesses") or ()
    if not isinstance(witnesses, Sequence) or isinstance(witnesses, str | bytes):
        raise _not_so("witness1_name", "Người làm chứng")
    interpreter = words.get("interpreter")
    return Signing(
        how=text_of(words, "how", "Cách ký", limit=20),
        why=text_of(words, "why", "Lý do không ký được"),
        reads=flag_of(words, "reads", default=True),
        witnesses=tuple(_helper(one, f"witness{place}_name") for place, one in enumerate(witnesses, start=1)),
        interpreter=_helper(interpreter, "interpreter_name") if interpreter else None,
        language=text_of(words, "language", "Ngôn ngữ", limit=60),
        reader=text_of(words, "reader", "Người đọc lại văn bản"),
    )


def _helper(given: object, field: str) -> Helper:
    words = _mapping(given, field, "Người làm chứng, phiên dịch")
    return Helper(
        name=text_of(words, "name", "Họ tên", limit=200),
        id_number=text_of(words, "id_number", "Số giấy tờ", limit=60),
        id_type=text_of(words, "id_type", "Loại giấy tờ", limit=20),
    )


def originals_of(given: object) -> list[dict[str, Any]]:
    """The originals that are kept: title, number on the paper, copies; Refused `original_wrong`."""
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        raise _not_so("originals", "Bản chính")
    if len(given) > MOST_ORIGINALS:
        raise refuse(
            "originals_too_many",
            f"Nhiều nhất {MOST_ORIGINALS} bản chính một lần. Hãy chia ra.",
            field="originals",
        )
    return [_original(one) for one in given]


def _original(given: object) -> dict[str, Any]:
    words = _mapping(given, "originals", "Bản chính")
    title, mark, copies = words.get("title"), words.get("mark") or "", words.get("copies", 1)
    if not isinstance(title, str) or not isinstance(mark, str) or type(copies) is not int:
        raise _wrong_original()
    named = clean_line(title, _TITLE, field="originals", what="Tên bản chính")
    if not named or not 1 <= copies <= MOST_COPIES:
        raise _wrong_original()
    number = clean_line(mark, _MARK, field="originals", what="Số của bản chính")
    return {"title": named, "mark": number, "copies": copies}


def numbers_of(said: Mapping[str, Any]) -> list[int]:
    """Which originals are meant, by their numbers; none said means all."""
    given = said.get("numbers") or ()
    listed = isinstance(given, Sequence) and not isinstance(given, str | bytes)
    numbers = [one for one in given if type(one) is int] if listed else []
    if not listed or len(numbers) != len(given) or len(numbers) > MOST_COPIES:
        raise _not_so("numbers", "Số thứ tự bản chính")
    return sorted(set(numbers))


def _mapping(given: object, field: str, what: str) -> Mapping[str, Any]:
    if given is None or given == "":
        return {}
    if not isinstance(given, Mapping):
        raise _not_so(field, what)
    return given


def _not_so(field: str, what: str) -> Exception:
    return refuse("said_wrongly", f"{what} ghi chưa đúng dạng. Hãy nhập lại.", field=field)


def _wrong_original() -> Exception:
    return refuse(
        "original_wrong",
        f"Mỗi bản chính cần tên và số bản từ 1 đến {MOST_COPIES}. Hãy ghi đủ.",
        field="originals",
    )

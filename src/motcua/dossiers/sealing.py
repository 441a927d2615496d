"""Which evidence does sealing this result leave? Lines of the register of imprints, by the kind (R-080)."""

from collections.abc import Mapping
from typing import Any

from motcua.authority.imprinting import Mark
from motcua.authority.seal_rules import MOST_STAMPS, joins_of
from motcua.authority.seal_terms import SealingKind
from motcua.core.refusals import refuse
from motcua.documents.files.tables import StoredFile
from motcua.dossiers.finding import Approved
from motcua.dossiers.models import Dossier
from motcua.dossiers.records import subject_of

_HEX = frozenset("0123456789abcdef")
# Under this name the sealing with the agency's key hands over the file it has just made; no program can send one.
SEALED_HERE = "sealed_here"


def usual_stamps(dossier: Dossier) -> tuple[int, int]:
    """Stamps and giáp lai unless said otherwise: one for each certified copy, else one; giáp lai by its pages."""
    items = [item for item in dossier.items if isinstance(item, dict)]
    copies = [(int(item.get("copies") or 1), int(item.get("pages") or 0)) for item in items]
    return (
        sum(count for count, _pages in copies) or 1,
        sum(count * joins_of(pages) for count, pages in copies),
    )


def marks_of(kind: SealingKind, dossier: Dossier, approved: Approved, said: Mapping[str, Any]) -> list[Mark]:
    """What is written in the register; nothing where the procedure's results are not sealed.

    `said`: `stamps`, `joins` (of the paper), `sealed_file` (SHA-256 of the PDF the agency signed). Refused:
    `sealed_file_missing`, `sealed_file_unasked`, `count_wrong`.
    """
    found = []
    about: dict[str, Any] = {
        "subject": subject_of(dossier),
        "subject_hash": dossier.head_hash,
        "approval_hash": approved.hash,
        "approver_name": approved.approver_name,
        "result_number": dossier.result_number or "",
    }
    if kind in {SealingKind.PHYSICAL, SealingKind.BOTH}:
        stamps, joins = usual_stamps(dossier)
        stamps = _count(said, "stamps", stamps, least=1, what="Số lượt đóng dấu")
        joins = _count(said, "joins", joins, least=0, what="Số lượt giáp lai")
        found.append(Mark(kind="physical", stamps=stamps, joins=joins, **about))
    sealed = _sealed_file(said)
    if kind in {SealingKind.ELECTRONIC, SealingKind.BOTH}:
        _refuse_invented(dossier, sealed, said)
        if not sealed:
            raise refuse(
                "sealed_file_missing",
                "Kết quả của thủ tục này được đóng dấu bằng chữ ký số của cơ quan nhưng chưa có tệp đã ký. "
                "Hãy ký số bằng chứng thư của cơ quan rồi làm lại.",
                field="sealed_file",
            )
        found.append(Mark(kind="electronic", file_hash=sealed, **about))
    elif sealed:
        raise refuse(
            "sealed_file_unasked",
            "Thủ tục này không đóng dấu bằng chữ ký số. Hãy bỏ tệp đã ký hoặc đổi cách đóng dấu của thủ tục.",
            field="sealed_file",
        )
    return found


def _refuse_invented(dossier: Dossier, sealed: str, said: Mapping[str, Any]) -> None:
    """A paper that was set here is sealed here: whoever only names a file seals nothing (R-077, R-080)."""
    result, made = dossier.result_document, said.get(SEALED_HERE)
    if not sealed or result is None or result.unsigned_id is None:
        return
    if not isinstance(made, StoredFile) or made.sha256 != sealed:
        raise refuse(
            "sealed_file_not_made_here",
            "Tệp kết quả này lập trong hệ thống nên phải đóng dấu số tại đây, sau khi người có thẩm quyền ký số. "
            "Hãy mở trang “Đóng dấu bằng chữ ký số”.",
            field="sealed_file",
        )


def _count(said: Mapping[str, Any], key: str, usual: int, *, least: int, what: str) -> int:
    given = said.get(key)
    if given is None or given == "":
        return usual
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= MOST_STAMPS:
        raise refuse("count_wrong", f"{what} phải từ {least} đến {MOST_STAMPS}. Hãy sửa lại.", field=key)
    return given


def _sealed_file(said: Mapping[str, Any]) -> str:
    given = said.get("sealed_file") or ""
    if not isinstance(given, str) or (given and (len(given) != 64 or not set(given) <= _HEX)):
        raise refuse(
            "sealed_file_wrong",
            "Mã băm của tệp đã ký phải là SHA-256, 64 chữ số thập lục phân. Hãy gửi lại.",
            field="sealed_file",
        )
    return given

"""Which scanned original does an electronic certified copy carry, and how is it sealed? (45/2020/NĐ-CP 10)

A template that says `encloses` (key of a component) makes no paper to be set under a copy: the electronic copies of
that component, compared with the original by an officer, and the certifying words become one file, signed and
sealed digitally whatever the procedure's other results have.
"""

from dataclasses import replace
from datetime import date, datetime

from motcua.authority.seal_terms import SealingKind
from motcua.authority.seals import sealing_of
from motcua.core.refusals import Refusal
from motcua.documents.files.kinds import FileKind
from motcua.documents.files.reading import read_file
from motcua.documents.result_typesetting import SetResult
from motcua.documents.scans.before import laid_before
from motcua.documents.scans.binding import ScannedPage, bind
from motcua.dossiers.copies.listing import standing
from motcua.dossiers.models import ComponentCopy, Dossier
from motcua.dossiers.results.content import Content

_PICTURES = frozenset({FileKind.JPEG, FileKind.PNG})
_LAID = _PICTURES | {FileKind.PDF}


def why_not_enclose(content: Content, dossier: Dossier) -> Refusal | None:
    """One original, its copy compared with the paper: only that is certified as an electronic copy."""
    if not content.encloses:
        return None
    if len(dossier.items) > 1:
        return Refusal(
            "electronic_copy_of_one",
            "Mỗi bản sao điện tử chứng thực một bản chính. Hãy tách mỗi giấy tờ thành một hồ sơ rồi làm lại.",
        )
    copies = [copy for copy in standing(dossier) if copy.component == content.encloses]
    if not copies:
        return Refusal(
            "electronic_copy_missing",
            "Chưa có bản quét của bản chính nên chưa có gì để chứng thực. Hãy quét bản chính rồi làm lại.",
        )
    if any(copy.confirmed_at is None for copy in copies):
        return Refusal(
            "electronic_copy_unconfirmed",
            "Bản quét chưa được đối chiếu với bản chính. Hãy đối chiếu và xác nhận ở trang số hóa rồi làm lại.",
        )
    if any(FileKind(copy.file.media_type) not in _LAID for copy in copies):
        return Refusal(
            "electronic_copy_kind",
            "Bản sao điện tử chỉ gồm ảnh quét hoặc PDF. Hãy quét lại bản chính rồi làm lại.",
        )
    return None


def enclosed(content: Content, dossier: Dossier, made: SetResult, at: datetime) -> SetResult:
    """The words behind the pages they certify; as they were where the template encloses nothing."""
    if not content.encloses:
        return made
    copies = [copy for copy in standing(dossier) if copy.component == content.encloses]
    pdf, before = laid_before([_as_pdf(copy, at) for copy in copies], made.pdf)
    place = replace(made.signing_place, page=made.signing_place.page + before)
    return replace(made, pdf=pdf, signing_place=place)


def sealing_for(dossier: Dossier, day: date) -> SealingKind:
    """Digitally where the result in force is an electronic copy, else as its procedure says on that day."""
    result = dossier.result_document
    if result is not None and result.template is not None and result.template.content.get("encloses"):
        return SealingKind.ELECTRONIC
    return sealing_of(dossier.version, day)


def _as_pdf(copy: ComponentCopy, at: datetime) -> bytes:
    content = read_file(copy.file)
    if FileKind(copy.file.media_type) in _PICTURES:
        return bind([ScannedPage(content)], title=copy.name, at=at)
    return content

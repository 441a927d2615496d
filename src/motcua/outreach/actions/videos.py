"""Tie a film of the screens to the procedures it guides through."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.outreach.communication_policies import why_not_keep
from motcua.outreach.communication_tables import VideoGuide
from motcua.outreach.films import films_of
from motcua.outreach.told import words_of
from motcua.outreach.videos import folders_of
from motcua.procedures.models import Procedure


@transaction.atomic
def tie_video(
    *,
    folder: str,
    file: str,
    title: str,
    procedures: Sequence[str],
    evidence: str,
    actor: Actor,
    at: datetime,
) -> VideoGuide:
    """Tie a film with subtitles to procedures; without any it is tied no longer (R-259).

    Refused: `no_role`, `film_unknown`, `title_missing`, `procedure_unknown`.
    """
    refuse_if(why_not_keep(actor))
    _check_film(folder, file, actor.unit_id)
    named = needed_line(title, 200, field="title", what="Tên phim")
    codes = sorted(set(procedures))
    if Procedure.objects.filter(code__in=codes).count() != len(codes):
        raise refuse(
            "procedure_unknown", "Có mã thủ tục không tồn tại. Hãy xem lại danh mục.", field="procedures"
        )
    proof = clean_line(evidence, 300, field="evidence", what="Minh chứng")
    note(actor, at, "tie_video", f"{folder}/{file}"[:100], {"procedures": codes})
    return VideoGuide.objects.create(
        folder=folder,
        file=file,
        title=named,
        procedures=codes,
        evidence=proof,
        words=words_of(named, file, *codes, proof),
        **said_by(actor, at),
    )


def _check_film(folder: str, file: str, unit_id: str) -> None:
    highest = not Unit.objects.filter(pk=unit_id, parent__isnull=False).exists()
    shown = {(film.folder, film.path.name) for film in films_of(unit_id)}
    if folder not in folders_of(unit_id, highest=highest) or (folder, file) not in shown:
        raise refuse(
            "film_unknown",
            "Không có phim này, hoặc phim chưa có phụ đề. Hãy đặt phim cùng tệp phụ đề vào thư mục của cơ quan.",
            field="film",
        )

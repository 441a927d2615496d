"""What an official finds of a paper: a defect that will stand on Mẫu 02; an earlier copy that serves again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.dossiers import policies
from motcua.dossiers.actions.copying import Upload
from motcua.dossiers.actions.registry import Done, perform
from motcua.dossiers.copies.listing import standing
from motcua.dossiers.digitisation.reuse import Owner, offered_copy, offers
from motcua.dossiers.digitisation.terms import Defect
from motcua.dossiers.models import ComponentCopy, CopyCheck
from motcua.dossiers.queries import dossier_of, policy_facts
from motcua.dossiers.terms import Act, CopyOrigin
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note


@transaction.atomic
def mark_defect(
    *, code: str, number: int, defect: str, words: str, actor: Actor, at: datetime
) -> ComponentCopy:
    """Write what is wrong with a copy (or, with no defect, that nothing is); whoever may ask for a supplement.

    Refused: `defect_unknown`, `copy_not_here`, and what asking for a supplement is refused for.
    """
    dossier = dossier_of(code, actor.unit_id, lock=True)
    refuse_if(policies.why_not_act(Act.ASK_SUPPLEMENT, policy_facts(dossier), actor))
    try:
        found = Defect(defect)
    except ValueError:
        raise refuse("defect_unknown", "Hãy chọn lỗi trong danh sách.", field="defect") from None
    copy = standing(dossier).filter(number=number).first()
    if copy is None:
        raise refuse("copy_not_here", "Hồ sơ không còn bản điện tử này. Hãy mở lại danh sách bản điện tử.")
    said = clean_line(words, 300, field="words", what="Ghi rõ lỗi") if found else ""
    defaults = {"defect": found, "defect_note": said, "looked_by_id": actor.person_id, "looked_at": at}
    CopyCheck.objects.update_or_create(copy=copy, defaults=defaults)
    note(actor, at, "mark_defect", code, {"copy": number, "defect": found.value})
    return copy


@transaction.atomic
def reuse_copies(*, code: str, copies: Mapping[str, int], actor: Actor, at: datetime) -> Done:
    """Let copies of earlier dossiers (by component) stand for components of this one, each journalled as a view.

    Refused: `copy_not_reusable` for another person's, one no longer good, or one nobody compared; what attaching is
    refused for.
    """
    dossier = dossier_of(code, actor.unit_id, lock=True)
    owner, day = Owner(dossier.id_type, dossier.id_number), local_day(at)
    components = list(dossier.version.components.all())
    offered = {one.component: one.copy_id for one in offers(owner, components, unit_id=actor.unit_id, on=day)}
    uploads, sources = [], []
    for component, copy_id in copies.items():
        source = offered_copy(owner, copy_id, unit_id=actor.unit_id, on=day)
        if source is None or component not in offered or source.dossier_id == dossier.pk:
            raise refuse(
                "copy_not_reusable",
                "Bản này không dùng lại được: của người khác, đã hết giá trị, hoặc chưa đối chiếu. "
                "Hãy đề nghị người nộp xuất trình giấy tờ.",
                field=f"reuse-{component}",
            )
        uploads.append(Upload(component, source.name, source.file, CopyOrigin.REUSE))
        sources.append(source)
        note(actor, at, "view", str(source.dossier), {"copy": source.number, "reused_for": str(dossier)})
    done = perform(act=Act.ATTACH_COPY, code=code, actor=actor, at=at, said={"uploads": uploads})
    assert done.step is not None
    added = ComponentCopy.objects.filter(dossier=dossier, added_seq=done.step.seq).order_by("number")
    for copy, source in zip(added, sources, strict=True):
        end = getattr(getattr(source, "check_of", None), "valid_to", None)
        CopyCheck.objects.create(copy=copy, reused_from=source, valid_to=end)
    return done

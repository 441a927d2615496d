"""Which registration does an act mean, and may the actor touch it?"""

from motcua.core.refusals import refuse, refuse_if
from motcua.organisation.actors import Actor
from motcua.participation.models import Registration
from motcua.participation.registration_terms import OPTION_NUMBERS, Option
from motcua.programmes.policies import why_not_keep


def own_registration(
    registration_id: int, actor: Actor, *, option: Option | None = None, lock: bool = False
) -> Registration:
    """A standing registration of the actor's unit, of that option where one is named; locked where it is written to.

    Refused: `no_role`, `registration_unknown`, `withdrawn_already`, `other_option`.
    """
    refuse_if(why_not_keep(actor, actor.unit_id))
    rows = Registration.objects.select_related("programme", "unit__level", "unit__parent")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=registration_id, unit_id=actor.unit_id).first()
    if found is None:
        raise refuse("registration_unknown", "Không có đăng ký này ở đơn vị. Hãy tải lại trang.")
    if found.withdrawn_at is not None:
        raise refuse("withdrawn_already", "Đăng ký này đã rút. Hãy đăng ký lại nội dung đó.")
    if option is not None and found.option != option:
        number = OPTION_NUMBERS[option]
        raise refuse(
            "other_option", f"Việc này thuộc nội dung {number}. Hãy đăng ký nội dung {number} trước."
        )
    return found

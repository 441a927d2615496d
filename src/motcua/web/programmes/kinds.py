"""Who opens the pages of a programme's life, and which steps stand open in each phase?"""

from django.utils.functional import Promise

from motcua.organisation.terms import Role
from motcua.programmes.life_terms import Phase
from motcua.programmes.policies import KEEPING_THE_PLAN
from motcua.web.programmes.act_forms import FORMS

READING = frozenset({Role.CONTROL, Role.LEAD, Role.APPROVE, Role.INSPECT})
RUNNING = frozenset(KEEPING_THE_PLAN)
_ALWAYS = ("kinh-phi", "chi-tieu", "van-ban")
# What the unit that issued the plan may do in each phase.
OPEN: dict[Phase, tuple[str, ...]] = {
    Phase.DRAFTED: ("cong-bo", *_ALWAYS),
    Phase.PROPOSED: ("cong-bo", *_ALWAYS),
    Phase.ANNOUNCED: ("bo-sung", "moc-gio", "trinh-gia-han", "gia-han", "ket-thuc", *_ALWAYS),
    Phase.RUNNING: ("bo-sung", "moc-gio", "danh-gia", "trinh-gia-han", "gia-han", "ket-thuc", *_ALWAYS),
    Phase.ENDED: ("danh-gia", *_ALWAYS),
}
# What any unit of the programme may do for itself.
OWN: dict[Phase, tuple[str, ...]] = {
    Phase.ANNOUNCED: ("bo-sung", "moc-gio", "van-ban"),
    Phase.RUNNING: ("bo-sung", "moc-gio", "van-ban"),
}


def steps_open(phase: Phase, *, owner: bool, joined: bool) -> list[tuple[str, str | Promise]]:
    """Word and title of the steps a unit may take; none where it has no part in the programme."""
    words = OPEN[phase] if owner else OWN.get(phase, ()) if joined else ()
    return [(word, FORMS[word].title) for word in words]

"""Which entries were struck out, and why?"""

from motcua.outreach.communication_tables import StruckEntry
from motcua.outreach.communication_terms import EntryKind


def struck_ids(kind: EntryKind) -> frozenset[int]:
    """The entries of a register that count no more."""
    return frozenset(StruckEntry.objects.filter(kind=kind.value).values_list("entry", flat=True))


def struck_why(kind: EntryKind) -> dict[int, str]:
    """The same with the reason of each."""
    return dict(StruckEntry.objects.filter(kind=kind.value).values_list("entry", "reason"))

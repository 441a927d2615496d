"""Which number comes next? In order, without gaps or doubles, under any concurrency."""

from collections.abc import Callable

from motcua.core.chain import GENESIS, link
from motcua.core.models import NumberCounter


def next_number(scope: str, label: Callable[[int], str]) -> str:
    """Give the next number of a series and return its label (for example the dossier code).

    Must run in the transaction that uses the number: the counter's row stays locked until it ends, so a
    number given and then rolled back is given again. The head chains the labels, for `motcua verify`.
    """
    NumberCounter.objects.bulk_create([NumberCounter(scope=scope)], ignore_conflicts=True)
    counter = NumberCounter.objects.select_for_update().get(scope=scope)
    given = label(counter.count + 1)
    counter.head = link(counter.head or GENESIS, {"label": given})
    counter.count += 1
    counter.save(update_fields=["count", "head"])
    return given

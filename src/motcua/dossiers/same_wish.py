"""Did this person ask for the same thing a few days ago? Warned at reception, merged by a person."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from motcua.core.moments import local_day, start_of
from motcua.core.statements import ask
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import State
from motcua.workcalendar.wording import named_moment

WITHIN_DAYS = 7
# A company may hand in hundreds of one kind: the newest are named, the rest counted.
MOST_NAMED = 5
# An end by which the wish was given up is no second wish.
_GIVEN_UP = (State.REFUSED, State.WITHDRAWN, State.STOPPED, State.CANCELLED)


def wished(*, unit: str, number: str, procedure: str, since: str, but: str) -> str:
    """SQL: ids of the other dossiers of the same wish that stand when it is reckoned, the newest first."""
    given_up = "'{" + ",".join(_GIVEN_UP) + "}'::text[]"
    return f"dossiers_same_wish({unit}, {number}, {procedure}, {since}, {given_up}, {but})"


def since(at: datetime) -> datetime:
    """From when on the same wish is looked for."""
    return start_of(local_day(at) - timedelta(days=WITHIN_DAYS))


_SAME = f"SELECT {wished(unit='$1', number='$2', procedure='$3', since='$4', but='$5')}"


def same_wish(*, unit_id: str, id_number: str, procedure: str, at: datetime, but: int = 0) -> list[int]:
    """Ids of dossiers of the same identity number and procedure at this unit in the last 7 days, newest first."""
    [(found,)] = ask(_SAME, [unit_id, id_number, procedure, since(at), but])
    return list(found)


def same_wish_warnings(dossier: Dossier, at: datetime) -> tuple[str, ...]:
    """Both codes, for the clerk who has just received the second."""
    same = same_wish(
        unit_id=dossier.unit_id,
        id_number=dossier.id_number,
        procedure=dossier.procedure_id,
        at=at,
        but=dossier.pk,
    )
    return warnings_of(dossier, same)


def warnings_of(dossier: Dossier, ids: Sequence[int]) -> tuple[str, ...]:
    """The same of dossiers that were found when this one was written, the newest first."""
    if not ids:
        return ()
    others = Dossier.objects.filter(pk__in=ids[:MOST_NAMED]).order_by("-received_at", "-id")
    return _warnings(dossier, others, len(ids))


def same_wish_warnings_of(dossiers: Sequence[Dossier], at: datetime) -> dict[int, tuple[str, ...]]:
    """The same for a list just received, by the id of the dossier; of equal ones in the list the later is warned."""
    columns = [
        [getattr(one, name) for one in dossiers] for name in ("pk", "id_number", "unit_id", "procedure_id")
    ]
    rows = ask(_SAME_MANY, [*columns, since(at)]) if dossiers else []
    others = Dossier.objects.in_bulk({pk for _new, pk, _many in rows})
    same: dict[int, list[Dossier]] = {}
    how_many: dict[int, int] = {}
    for new, other, many in rows:
        same.setdefault(new, []).append(others[other])
        how_many[new] = many
    by_id = {dossier.pk: dossier for dossier in dossiers}
    return {new: _warnings(by_id[new], found, how_many[new]) for new, found in same.items()}


_SAME_MANY = f"""
    SELECT new.id, other.id, other.many
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS new(id, number, unit, procedure)
    CROSS JOIN LATERAL (
        SELECT id, received_at, count(*) OVER () AS many FROM dossiers_dossier
        WHERE id_number = new.number AND id_number <> '' AND unit_id || '' = new.unit
        AND procedure_id || '' = new.procedure AND received_at >= $5 AND id < new.id
        AND state NOT IN ({", ".join(f"'{state}'" for state in _GIVEN_UP)})
        ORDER BY received_at DESC, id DESC LIMIT {MOST_NAMED}
    ) AS other
    ORDER BY new.id, other.received_at DESC, other.id DESC
"""


def _warnings(dossier: Dossier, others: Iterable[Dossier], how_many: int) -> tuple[str, ...]:
    named = tuple(_warning(dossier, other) for other in others)
    if how_many <= len(named):
        return named
    return (
        *named,
        f"Người này còn {how_many - len(named)} hồ sơ khác cùng thủ tục trong {WITHIN_DAYS} ngày qua.",
    )


def _warning(dossier: Dossier, other: Dossier) -> str:
    return (
        f"Người này đã nộp cùng thủ tục: hồ sơ {other}, lúc {named_moment(other.received_at)}; hồ sơ vừa nhận là "
        f"{dossier}. Nếu là cùng một việc, hãy gộp hai hồ sơ."
    )

"""What does a dossier give to the sums, and what are the sums now? The pieces of SQL that fold, read and recount share.

A dossier counts on the local day of its reception, for the programme that promised when it came in. Times are compared
by the printed minute (promises 17), as `judge` and `ready_in_the_day` of `motcua.dossiers.pauses` do; a test holds
them together.
"""

from collections.abc import Collection

from motcua.core.moments import VN
from motcua.dossiers.promises import AFTER_CUT_OFF, BY_PROGRAMME, OF_A_DAY, WITHIN_THE_DAY, DueReason
from motcua.dossiers.terms import RUNS_ON, Channel, State
from motcua.reports.terms import MEASURES, Measure


def _in_sql(reasons: Collection[DueReason]) -> str:
    return "({})".format(", ".join(f"'{one}'" for one in sorted(reasons)))


_BY_PROGRAMME, _OF_A_DAY = _in_sql(BY_PROGRAMME), _in_sql(OF_A_DAY)
_WITHIN_THE_DAY, _AFTER = _in_sql(WITHIN_THE_DAY), _in_sql(AFTER_CUT_OFF)
_OWED = "d.due_at IS NOT NULL AND d.ready_at IS NULL AND d.ended_at IS NULL AND d.code IS NOT NULL"
_JUDGED = "t.ready IS NOT NULL AND t.due IS NOT NULL"
_IS_LATE = "(t.ready > t.due OR (d.due_strict AND t.ready = t.due))"
_IS_EARLY = "(t.ready_day < t.due_day AND t.first_due_day <> t.day)"
# Filed from afar before the day it counts on: done by the end of the day it was promised for.
_IN_THE_DAY = f"""(t.ready_day = t.day
    OR (p.reason IN {_WITHIN_THE_DAY} AND t.ready_day <= t.first_due_day)) IS TRUE"""
_WITHOUT_RESULT = "d.ended_at IS NOT NULL AND d.ready_at IS NULL"

# Each holds or not, for a row `d` of dossiers, `t` its times, `p` the promise as it was given.
RULES: dict[Measure, str] = {
    Measure.RECEIVED: "d.code IS NOT NULL",
    Measure.SAME_DAY: f"d.code IS NOT NULL AND {_IN_THE_DAY}",
    Measure.SAME_DAY_DUE: f"""d.code IS NOT NULL AND NOT ({_WITHOUT_RESULT})
        AND (t.first_due_day = t.day OR p.reason IN {_WITHIN_THE_DAY} OR {_IN_THE_DAY})""",
    Measure.AFTER_CUT_OFF: f"d.code IS NOT NULL AND p.reason IN {_AFTER}",
    Measure.NEXT_DAY: f"p.reason IN {_AFTER} AND {_JUDGED} AND NOT {_IS_LATE} AND NOT {_IN_THE_DAY}",
    Measure.EARLY: f"{_JUDGED} AND NOT {_IS_LATE} AND {_IS_EARLY}",
    Measure.ON_TIME: f"{_JUDGED} AND NOT {_IS_LATE} AND NOT {_IS_EARLY}",
    Measure.LATE: f"{_JUDGED} AND {_IS_LATE}",
    Measure.PROLONGED: f"d.code IS NOT NULL AND d.due_reason = '{DueReason.PROLONGED}'",
    Measure.NO_DUE: "d.due_at IS NULL AND d.ended_at IS NULL",
    Measure.OPEN: _OWED,
    Measure.WITHOUT_RESULT: f"d.code IS NOT NULL AND {_WITHOUT_RESULT}",
    Measure.ONLINE: f"d.code IS NOT NULL AND d.channel = '{Channel.ONLINE}'",
}
PLACE = "day, unit_id, desk_id, programme"
# All that is kept of a dossier.
COUNTED = f"dossier_id, {PLACE}, facts, overdue_from"
# Rows of `facts`, each with its `sign`, as one sum for each measure.
SIGNED = ", ".join(
    f"sum(sign * ((facts >> {place}) & 1))::bigint AS {one}" for place, one in enumerate(MEASURES)
)
# Such rows: what the dossiers of the tail give now, less what they had given.
CHANGE = f"SELECT {PLACE}, facts, 1 AS sign FROM fresh UNION ALL SELECT {PLACE}, facts, -1 FROM old"
_CLOCK_RUNS = (
    f"(d.paused_at IS NULL OR (d.state = '{State.AWAITING_SUPPLEMENT}' AND v.after_supplement = '{RUNS_ON}'))"
)


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE '{VN.key}')::date"


def _facts() -> str:
    bits = [f"CASE WHEN {RULES[one]} THEN {1 << place} ELSE 0 END" for place, one in enumerate(MEASURES)]
    return "\n        + ".join(bits)


def contributions(dossiers: str) -> str:
    """What each dossier gives: its place, facts, and from when it is overdue.

    `dossiers` names the rows of `dossiers_dossier d` by a condition. A promise that was changed since (papers added,
    also to the same time again, prolonged, moved) is read from the step that gave it. OFFSET 0: worked out once a row,
    not once a use.
    """
    return f"""
    SELECT d.id AS dossier_id, t.day, d.unit_id::text, d.one_stop_unit_id AS desk_id,
        CASE WHEN p.reason IN {_BY_PROGRAMME} THEN p.rule ELSE '' END AS programme,
        {_facts()} AS facts,
        CASE WHEN {_OWED} AND {_CLOCK_RUNS}
            THEN t.due + CASE WHEN d.due_strict THEN interval '0' ELSE interval '1 minute' END END AS overdue_from
    FROM dossiers_dossier d
    JOIN procedures_procedureversion v ON v.id = d.version_id
    CROSS JOIN LATERAL (SELECT {_day("d.received_at")} AS day, {_day("d.due_at")} AS due_day,
        {_day("d.ready_at")} AS ready_day, {_day("d.due_original")} AS first_due_day,
        date_trunc('minute', d.due_at) AS due, date_trunc('minute', d.ready_at) AS ready OFFSET 0) t
    LEFT JOIN LATERAL (SELECT s.data->'promise'->>'reason' AS reason, s.data->'promise'->>'rule' AS rule
        FROM dossiers_step s
        WHERE (d.due_at <> d.due_original OR d.due_reason = '{DueReason.PROLONGED}'
                OR (t.first_due_day <> t.day AND d.due_reason IN {_OF_A_DAY}))
            AND s.dossier_id = d.id AND s.data ? 'promise' ORDER BY s.seq DESC LIMIT 1) given ON true
    CROSS JOIN LATERAL (SELECT coalesce(given.reason, d.due_reason) AS reason,
        coalesce(given.rule, d.due_rule) AS rule OFFSET 0) p
    WHERE {dossiers}"""


def tail(floor: int, xid: int, *, known: bool) -> str:
    """Dossiers with a step that the sums may lack: numbered above the floor, of a transaction not before the mark.

    `known`: the mark's transaction numbers are of this server and near enough to be compared. They are compared
    as the server itself does, in a circle of 2^32. A part of a transaction has a number above the whole's, so
    "not before" also finds what a savepoint wrote.
    """
    later = f"((s.xmin::text::bigint - {xid % 2**32}) & 4294967295) < 2147483648" if known else "true"
    return f"""SELECT DISTINCT s.dossier_id FROM dossiers_step s
        WHERE s.id > {floor} AND s.dossier_id IS NOT NULL AND {later}"""


def counted_now(floor: int, xid: int, *, known: bool) -> str:
    """Common table expressions: `tail`; `fresh` what its dossiers give now; `old` what they had given."""
    return f"""
    tail AS MATERIALIZED ({tail(floor, xid, known=known)}),
    fresh AS MATERIALIZED ({contributions("d.id IN (SELECT dossier_id FROM tail)")}),
    old AS MATERIALIZED (SELECT c.* FROM reports_counteddossier c JOIN tail USING (dossier_id))"""

"""What is said of a day's end under signature, and does what stands here still fit it?"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from motcua.core.chain import GENESIS, link, root
from motcua.core.head_statement import SignedHead, digest_of, signature_fits
from motcua.core.models import DailyHead, HeadSeal
from motcua.core.moments import end_of

# Name in the statement → table and owner of its chains; each row has seq, at and hash.
OTHER_CHAINS = {
    "results": ("dossiers_resultevent", "result_id"),
    "seals": ("authority_sealevent", "seal_id"),
    "imprints": ("authority_imprint", "seal_id"),
    "delegations": ("authority_delegationstep", "delegation_id"),
    "ledgers": ("payments_ledgerentry", "unit_id"),
}
_WORDS = {
    "results": "kết quả",
    "seals": "lịch sử con dấu",
    "imprints": "sổ dấu",
    "delegations": "ủy quyền",
    "ledgers": "sổ thu",
}


def heads_until(day: date) -> tuple[int, int, str]:
    """How many chains of dossiers and intakes and links there were at the end of the day, and the root over them."""
    sql = """
        SELECT DISTINCT ON (dossier_id, intake_id) dossier_id, intake_id, seq, hash FROM dossiers_step
        WHERE at < %s ORDER BY dossier_id, intake_id, seq DESC
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [end_of(day)])
        rows = cursor.fetchall()
    heads = [(f"d{dossier}" if dossier else f"i{intake}", seq, hash_) for dossier, intake, seq, hash_ in rows]
    return len(heads), sum(seq for _, seq, _ in heads), root(heads)


def other_heads_until(day: date) -> dict[str, list[Any]]:
    """Chains, links and root of results, seals, imprints, delegations and ledgers at the end of the day."""
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for name, (table, owner) in OTHER_CHAINS.items():
            cursor.execute(
                f"SELECT DISTINCT ON ({owner}) {owner}::text, seq, hash FROM {table} "
                f"WHERE at < %s ORDER BY {owner}, seq DESC",
                [end_of(day)],
            )
            heads = [(str(key), int(seq), str(hash_)) for key, seq, hash_ in cursor.fetchall()]
            found[name] = [len(heads), sum(seq for _, seq, _ in heads), root(heads)]
    return found


def statement_of(head: DailyHead, others: dict[str, list[Any]], previous: str) -> dict[str, Any]:
    """What is signed of a day."""
    return {
        "day": head.day.isoformat(),
        "chains": head.chains,
        "links": head.links,
        "root": head.root,
        "journals": link(GENESIS, head.journals),
        "others": others,
        "previous": previous,
    }


def signed_head(day: date) -> SignedHead | None:
    """The signed head of a day, None where there is none."""
    seal = HeadSeal.objects.filter(day=day).first()
    return _signed(seal) if seal else None


def signed_heads(limit: int) -> list[SignedHead]:
    """The newest first."""
    return [_signed(seal) for seal in HeadSeal.objects.order_by("-day")[:limit]]


def _signed(seal: HeadSeal) -> SignedHead:
    return SignedHead(seal.statement, seal.key, seal.signature)


def differences(published: SignedHead) -> list[str]:
    """What stands here against a head that was published or printed: nothing where the day is as it was."""
    day, said = published.day, published.statement
    found = [] if signature_fits(published) else ["chữ ký trên tệp không khớp nội dung tệp"]
    if (kept := signed_head(day)) is None:
        found.append("hệ thống không còn đầu ngày đã ký của ngày này")
    elif kept.digest != published.digest:
        found.append("đầu ngày lưu trong hệ thống khác đầu ngày đã công bố")
    chains, links, computed = heads_until(day)
    if (chains, links, computed) != (said.get("chains"), said.get("links"), said.get("root")):
        found.append(
            f"đã công bố {said.get('chains')} chuỗi, {said.get('links')} bước; nay tính lại {chains} chuỗi, "
            f"{links} bước, gốc {computed[:16]}… thay vì {str(said.get('root'))[:16]}…"
        )
    return [*found, *_other_differences(day, said.get("others") or {})]


def _other_differences(day: date, said: dict[str, Any]) -> list[str]:
    now = other_heads_until(day)
    return [
        f"chuỗi {_WORDS.get(name, name)}: đã công bố {kept[:2]}, nay tính lại {now.get(name, [0, 0])[:2]} hoặc khác gốc"
        for name, kept in sorted(said.items())
        if list(kept) != now.get(name)
    ]


def head_faults() -> Iterator[tuple[str, int, str]]:
    """Signed heads that do not fit each other, their signature, the head that was recorded, or the chains now.

    Chains only grow and each link hangs on the one before: what the newest head says is computed again for all of
    what came before it.
    """
    previous, newest = GENESIS, None
    recorded = {head.day: head for head in DailyHead.objects.order_by("day")}
    for seal in HeadSeal.objects.order_by("day"):
        name, head, newest = f"đầu ngày {seal.day:%d/%m/%Y}", recorded.get(seal.day), seal
        if seal.statement.get("previous") != previous:
            yield name, 0, "không nối với đầu ngày trước"
        elif not signature_fits(_signed(seal)):
            yield name, 0, "chữ ký không khớp"
        elif head is None or seal.statement != statement_of(head, seal.statement["others"], previous):
            yield name, 0, "khác số đã ghi cuối ngày"
        previous = digest_of(seal.statement)
    if newest is not None:
        for what in _other_differences(newest.day, newest.statement["others"]):
            yield f"đầu ngày {newest.day:%d/%m/%Y}", 0, what


def days_to_sign() -> list[DailyHead]:
    """Recorded days without a signature, in order."""
    last = HeadSeal.objects.order_by("-day").values_list("day", flat=True).first()
    heads = DailyHead.objects.order_by("day")
    return list(heads.filter(day__gt=last) if last else heads)

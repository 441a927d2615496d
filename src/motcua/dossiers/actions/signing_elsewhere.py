"""Results are signed by a token in the leader's own machine: made ready here, signed there, completed here.

What is kept between the two visits holds for one person, one paper and one certificate, a quarter of an hour, once.
Whatever goes wrong leaves the result approved and numbered.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from motcua.core.refusals import Refusal, Refused, refuse
from motcua.documents.files.keeping import keep
from motcua.documents.signing.checking_apart import check_apart
from motcua.documents.signing.elsewhere import Hole, KeyElsewhere, Prepared
from motcua.documents.signing.port import Trust
from motcua.dossiers.actions.papers_to_sign import (
    Meant,
    Signed,
    attach_signature,
    listed,
    paper_to_sign,
)
from motcua.dossiers.actions.registry import NOT_FOUND
from motcua.dossiers.actions.signing import powers_on
from motcua.dossiers.models import PendingSignature, ResultDocument
from motcua.dossiers.queries import DossierNotFound
from motcua.organisation.actors import Actor

LIFE = timedelta(minutes=15)
_SWEPT_AFTER = timedelta(days=1)
_CHANGED = Refusal(
    "signing_outdated",
    "Kết quả hoặc chứng thư đã thay đổi từ lúc chuẩn bị nên không nhận chữ ký này. Hãy chuẩn bị và ký lại.",
)
_LACKING = Refusal("signature_missing", "Thiết bị chưa gửi chữ ký cho kết quả này. Hãy chuẩn bị và ký lại.")


@dataclass(frozen=True, slots=True)
class Round:
    """One round of signing: what the token shall sign until `expires_at`, and what was refused."""

    ticket: str
    expires_at: datetime
    waiting: tuple[PendingSignature, ...]
    refused: tuple[Signed, ...] = ()

    @property
    def asked(self) -> dict[str, Any]:
        """What the program beside the token is sent (docs/ky-so-tai-may.md)."""
        return {
            "ticket": self.ticket,
            "expires_at": self.expires_at.isoformat(),
            "papers": [_asked(one) for one in self.waiting],
        }


def prepare_signatures(
    *, codes: Sequence[str], actor: Actor, key: KeyElsewhere, image: bytes, at: datetime
) -> Round:
    """Make up to 200 results ready, each judged on its own; nothing of the results changes.

    Refused: `codes_missing`, `codes_too_many`.
    """
    ticket, ready, refused = secrets.token_hex(16), [], []
    powers = powers_on(actor, at)
    for code in listed(codes):
        try:
            meant = paper_to_sign(code, actor=actor, image=image, at=at, powers=powers)
            job = meant.job
            made = key.prepare(job.pdf, field=job.field, appearance=job.appearance, at=at)
            ready.append(_row(ticket, meant, made, at))
        except Refused as no:
            refused.append(Signed(code, refusal=no.refusal))
        except DossierNotFound:
            refused.append(Signed(code, refusal=NOT_FOUND))
    with transaction.atomic():
        PendingSignature.objects.filter(expires_at__lt=at - _SWEPT_AFTER).delete()
        PendingSignature.objects.bulk_create(ready)
    return Round(ticket, at + LIFE, tuple(ready), tuple(refused))


def round_of(*, ticket: str, actor: Actor, at: datetime) -> Round:
    """The round as its own person looks at it again. Refused: as `complete_signatures`."""
    rows = _own_round(PendingSignature.objects.all(), ticket, actor, at)
    return Round(ticket, rows[0].expires_at, tuple(rows))


def complete_signatures(
    *, ticket: str, values: Mapping[str, bytes], actor: Actor, key: KeyElsewhere, trust: Trust, at: datetime
) -> list[Signed]:
    """Put the values of the token (by code of the dossier) to their results; each judged anew and checked.

    The round is over with this call, whatever comes of it. Refused: `signing_round_unknown`, `signing_round_used`,
    `signing_round_late`.
    """
    with transaction.atomic():
        rows = _own_round(PendingSignature.objects.select_for_update(of=("self",)), ticket, actor, at)
        PendingSignature.objects.filter(ticket=ticket).update(used_at=at)
    answers = []
    for row in rows:
        code = str(row.result.dossier)
        try:
            answers.append(Signed(code, _completed(row, code, values.get(code), actor, key, trust, at)))
        except Refused as no:
            answers.append(Signed(code, refusal=no.refusal))
        except DossierNotFound:
            answers.append(Signed(code, refusal=NOT_FOUND))
    # What was signed lies in its file now; what was not is prepared anew.
    PendingSignature.objects.filter(ticket=ticket).update(tail=b"", to_sign=b"")
    return answers


def _completed(
    row: PendingSignature,
    code: str,
    value: bytes | None,
    actor: Actor,
    key: KeyElsewhere,
    trust: Trust,
    at: datetime,
) -> ResultDocument:
    meant = paper_to_sign(code, actor=actor, image=b"", at=at, powers=powers_on(actor, at))
    unsigned = meant.result.unsigned
    same = unsigned is not None and (meant.result.pk, unsigned.sha256) == (row.result_id, row.document)
    if not same or bytes(row.certificate) != key.certificate:
        raise Refused(_CHANGED)
    if value is None:
        raise Refused(_LACKING)
    hole = Hole(meant.job.pdf + bytes(row.tail), bytes(row.digest), row.region_start, row.region_end)
    signed = key.complete(Prepared(hole, bytes(row.to_sign), bytes(row.certificate), ()), value, at=at)
    found = check_apart(signed, trust=trust, at=at)
    if not found.holds:
        raise refuse(
            "signature_not_valid",
            f"Chữ ký gửi về không dùng được: {found.text} Kết quả vẫn chờ ký; hãy ký lại bằng chứng thư còn hiệu lực.",
        )
    stored = keep(signed, name=f"{meant.result.title}.pdf", sensitive=True, at=at)
    return attach_signature(meant, stored, holder=key.holder, at=at)


def _row(ticket: str, meant: Meant, made: Prepared, at: datetime) -> PendingSignature:
    if meant.result.unsigned is None or not made.hole.content.startswith(meant.job.pdf):
        raise AssertionError("a signature only adds behind the paper")
    return PendingSignature(
        ticket=ticket,
        result=meant.result,
        person_id=meant.actor.person_id,
        unit_id=meant.actor.unit_id,
        document=meant.result.unsigned.sha256,
        tail=made.hole.content[len(meant.job.pdf) :],
        digest=made.hole.digest,
        region_start=made.hole.region_start,
        region_end=made.hole.region_end,
        to_sign=made.to_sign,
        certificate=made.certificate,
        prepared_at=at,
        expires_at=at + LIFE,
    )


def _own_round(
    found: QuerySet[PendingSignature], ticket: str, actor: Actor, at: datetime
) -> list[PendingSignature]:
    mine = found.filter(ticket=ticket[:32], person_id=actor.person_id, unit_id=actor.unit_id)
    rows = list(mine.select_related("result__dossier").order_by("id"))
    if not rows:
        raise refuse(
            "signing_round_unknown",
            "Không có lượt ký này của ông/bà. Hãy về trang Ký số, chọn kết quả và chuẩn bị lại.",
        )
    if rows[0].used_at is not None:
        raise refuse(
            "signing_round_used", "Lượt ký này đã dùng rồi. Hãy về trang Ký số xem kết quả nào còn chờ ký."
        )
    if not rows[0].prepared_at <= at < rows[0].expires_at:
        raise refuse(
            "signing_round_late",
            "Lượt ký này đã quá 15 phút nên không nhận. Kết quả vẫn chờ ký; hãy chuẩn bị và ký lại.",
        )
    return rows


def _asked(one: PendingSignature) -> dict[str, str]:
    to_sign = bytes(one.to_sign)
    return {
        "code": str(one.result.dossier),
        "number": one.result.number,
        "title": one.result.title,
        "to_sign": base64.b64encode(to_sign).decode(),
        "digest": hashlib.sha256(to_sign).hexdigest(),
    }

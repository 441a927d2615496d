"""The signed result goes into the person's own store; opened or confirmed there, the dossier closes (R-134)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.applicants.actors import Citizen
from motcua.applicants.models import StoredPaper
from motcua.applicants.store_terms import PaperEventKind, StoredState
from motcua.core.moments import local, local_day
from motcua.core.refusals import refuse
from motcua.dossiers.actions.closing import close_if_possible
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import text_of
from motcua.dossiers.actions.storing import note_paper, put_into_store, said_of
from motcua.dossiers.models import Dossier, ResultDocument, Step, StoredResult
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.results.queries import result_of
from motcua.dossiers.return_choices import DeliveredWhen, returning
from motcua.dossiers.store import account_for, papers_in, stored_of
from motcua.dossiers.terms import RETURN_LABELS, Act, Place, ReturnChannel, TakerKind
from motcua.organisation.actors import Actor


@transaction.atomic
def send_online(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Put the signed file into the store of the person's account; where the rule says so it is delivered with that.

    Refused: channel_not_online, result_not_signed, no_account, stored_already.
    """
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.SEND_ONLINE, dossier, actor, at)
    result = _signed_result(dossier)
    account = account_for(dossier)
    if account is None:
        raise refuse(
            "no_account",
            "Người nộp chưa có tài khoản đã xác thực danh tính nên chưa có kho giấy tờ. Hãy hướng dẫn tạo tài khoản, "
            "hoặc đổi cách nhận kết quả.",
        )
    if stored_of(dossier) is not None:
        raise refuse("stored_already", "Kết quả đã ở trong kho giấy tờ của người nộp. Hãy chờ họ mở.")
    paper = put_into_store(dossier, result, account, actor=actor, at=at)
    data = {"stored": said_of(paper), "note": text_of(said, "note", "Ghi chú")}
    step = move(dossier, Said(Act.SEND_ONLINE, at, actor, Place.ONLINE, data), changes={})
    close_opened(paper, at)
    return step


def _signed_result(dossier: Dossier) -> ResultDocument:
    result = result_of(dossier)
    if result is None or result.signed is None:
        raise refuse(
            "result_not_signed",
            "Kết quả chưa có tệp ký số nên không trả trực tuyến được. Hãy ký số kết quả, hoặc đổi cách nhận.",
        )
    return result


@transaction.atomic
def paper_seen(*, paper_id: int, kind: PaperEventKind, actor: Citizen, at: datetime) -> StoredPaper:
    """The person opened, downloaded or confirmed a paper of their own store; the dossier may close with it.

    Refused: paper_unknown, for what is nobody's or another's.
    """
    paper = papers_in(actor.account_id).select_for_update(of=("self",)).filter(pk=paper_id).first()
    if paper is None:
        raise refuse("paper_unknown", "Không có giấy tờ này trong kho của ông/bà. Hãy mở lại danh sách.")
    confirmed = kind is PaperEventKind.CONFIRMED
    if confirmed and paper.confirmed_at is not None:
        return paper
    note_paper(paper, kind, at)
    paper.opened_at = paper.opened_at or at
    paper.confirmed_at = at if confirmed else paper.confirmed_at
    paper.save(update_fields=["opened_at", "confirmed_at"])
    close_opened(paper, at)
    return paper


def close_opened(paper: StoredPaper, at: datetime) -> None:
    """The dossier closes once the rule of the day counts the paper as delivered; else it waits in the desk's list."""
    link = StoredResult.objects.filter(paper=paper).select_related("dossier").first()
    if link is None or not _delivered(paper, at):
        return
    close_if_possible(
        link.dossier, ReturnChannel.ONLINE, Place.ONLINE, lambda held: opened_online(held, at=at), at
    )


def _delivered(paper: StoredPaper, at: datetime) -> bool:
    moment = {
        DeliveredWhen.PLACED: paper.placed_at,
        DeliveredWhen.OPENED: paper.opened_at or paper.confirmed_at,
        DeliveredWhen.CONFIRMED: paper.confirmed_at,
    }[returning().delivered_when(local_day(at))]
    return moment is not None and paper.state == StoredState.IN_FORCE


def opened_online(dossier: Dossier, *, at: datetime) -> dict[str, Any]:
    """What the closing step says of a result in the person's store. Refused: delivery_not_confirmed."""
    link = stored_of(dossier)
    if link is None:
        raise refuse(
            "delivery_not_confirmed",
            "Kết quả chưa nằm trong kho giấy tờ của người nộp. Hãy làm “Gửi kết quả vào kho giấy tờ” trước.",
        )
    paper = link.paper
    if not _delivered(paper, at):
        raise refuse(
            "delivery_not_confirmed",
            "Người nộp chưa mở hoặc xác nhận kết quả trong kho giấy tờ. Hồ sơ tự đóng khi họ mở; hãy nhắc họ.",
        )
    moments = {"placed_at": paper.placed_at, "opened_at": paper.opened_at, "confirmed_at": paper.confirmed_at}
    return {
        "receiver": dossier.applicant_name,
        "receiver_kind": TakerKind.APPLICANT.value,
        "identity": RETURN_LABELS[ReturnChannel.ONLINE],
        "stored": said_of(paper),
    } | {name: local(moment).isoformat() for name, moment in moments.items() if moment}

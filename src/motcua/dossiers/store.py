"""Whose store does a result go into, what lies there, and does each paper say what was signed? (R-134)"""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, QuerySet

from motcua.applicants.models import Account, StoredPaper
from motcua.applicants.queries import joined_ids, open_account
from motcua.applicants.store_terms import StoredState
from motcua.applicants.terms import AccountState
from motcua.core.vntext import fold
from motcua.dossiers.applicants import ApplicantKind
from motcua.dossiers.models import Dossier, OnlineFiling, ResultEvent, Step, StoredResult
from motcua.dossiers.result_terms import ResultEventKind
from motcua.dossiers.terms import Act, ReturnChannel, State

# Something came into a person's store without a step of the dossier: the person hears of it.
STORED_TOPIC = "stored"


def account_for(dossier: Dossier) -> Account | None:
    """The account of the person named on the dossier, shown by an identity provider; else whoever filed it online."""
    open_accounts = Account.objects.filter(state=AccountState.OPEN)
    if dossier.applicant_kind == ApplicantKind.PERSON and dossier.id_number:
        mine = open_accounts.filter(
            id_number=dossier.id_number, id_type=dossier.id_type, id_verified_at__isnull=False
        )
        if (found := mine.order_by("id").first()) is not None:
            return found
    filer = OnlineFiling.objects.filter(dossier=dossier).values_list("account_id", flat=True).first()
    return open_account(filer) if filer else None


def stored_of(dossier: Dossier) -> StoredResult | None:
    """The paper in the person's store that holds now."""
    found = StoredResult.objects.filter(dossier=dossier, paper__state=StoredState.IN_FORCE)
    return found.select_related("paper", "file").order_by("-id").first()


def was_stored(dossier: Dossier) -> bool:
    """Was any result of the dossier put into a person's store, whether it still holds or not?"""
    return StoredResult.objects.filter(dossier=dossier).exists()


def papers_in(account_id: int) -> QuerySet[StoredPaper]:
    """Everything in the store of an account, the newest first; of accounts joined into it too."""
    mine = StoredPaper.objects.filter(account_id__in=joined_ids(account_id))
    return mine.select_related("result__file").order_by("-placed_at", "-id")


def papers_of(account_id: int, component: str, *, on: date) -> list[StoredPaper]:
    """Papers of the store that stand for a component of that name and are good on the day, the newest first.

    The file is `paper.result.file` (a StoredFile). Who may use them: the person themself (with consent).
    """
    good = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return list(papers_in(account_id).filter(good, title_fold=fold(component), state=StoredState.IN_FORCE))


def waiting_online(unit_id: str) -> QuerySet[Dossier]:
    """Results to be returned online: to be put into the store, or not opened yet (`placed_at`)."""
    found = Dossier.objects.filter(unit_id=unit_id, state=State.READY, return_channel=ReturnChannel.ONLINE)
    return found.select_related("version").order_by("ready_at", "id")


def store_faults() -> Iterator[tuple[str, int, str]]:
    """(paper, step, what): papers that are another file than was signed, or that nothing said put there: a step,
    or the issue of a replacement."""
    links = StoredResult.objects.select_related("paper", "file", "dossier")
    for link in links.exclude(paper__sha256=F("file__sha256")):
        yield f"kho giấy tờ {link.paper.number}", 0, "giấy tờ trong kho trỏ tới tệp khác"
    said = {
        (dossier_id, stored["paper"], stored["sha256"])
        for dossier_id, stored in Step.objects.filter(act=Act.SEND_ONLINE).values_list(
            "dossier_id", "data__stored"
        )
        if stored
    } | {
        (dossier_id, stored["paper"], stored["sha256"])
        for dossier_id, stored in ResultEvent.objects.filter(
            kind=ResultEventKind.ISSUED, data__has_key="stored"
        ).values_list("result__dossier_id", "data__stored")
    }
    gone = Q(dossier__archive__disposed_at__isnull=False)
    for link in links.exclude(gone):
        if (link.dossier_id, link.paper_id, link.paper.sha256) not in said:
            yield f"kho giấy tờ {link.paper.number}", 0, "giấy tờ trong kho mà không có bước nào gửi vào"
    for paper in StoredPaper.objects.filter(result__isnull=True):
        yield f"kho giấy tờ {paper.number}", 0, "giấy tờ trong kho không có tệp"

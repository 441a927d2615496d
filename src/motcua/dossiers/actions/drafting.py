"""A filing in preparation: begun, saved at every change, chosen between two browsers, discarded."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse
from motcua.documents.files.forgetting import forget_unused
from motcua.dossiers import codes
from motcua.dossiers.models import Draft, DraftPaper, UploadPart
from motcua.dossiers.online.drafts import Holder, draft_for, drafts_of, secret_hash
from motcua.dossiers.online.rivals import meet
from motcua.dossiers.online.settings import online_rules
from motcua.dossiers.online_terms import DraftState, Keep
from motcua.procedures.models import Procedure
from motcua.procedures.online_forms.queries import form_in_force

_NUMBER_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Begun:
    """The draft; `secret` is shown once to a guest, "" where an account holds it."""

    draft: Draft
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft as it stands; `rival`: another browser changed the page meanwhile, both versions are kept."""

    draft: Draft
    rival: bool = False


def begin(*, procedure: str, actor: Holder, at: datetime, assisted_by: int | None = None) -> Begun:
    """The actor's open draft of the procedure, or a new one. Refused: `guest_not_allowed`, `procedure_unknown`."""
    if actor.account_id is None:
        return _begin_guest(procedure, at)
    known = draft_for(actor, procedure)
    if known is not None:
        return Begun(known)
    try:
        with transaction.atomic():
            return Begun(_new(procedure, at, account_id=actor.account_id, assisted_by_id=assisted_by))
    except IntegrityError:  # two tabs began at once: both go on with the one
        found = draft_for(actor, procedure)
        if found is None:
            raise
        return Begun(found)


def _begin_guest(procedure: str, at: datetime) -> Begun:
    if procedure not in online_rules().guests:
        raise refuse(
            "guest_not_allowed",
            "Thủ tục này cần đăng nhập để nộp trực tuyến. Hãy đăng nhập hoặc nộp tại Bộ phận Một cửa.",
        )
    secret = codes.new_secret()
    return Begun(_new(procedure, at, secret_hash=secret_hash(secret)), secret)


def _new(procedure: str, at: datetime, **owner: Any) -> Draft:
    if not Procedure.objects.filter(pk=procedure).exists():
        raise refuse("procedure_unknown", "Không có thủ tục này. Hãy chọn thủ tục trong danh mục.")
    version = form_in_force(procedure, local_day(at))
    return Draft.objects.create(
        number="BN-" + "".join(secrets.choice(_NUMBER_SIGNS) for _ in range(8)),
        procedure_id=procedure,
        form_number=version.number if version else None,
        created_at=at,
        updated_at=at,
        **owner,
    )


def locked(actor: Holder, number: str) -> Draft:
    """The actor's open draft, its row held until the transaction ends. Refused: `draft_gone`."""
    mine = drafts_of(actor).filter(number=number).values_list("pk", flat=True)
    draft = Draft.objects.select_for_update().filter(pk__in=list(mine), state=DraftState.OPEN).first()
    if draft is None:
        raise draft_gone()
    return draft


def draft_gone() -> Refused:
    """The refusal where a draft was filed, discarded, or is another's."""
    return refuse(
        "draft_gone",
        "Bản đang soạn này đã nộp, đã bỏ hoặc không thuộc về ông/bà. Hãy mở mục “Hồ sơ của tôi” để xem.",
    )


def touched(draft: Draft, at: datetime, **changes: Any) -> Draft:
    """Write the changes, counted, with their moment."""
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.version, draft.updated_at = draft.version + 1, at
    draft.save(update_fields=[*changes, "version", "updated_at"])
    return draft


@transaction.atomic
def set_place(*, actor: Holder, number: str, unit_id: str, conditions: Sequence[str], at: datetime) -> Draft:
    """Where it is filed, and which conditional papers the case needs. Judged whole when it is filed."""
    draft = locked(actor, number)
    return touched(draft, at, unit_id=unit_id, conditions=sorted(set(conditions))[:200])


@transaction.atomic
def save_page(
    *,
    actor: Holder,
    number: str,
    page: str,
    keys: Sequence[str],
    answers: Mapping[str, Any],
    seen: str,
    at: datetime,
    sources: Mapping[str, str] | None = None,
    corrections: Mapping[str, str] | None = None,
) -> Saved:
    """The answers of one page, under the question `keys` it holds; `seen`: digest of what it showed."""
    draft = locked(actor, number)
    now = {key: draft.answers[key] for key in keys if key in draft.answers}
    met = meet(now=now, typed=answers, seen=seen)
    if met.rival is not None:
        rivals = draft.rivals | {page: {"answers": dict(met.rival), "keys": list(keys), "at": at.isoformat()}}
        return Saved(touched(draft, at, rivals=rivals), rival=True)
    others = {key: value for key, value in draft.answers.items() if key not in keys}
    rivals = {key: value for key, value in draft.rivals.items() if key != page}
    changed = {
        "answers": others | dict(met.kept),
        "rivals": rivals,
        "sources": _of_page(draft.sources, keys, sources),
        "corrections": _of_page(draft.corrections, keys, corrections),
    }
    if all(getattr(draft, name) == value for name, value in changed.items()):
        return Saved(draft)
    return Saved(touched(draft, at, **changed))


def _of_page(kept: Mapping[str, str], keys: Sequence[str], said: Mapping[str, str] | None) -> dict[str, str]:
    if said is None:
        return dict(kept)
    return {key: value for key, value in kept.items() if key not in keys} | dict(said)


@transaction.atomic
def choose(*, actor: Holder, number: str, page: str, keep: Keep, at: datetime) -> Draft:
    """Of two versions of a page the one the person chose stays. Refused: `rival_gone`."""
    draft = locked(actor, number)
    rival = draft.rivals.get(page)
    if rival is None:
        raise refuse("rival_gone", "Đã chọn một trong hai bản rồi. Hãy mở lại trang để xem bản đang lưu.")
    rivals = {key: value for key, value in draft.rivals.items() if key != page}
    if keep is Keep.KEPT:
        return touched(draft, at, rivals=rivals)
    others = {key: value for key, value in draft.answers.items() if key not in rival["keys"]}
    return touched(draft, at, rivals=rivals, answers=others | rival["answers"])


@transaction.atomic
def say_who(*, actor: Holder, number: str, who: Mapping[str, Any], at: datetime) -> Draft:
    """For whom it is filed."""
    return touched(locked(actor, number), at, who=dict(who))


@transaction.atomic
def say_wishes(*, actor: Holder, number: str, wishes: Mapping[str, Any], at: datetime) -> Draft:
    """How the result comes back."""
    return touched(locked(actor, number), at, wishes=dict(wishes))


@transaction.atomic
def discard(*, actor: Holder, number: str, at: datetime) -> None:
    """The person gives the draft up; its files go with it."""
    _discard(locked(actor, number), at)


def discard_old(*, at: datetime) -> int:
    """Drafts that nobody touched for the days of the rules go, and parts whose sending stopped; how many drafts."""
    rules = online_rules()
    UploadPart.objects.filter(at__lt=at - timedelta(hours=rules.parts_hours)).delete()
    count = 0
    for pk in list(_old(at).values_list("pk", flat=True)[:1000]):
        with transaction.atomic():
            draft = _old(at).select_for_update(skip_locked=True).filter(pk=pk).first()
            if draft is not None:
                _discard(draft, at)
                count += 1
    return count


def discard_left(*, numbers: Sequence[str], untouched_since: datetime, at: datetime) -> int:
    """Filings of guests that were left unfinished at a kiosk go within minutes; how many drafts (R-027)."""
    count = 0
    for number in numbers:
        with transaction.atomic():
            left = Draft.objects.filter(number=number, state=DraftState.OPEN, account__isnull=True)
            left = left.filter(updated_at__lt=untouched_since)
            draft = left.select_for_update(skip_locked=True).first()
            if draft is not None:
                _discard(draft, at)
                count += 1
    return count


def _old(at: datetime) -> Any:
    return Draft.objects.filter(
        state=DraftState.OPEN, updated_at__lt=at - timedelta(days=online_rules().draft_days)
    )


def _discard(draft: Draft, at: datetime) -> None:
    """What was typed and sent is gone; that there was a draft stays."""
    files = list(DraftPaper.objects.filter(draft=draft).values_list("file_id", flat=True))
    DraftPaper.objects.filter(draft=draft).delete()
    UploadPart.objects.filter(draft=draft).delete()
    nothing: dict[str, Any] = {
        "answers": {},
        "who": {},
        "wishes": {},
        "rivals": {},
        "sources": {},
        "corrections": {},
    }
    touched(draft, at, state=DraftState.DISCARDED, **nothing)
    forget_unused(files)

"""Lay the document itself beside a delegation that was recorded without it."""

from datetime import datetime

from django.db import transaction

from motcua.authority.actions.delegation_steps import PaperUpload, locked, step
from motcua.authority.actions.delegations import TEXT_LIMIT
from motcua.authority.delegation_terms import DelegationAct
from motcua.authority.models import Delegation
from motcua.authority.saying import said_line
from motcua.organisation.actors import Actor


@transaction.atomic
def attach_document(*, code: str, paper: PaperUpload, about: str, actor: Actor, at: datetime) -> Delegation:
    """Keep the PDF of a document of the delegation, `about` says which one; nothing else of it changes.

    Refused: no_role, other_unit, own_delegation, delegation_moved, text_missing, paper_not_pdf, file_empty, pdf_active…
    """
    record = locked(DelegationAct.ATTACH, code, actor)
    text = said_line(about, TEXT_LIMIT, "text", "Tệp này là văn bản nào")
    step(record, DelegationAct.ATTACH, {"text": text}, actor, at, paper)
    return record

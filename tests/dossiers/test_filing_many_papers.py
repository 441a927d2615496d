"""A filing with as many papers as may be: two hundred are taken, filed and accepted, one more is refused."""

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.draft_papers import MOST_PAPERS, add_paper
from motcua.dossiers.actions.online_filing import Sending, file_online
from motcua.dossiers.models import ComponentCopy, Dossier, DraftPaper
from motcua.dossiers.online.drafts import Holder
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from motcua.procedures.models import Component, ProcedureVersion
from tests.cast import do
from tests.citizens import citizen
from tests.documents.hostile_files import plain_pdf
from tests.filing_online import EXTRACT, IDENTITY, MONDAY, ready_draft

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def holder() -> Holder:
    return Holder(account_id=citizen(moment=MONDAY).pk)


def test_two_hundred_papers_are_taken_and_no_more(holder: Holder) -> None:
    draft = ready_draft(holder)
    stored = DraftPaper.objects.get().file
    rows = [
        DraftPaper(
            draft=draft,
            component=f"khac-{n}",
            position=n,
            file=stored,
            name="a",
            origin="upload",
            added_at=MONDAY,
        )
        for n in range(1, MOST_PAPERS)
    ]
    DraftPaper.objects.bulk_create(rows)
    with pytest.raises(Refused, match="too_many_papers"):
        add_paper(
            actor=holder,
            number=draft.number,
            component=IDENTITY,
            name="b.pdf",
            content=plain_pdf(pad=3),
            at=MONDAY,
        )


def test_two_hundred_components_are_filed_each_with_its_file_and_accepted(holder: Holder) -> None:
    version = ProcedureVersion.objects.get(procedure_id=EXTRACT, valid_to=None)
    asked = [
        Component(
            version=version, position=9 + n, key=f"giay-to-{n}", name=f"Giấy tờ số {n}", mode="submit",
            originals=1, copies=0, mandatory=True,
        )
        for n in range(1, MOST_PAPERS)
    ]  # fmt: skip
    Component.objects.bulk_create(asked)
    draft = ready_draft(holder)
    with pytest.raises(Refused) as lacking:
        file_online(sending=Sending(draft.number, draft.version), actor=holder, at=MONDAY)
    assert lacking.value.refusal.code == "not_ready"
    paper = DraftPaper.objects.get()
    DraftPaper.objects.bulk_create(
        DraftPaper(
            draft=draft, component=one.key, position=one.position, file=paper.file, name=f"{one.key}.pdf",
            origin="upload", added_at=MONDAY,
        )
        for one in asked
    )  # fmt: skip
    filing = file_online(sending=Sending(draft.number, draft.version), actor=holder, at=MONDAY)
    named = [told["component"] for told in filing.papers]
    assert len(named) == len(set(named)) == MOST_PAPERS + 1  # with the declaration
    assert {one.key for one in asked} < set(named)
    assert ComponentCopy.objects.filter(dossier=filing.dossier).count() == MOST_PAPERS + 1
    do(Act.ACCEPT, filing.dossier, Role.RECEIVE, MONDAY)
    assert Dossier.objects.get(pk=filing.dossier.pk).state == State.RECEIVED
    assert verify() == []

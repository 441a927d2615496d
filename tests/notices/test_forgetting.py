"""What is left of a notice when its dossier was disposed of? That something was told, not to whom and not what."""

from datetime import timedelta

import pytest

from motcua.dossiers.models import ArchiveRecord, Disposal
from motcua.notices.actions.forgetting import forget_disposed
from motcua.notices.models import Notice
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague, received

NOW = at("2022-05-16 09:00")


@pytest.mark.usefixtures("seeded")
def test_address_and_words_go_with_the_dossier_and_nothing_else_does():
    gone, kept = (received(CERTIFIED_COPY, Q11, NOW) for _ in range(2))
    for dossier in (gone, kept):
        Notice.objects.create(
            source=f"x:{dossier.pk}", recipient="applicant", channel="sms", event="ready", weight="required",
            dossier=dossier, to="+84912345678", text="Lời báo", digest="0" * 64, created_at=NOW, state="sent",
        )  # fmt: skip
    assert forget_disposed(at=NOW) == 0
    keeper = colleague(Role.LEAD, Q11, NOW)
    disposal = Disposal.objects.create(
        unit_id=Q11, reason="Hết hạn", proposed_by_id=keeper.person_id, proposed_by_name="x", proposed_at=NOW
    )
    ArchiveRecord.objects.create(
        dossier=gone, group="x", term="10 năm", basis="x", keep_until=NOW.date(), archived_at=NOW, tombstone={},
        disposed_seq=1,
        disposal=disposal, disposed_at=NOW,
    )  # fmt: skip
    assert forget_disposed(at=NOW - timedelta(seconds=1)) == 0
    assert forget_disposed(at=NOW) == 1
    assert forget_disposed(at=NOW) == 0
    left = Notice.objects.get(dossier=gone)
    assert (left.to, left.text, left.state, left.event) == ("", "", "sent", "ready")
    assert Notice.objects.get(dossier=kept).to

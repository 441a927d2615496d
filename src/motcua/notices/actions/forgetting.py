"""A notice lives no longer than its dossier: once that was disposed of, address and words go too."""

from datetime import datetime

from motcua.notices.models import Notice


def forget_disposed(*, at: datetime) -> int:
    """Empty what is left of people in notices of dossiers disposed of until then; how many. Way and moments stay."""
    over = Notice.objects.filter(dossier__archive__disposed_at__lte=at).exclude(to="", text="")
    return over.update(to="", title="", text="", values={})

"""Does every online filing say the papers that the chain of its dossier vouches for?"""

from collections.abc import Iterator

from motcua.dossiers.models import OnlineFiling, Step

_CHUNK = 500


def filing_faults() -> Iterator[tuple[str, int, str]]:
    """(number, step, what) of every filing whose receipt differs from its first step."""
    filings = OnlineFiling.objects.select_related("dossier").order_by("pk")
    for filing in filings.iterator(_CHUNK):
        first = (
            Step.objects.filter(dossier=filing.dossier, seq=1).values_list("data", flat=True).first() or {}
        )
        told = [(one["component"], one["sha256"]) for one in first.get("copies_added", ())]
        if told != [(one["component"], one["sha256"]) for one in filing.papers]:
            yield str(filing.dossier), 1, "biên nhận nộp trực tuyến không khớp với bước đã ghi"

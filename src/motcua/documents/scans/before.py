"""How do the pages of a scanned original come before the words that certify them? One PDF, nothing drawn anew."""

import io
from collections.abc import Sequence

from pikepdf import Name, Pdf


def laid_before(papers: Sequence[bytes], words: bytes) -> tuple[bytes, int]:
    """The pages of `papers` (PDF, as the store keeps them) in their order, then those of `words`; how many came before.

    What stands over a page (links, fields) is left out. The whole says of itself that it is PDF/A without tags,
    for scanned pages have none. The same papers and words make the same bytes.
    """
    into, count = io.BytesIO(), 0
    with Pdf.open(io.BytesIO(words)) as whole:
        for content in papers:
            with Pdf.open(io.BytesIO(content)) as paper:
                for page in paper.pages:
                    if Name.Annots in page.obj:
                        del page.obj[Name.Annots]
                    whole.pages.insert(count, page)
                    count += 1
        with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["pdfaid:conformance"] = "B"
            if "pdfuaid:part" in metadata:
                del metadata["pdfuaid:part"]
        whole.save(into, deterministic_id=True)
    return into.getvalue(), count

"""Which programme does a report speak of?"""

from motcua.core.refusals import refuse
from motcua.programmes.models import Programme


def programme_named(programme_id: str) -> Programme:
    """The programme. Refused: `programme_unknown`."""
    found = None if "\x00" in programme_id else Programme.objects.filter(pk=programme_id).first()
    if found is None:
        raise refuse(
            "programme_unknown",
            "Không có chương trình này. Hãy chọn trong danh sách chương trình.",
            field="programme",
        )
    return found

"""What do the hashes of a seal's history and of its imprints cover?"""

from typing import Any

from django.db.models import Model

# The hashes describe the chain itself, so they are outside of what they cover.
_OUTSIDE = frozenset({"id", "previous", "hash"})


def content_of(row: Model) -> dict[str, Any]:
    """Every stored column of the row that the chain vouches for."""
    fields = row._meta.concrete_fields
    return {field.attname: getattr(row, field.attname) for field in fields if field.attname not in _OUTSIDE}

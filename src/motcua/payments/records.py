"""What does the hash of a ledger entry or a closing cover?"""

from typing import Any

from django.db.models import Model

# The hashes describe the chain itself, so they are outside of what they cover.
_OUTSIDE = frozenset({"id", "previous", "hash"})
# Columns of later releases: left out while empty, so that the hashes of older entries still hold.
_LATER: dict[str, Any] = {"payment": ""}


def content_of(row: Model) -> dict[str, Any]:
    """Every stored column of the row that the chain vouches for."""
    stored = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in _OUTSIDE
    }
    return {name: value for name, value in stored.items() if name not in _LATER or value != _LATER[name]}

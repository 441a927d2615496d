"""What do the hashes of a seal's history and of its imprints cover?"""

from functools import lru_cache
from typing import Any

from django.db.models import Model

# The hashes describe the chain itself, so they are outside of what they cover.
_OUTSIDE = frozenset({"id", "previous", "hash"})


def content_of(row: Model) -> dict[str, Any]:
    """Every stored column of the row that the chain vouches for."""
    held = row.__dict__
    return {name: held[name] if name in held else getattr(row, name) for name in _vouched_for(type(row))}


@lru_cache(maxsize=10)
def _vouched_for(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname not in _OUTSIDE)

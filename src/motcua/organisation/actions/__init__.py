"""The acts on units, desks and people: the only writers of this area."""

"""The only writers of this area."""

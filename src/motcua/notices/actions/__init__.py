"""The only writers of notices."""

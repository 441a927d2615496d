"""Which tables do papers and files have? Django finds them through this module."""

from motcua.documents.files.tables import StoredFile

__all__ = ["StoredFile"]

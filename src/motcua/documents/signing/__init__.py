"""Signatures in a PDF: who may put one there, how it looks, whether one that stands there holds."""

"""Django's name for this area."""

from django.apps import AppConfig


class LegalBasisConfig(AppConfig):
    name = "motcua.legal_basis"
    label = "legal_basis"

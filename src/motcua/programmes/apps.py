"""Django's name for this area."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "motcua.programmes"
    label = "programmes"

"""Django's name for this area."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "motcua.participation"
    label = "participation"

"""Django's name for this area."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "motcua.outreach"
    label = "outreach"

"""Django's name for this area."""

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    name = "motcua.authority"
    label = "authority"

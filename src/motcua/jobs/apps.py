"""Django's name for this area."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "motcua.jobs"
    label = "jobs"

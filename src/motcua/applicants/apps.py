"""Django's name for this area."""

from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    name = "motcua.applicants"
    label = "applicants"

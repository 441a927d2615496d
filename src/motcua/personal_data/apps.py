"""Django's name for this area."""

from django.apps import AppConfig


class PersonalDataConfig(AppConfig):
    name = "motcua.personal_data"
    label = "personal_data"

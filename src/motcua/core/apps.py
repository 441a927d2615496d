"""Django's name for this area."""

from django.apps import AppConfig

from motcua.core.new_tables import draw_only_the_new_one


class CoreConfig(AppConfig):
    name = "motcua.core"
    label = "core"

    def ready(self) -> None:
        """Migrations of a new office are run by several commands and by the tests: all of them fast."""
        draw_only_the_new_one()

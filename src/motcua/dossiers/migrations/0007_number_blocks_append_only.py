"""A reserved number and what became of it are never changed or taken out."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0006_number_blocks"), ("core", "0003_append_only"))
    operations = (
        append_only("dossiers_numberblock"),
        append_only("dossiers_reservednumber"),
        append_only("dossiers_numberuse"),
    )

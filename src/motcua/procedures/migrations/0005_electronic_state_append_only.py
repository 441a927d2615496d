"""What was stated of forms and results stays as it was stated."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("procedures", "0004_electronic_state"), ("core", "0003_append_only"))
    operations = (append_only("procedures_electronicstate"),)

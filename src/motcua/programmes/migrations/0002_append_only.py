"""What a programme once said is kept."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("programmes", "0001_initial"), ("core", "0003_append_only"))
    operations = (append_only("programmes_programmerevision"),)

"""A step is never changed or deleted (architecture, invariant 4); nor are the papers handed in."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0001_initial"), ("core", "0003_append_only"))
    operations = (append_only("dossiers_step"), append_only("dossiers_handedin"))

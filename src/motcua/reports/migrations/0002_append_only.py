"""A figure entered by hand stays as it was entered; another takes its place."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("reports", "0001_initial"), ("core", "0003_append_only"))
    operations = (append_only("reports_declaredfigure"),)

"""By which rule a desk counted as digitising on a day stays on record."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0018_scan_pages"), ("core", "0003_append_only"))
    operations = (append_only("dossiers_digitisationrule"),)

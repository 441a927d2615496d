"""What happened to an original of somebody's is never changed or taken out."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0008_custody_and_shelf"), ("core", "0003_append_only"))
    operations = (append_only("dossiers_custodyrow"),)

"""Which solution a unit chose for a procedure is remembered with the catalogue: every new plan renews its stamp."""

from django.db import migrations

from motcua.core.catalogue_stamp import stamped


class Migration(migrations.Migration):
    dependencies = (("programmes", "0005_plan_append_only"), ("core", "0007_catalogue_stamp"))
    operations = (stamped("programmes_solutionplan"),)

"""Every change of these tables renews the stamp of the catalogue."""

from django.db import migrations

from motcua.core.catalogue_stamp import stamped


class Migration(migrations.Migration):
    dependencies = (("programmes", "0002_append_only"), ("core", "0007_catalogue_stamp"))
    operations = (
        stamped("programmes_programme"),
        stamped("programmes_programmesversion"),
    )

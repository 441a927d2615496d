"""Every change of these tables renews the stamp of the catalogue."""

from django.db import migrations

from motcua.core.catalogue_stamp import stamped


class Migration(migrations.Migration):
    dependencies = (("organisation", "0004_presence"), ("core", "0007_catalogue_stamp"))
    operations = (
        stamped("organisation_level"),
        stamped("organisation_unit"),
        stamped("organisation_onestopunit"),
    )

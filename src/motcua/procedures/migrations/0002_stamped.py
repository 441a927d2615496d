"""Every change of these tables renews the stamp of the catalogue."""

from django.db import migrations

from motcua.core.catalogue_stamp import stamped


class Migration(migrations.Migration):
    dependencies = (("procedures", "0001_initial"), ("core", "0007_catalogue_stamp"))
    operations = (
        stamped("procedures_procedure"),
        stamped("procedures_procedureversion"),
        stamped("procedures_component"),
        stamped("procedures_internalprocess"),
        stamped("procedures_onthespotlist"),
        stamped("procedures_onthespotentry"),
    )

"""Every change of these tables renews the stamp of the catalogue."""

from django.db import migrations

from motcua.core.catalogue_stamp import stamped


class Migration(migrations.Migration):
    dependencies = (("legal_basis", "0001_initial"), ("core", "0007_catalogue_stamp"))
    operations = (
        stamped("legal_basis_document"),
        stamped("legal_basis_ruleset"),
    )

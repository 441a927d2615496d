"""What was decided of online levels stays as it was decided; every decision renews the stamp of the catalogue."""

from django.db import migrations

from motcua.core.append_only import append_only
from motcua.core.catalogue_stamp import stamped


class Migration(migrations.Migration):
    dependencies = (("procedures", "0006_online_levels"), ("core", "0007_catalogue_stamp"))
    operations = (
        append_only("procedures_onlineleveldecision"),
        append_only("procedures_onlinecampaign"),
        stamped("procedures_onlineleveldecision"),
    )

"""What happened to a seal, its imprints and how procedures are sealed is never changed or taken out."""

from django.db import migrations

from motcua.core.append_only import append_only
from motcua.core.catalogue_stamp import stamped


class Migration(migrations.Migration):
    dependencies = (
        ("authority", "0006_seals"),
        ("core", "0003_append_only"),
        ("core", "0007_catalogue_stamp"),
    )
    operations = (
        append_only("authority_sealevent"),
        append_only("authority_imprint"),
        append_only("authority_sealingrule"),
        stamped("authority_sealingrule"),
    )

"""A parcel names its postal unit by key; those there are get the unit whose name was written down."""

import django.db.models.deletion
from django.db import migrations, models

_BY_NAME = """
    UPDATE dossiers_consignment parcel SET postal_unit_id = (
        SELECT known.id FROM organisation_postalunit known WHERE upper(known.name) = upper(parcel.carrier)
        ORDER BY known.name = parcel.carrier DESC, known.id LIMIT 1
    )
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0035_fewer_indexes"),
        ("organisation", "0011_roster_deputies"),
    ]

    operations = [
        migrations.AddField(
            model_name="consignment",
            name="postal_unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consignments",
                to="organisation.postalunit",
            ),
        ),
        migrations.RunSQL(_BY_NAME, migrations.RunSQL.noop),
    ]

"""The lines of a seal's register are found by seal and place: the index of the seal alone goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("authority", "0008_scope_ends_with_withdrawal"),)
    operations = (
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("DROP INDEX IF EXISTS authority_imprint_seal_id_1a8a3131", migrations.RunSQL.noop)
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="imprint",
                    name="seal",
                    field=models.ForeignKey(
                        "authority.seal",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imprints",
                        db_index=False,
                    ),
                )
            ],
        ),
    )

"""Searches and work lists find the short way: parts of names by unit, and what open dossiers have in common.

Without the statistics PostgreSQL takes "not ended" and "appraised" for two accidents and expects a fiftieth of the
rows, so it gathers and sorts a desk's whole list for its first page.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0012_lists_by_due"),)
    operations = (
        BtreeGinExtension(),
        migrations.RemoveIndex(model_name="dossier", name="dossier_open_name_trgm"),
        migrations.AddIndex(
            model_name="dossier",
            index=GinIndex(
                fields=["unit", "applicant_fold"],
                name="dossier_open_part_of_name",
                opclasses=["text_ops", "gin_trgm_ops"],
                condition=models.Q(ended_at__isnull=True),
            ),
        ),
        migrations.RunSQL(
            sql="CREATE STATISTICS dossier_open_facts (mcv) ON state, ended_at, ready_at, paused_at "
            "FROM dossiers_dossier",
            reverse_sql="DROP STATISTICS dossier_open_facts",
        ),
    )

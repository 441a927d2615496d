"""The slip that a rating code stands on is found by the code."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0027_filing_online"),)
    operations = (
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                models.F("data__rating"),
                name="step_by_rating",
                condition=models.Q(data__has_key="rating"),
            ),
        ),
    )

"""A stamp that every change of the catalogue renews."""

from django.db import migrations, models

from motcua.core.catalogue_stamp import FUNCTION


class Migration(migrations.Migration):
    dependencies = (("core", "0006_daily_head_journals"),)
    operations = (
        migrations.CreateModel(
            name="CatalogueStamp",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("stamp", models.UUIDField()),
            ],
        ),
        FUNCTION,
    )

"""Documents sent say which electronic copies went along."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("participation", "0002_append_only"),)
    operations = (
        migrations.AddField(
            model_name="sentdocument",
            name="copies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                default=list,
                help_text="Numbers of the electronic copies that went along: those of the papers that stood then.",
                size=None,
            ),
        ),
    )

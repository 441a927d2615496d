"""A notice keeps the fields of its words until it has gone out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("notices", "0002_append_only"),)
    operations = (
        migrations.RemoveField(model_name="notice", name="params"),
        migrations.AddField(
            model_name="notice",
            name="values",
            field=models.JSONField(
                default=dict,
                help_text="{long, short}: the fields, until it has gone out; for another way if it cannot.",
            ),
        ),
    )

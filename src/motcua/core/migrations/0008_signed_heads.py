"""Daily heads under signature; they can only grow."""

from django.db import migrations, models

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("core", "0007_catalogue_stamp"),)
    operations = (
        migrations.CreateModel(
            name="HeadSeal",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("statement", models.JSONField()),
                ("key", models.TextField(help_text="Public key, Ed25519 in base64.")),
                ("signature", models.TextField(help_text="In base64.")),
                ("signed_at", models.DateTimeField()),
            ],
        ),
        append_only("core_headseal"),
    )

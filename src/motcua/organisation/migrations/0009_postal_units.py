"""Workers of the public post have their postal unit."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0008_online_intake"),
    ]

    operations = [
        migrations.CreateModel(
            name="PostalUnit",
            fields=[
                ("id", models.SlugField(max_length=60, primary_key=True, serialize=False)),
                ("name", models.TextField(unique=True)),
                ("phone", models.TextField(default="")),
                ("address", models.TextField(default="")),
            ],
        ),
        migrations.CreateModel(
            name="PostalMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("document", models.TextField(default="")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postal_terms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="Where they serve.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postal_members",
                        to="organisation.unit",
                    ),
                ),
                (
                    "postal_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="organisation.postalunit",
                    ),
                ),
            ],
            options={
                "ordering": ("valid_from", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="postal_period",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "unit", "valid_from"), name="postal_member_once"
                    ),
                ],
            },
        ),
    ]

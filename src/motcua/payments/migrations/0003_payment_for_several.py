"""A payment for several dossiers: its entries share one receipt number, which no other payment carries."""

import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0002_append_only"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="ledgerentry",
            name="receipt_number_once",
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="payment",
            field=models.CharField(
                default="",
                help_text="Key of a payment for several dossiers; they share its receipt.",
                max_length=64,
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                condition=models.Q(("payment", ""), _negated=True),
                fields=["unit", "payment"],
                name="ledger_by_payment",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("receipt_number", ""), _negated=True), ("payment", "")),
                fields=("receipt_number",),
                name="receipt_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("receipt_number", ""), _negated=True),
                expressions=[("receipt_number", "="), ("payment", "<>")],
                name="receipt_number_of_one_payment",
            ),
        ),
    ]

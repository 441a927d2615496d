"""An act that only moves a dossier on touches no index of it: what every act sets is in none, and its page has room.

Indexes of foreign keys go that another index begins with or that nobody asks by. They are dropped by name: changing
the fields in the database too would check every row of every reference anew.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_DROPPED = (
    "dossiers_bookrow_unit_id_2c9f7f46",
    "dossiers_bookrow_unit_id_2c9f7f46_like",
    "dossiers_dossier_appraiser_id_60faec06",
    "dossiers_dossier_approver_id_a2414d21",
    "dossiers_dossier_merged_into_id_69ff6e82",
    "dossiers_dossier_one_stop_unit_id_5eef1b38",
    "dossiers_dossier_procedure_id_4e0e78d6",
    "dossiers_dossier_procedure_id_4e0e78d6_like",
    "dossiers_dossier_process_id_49cb05ce",
    "dossiers_dossier_rule_set_id_12a228db",
    "dossiers_dossier_rule_set_id_12a228db_like",
    "dossiers_dossier_unit_id_49f6b550",
    "dossiers_dossier_unit_id_49f6b550_like",
    "dossiers_dossier_version_id_8589a504",
    "dossiers_handedin_dossier_id_2469080a",
    "dossiers_step_dossier_id_dfc9cad4",
    "dossiers_step_intake_id_c0cff61a",
)
# Which field of which model, to which, by which name back, whether it may be empty.
_FIELDS = (
    ("bookrow", "unit", "organisation.unit", "book_rows", False),
    ("dossier", "appraiser", settings.AUTH_USER_MODEL, "+", True),
    ("dossier", "approver", settings.AUTH_USER_MODEL, "+", True),
    ("dossier", "merged_into", "dossiers.dossier", "merged", True),
    ("dossier", "one_stop_unit", "organisation.onestopunit", "dossiers", False),
    ("dossier", "procedure", "procedures.procedure", "dossiers", False),
    ("dossier", "process", "procedures.internalprocess", "dossiers", False),
    ("dossier", "rule_set", "legal_basis.ruleset", "dossiers", False),
    ("dossier", "unit", "organisation.unit", "dossiers", False),
    ("dossier", "version", "procedures.procedureversion", "dossiers", False),
    ("handedin", "dossier", "dossiers.dossier", "handed_in", False),
    ("step", "dossier", "dossiers.dossier", "steps", True),
    ("step", "intake", "dossiers.intake", "steps", True),
)


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0034_sealing_looked_up"),)
    operations = (
        migrations.RemoveIndex(model_name="dossier", name="dossier_by_state"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["unit", "due_at", "id"],
                name="dossier_given_up_by_due",
                condition=models.Q(ended_at__isnull=False, returned_at__isnull=True),
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["merged_into"],
                name="dossier_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f"DROP INDEX IF EXISTS {', '.join(_DROPPED)}", migrations.RunSQL.noop),
                migrations.RunSQL(
                    "ALTER TABLE dossiers_dossier SET (fillfactor = 50)",
                    "ALTER TABLE dossiers_dossier RESET (fillfactor)",
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name=model,
                    name=name,
                    field=models.ForeignKey(
                        to,
                        null=empty,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name=back,
                        db_index=False,
                    ),
                )
                for model, name, to, back, empty in _FIELDS
            ],
        ),
    )

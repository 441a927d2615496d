"""Lists with ended dossiers page by due time in an index; a whole name is looked for within its unit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0011_closed_days"),)
    operations = (
        migrations.RemoveIndex(model_name="dossier", name="dossier_by_name"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["unit", "due_at", "id"], name="dossier_by_due"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["unit", "applicant_fold"], name="dossier_by_whole_name"),
        ),
    )

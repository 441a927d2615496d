"""What was said, which slips were used and what was done about it stays as it was."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("feedback", "0001_initial"), ("core", "0003_append_only"))
    operations = (
        append_only("feedback_ratingslip"),
        append_only("feedback_rating"),
        append_only("feedback_followup"),
    )

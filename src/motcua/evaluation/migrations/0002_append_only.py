"""What was decided, objected, answered, found and given stays as it was."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("evaluation", "0001_initial"), ("core", "0003_append_only"))
    operations = (
        append_only("evaluation_criteriaset"),
        append_only("evaluation_objection"),
        append_only("evaluation_objectionanswer"),
        append_only("evaluation_disciplinefinding"),
        append_only("evaluation_emulationdrive"),
        append_only("evaluation_reward"),
    )

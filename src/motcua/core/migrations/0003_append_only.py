"""The journal and the daily heads can only grow."""

from django.db import migrations

from motcua.core.append_only import FUNCTION, append_only


class Migration(migrations.Migration):
    dependencies = (("core", "0002_initial"),)
    operations = (FUNCTION, append_only("core_journalentry"), append_only("core_dailyhead"))

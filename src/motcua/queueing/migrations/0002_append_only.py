"""What happened to a ticket is never changed or deleted."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("queueing", "0001_initial"), ("core", "0003_append_only"))
    operations = (append_only("queueing_ticketevent"),)

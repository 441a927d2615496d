"""What was tried and what a carrier told is never changed or deleted."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("notices", "0001_initial"), ("core", "0003_append_only"))
    operations = (append_only("notices_noticetry"), append_only("notices_deliveryreceipt"))

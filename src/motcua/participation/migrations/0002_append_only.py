"""What was said of a desk and what was exchanged stays as it was."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("participation", "0001_initial"), ("core", "0003_append_only"))
    operations = (
        append_only("participation_frequencyrule"),
        append_only("participation_deskcondition"),
        append_only("participation_staffplan"),
        append_only("participation_skill"),
        append_only("participation_entitlement"),
        append_only("participation_sentdocument"),
        append_only("participation_sentreceipt"),
    )

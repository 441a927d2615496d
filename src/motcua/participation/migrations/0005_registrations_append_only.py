"""What was said under a registration stays as it was; the registration itself only ends."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("participation", "0004_registrations"), ("core", "0003_append_only"))
    operations = (
        append_only("participation_registeredactivity"),
        append_only("participation_registrationreport"),
        append_only("participation_backlogitem"),
        append_only("participation_backlogclearance"),
        append_only("participation_nolatepledge"),
        append_only("participation_portalitem"),
        append_only("participation_portalanswer"),
    )

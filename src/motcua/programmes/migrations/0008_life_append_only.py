"""What happened to a programme, who was sent a document and who has read it stays as it was."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("programmes", "0007_life"), ("core", "0003_append_only"))
    operations = (
        append_only("programmes_programmestep"),
        append_only("programmes_programmefunding"),
        append_only("programmes_programmetarget"),
        append_only("programmes_steeringdocument"),
        append_only("programmes_documentreceiver"),
        append_only("programmes_readconfirmation"),
    )

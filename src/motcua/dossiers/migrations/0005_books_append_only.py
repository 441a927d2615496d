"""A number given in a certification book is never changed or taken out; nor is a closing, nor a line received."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0004_certification_books"), ("core", "0003_append_only"))
    operations = (
        append_only("dossiers_bookrow"),
        append_only("dossiers_bookclosing"),
        append_only("dossiers_grouprow"),
    )

"""What was asked, answered, fetched, warned of, removed and leaked stays as it was."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("personal_data", "0001_initial"), ("core", "0003_append_only"))
    operations = (
        append_only("personal_data_rightsrequest"),
        append_only("personal_data_rightsanswer"),
        append_only("personal_data_dataexport"),
        append_only("personal_data_idlewarning"),
        append_only("personal_data_accounttombstone"),
        append_only("personal_data_breach"),
        append_only("personal_data_breachsubject"),
    )

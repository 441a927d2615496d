"""A report that was issued stays as it was, and so does everything that was done to it."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("reports", "0003_issued"), ("core", "0003_append_only"))
    operations = (
        append_only("reports_report"),
        append_only("reports_reportevent"),
        append_only("reports_reportcontent"),
        append_only("reports_reportreceiver"),
        append_only("reports_reportobligation"),
    )

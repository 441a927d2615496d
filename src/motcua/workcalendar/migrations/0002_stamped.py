"""Every change of these tables renews the stamp of the catalogue."""

from django.db import migrations

from motcua.core.catalogue_stamp import stamped


class Migration(migrations.Migration):
    dependencies = (("workcalendar", "0001_initial"), ("core", "0007_catalogue_stamp"))
    operations = (
        stamped("workcalendar_calendaryear"),
        stamped("workcalendar_calendarversion"),
    )

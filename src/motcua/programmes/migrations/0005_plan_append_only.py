"""What was judged, planned and reported stays as it was said."""

from django.db import migrations

from motcua.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("programmes", "0004_on_the_spot_plan"), ("core", "0003_append_only"))
    operations = (
        append_only("programmes_selectionsheet"),
        append_only("programmes_solutionplan"),
        append_only("programmes_roadmapyear"),
        append_only("programmes_detailedplan"),
        append_only("programmes_dutyreport"),
    )

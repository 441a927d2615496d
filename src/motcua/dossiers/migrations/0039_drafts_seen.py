"""Whether a drafted result waits, as it stands when the function is called, not when its statement began.

Who approves without one holds the dossier within the statement of the act; who drafts holds it too. The draft of
somebody the statement waited for is there by then.
"""

from django.db import migrations

_FUNCTION = """
    CREATE FUNCTION dossiers_result_drafted(of_dossier bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
        RETURN EXISTS (
            SELECT 1 FROM dossiers_resultdocument WHERE dossier_id = of_dossier AND state = 'draft'
        );
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0038_same_wish"),)
    operations = (
        migrations.RunSQL(sql=_FUNCTION, reverse_sql="DROP FUNCTION dossiers_result_drafted(bigint)"),
    )

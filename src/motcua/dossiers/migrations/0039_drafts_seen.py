"""Whether a result stands here, as it is when the function is called, not when its statement began.

Who approves without one holds the dossier within the statement; who drafts holds it too. The draft of somebody the
statement waited for is there by then.
"""

from django.db import migrations

_FUNCTIONS = """
    CREATE FUNCTION dossiers_result_drafted(of_dossier bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
        RETURN EXISTS (
            SELECT 1 FROM dossiers_resultdocument WHERE dossier_id = of_dossier AND state = 'draft'
        );
    END $$;

    CREATE FUNCTION dossiers_with_result(dossiers bigint[]) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
        RETURN ARRAY(SELECT dossier_id FROM dossiers_resultdocument WHERE dossier_id = ANY (dossiers));
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0038_same_wish"),)
    operations = (
        migrations.RunSQL(
            sql=_FUNCTIONS,
            reverse_sql="DROP FUNCTION dossiers_result_drafted(bigint), dossiers_with_result(bigint[])",
        ),
    )

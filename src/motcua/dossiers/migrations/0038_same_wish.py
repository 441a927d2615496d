"""Earlier dossiers of the same wish, as they stand when the function is called, not when its statement began.

Of two receptions at once the second waits for its number within its statement; the first is there by then.
"""

from django.db import migrations

# By the number of the person; by an index over the unit, however fresh the counts of the planner, never. Put in order
# once they are found (OFFSET): to read them in their order would be to read everybody's. The plan is kept from when
# the table was nearly empty, where reading all of it looked cheapest.
_FUNCTION = """
    CREATE FUNCTION dossiers_same_wish(
        of_unit text, of_person text, of_procedure text, since timestamptz, given_up text[], but bigint
    ) RETURNS bigint[] LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
    BEGIN
        RETURN ARRAY(
            SELECT found.id FROM (
                SELECT id, received_at FROM dossiers_dossier
                WHERE id_number = of_person AND id_number <> '' AND unit_id || '' = of_unit
                AND procedure_id || '' = of_procedure AND received_at >= since AND id <> but
                AND state <> ALL (given_up)
                OFFSET 0
            ) found ORDER BY found.received_at DESC, found.id DESC
        );
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0037_recorded"),)
    operations = (
        migrations.RunSQL(
            sql=_FUNCTION,
            reverse_sql="DROP FUNCTION dossiers_same_wish(text, text, text, timestamptz, text[], bigint)",
        ),
    )

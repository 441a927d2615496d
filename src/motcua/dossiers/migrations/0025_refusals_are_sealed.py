"""A refusal after appraisal is a result too: an imprint rests on the last step that approved or refused."""

from django.db import migrations

_CHECK = """
    CREATE OR REPLACE FUNCTION imprint_needs_approval() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM dossiers_dossier d JOIN dossiers_step s ON s.dossier_id = d.id
            WHERE (d.filing_number = NEW.subject OR (d.filing_number IS NULL AND d.code = NEW.subject))
            AND d.state = 'approved' AND s.act IN ({acts}) AND s.hash = NEW.approval_hash
            AND NOT EXISTS (
                SELECT 1 FROM dossiers_step later
                WHERE later.dossier_id = d.id AND later.act IN ({acts}) AND later.seq > s.seq
            )
        ) THEN
            RAISE EXCEPTION 'an imprint under % without its approval', NEW.subject
                USING ERRCODE = 'check_violation', CONSTRAINT = 'imprint_needs_approval';
        END IF;
        RETURN NEW;
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0024_rounds_keep_their_result"),)
    operations = (
        migrations.RunSQL(
            sql=_CHECK.format(acts="'approve', 'refuse_result'"), reverse_sql=_CHECK.format(acts="'approve'")
        ),
    )

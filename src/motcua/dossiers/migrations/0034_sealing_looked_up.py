"""An imprint and a stamping are each checked by looking up what they name, however many there are.

A join of the one line of a stamping with the register was planned over the whole register.
"""

from django.db import migrations

_IMPRINT = """
    CREATE OR REPLACE FUNCTION imprint_needs_approval() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        sealed record;
        decided record;
    BEGIN
        SELECT id, state INTO sealed FROM dossiers_dossier WHERE filing_number = NEW.subject;
        IF NOT FOUND THEN
            SELECT id, state INTO sealed FROM dossiers_dossier WHERE code = NEW.subject AND filing_number IS NULL;
        END IF;
        SELECT act, hash INTO decided FROM dossiers_step
            WHERE dossier_id = sealed.id AND act IN ('approve', 'refuse_result', 'replace_result')
            ORDER BY seq DESC LIMIT 1;
        IF (
            decided.hash = NEW.approval_hash AND (
                (sealed.state = 'approved' AND decided.act <> 'replace_result')
                OR (sealed.state = 'returned' AND decided.act = 'replace_result')
            )
        ) IS NOT TRUE THEN
            RAISE EXCEPTION 'an imprint under % without its approval', NEW.subject
                USING ERRCODE = 'check_violation', CONSTRAINT = 'imprint_needs_approval';
        END IF;
        RETURN NEW;
    END $$;
"""
_STAMP = """
    CREATE OR REPLACE FUNCTION stamp_needs_imprint() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        said jsonb := CASE WHEN jsonb_typeof(NEW.data->'imprints') = 'array' THEN NEW.data->'imprints' ELSE '[]' END;
        whole boolean := NEW.source IN ('approved', 'returned') AND NEW.dossier_id IS NOT NULL
            AND (jsonb_array_length(said) > 0 OR NEW.data->>'sealing' = 'none') IS TRUE;
        line jsonb;
    BEGIN
        FOR line IN SELECT * FROM jsonb_array_elements(said) LOOP
            PERFORM 1 FROM authority_imprint WHERE hash = line->>'hash';
            whole := whole AND FOUND;
        END LOOP;
        IF NOT whole THEN
            RAISE EXCEPTION 'a stamping without approval or imprint' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'stamp_needs_imprint';
        END IF;
        RETURN NEW;
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0033_hall_links"),)
    operations = (
        migrations.RunSQL(sql=_IMPRINT, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=_STAMP, reverse_sql=migrations.RunSQL.noop),
    )

"""What replaces a result that was handed out is sealed as it was, while its dossier stays returned."""

from django.db import migrations

_IMPRINT = """
    CREATE OR REPLACE FUNCTION imprint_needs_approval() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM dossiers_dossier d JOIN dossiers_step s ON s.dossier_id = d.id
            WHERE (d.filing_number = NEW.subject OR (d.filing_number IS NULL AND d.code = NEW.subject))
            AND {decided} AND s.hash = NEW.approval_hash
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
_STAMP = """
    CREATE OR REPLACE FUNCTION stamp_needs_imprint() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        said jsonb := CASE WHEN jsonb_typeof(NEW.data->'imprints') = 'array' THEN NEW.data->'imprints' ELSE '[]' END;
    BEGIN
        IF NEW.source NOT IN ({sources}) OR NEW.dossier_id IS NULL
        OR (jsonb_array_length(said) = 0 AND NEW.data->>'sealing' IS DISTINCT FROM 'none')
        OR EXISTS (
            SELECT 1 FROM jsonb_array_elements(said) line
            LEFT JOIN authority_imprint i ON i.hash = line->>'hash' WHERE i.id IS NULL
        ) THEN
            RAISE EXCEPTION 'a stamping without approval or imprint' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'stamp_needs_imprint';
        END IF;
        RETURN NEW;
    END $$;
"""
_ACTS = "'approve', 'refuse_result'"
_APPROVED = f"d.state = 'approved' AND s.act IN ({_ACTS})"
_REPLACED = "d.state = 'returned' AND s.act = 'replace_result'"


class Migration(migrations.Migration):
    dependencies = (("dossiers", "0025_refusals_are_sealed"),)
    operations = (
        migrations.RunSQL(
            sql=_IMPRINT.format(decided=f"({_APPROVED} OR {_REPLACED})", acts=f"{_ACTS}, 'replace_result'"),
            reverse_sql=_IMPRINT.format(decided=_APPROVED, acts=_ACTS),
        ),
        migrations.RunSQL(
            sql=_STAMP.format(sources="'approved', 'returned'"),
            reverse_sql=_STAMP.format(sources="'approved'"),
        ),
    )

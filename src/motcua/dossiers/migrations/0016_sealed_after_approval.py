"""Nothing is sealed before its approval, and no stamping is written without its line in the register of imprints."""

from django.db import migrations

IMPRINT = migrations.RunSQL(
    sql="""
    CREATE FUNCTION imprint_needs_approval() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM dossiers_dossier d JOIN dossiers_step s ON s.dossier_id = d.id
            WHERE (d.filing_number = NEW.subject OR (d.filing_number IS NULL AND d.code = NEW.subject))
            AND d.state = 'approved' AND s.act = 'approve' AND s.hash = NEW.approval_hash
            AND NOT EXISTS (
                SELECT 1 FROM dossiers_step later
                WHERE later.dossier_id = d.id AND later.act = 'approve' AND later.seq > s.seq
            )
        ) THEN
            RAISE EXCEPTION 'an imprint under % without its approval', NEW.subject
                USING ERRCODE = 'check_violation', CONSTRAINT = 'imprint_needs_approval';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER imprint_needs_approval BEFORE INSERT ON authority_imprint
        FOR EACH ROW EXECUTE FUNCTION imprint_needs_approval();
    """,
    reverse_sql="""
    DROP TRIGGER imprint_needs_approval ON authority_imprint;
    DROP FUNCTION imprint_needs_approval();
    """,
)
STAMP = migrations.RunSQL(
    sql="""
    CREATE FUNCTION stamp_needs_imprint() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        said jsonb := CASE WHEN jsonb_typeof(NEW.data->'imprints') = 'array' THEN NEW.data->'imprints' ELSE '[]' END;
    BEGIN
        IF NEW.source <> 'approved' OR NEW.dossier_id IS NULL
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
    CREATE TRIGGER stamp_needs_imprint BEFORE INSERT ON dossiers_step
        FOR EACH ROW WHEN (NEW.act = 'stamp') EXECUTE FUNCTION stamp_needs_imprint();
    """,
    reverse_sql="""
    DROP TRIGGER stamp_needs_imprint ON dossiers_step;
    DROP FUNCTION stamp_needs_imprint();
    """,
)


class Migration(migrations.Migration):
    dependencies = (
        ("dossiers", "0015_results_fixed"),
        ("authority", "0007_seals_append_only"),
    )
    operations = (IMPRINT, STAMP)
